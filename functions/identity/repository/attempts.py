"""Reads and writes of attempts to guess a password."""

import hashlib

from functions.identity.domain.attempts import Attempts, remembered_until
from functions.identity.domain.people import Account
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.people import AccountRow, AttemptsRow
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import GlobalRepository


class AttemptsRepository(GlobalRepository):
    """Attempts by account and by address. What they are about is stored as a digest."""

    table = IdentityRow

    def find_with_account(self, email: str, place: str) -> tuple[Account | None, Attempts, Attempts]:
        """The account of an address, the attempts at it, and the wrong ones from that place at any; in one call."""
        at_account, from_place = _subject("account", email), _subject("place", place)
        keys = AccountRow.key(email), AttemptsRow.key(at_account), AttemptsRow.key(from_place)
        rows = self._find_many(keys, consistent=True)
        account, at, of = (rows.get(key) for key in keys)
        return (
            Account.model_validate(account) if account else None,
            Attempts.model_validate(at) if at else Attempts(subject=at_account),
            Attempts.model_validate(of) if of else Attempts(subject=from_place),
        )

    def save(self, attempts: Attempts) -> Attempts:
        """Store the attempts if nobody else did since; ``ConditionFailed`` else."""
        pk, sk = AttemptsRow.key(attempts.subject)
        until = epoch_seconds(remembered_until(system_clock.now()))
        row = AttemptsRow.of(attempts, pk=pk, sk=sk, expires_at=until)
        self._store(row)
        return attempts.model_copy(update={"revision": row.revision})

    def forgive(self, attempts: Attempts) -> None:
        """Forget the attempts, if there was no other since; ``ConditionFailed`` else."""
        pk, sk = AttemptsRow.key(attempts.subject)
        self._delete(AttemptsRow.of(attempts, pk=pk, sk=sk))


def _subject(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}|{text}".encode()).hexdigest()[:32]
