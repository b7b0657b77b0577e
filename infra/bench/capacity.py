"""Capacity units by DynamoDB's published rules, from the items that a call read and wrote.

Reading takes one unit per 4 KB for a consistent read and half of that otherwise, per item where items are named, per
page where they are queried. Writing takes one unit per 1 KB of the larger of the old and the new item, twice that in a
transaction, and as much again for each index entry that comes, goes or changes.
(Developer Guide: "DynamoDB read and write operations", "Item sizes and formats", "Global secondary indexes".)
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from infra.bench.tape import Call, Item

READ_BYTES = 4096
WRITE_BYTES = 1024
INDEX = ("gsi1pk", "gsi1sk")


@dataclass(frozen=True, slots=True)
class Units:
    """What was consumed."""

    read: float = 0
    written: float = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(self.read + other.read, self.written + other.written)

    def __str__(self) -> str:
        parts = [f"{self.read:g} R"] if self.read or not self.written else []
        return " + ".join([*parts, *([f"{self.written:g} W"] if self.written else [])])


def units(calls: Iterable[Call]) -> Units:
    """The units of some calls together."""
    return sum((_of(call) for call in calls if call.is_storage), start=Units())


def written_to(table: str, calls: Iterable[Call]) -> float:
    """The units that some calls wrote to one table."""
    return sum(
        _factor(call) * (_write(was, now) + _index(was, now))
        for call in calls
        if call.is_write
        for name, was, now in call.written
        if name == table
    )


def size(item: Item) -> int:
    """The bytes of an item: its attributes' names and values."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _of(call: Call) -> Units:
    asked, answered = json.loads(call.asked), json.loads(call.answered)
    if call.name == "GetItem":
        return Units(read=_reads([answered.get("Item", {})], consistent=asked.get("ConsistentRead", False)))
    if call.name == "BatchGetItem":
        return sum(
            (_batch(wanted, answered["Responses"].get(table, [])) for table, wanted in asked["RequestItems"].items()),
            start=Units(),
        )
    if call.name == "Query":
        weight = sum(map(size, answered["Items"]))
        return Units(read=_page(weight, consistent=asked.get("ConsistentRead", False)))
    return Units(written=sum(_factor(call) * (_write(was, now) + _index(was, now)) for _, was, now in call.written))


def _factor(call: Call) -> int:
    return 2 if call.name == "TransactWriteItems" else 1


def _batch(wanted: Mapping[str, Any], found: list[Item]) -> Units:
    # What is asked for and not there is charged like the smallest item.
    missing: list[Item] = [{}] * (len(wanted["Keys"]) - len(found))
    return Units(read=_reads([*found, *missing], consistent=wanted.get("ConsistentRead", False)))


def _reads(items: Iterable[Item], *, consistent: bool) -> float:
    return sum(_page(size(item), consistent=consistent) for item in items)


def _page(weight: int, *, consistent: bool) -> float:
    return max(1, ceil(weight / READ_BYTES)) * (1 if consistent else 0.5)


def _write(was: Item | None, now: Item | None) -> int:
    return max(1, ceil(max(size(was or {}), size(now or {})) / WRITE_BYTES))


def _index(was: Item | None, now: Item | None) -> int:
    """What the index, which holds whole items, costs: nothing for an item that is not in it or did not change."""
    old, new = _entry(was), _entry(now)
    if old == new:
        return 0
    if old and new and all(old[name] == new[name] for name in INDEX):
        return _write(old, new)
    return (_write(old, None) if old else 0) + (_write(None, new) if new else 0)


def _entry(item: Item | None) -> Item | None:
    return item if item and all(name in item for name in INDEX) else None


def _value(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        # Two digits a byte, and one byte more.
        return (len(content.lstrip("-").replace(".", "").strip("0")) + 1) // 2 + 1
    if kind == "B":
        return len(base64.b64decode(content))
    if kind in {"SS", "NS", "BS"}:
        return sum(_value({kind[0]: entry}) for entry in content)
    if kind == "L":
        return 3 + sum(1 + _value(entry) for entry in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _value(entry) for name, entry in content.items())
    return 1
