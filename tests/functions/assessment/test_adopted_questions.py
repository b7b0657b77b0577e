"""Questions that were made elsewhere and approved: taken into the bank under their ids, with where they come from."""

from typing import Any

import pytest

from functions.assessment.tasks import handler
from shared.ids import new_id
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import DEFINITIONS

ORIGIN = {"draft_id": "qdr_1", "made_by": "embedded", "approved_by": "usr_1", "lesson_id": "les_1"}


@pytest.fixture
def adopted(room: Classroom) -> dict[str, Any]:
    return {
        "question_id": new_id("que"),
        "question": {"type": "single_choice", **DEFINITIONS["single_choice"]},
        "difficulty": 2,
        "tags": ["generated"],
        "origin": ORIGIN,
    }


def adopt(room: Classroom, *questions: dict[str, Any]) -> dict[str, Any]:
    event = {"org_id": room.org.org_id, "course_id": room.course.course_id, "questions": list(questions)}
    answer: dict[str, Any] = handler({**event, "task": "adopt_questions"}, None)
    return answer


class TestAdopting:
    def test_puts_it_into_the_bank_with_its_origin(self, room: Classroom, adopted: dict[str, Any]) -> None:
        assert adopt(room, adopted) == {"status": "done", "refused": {}}

        bank = f"/question-banks/{room.course.course_id}/questions"
        read = room.tutor.get(f"{bank}/{adopted['question_id']}").json()
        assert (read["origin"], read["difficulty"], read["tags"]) == (ORIGIN, 2, ["generated"])

    def test_is_safe_to_repeat(self, room: Classroom, adopted: dict[str, Any]) -> None:
        adopt(room, adopted)
        again = adopt(room, {**adopted, "difficulty": 5})

        bank = f"/question-banks/{room.course.course_id}/questions"
        assert again == {"status": "done", "refused": {}}
        assert [one["difficulty"] for one in room.tutor.get(bank).json()["items"]] == [2]

    def test_leaves_out_what_was_taken_out_again(self, room: Classroom, adopted: dict[str, Any]) -> None:
        bank = f"/question-banks/{room.course.course_id}/questions"
        adopt(room, adopted)
        room.tutor.delete(f"{bank}/{adopted['question_id']}")
        adopt(room, adopted)

        assert room.tutor.get(bank).json()["items"] == []

    def test_names_what_the_bank_refuses_and_takes_the_rest(self, room: Classroom, adopted: dict[str, Any]) -> None:
        broken = {**adopted, "question_id": new_id("que"), "question": {"type": "riddle"}}

        assert adopt(room, broken, adopted)["refused"] == {broken["question_id"]: "question_not_valid"}
        bank = f"/question-banks/{room.course.course_id}/questions"
        assert len(room.tutor.get(bank).json()["items"]) == 1
