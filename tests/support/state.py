"""What a story leaves behind, told without the names that every telling makes up anew."""

import json
import re
from collections import Counter
from typing import Any

from tests.support.scene.tables import Tables
from tests.support.world import World

# Ids end in a ULID; hashes, seals and keys are long and random; every telling has its own moment and addresses.
_ID = re.compile(r"\b([a-z]{2,5}(?:_[a-z]+)?)_[0-9a-zA-Z]{26}\b")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d|\+0000)?")
_RANDOM = re.compile(r"[A-Za-z0-9_+/=-]{20,}")
_EPOCH = re.compile(r"\b1\d{9,12}\b")
# What the latest write told, and how often a row was written, says nothing about what is so.
_PASSING = {"tells", "revision", "expires_at"}

State = Counter[str]


class Memory:
    """How things were before a story; says what the story left."""

    def __init__(self, world: World, *, unlike: str = "") -> None:
        self._world = world
        self._tables = Tables(world.process)
        self._before = self._tables.everything()
        self._mails = len(world.mails())
        self._own = unlike

    def left(self) -> State:
        """Every item that is new or other than before, and every mail once, however often it was sent.

        Then it is forgotten, so that many tellings do not fill the tables.
        """
        now = self._tables.everything()
        changed = [item for key, item in now.items() if item != self._before.get(key)]
        gone = [key for key in self._before if key not in now]
        mails = {(mail["to"], mail["subject"]) for mail in self._world.mails()[self._mails :]}
        self._tables.rewind()
        told = [*(self._plain(_lasting(item)) for item in changed), *(f"gone {self._plain(key)}" for key in gone)]
        return Counter([*told, *(f"mail {self._plain(mail)}" for mail in mails)])

    def _plain(self, thing: Any) -> str:
        text = json.dumps(thing, sort_keys=True, default=str)
        if self._own:
            text = text.replace(self._own, "*")
        for pattern, instead in ((_ID, r"\1_*"), (_MOMENT, "then"), (_RANDOM, "*"), (_EPOCH, "then")):
            text = pattern.sub(instead, text)
        return text


def _lasting(item: dict[str, Any]) -> dict[str, Any]:
    """What lasts of an item. What is packed has ids inside, so that only its being there can be compared."""
    lasting = {name: value for name, value in item.items() if name not in _PASSING}
    return {name: "packed" if "B" in value else value for name, value in lasting.items()}
