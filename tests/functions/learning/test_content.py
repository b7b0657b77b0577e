"""What of a lesson's content its learners see, and when."""

from typing import Any

import pytest

from tests.functions.catalog.blocks import one_of
from tests.functions.catalog.conftest import Desk, Json, succeeded
from tests.functions.catalog.conftest import desk as desk
from tests.support.actors import Actor
from tests.support.calls import counting_calls

BLOCKS = [
    one_of("rich_text"),
    one_of("exercise"),
    one_of("exercise", block_id="blk_without", solution=None),
    one_of("accordion"),
    one_of("code", code='"solution":{"type":"doc"}'),
]


def keys_in(value: Any) -> set[str]:
    """Every name of a field, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


@pytest.fixture
def lessons(desk: Desk) -> list[str]:
    """The addresses, to learn, of two lessons with the same content."""
    topic_id = desk.new_topic()
    ids = [desk.new_lesson(topic_id, title, blocks=BLOCKS) for title in ("First", "Second")]
    desk.publish()
    desk.world.settle()
    return [f"{desk.path}/learn/lessons/{lesson_id}" for lesson_id in ids]


@pytest.fixture
def learner(desk: Desk, lessons: list[str]) -> Actor:
    """Somebody who is enrolled."""
    student = desk.member("student")
    succeeded(student.post(f"{desk.path}/enroll"))
    return student


def shown(learner: Actor, path: str, **params: str) -> dict[str, Json]:
    """The lesson's blocks by their ids, as this person sees them."""
    return {block["block_id"]: block for block in succeeded(learner.get(path, params=params)).json()["blocks"]}


class TestSolutions:
    @pytest.mark.parametrize("form", ["document", "html"])
    def test_are_nowhere_before_the_lesson_is_completed(self, learner: Actor, lessons: list[str], form: str) -> None:
        for path in lessons:
            answer = learner.get(path, params={"format": form})

            assert "solution" not in keys_in(answer.json())
            assert "Forty-six" not in answer.text
            assert len(answer.json()["blocks"]) == len(BLOCKS)

    def test_are_shown_once_this_learner_completed_this_lesson(
        self, desk: Desk, learner: Actor, lessons: list[str]
    ) -> None:
        other = desk.member("student")
        other.post(f"{desk.path}/enroll")

        succeeded(learner.put(f"{lessons[0]}/completion"))

        assert list(shown(learner, lessons[0]).values()) == BLOCKS
        assert shown(learner, lessons[0], format="html")["blk_exercise"]["solution"] == "<p>Forty-six.</p>"
        assert "solution" not in keys_in(list(shown(learner, lessons[1]).values()))
        assert "solution" not in keys_in(list(shown(other, lessons[0]).values()))

    def test_never_leak_through_the_other_answers(self, desk: Desk, learner: Actor, lessons: list[str]) -> None:
        for path in (f"{desk.path}/learn", desk.path, f"{desk.path}/syllabus"):
            assert "Forty-six" not in succeeded(learner.get(path)).text

    def test_cost_no_call_to_leave_out(self, learner: Actor, lessons: list[str]) -> None:
        learner.get(lessons[0])

        with counting_calls() as calls:
            learner.get(lessons[0])
            learner.get(lessons[0], params={"format": "html"})

        assert calls == ["BatchGetItem"] * 2


class TestForm:
    def test_is_html_for_who_asks(self, learner: Actor, lessons: list[str]) -> None:
        blocks = shown(learner, lessons[0], format="html")

        assert blocks["blk_text"]["document"] == "<p>Words</p>"
        assert blocks["blk_exercise"]["prompt"] == "<p>How many?</p>"
        assert blocks["blk_accordion"]["sections"][0]["document"] == "<p>Inside</p>"
        assert blocks["blk_code"] == BLOCKS[-1]

    def test_is_one_that_there_is(self, learner: Actor, lessons: list[str]) -> None:
        refused = learner.get(lessons[0], params={"format": "pdf"})

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/format")
