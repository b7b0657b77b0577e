"""Grading what no rule can mark: what decides by itself, what waits for a person, and how that goes on."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.assessment.domain.gradings import MOST_REMINDERS, Suggestion
from functions.assessment.domain.originality.contract import Finding, Piece
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.gradings import GradingRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.grading import GradingService
from functions.assessment.wiring import ending_service
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.test_rubrics import essay_by_rubric, write_rubric

RULES = {"suggestions": True, "confidence_bp": 8000, "boundary_bp": 300}
Json = dict[str, Any]


@dataclass
class Waiters:
    """Workflows that wait, and what they were answered."""

    answers: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, token: str, result: Json) -> None:
        """Note the answer."""
        self.answers.append((token, result["status"]))


@dataclass
class Finds:
    """An originality check that finds as much of everything."""

    share_bp: int
    asked: list[Piece] = field(default_factory=list)

    def check(self, piece: Piece) -> Finding | None:
        """The same for every piece."""
        self.asked.append(piece)
        return Finding("orp_1", self.share_bp)


@dataclass
class Case:
    """An attempt of one essay of 200 centipoints that was handed in, and the workflow's steps for it."""

    room: Classroom
    path: str
    work: Json
    service: GradingService
    waiters: Waiters

    @property
    def attempt_id(self) -> str:
        """Whose grading it is."""
        return str(self.work["attempt_id"])

    @property
    def question_id(self) -> str:
        """The essay."""
        return str(self.work["questions"][0]["question_id"])

    def suggest(self, confidence_bp: int, **what: Any) -> str:
        """Somebody suggests a mark."""
        one = Suggestion(question_id=self.question_id, confidence_bp=confidence_bp, **(what or {"score_centi": 150}))
        return self.service.take(self.attempt_id, 1, [one])

    def grading(self) -> Json:
        """How staff see it."""
        read = self.room.tutor.get(f"{self.path}/attempts/{self.attempt_id}/grading")
        assert read.status_code == 200, read.text
        seen: Json = read.json()
        return seen

    def mark(self, score: int = 120) -> None:
        """A person marks the essay."""
        body = {"attempt_id": self.attempt_id, "question_id": self.question_id, "score_centi": score}
        assert self.room.tutor.post(f"{self.path}/grade", body).status_code == 200

    def appeal(self, **body: Any) -> Any:
        """Its learner appeals."""
        path = f"{self.path}/attempts/{self.attempt_id}/appeals"
        return self.room.learner.post(path, {"reason": "It stands on the table above.", **body})

    def resolve(self, appeal_id: str, outcome: str = "accepted", reply: str = "So it does.") -> Any:
        """A tutor answers."""
        path = f"{self.path}/attempts/{self.attempt_id}/appeals/{appeal_id}/resolution"
        return self.room.tutor.put(path, {"outcome": outcome, "reply": reply})


def a_case(room: Classroom, *, finds: Finds | None = None, path: str | None = None, **rules: Any) -> Case:
    path = path or room.assessment("essay", points=200, **{"grading": RULES, **rules})
    work = room.begin(path)
    room.save(work, {"text": "Because the axis is tilted."})
    assert room.learner.post(f"{path}/submit").status_code == 200
    org_id, waiters = room.org.org_id, Waiters()
    service = GradingService(
        GradingRepository(org_id),
        AttemptRepository(org_id),
        AssessmentRepository(org_id),
        RubricRepository(org_id),
        ending_service(org_id),
        waiters,
        finds,
    )
    return Case(room, path, work, service, waiters)


def gathered(case: Case, confidence_bp: int = 9000) -> str:
    """The workflow up to its decision, with a suggestion of 150 of 200."""
    assert case.service.open(case.attempt_id, 1) == "open"
    case.service.check(case.attempt_id)
    case.service.ask(case.attempt_id, "token-1")
    assert case.suggest(confidence_bp) == "taken"
    return case.service.decide(case.attempt_id)


class TestDeciding:
    def test_takes_a_sure_suggestion_and_tells_the_grade(self, room: Classroom) -> None:
        case = a_case(room)

        assert gathered(case) == "final"

        assert case.waiters.answers == [("token-1", "suggested")]
        assert room.result(case.work)["score_bp"] == 7500
        assert [event["data"]["score_bp"] for event in room.told("AttemptGraded")] == [7500]
        assert case.grading()["state"] == "done"

    def test_asks_a_person_when_the_suggestion_is_not_sure(self, room: Classroom) -> None:
        case = a_case(room)

        assert gathered(case, confidence_bp=7999) == "human"

        assert case.grading()["reasons"] == ["low_confidence"]
        assert [event["data"]["reminder"] for event in room.told("GradingRequested")] == [0]
        assert [one["attempt_id"] for one in room.tutor.get(f"{case.path}/gradings").json()["items"]] == [
            case.attempt_id
        ]
        assert room.result(case.work)["score_bp"] is None

    @pytest.mark.parametrize(("pass_bp", "outcome"), [(7200, "human"), (7199, "final"), (7800, "human")])
    def test_asks_a_person_near_the_pass_mark(self, room: Classroom, pass_bp: int, outcome: str) -> None:
        assert gathered(a_case(room, pass_bp=pass_bp)) == outcome

    @pytest.mark.parametrize(("share", "reasons"), [(2000, ["not_original"]), (1999, []), (None, ["not_checked"])])
    def test_asks_a_person_where_much_is_found_elsewhere(
        self, room: Classroom, share: int | None, reasons: list[str]
    ) -> None:
        finds = Finds(share) if share is not None else None
        case = a_case(room, finds=finds, grading={**RULES, "originality_bp": 2000})

        gathered(case)

        assert case.grading()["reasons"] == reasons
        if finds:
            assert finds.asked[0].text == "Because the axis is tilted."
            assert finds.asked[0].given != ("",)

    def test_asks_a_person_when_there_is_nobody_to_suggest(self, room: Classroom) -> None:
        case = a_case(room, grading=None)
        case.service.open(case.attempt_id, 1)

        case.service.ask(case.attempt_id, "token-1")

        assert case.waiters.answers == [("token-1", "nobody")]
        assert case.service.decide(case.attempt_id) == "human"
        assert case.grading()["reasons"] == ["no_suggestion"]
        assert room.told("SuggestionRequested") == []

    def test_asks_a_person_when_the_provider_does_not_answer_and_takes_nothing_later(self, room: Classroom) -> None:
        case = a_case(room)
        case.service.open(case.attempt_id, 1)
        case.service.ask(case.attempt_id, "token-1")

        decided = case.service.decide(case.attempt_id)

        assert (decided, case.suggest(9900)) == ("human", "late")
        assert case.grading()["suggestions"] == []
        assert len(room.told("SuggestionRequested")) == 1

    @pytest.mark.parametrize("what", [{"score_centi": 201}, {"criteria": ()}])
    def test_takes_no_suggestion_that_cannot_be(self, room: Classroom, what: Json) -> None:
        case = a_case(room)
        case.service.open(case.attempt_id, 1)
        case.service.ask(case.attempt_id, "token-1")

        case.suggest(9900, **what)

        assert case.service.decide(case.attempt_id) == "human"

    def test_goes_by_the_rubric(self, room: Classroom) -> None:
        case = a_case(room, path=essay_by_rubric(room, write_rubric(room), grading=RULES))
        case.service.open(case.attempt_id, 1)
        case.service.ask(case.attempt_id, "token-1")
        case.suggest(9900, criteria=({"key": "reasons", "level": "l1"}, {"key": "clarity", "level": "l1"}))

        assert case.service.decide(case.attempt_id) == "final"

        assert room.result(case.work)["questions"][0]["score_centi"] == 100

    def test_decides_once_however_often_the_steps_run(self, room: Classroom) -> None:
        case = a_case(room)
        gathered(case)

        again = [case.service.open(case.attempt_id, 1), case.service.decide(case.attempt_id)]

        assert again == ["done", "final"]
        assert len(room.told("AttemptGraded")) == 1


class TestWaiting:
    def test_ends_when_a_person_has_marked(self, room: Classroom) -> None:
        case = a_case(room)
        gathered(case, confidence_bp=1)
        case.service.wait(case.attempt_id, "token-2")

        case.mark()
        case.service.resume(case.attempt_id)
        case.service.resume(case.attempt_id)

        assert case.waiters.answers[1:] == [("token-2", "graded")]
        assert room.tutor.get(f"{case.path}/gradings").json()["items"] == []

    def test_does_not_begin_when_the_person_was_faster(self, room: Classroom) -> None:
        case = a_case(room)
        gathered(case, confidence_bp=1)
        case.mark()

        case.service.wait(case.attempt_id, "token-2")

        assert case.waiters.answers[1:] == [("token-2", "graded")]

    def test_reminds_some_times_and_then_says_that_it_is_overdue(self, room: Classroom) -> None:
        case = a_case(room)
        gathered(case, confidence_bp=1)
        said, reminders = [], 0

        for _ in range(MOST_REMINDERS + 1):
            case.service.remind(case.attempt_id, reminders)
            status, reminders = case.service.remind(case.attempt_id, reminders)
            said.append(status)

        assert said == ["waiting"] * MOST_REMINDERS + ["overdue"]
        told = [event["data"]["reminder"] for event in room.told("GradingRequested")]
        assert told == [0, 1, 2, 3]
        assert len(room.told("GradingOverdue")) == 1
        case.mark()
        case.service.resume(case.attempt_id)
        assert case.grading()["state"] == "done"


class TestAppeals:
    def test_make_a_person_look_again(self, room: Classroom) -> None:
        case = self._graded(room)

        made = case.appeal(question_ids=[case.question_id])
        appeal_id = made.json()["appeal_id"]
        opened = case.service.open(case.attempt_id, 2)
        case.service.wait(case.attempt_id, "token-3")
        case.mark(180)
        case.service.resume(case.attempt_id)
        waits = list(case.waiters.answers)
        resolved = case.resolve(appeal_id)
        case.service.resume(case.attempt_id)

        assert (made.status_code, opened) == (201, "appeal")
        assert ("token-3", "graded") not in waits
        assert case.waiters.answers[-1] == ("token-3", "graded")
        assert (resolved.json()["state"], room.result(case.work)["score_centi"]) == ("accepted", 180)
        assert [event["data"]["changed"] for event in room.told("AppealAnswered")] == [True]
        assert [event["data"]["round"] for event in room.told("GradingOpened")] == [1, 2]

    def test_are_read_by_their_author_and_staff_and_nobody_else(self, room: Classroom) -> None:
        case = self._graded(room)
        case.appeal()
        path = f"{case.path}/attempts/{case.attempt_id}/appeals"
        other = room.another_learner()

        assert len(room.learner.get(path).json()["items"]) == 1
        assert len(room.tutor.get(f"{case.path}/appeals").json()["items"]) == 1
        assert other.get(path).status_code == 403
        assert other.post(path, {"reason": "Mine too"}).status_code == 404

    def test_are_one_at_a_time_and_as_many_as_are_allowed(self, room: Classroom) -> None:
        case = self._graded(room)
        first = case.appeal().json()["appeal_id"]

        while_open = case.appeal(reason="Again.")
        case.resolve(first, "declined", "No.")
        too_many = case.appeal(reason="And again.")

        assert [(one.status_code, one.code) for one in (while_open, too_many)] == [(409, "appeal_not_possible")] * 2
        assert case.resolve(first, "declined", "No.").status_code == 200
        assert case.resolve(first).code == "appeal_resolved"

    @pytest.mark.parametrize("release", [{"marks": []}, {"marks": ["after_close"]}])
    def test_wait_until_the_marks_may_be_seen(self, room: Classroom, release: Json) -> None:
        case = self._graded(room, release=release)

        assert case.appeal().code == "appeal_not_possible"

    def _graded(self, room: Classroom, **rules: Any) -> Case:
        case = a_case(room, **rules)
        assert gathered(case) == "final"
        return case


class TestWhoSeesHowItIsGraded:
    def test_staff_only_and_nobody_a_token(self, room: Classroom) -> None:
        case = a_case(room)
        gathered(case, confidence_bp=1)
        case.service.wait(case.attempt_id, "planted-token")
        own = f"{case.path}/attempts/{case.attempt_id}"

        refused = [room.learner.get(f"{own}/grading"), room.learner.get(f"{case.path}/gradings")]
        seen = [room.learner.get(path).text for path in (case.path, f"{own}/result", own, f"{case.path}/results")]
        staff = [room.tutor.get(f"{own}/grading").text, room.tutor.get(f"{case.path}/gradings").text]

        assert [one.status_code for one in refused] == [403, 403]
        assert "planted-token" not in "".join(seen + staff)
        assert "planted-token" not in str([room.told(name) for name in ("GradingRequested", "SuggestionRequested")])
        assert room.learner.get(case.path).json()["rules"]["grading"] is None


class TestTheWholeWorkflow:
    def test_begins_when_an_attempt_is_handed_in_and_ends_with_the_mark(self, room: Classroom) -> None:
        case = a_case(room, grading=None)
        room.world.settle()
        waiting = case.grading()
        case.mark()
        room.world.settle()

        assert (waiting["state"], waiting["reasons"]) == ("waiting", ["no_suggestion"])
        assert case.grading()["state"] == "done"
