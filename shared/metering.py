"""What is consumed, on which organization's account: counted as the store tells it, and written in the log.

A request, an event that is heard and a task each have a meter; what they ask of DynamoDB meanwhile counts there. Writes
that were refused are charged by AWS too, but not told, and so not counted.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

READS = frozenset({"GetItem", "BatchGetItem", "Query", "TransactGetItems"})


@dataclass(slots=True)
class Meter:
    """What one piece of work has consumed so far. Nobody's account is the platform's own."""

    org_id: str = ""
    calls: int = 0
    """Of storage, that were answered."""
    read_units: float = 0
    write_units: float = 0

    def facts(self) -> dict[str, object]:
        """For a log line."""
        account = {"org_id": self.org_id} if self.org_id else {}
        return {
            **account,
            "storage_calls": self.calls,
            "read_units": round(self.read_units, 1),
            "write_units": round(self.write_units, 1),
        }


_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metering(org_id: str = "") -> Iterator[Meter]:
    """Everything inside counts on this meter."""
    meter = Meter(org_id)
    token = _meter.set(meter)
    try:
        yield meter
    finally:
        _meter.reset(token)


def charge(org_id: str) -> None:
    """Say whose account it is, once that is known."""
    if meter := _meter.get():
        meter.org_id = org_id


def count(operation: str, answer: Mapping[str, Any]) -> None:
    """Count a call of DynamoDB by its answer, which says what it consumed where the call asked for that."""
    meter = _meter.get()
    if meter is None:
        return
    meter.calls += 1
    told = answer.get("ConsumedCapacity") or ()
    tables = (told,) if isinstance(told, Mapping) else told
    units = sum(float(table.get("CapacityUnits") or 0) for table in tables)
    if operation in READS:
        meter.read_units += units
    else:
        meter.write_units += units
