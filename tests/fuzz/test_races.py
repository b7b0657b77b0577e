"""The same thing sixteen times at the same moment: one effect, one order, and a clear answer for everybody."""

from collections import Counter

import pytest

from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.scene import OPERATIONS, Operation, Scene, Things
from tests.support.world import at_once

SIXTEEN = 16
# Each of these does it anew whenever it is asked: new tokens for those before, signed out who was signed in.
ANEW = {"PUT /auth/organization", "DELETE /auth/sessions"}
WRITING = [one for one in OPERATIONS if one.writes and not one.is_public and str(one) not in ANEW]
# What may be there once for each request, whatever it does: what was noted of it, not what it did.
NOTES = {"Receipt", "RateWindow", "Attempts"}


def shape(scene: Scene) -> Counter[tuple[str, str]]:
    """How many things of which kind there are, and how often they were written."""
    found: Counter[tuple[str, str]] = Counter()
    for item in scene.tables.everything().values():
        kind = item.get("kind", {"S": "?"})["S"]
        if kind not in NOTES:
            found[kind, "rows"] += 1
            found[kind, "writes"] += int(item.get("revision", {"N": "1"})["N"])
    return found


def effect(
    scene: Scene, operation: Operation, times: int, headers: dict[str, str]
) -> tuple[list[Answer], dict[tuple[str, str], int]]:
    """What everybody heard who did it at the same moment, and what changed by it."""
    user, things = able(scene, operation)
    if operation.needs_tag:
        headers = {"if-match": things.tag(operation, things.ids), **headers}
    before = shape(scene)
    answers = at_once(times, lambda number: things.send(operation, user, headers=headers))
    after = shape(scene)
    scene.tables.rewind()
    return answers, {key: after[key] - before[key] for key in before | after if after[key] != before[key]}


def able(scene: Scene, operation: Operation) -> tuple[Actor, Things]:
    """Somebody who can do this, and the things to do it with."""
    for bare in (False, True):
        for number in range(len(scene.things.owners(operation))):
            things = scene.bare_things(operation) if bare else scene.things
            owner = things.owners(operation)[number]
            able = things.send(operation, owner).status_code < 300
            scene.tables.rewind()
            if able:
                return owner, scene.bare_things(operation) if bare else things
    raise LookupError(operation)


class TestOfAnyOperation:
    @pytest.mark.parametrize("operation", WRITING, ids=str)
    @pytest.mark.parametrize("key", [None, "the-same-key"], ids=["without a key", "with one key"])
    def test_leaves_what_one_leaves(self, scene: Scene, operation: Operation, key: str | None) -> None:
        headers = {"idempotency-key": key} if key else {}

        (alone,), expected = effect(scene, operation, 1, headers)
        answers, left = effect(scene, operation, SIXTEEN, headers)

        assert alone.status_code < 300
        assert left == expected
        assert any(answer.status_code == alone.status_code for answer in answers)
        assert {answer.status_code for answer in answers} <= operation.statuses - {500, 503}
