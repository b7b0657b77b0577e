"""Appeals against marks of submissions: another round of the machine that grades."""

from typing import Any

import pytest

from functions.assessment.domain.gradings import MOST_REMINDERS
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.service.submission_grading import SubmissionGradingService
from functions.assessment.wiring import originality_service
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_assignments import an_assignment, grade, hand_in
from tests.functions.assessment.test_grading import Waiters
from tests.support.actors import Actor
from tests.support.world import at_once


def appeal(room: Classroom, path: str, handed: Any, learner: Actor | None = None, reason: str = "On the back.") -> Any:
    place = f"{path}/submissions/{handed.json()['submission_id']}/appeals"
    return (learner or room.learner).post(place, {"reason": reason})


def resolve(room: Classroom, path: str, appealed: Any, outcome: str = "accepted", reply: str = "So it is.") -> Any:
    one = appealed.json()
    place = f"{path}/submissions/{one['submission_id']}/appeals/{one['appeal_id']}/resolution"
    return room.tutor.put(place, {"outcome": outcome, "reply": reply})


@pytest.fixture
def machine(room: Classroom) -> SubmissionGradingService:
    """What the machine's steps are, with somebody who listens what it is answered."""
    org_id = room.org.org_id
    return SubmissionGradingService(
        GradingRepository(org_id), AssignmentRepository(org_id), Waiters(), originality_service(org_id)
    )


class TestAppealing:
    def test_begins_another_round_and_is_answered(self, room: Classroom) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)
        grade(room, path, handed)

        made = appeal(room, path, handed)
        grade(room, path, handed, 9500)
        answered = resolve(room, path, made)

        assert (made.status_code, made.json()["state"], made.json()["score_before_centi"]) == (201, "open", 9000)
        assert answered.json()["state"] == "accepted"
        assert [one["reply"] for one in room.tutor.get(f"{path}/appeals").json()["items"]] == ["So it is."]
        assert [event["data"]["round"] for event in room.told("SubmissionAppealed")] == [2]
        [told] = room.told("SubmissionAppealAnswered")
        assert (told["data"]["user_id"], told["data"]["changed"]) == (room.learner.user_id, True)
        assert resolve(room, path, made).json() == answered.json()
        assert resolve(room, path, made, reply="No.").code == "appeal_resolved"

    def test_waits_for_marks_that_one_may_see(self, room: Classroom) -> None:
        path = an_assignment(room, released_at="2026-11-24T12:00:00Z")
        handed = hand_in(room, path)
        ungraded = appeal(room, path, handed).code
        grade(room, path, handed)
        unseen = appeal(room, path, handed).code
        room.advance(days=2)

        assert (ungraded, unseen) == ("appeal_not_possible",) * 2
        assert appeal(room, path, handed).status_code == 201

    def test_is_possible_as_often_as_is_allowed_and_one_at_a_time(self, room: Classroom) -> None:
        path = an_assignment(room, appeals_allowed=2)
        handed = hand_in(room, path)
        grade(room, path, handed)
        first = appeal(room, path, handed)

        meanwhile = appeal(room, path, handed, reason="And another.").code
        resolve(room, path, first, "declined")
        second = appeal(room, path, handed, reason="It really is.")
        resolve(room, path, second, "declined")

        assert (meanwhile, second.status_code) == ("appeal_not_possible", 201)
        assert appeal(room, path, handed, reason="Look again.").code == "appeal_not_possible"

    def test_is_against_the_last_submission(self, room: Classroom) -> None:
        path = an_assignment(room, submissions_allowed=2)
        first = hand_in(room, path)
        grade(room, path, first)
        hand_in(room, path, "It was a half-moon.")

        assert appeal(room, path, first).code == "appeal_not_possible"

    def test_is_for_those_whose_work_it_is_and_read_by_staff(self, room: Classroom) -> None:
        path, other = an_assignment(room), room.another_learner()
        handed = hand_in(room, path)
        grade(room, path, handed)
        made = appeal(room, path, handed)
        place = f"{path}/submissions/{handed.json()['submission_id']}/appeals"

        assert appeal(room, path, handed, other).code == "submission_not_found"
        assert other.get(place).status_code == 403
        assert room.learner.get(f"{path}/appeals").status_code == 403
        read = [who.get(place).json()["items"] for who in (room.learner, room.tutor)]
        assert read == [[made.json()]] * 2

    def test_by_one_of_a_team_is_that_ones_own(self, room: Classroom) -> None:
        path, mate = an_assignment(room, in_teams=True), room.another_learner()
        room.tutor.post(f"{path}/teams", {"user_ids": [room.learner.user_id, mate.user_id]})
        handed = hand_in(room, path)
        grade(room, path, handed)
        made = appeal(room, path, handed, mate)

        place = f"{path}/submissions/{handed.json()['submission_id']}/appeals"
        assert (made.status_code, room.learner.get(place).json()["items"]) == (201, [])
        resolve(room, path, made, "declined")
        assert appeal(room, path, handed).status_code == 201

    def test_happens_once_however_often_it_is_sent(self, room: Classroom) -> None:
        path = an_assignment(room, appeals_allowed=5)
        handed = hand_in(room, path)
        grade(room, path, handed)

        made = at_once(3, lambda _: appeal(room, path, handed))

        assert 201 in {one.status_code for one in made}
        assert len(room.tutor.get(f"{path}/appeals").json()["items"]) == 1


class TestTheMachine:
    def test_checks_first_and_waits_for_nobody(self, room: Classroom, machine: SubmissionGradingService) -> None:
        handed = hand_in(room, an_assignment(room)).json()["submission_id"]

        steps = [machine.open(handed, 1), machine.check(handed), machine.run_programs(handed), machine.decide(handed)]
        machine.ask(handed, "token-1")

        assert steps == ["open", "not_checked", "nothing_to_run", "final"]

    def test_waits_for_an_appeals_answer(self, room: Classroom, machine: SubmissionGradingService) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)
        grade(room, path, handed)
        made = appeal(room, path, handed)
        work_id, waiters = handed.json()["submission_id"], machine._waiting

        assert [machine.open(work_id, 2) for _ in range(2)] == ["appeal"] * 2
        machine.wait(work_id, "token-2")
        resolve(room, path, made)
        machine.resume(work_id)

        assert isinstance(waiters, Waiters)
        assert waiters.answers == [("token-2", "graded")]
        assert machine.open(work_id, 2) == "done"
        assert [event["data"]["reminder"] for event in room.told("SubmissionGradingRequested")] == [0]

    def test_reminds_and_at_last_tells_that_nobody_came(
        self, room: Classroom, machine: SubmissionGradingService
    ) -> None:
        path = an_assignment(room)
        handed = hand_in(room, path)
        grade(room, path, handed)
        appeal(room, path, handed)
        work_id = handed.json()["submission_id"]
        machine.open(work_id, 2)

        said = [machine.remind(work_id, number)[0] for number in range(MOST_REMINDERS + 1)]

        assert said == ["waiting"] * MOST_REMINDERS + ["overdue"]
        told = [event["data"]["reminder"] for event in room.told("SubmissionGradingRequested")]
        assert (told, len(room.told("SubmissionGradingOverdue"))) == ([0, 1, 2, 3], 1)
