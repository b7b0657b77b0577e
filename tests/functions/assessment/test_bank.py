"""Questions of a course's bank: written, changed, found, and refused with the place of what is wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from functions.assessment.domain.bank import parsed
from shared.ids import new_id
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import DEFINITIONS, document

DOCS = Path(__file__).parents[3] / "docs" / "questions.md"


@pytest.fixture
def bank(room: Classroom) -> str:
    """The path of the course's questions."""
    return f"/question-banks/{room.course.course_id}/questions"


class TestWriting:
    @pytest.mark.parametrize("type", list(DEFINITIONS))
    def test_keeps_a_question_of_every_type_as_it_was_sent(self, room: Classroom, bank: str, type: str) -> None:
        question = {"type": type, **DEFINITIONS[type]}

        made = room.tutor.post(bank, {"question": question, "tags": ["one", "two", "one"], "difficulty": 4})
        read = room.tutor.get(f"{bank}/{made.json()['question_id']}").json()

        assert made.status_code == 201, made.text
        assert (read["type"], read["tags"], read["difficulty"], read["version"]) == (type, ["one", "two"], 4, 1)
        assert _plain(read["question"], question) == question

    def test_titles_it_by_how_it_begins(self, room: Classroom, bank: str) -> None:
        made = room.tutor.post(
            bank, {"question": {"type": "true_false", "prompt": document("word " * 50), "correct": True}}
        )

        assert made.json()["title"].endswith("…")
        assert len(made.json()["title"]) <= 120

    @pytest.mark.parametrize(
        ("question", "pointer", "code"),
        [
            ({}, "/question", "union_tag_not_found"),
            ({"type": "riddle"}, "/question", "union_tag_invalid"),
            ({"type": "true_false", "prompt": document("x")}, "/question/correct", "missing"),
            (
                {"type": "single_choice", "prompt": document("x"), "options": [{"content": document("a"), "x": 1}]},
                "/question/options/0/x",
                "extra_forbidden",
            ),
            (
                {
                    "type": "blanks",
                    "prompt": document("x"),
                    "text": "[[a]]",
                    "blanks": [{"key": "a", "kind": "number"}],
                },
                "/question/blanks/0/value",
                "missing",
            ),
            (
                {"type": "true_false", "prompt": {"type": "doc", "content": [{"type": "script"}]}, "correct": True},
                "/question/prompt/content/0/type",
                "unknown_node",
            ),
        ],
    )
    def test_is_refused_with_the_place_of_the_fault(
        self, room: Classroom, bank: str, question: dict[str, Any], pointer: str, code: str
    ) -> None:
        refused = room.tutor.post(bank, {"question": question})

        assert (refused.status_code, refused.code) == (422, "question_not_valid")
        assert (pointer, code) in [(error["pointer"], error["code"]) for error in refused.json()["errors"]]

    def test_is_for_the_courses_own_instructors(self, room: Classroom, bank: str) -> None:
        colleague = room.world.actor("tutor", of=room.org)

        refused = colleague.post(bank, {"question": {"type": "true_false", **DEFINITIONS["true_false"]}})

        assert (refused.status_code, refused.code) == (403, "not_your_course")


class TestFinding:
    def test_goes_by_tag_and_difficulty_the_easiest_first(self, room: Classroom, bank: str) -> None:
        made = {
            difficulty: room.tutor.post(
                bank,
                {
                    "question": {"type": "true_false", "prompt": document(f"No {difficulty}"), "correct": True},
                    "tags": ["knots"],
                    "difficulty": difficulty,
                },
            ).json()["question_id"]
            for difficulty in (3, 1, 5)
        }

        tagged = room.tutor.get(bank, params={"tag": "knots"}).json()["items"]
        hard = room.tutor.get(bank, params={"tag": "knots", "difficulty": 5}).json()["items"]

        assert [one["question_id"] for one in tagged] == [made[1], made[3], made[5]]
        assert [one["question_id"] for one in hard] == [made[5]]

    def test_follows_a_change_of_tags(self, room: Classroom, bank: str) -> None:
        question = {"question": {"type": "true_false", **DEFINITIONS["true_false"]}}
        made = room.tutor.post(bank, {**question, "tags": ["old"]})
        path = f"{bank}/{made.json()['question_id']}"

        changed = room.tutor.put(path, {**question, "tags": ["new"]}, headers={"if-match": made.headers["etag"]})
        stale = room.tutor.put(path, {**question, "tags": ["newer"]}, headers={"if-match": made.headers["etag"]})

        assert changed.json()["version"] == 1
        assert room.tutor.get(bank, params={"tag": "old"}).json()["items"] == []
        assert len(room.tutor.get(bank, params={"tag": "new"}).json()["items"]) == 1
        assert stale.status_code == 412

    def test_ends_with_who_takes_a_question_out(self, room: Classroom, bank: str) -> None:
        question = {"question": {"type": "true_false", **DEFINITIONS["true_false"]}, "tags": ["gone"]}
        question_id = room.tutor.post(bank, question).json()["question_id"]

        assert room.tutor.delete(f"{bank}/{question_id}").status_code == 204
        assert room.tutor.get(f"{bank}/{question_id}").status_code == 404
        assert room.tutor.get(bank, params={"tag": "gone"}).json()["items"] == []


class TestTheDocument:
    def test_shows_a_question_of_every_type_that_is_taken(self) -> None:
        shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)\n```", DOCS.read_text(), re.DOTALL)]

        faults = [fault for one in shown for fault in parsed(one, "").faults("")]

        assert {one["type"] for one in shown} == set(DEFINITIONS)
        assert faults == []


def _plain(kept: Any, sent: Any) -> Any:
    """What was kept, without the defaults that nobody sent, and numbers as they were sent."""
    if isinstance(sent, dict):
        return {name: _plain(kept[name], value) for name, value in sent.items()}
    if isinstance(sent, list):
        return [_plain(one, two) for one, two in zip(kept, sent, strict=True)]
    return sent if kept == str(sent) else kept


class TestSkills:
    def test_a_question_has_skills_of_the_organization(self, room: Classroom, bank: str) -> None:
        skill_id = room.tutor.post("/skills", {"name": "Cells"}).json()["skill_id"]
        question = {"type": "true_false", **DEFINITIONS["true_false"]}

        known = room.tutor.post(bank, {"question": question, "skill_ids": [skill_id]})
        unknown = room.tutor.post(bank, {"question": question, "skill_ids": [skill_id, new_id("skl")]})

        assert (known.status_code, known.json()["skill_ids"]) == (201, [skill_id])
        assert [error["pointer"] for error in unknown.json()["errors"]] == ["/skill_ids/1"]


class TestGuessing:
    def test_gets_the_mean_of_what_can_be_chosen(self) -> None:
        options = [{"content": document(name), "share_bp": 10_000 * (name == "a")} for name in "abcd"]
        choice = {"type": "single_choice", **DEFINITIONS["single_choice"], "options": options}
        statement = {"type": "true_false", **DEFINITIONS["true_false"], "penalty_bp": 10_000}

        found = [parsed(one, "/question").guess_bp() for one in (choice, statement, {**statement, "penalty_bp": 0})]

        assert found == [2_500, 0, 5_000]
        assert parsed({"type": "essay", **DEFINITIONS["essay"]}, "/question").guess_bp() == 0
