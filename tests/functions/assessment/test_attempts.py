"""Taking an assessment: beginning, saving, handing in, and what the clock does when nobody does anything."""

from typing import Any

import pytest

from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import document
from tests.support.world import at_once

RIGHT = {"key": "saturn"}
WRONG = {"key": "mars"}


class TestBeginning:
    def test_shows_the_questions_and_nothing_of_what_is_right(self, room: Classroom) -> None:
        path = room.assessment("single_choice", "short_text")

        begun = room.learner.post(f"{path}/attempts", {})

        assert begun.status_code == 201
        assert begun.json()["state"] == "running"
        assert [one["type"] for one in begun.json()["questions"]] == ["single_choice", "short_text"]
        assert "share_bp" not in begun.text
        assert "Thiruvananthapuram" not in begun.text

    def test_again_goes_on_with_the_attempt_that_runs_and_tells_what_was_saved(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        work = room.begin(path)
        room.save(work, RIGHT)

        again = room.learner.post(f"{path}/attempts", {"device": "phone"})

        assert again.status_code == 200
        assert again.json()["attempt_id"] == work["attempt_id"]
        assert again.json()["questions"][0]["answer"]["response"] == RIGHT

    def test_sixteen_times_at_once_begins_one_attempt(self, room: Classroom) -> None:
        path = room.assessment("single_choice")

        answers = at_once(16, lambda number: room.learner.post(f"{path}/attempts", {}))

        assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
        assert len({answer.json()["attempt_id"] for answer in answers}) == 1

    def test_is_for_those_who_are_enrolled(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        stranger = room.world.actor("student", of=room.org)

        refused = stranger.post(f"{path}/attempts", {})

        assert (refused.status_code, refused.code) == (403, "not_enrolled")

    @pytest.mark.parametrize(
        ("rules", "code"),
        [
            ({"opens_at": "2026-11-24T00:00:00Z"}, "assessment_not_open"),
            ({"closes_at": "2026-11-23T06:00:00Z"}, "assessment_not_open"),
        ],
    )
    def test_keeps_to_the_dates(self, room: Classroom, rules: dict[str, Any], code: str) -> None:
        refused = room.learner.post(f"{room.assessment('single_choice', **rules)}/attempts", {})

        assert (refused.status_code, refused.code) == (409, code)

    def test_keeps_to_the_number_of_attempts_and_the_time_between(self, room: Classroom) -> None:
        path = room.assessment("single_choice", attempts_allowed=2, retake_after_s=3600)
        room.begin(path)
        assert room.learner.post(f"{path}/submit").status_code == 200

        early = room.learner.post(f"{path}/attempts", {})
        room.wait(hours=1)
        room.begin(path)
        room.learner.post(f"{path}/submit")
        room.wait(hours=1)
        third = room.learner.post(f"{path}/attempts", {})

        assert (early.status_code, early.code) == (409, "retake_too_early")
        assert (third.status_code, third.code) == (409, "no_attempts_left")

    def test_of_a_draft_is_for_staff_only_and_counts_for_nothing(self, room: Classroom) -> None:
        path = room.assessment("single_choice", publish=False)

        refused = room.learner.post(f"{path}/attempts", {})
        preview = room.begin(path, room.tutor)
        room.tutor.post(f"{path}/submit")

        assert (refused.status_code, refused.code) == (409, "assessment_not_published")
        assert preview["number"] == 0
        assert room.result(preview, room.tutor)["questions"][0]["right_answer"] == {"key": "saturn"}
        assert room.told("AttemptGraded") == []


class TestThePaper:
    def test_is_drawn_and_shuffled_for_each_and_stays_as_it_is(self, room: Classroom) -> None:
        path = room.assessment(publish=False, shuffle_questions=True)
        bank = f"/question-banks/{room.course.course_id}/questions"
        for number in range(12):
            body = {
                "question": {"type": "true_false", "prompt": document(f"Statement {number}"), "correct": True},
                "tags": ["facts"],
            }
            assert room.tutor.post(bank, body).status_code == 201
        slots = [{"kind": "draw", "tag": "facts", "count": 4}]
        self._put(room, path, slots)
        room.tutor.post(f"{path}/publish")
        learners = [room.learner, *(room.another_learner() for _ in range(3))]

        papers = [[one["question_id"] for one in room.begin(path, learner)["questions"]] for learner in learners]
        again = [one["question_id"] for one in room.begin(path)["questions"]]

        assert all(len(set(paper)) == 4 for paper in papers)
        assert len({tuple(paper) for paper in papers}) > 1
        assert again == papers[0]

    def test_is_refused_where_the_bank_has_too_few(self, room: Classroom) -> None:
        path = room.assessment(publish=False)
        self._put(room, path, [{"kind": "draw", "tag": "none", "count": 1}])
        room.tutor.post(f"{path}/publish")

        refused = room.learner.post(f"{path}/attempts", {})

        assert (refused.status_code, refused.code) == (409, "not_enough_questions")
        assert refused.json()["errors"][0]["pointer"] == "/slots/0"

    def test_is_not_changed_by_who_edits_a_question(self, room: Classroom) -> None:
        path = room.assessment("single_choice", publish=False)
        room.tutor.post(f"{path}/publish")
        work = room.begin(path)
        question_id = work["questions"][0]["question_id"]
        read = room.tutor.get(f"/question-banks/{room.course.course_id}/questions/{question_id}")
        changed = {"question": {"type": "true_false", "prompt": document("Now another one."), "correct": False}}

        put = room.tutor.put(f"{path}/questions/{question_id}", changed, headers={"if-match": read.headers["etag"]})
        after = room.learner.get(f"{path}/attempts/{work['attempt_id']}").json()
        saved = room.save(work, RIGHT)
        room.learner.post(f"{path}/submit")

        assert put.json()["version"] == 2
        assert after["questions"][0]["type"] == "single_choice"
        assert saved.status_code == 200
        assert room.result(work)["score_bp"] == 10_000

    def _put(self, room: Classroom, path: str, slots: list[dict[str, Any]]) -> None:
        read = room.tutor.get(path)
        body = {"title": "Drawn", "slots": slots, "rules": read.json()["rules"]}
        assert room.tutor.put(path, body, headers={"if-match": read.headers["etag"]}).status_code == 200


class TestSaving:
    def test_keeps_the_highest_sequence_whatever_arrives_when(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice"))

        first = room.save(work, RIGHT, sequence=5)
        late = room.save(work, WRONG, sequence=4)
        repeated = room.save(work, RIGHT, sequence=5)
        rival = room.save(work, WRONG, sequence=5)

        assert (first.status_code, repeated.status_code) == (200, 200)
        assert (late.status_code, late.code) == (409, "answer_superseded")
        assert (rival.status_code, rival.code) == (409, "answer_superseded")
        assert late.json()["sequence"] == 5

    def test_by_two_devices_at_once_loses_nothing_that_was_acknowledged(self, room: Classroom) -> None:
        work = room.begin(room.assessment("short_text"))

        answers = at_once(16, lambda number: room.save(work, {"text": f"try {number}"}, sequence=number + 1))
        room.learner.post(f"/assessments/{work['assessment_id']}/submit")
        kept = room.result(work)["questions"][0]["response"]

        highest = max(number for number, answer in enumerate(answers) if answer.status_code == 200)
        assert {answer.status_code for answer in answers} <= {200, 409}
        assert kept == {"text": f"try {highest}"}

    def test_names_the_place_of_what_is_no_answer(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice"))

        refused = room.save(work, {"key": "pluto"})

        assert (refused.status_code, refused.code) == (422, "response_not_valid")
        assert refused.json()["errors"][0]["pointer"] == "/response/key"

    def test_is_over_with_the_bell_but_for_what_was_on_its_way(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice", time_limit_s=600))

        room.advance(minutes=10, seconds=4)
        on_its_way = room.save(work, RIGHT, sequence=1)
        room.advance(minutes=0, seconds=2)
        late = room.save(work, WRONG, sequence=2)

        assert on_its_way.status_code == 200
        assert (late.status_code, late.code) == (409, "attempt_over")

    def test_is_for_the_questions_of_ones_own_attempt(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice"))
        other = room.begin(room.assessment("true_false"))
        stranger = room.another_learner()
        foreign = work | {"questions": other["questions"]}

        assert room.save(foreign, {"value": True}).status_code == 404
        assert room.save(work, RIGHT, learner=stranger).status_code == 404


class TestHandingIn:
    def test_marks_at_once_what_a_rule_can_mark(self, room: Classroom) -> None:
        path = room.assessment("single_choice", "multiple_choice", points=300, pass_bp=5000)
        work = room.begin(path)
        room.save(work, RIGHT)
        room.save(work, {"keys": ["two"]}, place=1)

        handed_in = room.learner.post(f"{path}/submit")
        result = room.result(work)

        assert handed_in.status_code == 200
        assert (result["state"], result["score_centi"], result["score_bp"], result["passed"]) == (
            "graded",
            450,
            7500,
            True,
        )
        assert [one["verdict"] for one in result["questions"]] == ["right", "partly_right"]

    def test_twice_changes_nothing_and_is_told_once(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        work = room.begin(path)
        room.save(work, RIGHT)

        answers = at_once(8, lambda number: room.learner.post(f"{path}/submit"))

        assert {answer.status_code for answer in answers} == {200}
        assert len(room.told("AttemptSubmitted")) == 1
        graded = room.told("AttemptGraded")
        assert [event["data"]["score_bp"] for event in graded] == [10_000]

    def test_without_having_begun_finds_nothing(self, room: Classroom) -> None:
        refused = room.learner.post(f"{room.assessment('single_choice')}/submit")

        assert (refused.status_code, refused.code) == (404, "attempt_not_found")

    def test_never_goes_below_nothing(self, room: Classroom) -> None:
        path = room.assessment("single_choice")
        work = room.begin(path)
        room.save(work, {"key": "venus"})
        room.learner.post(f"{path}/submit")

        result = room.result(work)

        assert result["questions"][0]["score_centi"] == -25
        assert result["score_centi"] == 0


class TestTheClock:
    def test_hands_in_for_who_does_nothing_more(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice", time_limit_s=600))
        room.save(work, RIGHT)

        room.wait(minutes=11)
        result = room.result(work)

        assert (result["state"], result["submitted_by_clock"], result["score_bp"]) == ("graded", True, 10_000)
        assert result["submitted_at"] == work["due_at"]

    def test_gives_more_time_to_whom_it_was_promised(self, room: Classroom) -> None:
        path = room.assessment("single_choice", time_limit_s=600)
        put = room.tutor.put(f"{path}/overrides/{room.learner.user_id}", {"extra_time_bp": 2500})

        room.begin(path)
        room.advance(minutes=12, seconds=25)
        work = room.begin(path)

        assert put.status_code == 200
        assert room.save(work, RIGHT).status_code == 200

    def test_lets_an_attempt_be_handed_in_but_not_changed_in_its_grace(self, room: Classroom) -> None:
        path = room.assessment("single_choice", time_limit_s=600, overdue="grace", grace_s=120)
        work = room.begin(path)
        room.save(work, RIGHT)

        room.advance(minutes=11)
        changed = room.save(work, WRONG, sequence=2)
        handed_in = room.learner.post(f"{path}/submit")

        assert changed.code == "attempt_over"
        assert handed_in.status_code == 200
        assert room.result(work)["score_bp"] == 10_000

    @pytest.mark.parametrize("rules", [{"overdue": "abandon"}, {"overdue": "grace", "grace_s": 60}])
    def test_abandons_what_was_not_handed_in_where_that_is_the_rule(
        self, room: Classroom, rules: dict[str, Any]
    ) -> None:
        path = room.assessment("single_choice", time_limit_s=600, **rules)
        work = room.begin(path)
        room.save(work, RIGHT)

        room.advance(minutes=15)
        refused = room.learner.post(f"{path}/submit")

        assert (refused.status_code, refused.code) == (409, "attempt_over")
        assert room.learner.get(f"{path}/results").json()["grade_bp"] is None

    def test_closes_an_attempt_with_the_assessment(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice", time_limit_s=3600, closes_at="2026-11-23T06:40:00Z"))

        assert work["due_at"] == "2026-11-23T06:40:00Z"


class TestChecking:
    def test_tells_at_once_what_is_right_in_practice_and_counts_the_first(self, room: Classroom) -> None:
        path = room.assessment("single_choice", behaviour="practice")
        work = room.begin(path)

        wrong = self._check(room, work, WRONG)
        right = self._check(room, work, RIGHT)
        room.learner.post(f"{path}/submit")

        assert (wrong.json()["verdict"], wrong.json()["right_answer"]) == ("wrong", RIGHT)
        assert right.json()["verdict"] == "right"
        assert room.result(work)["score_bp"] == 0

    def test_costs_for_each_try_but_not_for_the_same_again(self, room: Classroom) -> None:
        path = room.assessment("single_choice", behaviour="tries", try_penalty_bp=2500)
        work = room.begin(path)

        tries = [self._check(room, work, answer).json()["tries"] for answer in (WRONG, WRONG, RIGHT)]
        room.learner.post(f"{path}/submit")

        assert tries == [1, 1, 2]
        assert room.result(work)["score_bp"] == 7500

    def test_is_refused_in_an_exam(self, room: Classroom) -> None:
        work = room.begin(room.assessment("single_choice"))

        refused = self._check(room, work, RIGHT)

        assert (refused.status_code, refused.code) == (409, "nothing_to_check")

    def _check(self, room: Classroom, work: dict[str, Any], response: Any) -> Any:
        question_id = work["questions"][0]["question_id"]
        path = f"/assessments/{work['assessment_id']}/attempts/{work['attempt_id']}/checks/{question_id}"
        return room.learner.put(path, {"response": response})
