"""Setting another password: because one forgot it, or because one wants to."""

from events import identity as told
from functions.identity.domain.attempts import place_of, with_place
from functions.identity.domain.audit import Act
from functions.identity.domain.links import Purpose, opened_link
from functions.identity.domain.passwords import require_good_password
from functions.identity.domain.people import Account, Person
from functions.identity.domain.registrations import ResetRequest
from functions.identity.errors import CredentialsRefused, LinkNotValid, PasswordWrong, SessionOver
from functions.identity.gateways.hashing import Hasher
from functions.identity.gateways.safe import token_keys
from functions.identity.repository.access import forget_access
from functions.identity.repository.audit import AuditRepository
from functions.identity.repository.people import PeopleRepository
from functions.identity.repository.registrations import RegistrationRepository
from functions.identity.repository.sessions import SessionRepository
from functions.identity.service.credentials import CredentialService
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import Transaction, undisturbed
from shared.ids import new_id
from shared.observability import note_actor


class PasswordService:
    """Passwords of persons. A new one ends all sessions but the one that set it."""

    def __init__(
        self,
        people: PeopleRepository,
        registrations: RegistrationRepository,
        credentials: CredentialService,
        hasher: Hasher,
    ) -> None:
        self._people = people
        self._registrations = registrations
        self._credentials = credentials
        self._hasher = hasher

    def forget(self, email: str) -> None:
        """Ask for a link to set a new password. The same happens whether or not the address is anybody's."""
        request = ResetRequest(reset_id=new_id("rst"), email=email)
        self._registrations.add_reset(request, tells=told.PasswordResetRequested(reset_id=request.reset_id))

    def reset(self, token: str, password: str, address: str) -> None:
        """Set a new password by link. Raises ``LinkNotValid`` when it was used, replaced or is too old."""
        (reset_id,) = opened_link(token_keys(), Purpose.PASSWORD_RESET, token)
        account, person = self._asked_by(reset_id)
        require_good_password(password, about=(person.name, person.email))
        hashed = self._hasher.hash(password)
        note_actor(account.user_id)
        undisturbed(lambda: self._reset(reset_id, hashed, address))
        forget_access(account.user_id)

    def change(self, caller: Caller, current: str, new: str, address: str) -> None:
        """Set a new password, knowing the current one. Raises ``PasswordWrong``; guessing is slowed as at sign-in."""
        person = self._people.get_person(caller.user_id)
        try:
            known = self._credentials.require(person.email, current, address)
        except CredentialsRefused:
            raise PasswordWrong from None
        require_good_password(new, about=(person.name, person.email), pointer="/new_password")
        hashed = self._hasher.hash(new)
        undisturbed(lambda: self._change(caller, known, hashed))
        forget_access(caller.user_id)

    def _asked_by(self, reset_id: str) -> tuple[Account, Person]:
        request = self._registrations.find_reset(reset_id)
        account = self._people.find_account(request.email) if request else None
        if account is None or account.reset_id != reset_id:
            raise LinkNotValid
        return account, self._people.get_person(account.user_id)

    def _reset(self, reset_id: str, hashed: str, address: str) -> None:
        account, person = self._asked_by(reset_id)
        known = with_place(account.known_places, place_of(address))
        with self._people.transaction() as transaction:
            renewed = account.model_copy(update={"known_places": known})
            self._renew(transaction, renewed, person, hashed, Act.PASSWORD_RESET, by="reset")

    def _change(self, caller: Caller, known: Account, hashed: str) -> None:
        account = self._people.find_account(known.email)
        sessions = SessionRepository()
        session, person = sessions.find_with_person(caller.user_id, caller.session_id)
        if account is None or person is None or session is None or session.ended_at:
            raise SessionOver
        if account.password_hash != known.password_hash:  # since it was checked; a reset by mail must win, say
            raise PasswordWrong
        with self._people.transaction() as transaction:
            self._renew(transaction, account, person, hashed, Act.PASSWORD_CHANGED, by="change")
            sessions.put(transaction, session.model_copy(update={"epoch": person.epoch + 1}))

    def _renew(
        self, transaction: Transaction, account: Account, person: Person, hashed: str, act: Act, *, by: str
    ) -> None:
        """Another password: earlier links are worth nothing, earlier sessions over, and every organization may know."""
        later = new_id("rst")
        self._people.put_account(transaction, account.model_copy(update={"password_hash": hashed, "reset_id": later}))
        changed = told.PasswordChanged(user_id=person.user_id, by=by)
        self._people.put_person(transaction, person.signed_out(system_clock.now()), tells=[changed])
        for org_id in person.org_ids:
            AuditRepository(org_id).record(transaction, act, person.user_id)
