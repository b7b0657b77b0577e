"""Reads and writes of sessions."""

from collections.abc import Sequence

from functions.identity.domain.people import Person
from functions.identity.domain.sessions import Session
from functions.identity.tables.base import IdentityRow
from functions.identity.tables.people import PersonRow, SessionRow
from shared.clock import epoch_seconds
from shared.dynamo import GlobalRepository, Transaction
from shared.events import DomainEvent
from shared.listing import Listed, PageKey


class SessionRepository(GlobalRepository):
    """Sessions, each beside its person."""

    table = IdentityRow

    def transaction(self) -> Transaction:
        """Several writes, all or none."""
        return self._transaction()

    def find(self, user_id: str, session_id: str) -> Session | None:
        """A person's session."""
        row = self._find(SessionRow, SessionRow.key(user_id, session_id), consistent=True)
        return Session.model_validate(row) if row else None

    def find_with_person(self, user_id: str, session_id: str) -> tuple[Session | None, Person | None]:
        """A person's session and the person, in one call."""
        keys = SessionRow.key(user_id, session_id), PersonRow.key(user_id)
        rows = self._find_many(keys, consistent=True)
        session, person = (rows.get(key) for key in keys)
        return (
            Session.model_validate(session) if session else None,
            Person.model_validate(person) if person else None,
        )

    def list_by_person(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Session]:
        """A person's sessions, the newest first, also those that are over but not yet gone."""
        pk, begin = SessionRow.key(user_id)
        page = self._query(
            SessionRow, pk, begins_with=begin, descending=True, limit=limit, start=start, consistent=True
        )
        return Listed([Session.model_validate(row) for row in page.rows], page.next_key)

    def put(self, transaction: Transaction, session: Session, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Store a session: a new one, or one that is still as it was read."""
        row = self._row(session)
        transaction.store(row, by=self, tells=tells)

    def create(self, session: Session) -> None:
        """Store a new session."""
        self._create(self._row(session))

    def save(self, session: Session, *, tells: Sequence[DomainEvent] = ()) -> None:
        """Store a session that is still as it was read; ``ConditionFailed`` else."""
        self._save(self._row(session), tells=tells)

    @staticmethod
    def _row(session: Session) -> SessionRow:
        pk, sk = SessionRow.key(session.user_id, session.session_id)
        return SessionRow.of(session, pk=pk, sk=sk, expires_at=epoch_seconds(session.until))
