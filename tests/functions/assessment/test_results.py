"""What is seen of an attempt when, and how people mark what no rule can mark."""

from typing import Any

import pytest

from tests.functions.assessment.conftest import Classroom

RIGHT = {"key": "saturn"}


class TestTheRelease:
    def test_shows_marks_but_not_what_is_right_while_others_may_still_take_it(self, room: Classroom) -> None:
        path = room.assessment("single_choice", closes_at="2026-11-23T08:00:00Z")
        work = room.begin(path)
        room.save(work, {"key": "mars"})
        room.learner.post(f"{path}/submit")

        before = room.result(work)
        room.wait(hours=2)
        after = room.result(work)

        assert (before["questions"][0]["verdict"], before["questions"][0]["right_answer"]) == ("wrong", None)
        assert before["questions"][0]["explanation"] is None
        assert after["questions"][0]["right_answer"] == RIGHT
        assert after["questions"][0]["explanation"] is not None

    @pytest.mark.parametrize(
        ("phase", "wait"), [("right_after", 0), ("while_open", 10 * 60), ("after_close", 2 * 3600)]
    )
    def test_shows_in_each_phase_what_it_says_and_nothing_else(self, room: Classroom, phase: str, wait: int) -> None:
        names = ("answers", "correctness", "marks", "feedback", "right_answers")
        for shown in names:
            release = {name: [phase] if name == shown else [] for name in names}
            path = room.assessment("single_choice", closes_at="2026-11-23T08:00:00Z", release=release)
            work = room.begin(path)
            room.save(work, {"key": "mars"})
            room.learner.post(f"{path}/submit")
            room.advance(seconds=wait)

            result = room.result(work)
            question = result["questions"][0]

            seen = {
                "answers": question["response"] is not None,
                "correctness": question["verdict"] is not None,
                "marks": question["score_centi"] is not None or result["score_bp"] is not None,
                "feedback": question["feedback"] != [],
                "right_answers": question["right_answer"] is not None or question["explanation"] is not None,
            }
            assert seen == {name: name == shown for name in names}
            room.advance(seconds=-wait)

    def test_shows_nothing_during_an_exam(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice"))
        room.save(work, RIGHT)

        question = room.result(work)["questions"][0]

        assert (question["verdict"], question["score_centi"], question["right_answer"]) == (None, None, None)

    def test_tells_no_grade_of_which_a_part_may_not_be_seen(self, room: Classroom) -> None:
        path = room.assessment("single_choice", release={"marks": []})
        room.save(room.begin(path), RIGHT)
        room.learner.post(f"{path}/submit")

        results = room.learner.get(f"{path}/results").json()

        assert (results["grade_bp"], results["attempts"][0]["score_bp"]) == (None, None)


class TestTheGrade:
    @pytest.mark.parametrize(
        ("method", "grade"), [("highest", 10_000), ("average", 5000), ("first", 0), ("last", 5000)]
    )
    def test_is_made_of_the_attempts_by_the_method(self, room: Classroom, method: str, grade: int) -> None:
        path = room.assessment("multiple_choice", attempts_allowed=3, grade_method=method)
        for keys in (["four"], ["two", "five"], ["two"]):
            room.save(room.begin(path), {"keys": keys})
            room.learner.post(f"{path}/submit")

        results = room.learner.get(f"{path}/results").json()

        assert results["grade_bp"] == grade
        assert [one["number"] for one in results["attempts"]] == [1, 2, 3]

    def test_of_everybody_is_listed_for_staff(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        other = room.another_learner("Zoya Khan")
        for learner, response in ((room.learner, RIGHT), (other, {"key": "mars"})):
            room.save(room.begin(path, learner), response, learner=learner)
            learner.post(f"{path}/submit")

        listed = room.tutor.get(f"{path}/learners").json()["items"]
        refused = room.learner.get(f"{path}/learners")

        assert [(one["user_name"], one["grade_bp"]) for one in listed] == [("Meera Nair", 10_000), ("Zoya Khan", 0)]
        assert refused.status_code == 403


class TestMarkingByHand:
    def test_completes_an_attempt_that_waits_and_tells_its_grade(self, room: Classroom) -> None:
        path, work, essay = self._handed_in(room)

        before = room.result(work)
        marked = self._grade(room, path, work, essay, 150)
        after = room.result(work)

        assert (before["state"], before["score_bp"]) == ("grading", None)
        assert len(room.told("GradingOpened")) == 1
        assert marked.status_code == 200
        assert (after["state"], after["score_centi"], after["score_bp"]) == ("graded", 350, 8750)
        assert after["questions"][1]["comment"] == "Say why."
        assert [event["data"]["score_bp"] for event in room.told("AttemptGraded")] == [8750]

    def test_again_corrects_it_and_tells_the_new_grade(self, room: Classroom) -> None:
        path, work, essay = self._handed_in(room)
        self._grade(room, path, work, essay, 150)

        self._grade(room, path, work, essay, 200)
        self._grade(room, path, work, essay, 200)

        assert room.result(work)["score_bp"] == 10_000
        graded = room.told("AttemptGraded")
        assert [event["data"]["score_bp"] for event in graded] == [8750, 10_000]
        assert graded[0]["revision"] < graded[1]["revision"]

    @pytest.mark.parametrize("score", [201, -1])
    def test_keeps_within_what_the_question_is_worth(self, room: Classroom, score: int) -> None:
        path, work, essay = self._handed_in(room)

        refused = self._grade(room, path, work, essay, score)

        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/score_centi"

    def test_waits_until_an_attempt_is_handed_in(self, room: Classroom) -> None:
        path = room.assessment("essay")
        work = room.begin(path)

        refused = self._grade(room, path, work, work["questions"][0]["question_id"], 10)

        assert (refused.status_code, refused.code) == (409, "attempt_not_submitted")

    def _handed_in(self, room: Classroom) -> tuple[str, dict[str, Any], str]:
        path = room.assessment("single_choice", "essay", points=200)
        work = room.begin(path)
        room.save(work, RIGHT)
        room.save(work, {"text": "Because the axis is tilted."}, place=1)
        assert room.learner.post(f"{path}/submit").status_code == 200
        return path, work, work["questions"][1]["question_id"]

    def _grade(self, room: Classroom, path: str, work: dict[str, Any], question_id: str, score: int) -> Any:
        body = {"attempt_id": work["attempt_id"], "question_id": question_id, "score_centi": score}
        return room.tutor.post(f"{path}/grade", {**body, "comment": "Say why."})
