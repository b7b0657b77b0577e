"""Reads and writes when courses and organizations are looked at the next time, of all organizations."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.analytics.tables import AnalyticsRow, RoundRow
from shared.dynamo import ConditionFailed, GlobalRepository

LEASE = timedelta(minutes=10)
"""For so long, whoever took a round has it alone; one that died is taken up again after that."""


@dataclass(frozen=True, slots=True)
class Round:
    """One look at all learners of a course, or at an organization (no course)."""

    org_id: str
    course_id: str
    due_at: datetime
    judged_at: datetime | None = None
    after: str | None = None
    """The last learner that was looked at in a round under way."""
    is_taken: bool = False
    """Whether somebody has it alone until it is due."""
    revision: int = 0


class RoundRepository(GlobalRepository):
    """Everybody's rounds."""

    table = AnalyticsRow

    def begin(self, org_id: str, course_id: str, due_at: datetime) -> None:
        """See to it that there are rounds; the first one is due then. Where there are any nothing changes."""
        with suppress(ConditionFailed):
            self._create(self._row(Round(org_id, course_id, due_at)))

    def find(self, org_id: str, course_id: str) -> Round | None:
        """When a course is looked at; None where it has no rounds yet."""
        row = self._find(RoundRow, RoundRow.key(org_id, course_id), consistent=True)
        return _round(row) if row else None

    def list_due(self, now: datetime, *, most: int = 100) -> list[Round]:
        """What is due, the earliest first."""
        pk, until = RoundRow.index_key(now)
        page = self._query(RoundRow, pk, index=True, between=("0", until), limit=most)
        return [_round(row) for row in page.rows]

    def take(self, round_: Round) -> Round | None:
        """Have a round that is still due alone for a while, as it is now; None where others have it."""
        row = self._find(RoundRow, RoundRow.key(round_.org_id, round_.course_id), consistent=True)
        if row is None or row.due_at > self.now():
            return None
        found = _round(row)
        with suppress(ConditionFailed):
            taken = replace(found, due_at=self.now() + LEASE, is_taken=True)
            return self._saved(taken)
        return None

    def save(self, found: Round, *, due_at: datetime, judged_at: datetime | None, after: str | None) -> Round:
        """Write down how far it came and when it is due again (``ConditionFailed`` where others changed it)."""
        return self._saved(replace(found, due_at=due_at, judged_at=judged_at, after=after, is_taken=False))

    def forget(self, found: Round) -> None:
        """No more rounds. Safe to repeat."""
        with self._transaction() as transaction:
            transaction.forget(self._row(found))

    def _saved(self, found: Round) -> Round:
        row = self._row(found)
        self._save(row)
        return _round(row)

    def _row(self, found: Round) -> RoundRow:
        pk, sk = RoundRow.key(found.org_id, found.course_id)
        gsi1pk, gsi1sk = RoundRow.index_key(found.due_at)
        row = RoundRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            org_id=found.org_id,
            due_at=found.due_at,
            revision=found.revision,
        )
        row.course_id, row.judged_at, row.after = found.course_id, found.judged_at, found.after
        row.is_taken = found.is_taken
        return row


def _round(row: RoundRow) -> Round:
    return Round(row.org_id, row.course_id, row.due_at, row.judged_at, row.after, row.is_taken, row.revision)
