"""What a room is to look at when its time has come, of all organizations.

Deadlines stand under global keys by time, spread over shards: a query for each shard finds what is due. One partition
takes a thousand writes a second.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from zlib import crc32

from pynamodb.attributes import UnicodeAttribute

from shared.dynamo import GlobalRepository, Row, Transaction
from shared.observability import log_failure, metric

AT_ONCE = 200
"""So many of a shard are read at a time."""


class DeadlineFields:
    """The attributes of a room's row: ``class DeadlineRow(MediaRow, DeadlineFields, discriminator="Deadline")``."""

    org_id = UnicodeAttribute()
    what = UnicodeAttribute()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something of an organization that is to be looked at from a moment on. Looking early, or twice, does no harm."""

    org_id: str
    what: str
    """What it is, as its room says it: ``offers:crs_…``."""
    at: datetime


class DeadlineRepository(GlobalRepository):
    """All deadlines of a room. A room's own says of which rows, and over how many shards."""

    row: ClassVar[type[Row]]
    shards: ClassVar[int] = 1

    def set(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add a deadline to what is written."""
        transaction.overwrite(self._row(deadline), by=self)

    def lift(self, transaction: Transaction, deadline: Deadline) -> None:
        """Add to what is written that nobody need look any more; there may be no such deadline."""
        transaction.forget(self._row(deadline), by=self)

    def over(self, shard: int, now: datetime) -> list[Deadline]:
        """The earliest ones of a shard whose time has come, ``AT_ONCE`` at most."""
        until = f"{_stamp(now)}~"
        page = self._query(self.row, _shard(shard), between=("0", until), limit=AT_ONCE, consistent=True)
        return [_deadline(row) for row in page.rows]

    def drop(self, deadline: Deadline) -> None:
        """Nobody need look any more. Safe to repeat."""
        with self._transaction() as transaction:
            self.lift(transaction, deadline)

    def postpone(self, deadline: Deadline, at: datetime) -> None:
        """Look again later."""
        with self._transaction() as transaction:
            self.set(transaction, replace(deadline, at=at))
            self.lift(transaction, deadline)

    def _row(self, deadline: Deadline) -> Row:
        org_id, what = deadline.org_id, deadline.what
        shard = crc32(f"{org_id}#{what}".encode()) % self.shards
        return self.row(pk=_shard(shard), sk=f"{_stamp(deadline.at)}#{org_id}#{what}", org_id=org_id, what=what)


def look_at_each(
    deadlines: DeadlineRepository, look: Callable[[Deadline], object], now: datetime, *, again_after: timedelta
) -> int:
    """Look at what is due, the earliest of each shard first. Returns how many there were.

    One that fails holds up no other, comes again later, and is counted as ``DeadlineFailed``. Who dies over it leaves
    the rest to the next.
    """
    found = [deadline for shard in range(deadlines.shards) for deadline in deadlines.over(shard, now)]
    for deadline in found:
        try:
            look(deadline)
        except Exception:
            log_failure("deadline.failed", org_id=deadline.org_id, what=deadline.what)
            metric("DeadlineFailed")
            deadlines.postpone(deadline, now + again_after)
        else:
            deadlines.drop(deadline)
    return len(found)


def _deadline(row: Row) -> Deadline:
    values = row.attribute_values
    return Deadline(values["org_id"], values["what"], datetime.fromisoformat(row.sk.partition("#")[0]))


def _shard(number: int) -> str:
    return f"GLOBAL#DEADLINES#{number:02}"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
