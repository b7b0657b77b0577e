"""The tenant's border: what of a table one repository may touch, and what it tells in the tenant's name."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from pynamodb.expressions.condition import Condition

from shared.clock import Clock, epoch_seconds, system_clock
from shared.dynamo.rows import Key, R, Row
from shared.events import DomainEvent
from shared.telling import told


class TenantBound:
    """Knows one tenant's rows. Another tenant's key is a programming error: ``PermissionError``."""

    table: ClassVar[type[Row]]

    def __init__(self, org_id: str, *, clock: Clock = system_clock) -> None:
        self.org_id = org_id
        self._clock = clock
        self._scope = f"ORG#{org_id}"

    def now(self) -> datetime:
        """The present moment, by the clock that this repository goes by."""
        return self._clock.now()

    def _own(self, key: Key) -> Key:
        if key[0] != self._scope and not key[0].startswith(f"{self._scope}#"):
            raise PermissionError(f"{key[0]} lies outside {self._scope}.")
        return key

    def _own_row(self, row: R) -> R:
        self._own((row.pk, row.sk))
        if row.gsi1pk:
            self._own((row.gsi1pk, ""))
        return row

    def _absent(self, row: Row) -> Condition:
        """That there is no such row, or only one that ``_fresh`` would not show."""
        kind = type(row)
        absent: Condition = kind.pk.does_not_exist() | kind.expires_at.between(1, epoch_seconds(self._clock.now()))
        return absent

    def _fresh(self, row: R) -> R | None:
        """The row, unless its time is over: DynamoDB deletes expired items days late."""
        over = row.expires_at and row.expires_at <= epoch_seconds(self._clock.now())
        return None if over else row

    def _tell(self, row: R, tells: DomainEvent | Sequence[DomainEvent]) -> R:
        events = (tells,) if isinstance(tells, DomainEvent) else tuple(tells)
        row.tells = told(events, org_id=self.org_id, revision=(row.revision or 0) + 1, at=self._clock.now())
        return row
