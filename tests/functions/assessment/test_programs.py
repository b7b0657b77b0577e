"""Questions that are answered by a program: marked by their tests, and nothing told of the hidden ones."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from functions.assessment.domain.programs import CodeTestOutcome
from functions.assessment.domain.questions.code import Code
from functions.assessment.service.programs import ProgramMarker
from functions.sandbox.published import Language, Limits, Outcome, Run, digest_of
from shared.calling import CallFailed
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import document

SECRET = "zqx-hidden"
Json = dict[str, Any]
TESTS = [
    {"key": "t1", "name": "Small", "stdin": "1 2", "expected": "3", "weight": 1},
    {"key": "t2", "name": f"{SECRET} name", "stdin": f"40 2 {SECRET}", "expected": "42", "hidden": True, "weight": 3},
]
RIGHT = "a, b, *_ = input().split()\nprint(int(a) + int(b))"
CHEATING = "print(3)"
TELLING = "import sys\nwords = input()\nprint(words)\nsys.exit(words)"


def definition(**fields: Any) -> Json:
    base = {"type": "code", "prompt": document("Add two numbers."), "language": "python", "starter": "", "tests": TESTS}
    return {**base, **fields}


def question(**fields: Any) -> Code:
    return Code.model_validate(definition(**fields))


def a_program(room: Classroom, source: str, **rules: Any) -> tuple[str, Json]:
    """An attempt at one question, answered by this program and handed in."""
    path = room.assessment(publish=False, **rules)
    body = {"question": definition(), "points_centi": 400}
    assert room.tutor.post(f"{path}/questions", body, headers={"idempotency-key": "code"}).status_code == 201
    assert room.tutor.post(f"{path}/publish").status_code == 200
    work = room.begin(path)
    assert room.save(work, {"source": source}).status_code == 200
    return path, work


def submit(room: Classroom, path: str) -> None:
    assert room.learner.post(f"{path}/submit").status_code == 200
    room.world.settle()


class TestMarker:
    def marker(self, *runs: Run) -> ProgramMarker:
        def run(language: Language, source: str, inputs: Sequence[str], limits: Limits) -> list[Run]:
            assert list(inputs) == [test["stdin"] for test in TESTS]
            return list(runs)

        return ProgramMarker(run)

    def test_gives_each_test_its_weights_part(self) -> None:
        done, other = Run(Outcome.DONE, digest_of("42"), "42"), Run(Outcome.DONE, digest_of("4"), "4")

        assert self.marker(other, done).mark(question(), {"source": "x"}).mark.share == Fraction(3, 4)
        assert self.marker(done, done).mark(question(), {"source": "x"}).mark.share == Fraction(3, 4)
        assert self.marker(other, other).mark(question(), {"source": "x"}).mark.share == 0

    @pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.DONE])
    def test_believes_no_output_of_a_run_that_did_not_end_well(self, outcome: Outcome) -> None:
        ran = self.marker(Run(outcome, digest_of("3"), "3"), Run(outcome, digest_of("42"), "42"))

        told = ran.mark(question(), {"source": "x"})

        assert told.mark.share == 0
        assert [one.outcome.value for one in told.tests] == [outcome.value] * 2

    def test_tells_of_hidden_tests_their_outcome_only(self) -> None:
        crashed = Run(Outcome.CRASHED, digest_of(""), f"{SECRET} output", f"{SECRET} fault")

        [_, hidden] = self.marker(crashed, crashed).mark(question(), {"source": "x"}).tests

        assert hidden.model_dump() == {"key": None, "outcome": CodeTestOutcome.CRASHED, "output": None, "fault": None}

    def test_runs_no_blank_answer(self) -> None:
        def never(*_: Any) -> list[Run]:
            raise AssertionError

        assert ProgramMarker(never).mark(question(), {"source": "  \n"}).mark.share == 0

    def test_takes_no_tests_that_last_too_long_together(self) -> None:
        many = [{"key": f"t{n}", "name": "x", "stdin": "", "expected": ""} for n in range(11)]

        faults = list(question(tests=many, time_limit_ms=10_000).faults(""))

        assert [(fault.pointer, fault.code) for fault in faults] == [("/time_limit_ms", "too_long_together")]


class TestGrading:
    def test_runs_programs_and_tells_the_grade(self, room: Classroom) -> None:
        path, work = a_program(room, RIGHT)

        submit(room, path)

        result = room.result(work)
        assert (result["state"], result["score_centi"]) == ("graded", 400)
        [asked] = result["questions"]
        assert asked["verdict"] == "right"
        assert [(one["key"], one["outcome"]) for one in asked["tests"]] == [("t1", "passed"), (None, "passed")]
        assert len(room.told("AttemptGraded")) == 1

    def test_gives_who_prints_what_is_shown_that_tests_part(self, room: Classroom) -> None:
        path, work = a_program(room, CHEATING)

        submit(room, path)

        assert room.result(work)["score_centi"] == 100

    def test_tells_nothing_of_hidden_tests_whatever_the_program_prints(self, room: Classroom) -> None:
        path, work = a_program(room, TELLING)

        submit(room, path)

        told = json.dumps(room.result(work))
        assert "40 2" not in told
        assert SECRET not in told
        assert room.result(work)["questions"][0]["tests"][0]["output"] == "1 2\n"

    def test_says_nothing_before_it_may_be_seen(self, room: Classroom) -> None:
        later = {"correctness": ["after_close"], "marks": ["after_close"]}
        path, work = a_program(room, RIGHT, closes_at="2026-11-23T10:30:00Z", release=later)

        submit(room, path)

        assert room.result(work)["questions"][0]["tests"] == []

    def test_leaves_it_to_a_person_where_nothing_can_be_run(
        self, room: Classroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, work = a_program(room, RIGHT)

        def down(*_: Any, **__: Any) -> None:
            raise CallFailed

        monkeypatch.setattr("functions.sandbox.published.call", down)
        submit(room, path)

        grading = room.tutor.get(f"{path}/attempts/{work['attempt_id']}/grading").json()
        assert (grading["state"], grading["reasons"]) == ("waiting", ["no_suggestion"])


class TestPractice:
    def check(self, room: Classroom, work: Json, source: str) -> Any:
        question_id = work["questions"][0]["question_id"]
        path = f"/assessments/{work['assessment_id']}/attempts/{work['attempt_id']}/checks/{question_id}"
        return room.learner.put(path, {"response": {"source": source}})

    def test_runs_a_program_at_once(self, room: Classroom) -> None:
        _, work = a_program(room, CHEATING, behaviour="tries")

        checked = self.check(room, work, CHEATING).json()

        assert (checked["verdict"], checked["tries"]) == ("partly_right", 1)
        assert [one["outcome"] for one in checked["tests"]] == ["passed", "failed"]
        assert self.check(room, work, RIGHT).json()["verdict"] == "right"

    def test_says_that_it_cannot_be_run_now(self, room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
        _, work = a_program(room, CHEATING, behaviour="practice")

        def down(*_: Any, **__: Any) -> None:
            raise CallFailed

        monkeypatch.setattr("functions.sandbox.published.call", down)

        answer = self.check(room, work, RIGHT)

        assert (answer.status_code, answer.json()["code"]) == (503, "programs_not_run")

    def test_in_an_exam_runs_nothing(self, room: Classroom) -> None:
        _, work = a_program(room, CHEATING)

        assert self.check(room, work, RIGHT).status_code == 409
