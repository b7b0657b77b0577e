"""Registering: saying who one is, and proving the address. Nothing of it tells whether somebody is known already."""

from events import identity as told
from functions.identity.domain.links import Purpose, opened_link
from functions.identity.domain.organizations import Founding, OrganizationStatus
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.registrations import THE_SAME_WITHIN, Pending, Registration
from functions.identity.errors import (
    LinkNotValid,
    OrganizationNotFound,
    RegistrationClosed,
    SlugTaken,
)
from functions.identity.gateways.hashing import Hasher
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.organizations import AllOrganizations
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.service.confirming import Confirming
from shared.clock import system_clock
from shared.dynamo import undisturbed
from shared.ids import new_id
from shared.observability import log, note_actor


class RegistrationService:
    """From a form that anybody may send to a person, and perhaps an organization.

    A request does the same work whoever sends it: it is written down, and an event goes out. Only what hears the event
    looks whether the address is known, and writes to it accordingly.
    """

    def __init__(self, registrations: RegistrationRepository, people: PeopleRepository, hasher: Hasher) -> None:
        self._registrations = registrations
        self._people = people
        self._hasher = hasher

    def register(self, slug: str, *, name: str, email: str, password: str) -> None:
        """Ask to join an organization as a student. Raises ``OrganizationNotFound`` or ``RegistrationClosed``."""
        organization = AllOrganizations().find_by_slug(slug)
        if organization is None or organization.status is not OrganizationStatus.ACTIVE:
            raise OrganizationNotFound(slug=slug)
        if not organization.self_registration:
            raise RegistrationClosed
        require_good_password(password, about=(name, email, organization.name, slug))
        self._ask(_registration(name, email, organization.org_id, None), password)

    def register_organization(self, founding: Founding, *, name: str, email: str, password: str) -> None:
        """Ask to found an organization as its administrator. Raises ``SlugTaken``."""
        if AllOrganizations().find_by_slug(founding.slug):
            raise SlugTaken(slug=founding.slug)
        require_good_password(password, about=(name, email, founding.name, founding.slug))
        self._ask(_registration(name, email, new_id("org"), founding), password)

    def confirm(self, token: str) -> None:
        """Make of a registration what it asked for. Raises ``LinkNotValid``, also the second time."""
        (registration_id,) = opened_link(token_keys(), Purpose.REGISTRATION, token)
        undisturbed(lambda: self._confirm(registration_id))

    def _ask(self, registration: Registration, password: str) -> None:
        undisturbed(lambda: self._ask_once(registration, password))

    def _ask_once(self, registration: Registration, password: str) -> None:
        """Write a registration down, unless it is the one before once more, as of a double click."""
        pending = self._registrations.find_pending(registration.email)
        if pending and self._is_the_same(pending, registration, password):
            log("registration.repeated", registration_id=pending.registration_id)
            return
        complete = registration.model_copy(update={"password_hash": self._hasher.hash(password)})
        event = told.RegistrationRequested(registration_id=registration.registration_id)
        self._registrations.add(complete, pending, tells=event)

    def _is_the_same(self, pending: Pending, registration: Registration, password: str) -> bool:
        if registration.asked_at - pending.asked_at > THE_SAME_WITHIN:
            return False
        before = self._registrations.find(pending.registration_id)
        return (
            before is not None
            and before.is_about(registration)
            and self._hasher.matches(before.password_hash, password)
        )

    def _confirm(self, registration_id: str) -> None:
        registration = self._registrations.find(registration_id)
        pending = self._registrations.find_pending(registration.email) if registration else None
        if registration is None or pending is None or pending.registration_id != registration_id:
            raise LinkNotValid
        account = self._people.find_account(registration.email)
        person = self._people.get_person(account.user_id) if account else None
        note_actor(account.user_id if account else registration.user_id)
        with self._people.transaction() as transaction:
            self._registrations.remove(transaction, registration)
            confirming = Confirming(self._people, transaction, registration, account, person)
            if registration.founds:
                confirming.found(registration.founds)
            else:
                confirming.join()


def _registration(name: str, email: str, org_id: str, founds: Founding | None) -> Registration:
    return Registration(
        registration_id=new_id("reg"),
        email=email,
        name=name,
        password_hash="",
        user_id=new_id("usr"),
        org_id=org_id,
        founds=founds,
        asked_at=system_clock.now(),
    )
