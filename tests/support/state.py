"""What a story leaves behind, told without the names that every telling makes up anew."""

import json
import re
from collections import Counter
from typing import Any

from tests.support.scene.tables import Items, Tables
from tests.support.world import World

# Ids end in a ULID; hashes, seals and keys are long and random; every telling has its own moment and addresses.
_ID = re.compile(r"\b([a-z]{2,5}(?:_[a-z]+)?)_[0-9a-zA-Z]{26}\b")
# What the gateway names itself.
_FOREIGN = re.compile(r"\b(order|pay|rfnd|plan|sub)_[A-Za-z0-9]{14}\b")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d|\+0000)?")
_RANDOM = re.compile(r"[A-Za-z0-9_+/=-]{20,}")
_SHARD = re.compile(r"(#DEADLINES#)\d+")
_EPOCH = re.compile(r"\b1\d{9,12}\b")
# What the latest write told, and how often a row was written, says nothing about what is so.
_PASSING = {"tells", "revision", "expires_at"}
# An edition of recommendations is made anew whenever there is a reason to, with a file of made-up names.
_REMADE = {"before", "size_bytes"}

State = Counter[str]


def left_behind(before: Items, after: Items, *, own: str = "") -> State:
    """Every item that is new or other than before, and every one that is gone. ``own`` is a text of this telling."""
    changed = [item for key, item in after.items() if item != before.get(key)]
    gone = [key for key in before if key not in after]
    return Counter([*(plain(_lasting(item), own) for item in changed), *(f"gone {plain(key, own)}" for key in gone)])


def plain(thing: Any, own: str = "") -> str:
    """A thing without what every telling makes up anew."""
    text = json.dumps(thing, sort_keys=True, default=str)
    if own:
        text = text.replace(own, "*")
    for pattern, instead in (
        (_SHARD, r"\1*"),
        (_ID, r"\1_*"),
        (_FOREIGN, r"\1_*"),
        (_MOMENT, "then"),
        (_RANDOM, "*"),
        (_EPOCH, "then"),
    ):
        text = pattern.sub(instead, text)
    return text


class Memory:
    """How things were before a story; says what the story left."""

    def __init__(self, world: World, *, unlike: str = "") -> None:
        self._world = world
        self._tables = Tables(world.process)
        self._mails = len(world.mails())
        self._own = unlike

    def left(self) -> State:
        """What the story changed, and every mail once, however often it was sent."""
        changed = left_behind(*self._tables.before_and_after(), own=self._own)
        mails = {(mail["to"], mail["subject"]) for mail in self._world.mails()[self._mails :]}
        return changed + Counter(f"mail {plain(mail, self._own)}" for mail in mails)


def difference(left: State, expected: State) -> dict[str, int]:
    """What there is too much of, and (below zero) too little."""
    return {what: left[what] - expected[what] for what in left | expected if left[what] != expected[what]}


def _lasting(item: dict[str, Any]) -> dict[str, Any]:
    """What lasts of an item. What is packed has ids inside, so that only its being there can be compared."""
    passing = _PASSING | _REMADE if item["kind"] == {"S": "Edition"} else _PASSING
    lasting = {name: value for name, value in item.items() if name not in passing}
    return {name: "packed" if "B" in value else value for name, value in lasting.items()}
