"""What was handed in for an assignment, judged as an essay by its rubric, and learned from once a person marked it."""

from typing import Any

import pytest

from functions.ai.repository.judgements import JudgementRepository
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_assignments import an_assignment, grade, hand_in

TEXT = "The moon was a sickle on Monday. On Friday it was half, because the sun lit more of it. I drew it each night."


def judged(room: Classroom, submission: Any, key: str = "once") -> dict[str, Any]:
    body = {"submission_id": submission.json()["submission_id"]}
    asked = room.tutor.post("/ai/grade-assignment", body, headers={"idempotency-key": key})
    assert asked.status_code == 202, asked.text
    room.world.settle()
    found: dict[str, Any] = room.tutor.get(f"/ai/judgements/{asked.json()['judgement_id']}").json()
    return found


class TestASubmission:
    def test_is_judged_with_quotes_out_of_it(self, room: Classroom) -> None:
        path = an_assignment(room)
        submission = hand_in(room, path, TEXT)

        made = judged(room, submission)

        assert (made["state"], made["attempt_id"]) == ("ready", None)
        assert made["submission_id"] == submission.json()["submission_id"]
        assert made["assignment_id"] == path.rpartition("/")[2]
        [answer] = made["answers"]
        assert 0 <= answer["score_centi"] <= 10_000
        assert answer["quotes"]
        assert all(quote in TEXT for quote in answer["quotes"])

    def test_is_learned_from_once_a_person_marked_it(self, room: Classroom) -> None:
        path = an_assignment(room)
        submission = hand_in(room, path, TEXT)
        judged(room, submission)
        assert grade(room, path, submission, 6_000).status_code == 200
        room.world.settle()

        kept = JudgementRepository(room.org.org_id)
        [marked] = kept.marked(path.rpartition("/")[2])
        assert (marked.text, marked.score_bp) == (TEXT, 6_000)
        assert sum(count for _, count in kept.tally(room.course.course_id)) == 1

    def test_is_judged_again_without_the_mark_it_got(self, room: Classroom) -> None:
        path = an_assignment(room)
        submission = hand_in(room, path, TEXT)
        [before] = judged(room, submission)["answers"]
        assert grade(room, path, submission, 0).status_code == 200
        room.world.settle()

        [again] = judged(room, submission, "again")["answers"]
        assert again["score_centi"] == before["score_centi"]

    def test_is_judged_for_staff_alone(self, room: Classroom) -> None:
        submission = hand_in(room, an_assignment(room), TEXT)
        body = {"submission_id": submission.json()["submission_id"]}
        stranger = room.world.actor("tutor", of=room.world.organization())

        assert room.learner.post("/ai/grade-assignment", body).status_code == 403
        assert stranger.post("/ai/grade-assignment", body).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"attempt_id": "att_1", "submission_id": "sub_1"}, {"submission_id": "att_1"}, {"attempt_id": "sub_1"}],
)
def test_one_of_both_is_named(room: Classroom, body: dict[str, str]) -> None:
    assert room.tutor.post("/ai/grade-assignment", body).status_code == 422
