"""Registering: saying who one is, and proving the address. Nothing of it tells whether somebody is known already."""

from datetime import datetime

from events import identity as told
from functions.identity.domain.audit import Act
from functions.identity.domain.links import Purpose, opened_link
from functions.identity.domain.members import Member, MemberStatus
from functions.identity.domain.organizations import Founding, OrganizationStatus
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.people import Account, Person
from functions.identity.domain.registrations import THE_SAME_WITHIN, Pending, Registration
from functions.identity.errors import (
    LinkNotValid,
    MemberDeactivated,
    OrganizationNotFound,
    RegistrationClosed,
    SlugTaken,
)
from functions.identity.gateways.hashing import Hasher
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.organizations import AllOrganizations
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.service.roster import Roster
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.events import DomainEvent
from shared.ids import new_id
from shared.observability import log, note_actor
from shared.permissions import Role


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
            if registration.founds:
                self._found(transaction, registration, registration.founds, account, person)
            else:
                self._join(transaction, registration, account, person)

    def _found(
        self,
        transaction: Transaction,
        registration: Registration,
        founding: Founding,
        account: Account | None,
        person: Person | None,
    ) -> None:
        taken = AllOrganizations().find_by_slug(founding.slug)
        if taken and taken.org_id == registration.org_id:
            raise LinkNotValid
        if taken:
            raise SlugTaken(slug=founding.slug)
        roster, now = Roster(registration.org_id), system_clock.now()
        organization, settings = founding.organization(registration.org_id, now), founding.settings(now)
        roster.organization.put(transaction, organization)
        roster.organization.put_settings(transaction, settings)
        AllOrganizations().add(transaction, organization, settings)
        roster.audit.record(transaction, Act.ORGANIZATION_REGISTERED, registration.org_id)
        events: list[DomainEvent] = [told.OrganizationRegistered(organization_id=registration.org_id)]
        self._take_in(transaction, roster, registration, account, person, Role.ORG_ADMIN, events)

    def _join(
        self, transaction: Transaction, registration: Registration, account: Account | None, person: Person | None
    ) -> None:
        roster = Roster(registration.org_id)
        roster.organization.get()
        member = roster.members.find(account.user_id) if account else None
        if member is None:
            self._take_in(transaction, roster, registration, account, person, Role.STUDENT, [])
            return
        if member.status is MemberStatus.DEACTIVATED:
            raise MemberDeactivated
        if account and person:
            self._prove(transaction, registration, account, person, registration.org_id)
        if member.status is MemberStatus.INVITED:
            # Who proves the address may as well have followed the invitation that was sent to it.
            joined = member.joined(system_clock.now())
            event = told.MemberJoined(user_id=member.user_id, roles=[*joined.roles])
            roster.change(transaction, member, joined, tells=[event])
            roster.audit.record(transaction, Act.MEMBER_JOINED, member.user_id)

    def _take_in(
        self,
        transaction: Transaction,
        roster: Roster,
        registration: Registration,
        account: Account | None,
        person: Person | None,
        role: Role,
        events: list[DomainEvent],
    ) -> None:
        now = system_clock.now()
        if account and person:
            user_id = account.user_id
            self._prove(transaction, registration, account, person, roster.org_id)
        else:
            user_id = registration.user_id
            self._create(transaction, registration, roster.org_id, now)
            events.append(told.PersonRegistered(user_id=user_id))
        member = Member(
            user_id=user_id,
            email=registration.email,
            name=registration.name,
            roles=(role,),
            status=MemberStatus.ACTIVE,
            joined_at=now,
            created_at=now,
            updated_at=now,
        )
        events.append(told.MemberJoined(user_id=user_id, roles=[role]))
        roster.add(transaction, member, tells=events)
        roster.audit.record(transaction, Act.MEMBER_JOINED, user_id)

    def _create(self, transaction: Transaction, registration: Registration, org_id: str, now: datetime) -> None:
        chosen = registration.founds or Roster(org_id).organization.get_settings()
        self._people.put_account(
            transaction,
            Account(email=registration.email, user_id=registration.user_id, password_hash=registration.password_hash),
        )
        self._people.put_person(
            transaction,
            Person(
                user_id=registration.user_id,
                email=registration.email,
                name=registration.name,
                locale=chosen.locale,
                time_zone=chosen.time_zone,
                org_ids=(org_id,),
                created_at=now,
                updated_at=now,
            ),
        )

    def _prove(
        self, transaction: Transaction, registration: Registration, account: Account, person: Person, org_id: str
    ) -> None:
        """Somebody known proves the address. A password that exists stays: the form could be anybody's."""
        if account.password_hash is None:
            self._people.put_account(
                transaction, account.model_copy(update={"password_hash": registration.password_hash})
            )
        if org_id not in person.org_ids:
            self._people.put_person(transaction, person.joining(org_id))


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
