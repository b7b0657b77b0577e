"""A function dies in the middle of a request, and the client sends it again: one effect, whenever it died."""

import pytest

from tests.fuzz.test_races import WRITING, able
from tests.support.client import Answer
from tests.support.faults import every_death, killed
from tests.support.scene import Operation, Scene
from tests.support.state import State, difference, left_behind


def left(scene: Scene) -> State:
    """What was done since, but for how often somebody had a password wrong: that counts, whoever died."""
    before, after = (
        {key: item for key, item in items.items() if item["kind"] != {"S": "Attempts"}}
        for items in scene.tables.before_and_after()
    )
    return left_behind(before, after)


@pytest.mark.parametrize("operation", WRITING, ids=str)
def test_a_repeated_request_leaves_what_one_leaves(scene: Scene, operation: Operation) -> None:
    user, things = able(scene, operation)
    scene.tables.keep()
    headers = {"idempotency-key": "the-same-key"}
    if operation.needs_tag:
        headers["if-match"] = things.tag(operation, things.ids)

    def ask() -> Answer:
        return things.send(operation, user, headers=headers)

    ask()  # what a process reads once, it has read now
    scene.tables.rewind()
    deaths = list(every_death(ask))
    expected = left(scene)

    for number, moment in deaths:
        scene.tables.rewind()
        with killed(number, moment) as death:
            ask()
        answer = ask()

        assert death.at
        assert answer.status_code < 500, death.at
        assert difference(left(scene), expected) == {}, (death.at, answer.status_code)
