"""What was said between a function and the cloud, and how it is said again."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

Item = dict[str, Any]

WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked, what was answered, and the items that it wrote, before and after."""

    operation: str
    """``DynamoDB_20120810.GetItem``; of services without such names, the method and path."""
    asked: str
    status: int
    answered: str
    written: list[tuple[str, Item | None, Item | None]] = field(default_factory=list)
    """Table, the item before, the item after."""

    @property
    def is_storage(self) -> bool:
        """Whether it is a call of DynamoDB."""
        return self.operation.startswith("DynamoDB_")

    @property
    def is_write(self) -> bool:
        """Whether it changes or checks items of DynamoDB."""
        return self.is_storage and self.name in WRITES

    @property
    def name(self) -> str:
        """``GetItem``."""
        return self.operation.partition(".")[2]


class Player:
    """Answers from tapes: a read what it was answered before, a write as the operation's last one was.

    A write carries the time and new ids, so its words are never the same again; a read that is on no tape is for the
    cloud to answer. ``loosely`` answers reads like writes, for a function that asks for the same in other words.
    """

    def __init__(self, calls: Iterable[Call], *, loosely: bool = False) -> None:
        self._loosely = loosely
        self._exactly: dict[tuple[str, str], Call] = {}
        self._in_turn: dict[str, list[Call]] = defaultdict(list)
        self._turns: dict[str, int] = defaultdict(int)
        for call in calls:
            self._exactly[call.operation, _words(call.asked)] = call
            self._in_turn[call.operation].append(call)

    def answer(self, operation: str, asked: str) -> Call | None:
        """The answer; None when it is on no tape."""
        found = self._exactly.get((operation, _words(asked)))
        alike = self._in_turn.get(operation)
        if found is None and alike and (self._loosely or alike[0].is_write):
            found = alike[self._turns[operation] % len(alike)]
            self._turns[operation] += 1
        return found


@lru_cache(maxsize=1000)
def _words(asked: str) -> str:
    """The same for two ways of writing the same JSON."""
    return json.dumps(json.loads(asked), sort_keys=True) if asked.startswith("{") else asked
