"""Whether a password may be tried, and whether it is right."""

from functions.identity.domain.attempts import Attempts, place_of, with_place
from functions.identity.domain.people import Account
from functions.identity.errors import CredentialsRefused, TooManyAttempts
from functions.identity.gateways.hashing import Hasher
from functions.identity.repository.attempts import AttemptsRepository
from shared.clock import system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.observability import log, metric


class CredentialService:
    """Checks passwords, no faster than the rules on attempts allow.

    An attempt is counted before the password is looked at and taken back when it was right, so that many at the same
    moment gain nothing. An address that is nobody's takes the same steps and the same time as a wrong password.
    """

    def __init__(self, attempts: AttemptsRepository, hasher: Hasher) -> None:
        self._attempts = attempts
        self._hasher = hasher

    def require(self, email: str, password: str, address: str) -> Account:
        """The account whose password this is. Raises ``CredentialsRefused`` or ``TooManyAttempts``."""
        place = place_of(address)
        account, at_account, from_place = undisturbed(lambda: self._count(email, place), most=40)
        if not self._hasher.matches(account.password_hash if account else None, password) or account is None:
            self._count_address(from_place)
            metric("SignInRefused")
            log("sign_in.refused")
            raise CredentialsRefused
        try:
            self._attempts.forgive(at_account)
        except ConditionFailed:
            log("sign_in.attempted_meanwhile")
        return account

    def after(self, account: Account, password: str, address: str) -> Account:
        """The account after it was signed in to: it knows the place, and its hash is of today's cost."""
        place = place_of(address)
        changes: dict[str, object] = {}
        if place not in account.known_places:
            changes["known_places"] = with_place(account.known_places, place)
        if account.password_hash and self._hasher.is_outdated(account.password_hash):
            changes["password_hash"] = self._hasher.hash(password)
        return account.model_copy(update=changes) if changes else account

    def _count(self, email: str, place: str) -> tuple[Account | None, Attempts, Attempts]:
        now = system_clock.now()
        account, at_account, from_place = self._attempts.find_with_account(email, place)
        known = account is not None and place in account.known_places
        wait_s = at_account.wait_s(place, known=known, now=now)
        if not known:
            wait_s = max(wait_s, from_place.wait_s("", known=False, now=now))
        if wait_s:
            metric("SignInDelayed")
            raise TooManyAttempts(retry_after_s=wait_s)
        return account, self._attempts.save(at_account.counted(place, known=known, now=now)), from_place

    def _count_address(self, from_place: Attempts) -> None:
        try:
            self._attempts.save(from_place.counted_from_address(system_clock.now()))
        except ConditionFailed:
            # Another wrong attempt from there was counted at this moment; which one of both counts is all the same.
            log("sign_in.counted_meanwhile")
