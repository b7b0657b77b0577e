"""Regrading after a correction: what is reported, what is applied, and what stays whatever happens."""

from typing import Any

import pytest

from functions.assessment.service import regrades as service
from functions.assessment.wiring import regrade_service
from shared.ids import new_id
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import DEFINITIONS, document
from tests.functions.assessment.test_gradebook import Gradebook
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import at_once

Json = dict[str, Any]


def correct(room: Classroom, question_id: str, type: str = "single_choice", **fields: Any) -> None:
    """Give a question other words or another key."""
    path = f"/question-banks/{room.course.course_id}/questions/{question_id}"
    tag = room.tutor.get(path).headers["etag"]
    body = {"question": {"type": type, **DEFINITIONS[type], **fields}}
    changed = room.tutor.put(path, body, headers={"if-match": tag})
    assert changed.status_code == 200, changed.text


def keyed_right(key: str) -> Json:
    """The single choice's options, of which this one is right."""
    options = [{name: one[name] for name in ("key", "content")} for one in DEFINITIONS["single_choice"]["options"]]
    return {"options": [{**one, "share_bp": 10_000} if one["key"] == key else one for one in options]}


def sit(room: Classroom, path: str, response: Json, learner: Actor | None = None) -> Json:
    """Take a quiz of one question, and hand it in."""
    work = room.begin(path, learner)
    assert room.save(work, response, learner=learner).status_code == 200
    assert (learner or room.learner).post(f"{path}/submit").status_code == 200
    return work


def ask(room: Classroom, **body: Any) -> Json:
    """Have attempts compared, and wait for it."""
    asked = room.tutor.post(f"{room.course.path}/regrades", body, headers={"idempotency-key": new_id("key")})
    assert asked.status_code == 202, asked.text
    assert asked.json()["state"] in {"comparing", "compared"}
    room.world.settle()
    return read(room, asked.json())


def read(room: Classroom, regrade: Json) -> Json:
    found: Json = room.tutor.get(f"{room.course.path}/regrades/{regrade['regrade_id']}").json()
    return found


def changes(room: Classroom, regrade: Json) -> list[Json]:
    listed: list[Json] = room.tutor.get(f"{room.course.path}/regrades/{regrade['regrade_id']}/changes").json()["items"]
    return listed


def apply(room: Classroom, regrade: Json) -> Answer:
    return room.tutor.post(f"{room.course.path}/regrades/{regrade['regrade_id']}/application")


def another(room: Classroom) -> str:
    """A question that nobody was asked. Returns its id."""
    question_id: str = room.tutor.get(room.assessment("true_false")).json()["slots"][0]["question_id"]
    return question_id


@pytest.fixture
def quiz(room: Classroom) -> Json:
    """A quiz that calls Saturn right though Uranus is; one learner has said each, before it was corrected."""
    path = room.assessment("single_choice", pass_bp=5000)
    friend = room.another_learner()
    works = [sit(room, path, {"key": "uranus"}), sit(room, path, {"key": "saturn"}, friend)]
    room.world.settle()
    question_id = works[0]["questions"][0]["question_id"]
    correct(room, question_id, **keyed_right("uranus"))
    return {"path": path, "assessment_id": path.rpartition("/")[2], "works": works, "question_id": question_id}


class TestComparing:
    def test_reports_what_would_change_and_changes_nothing(self, room: Classroom, quiz: Json) -> None:
        before = [room.result(work, room.tutor) for work in quiz["works"]]

        regrade = ask(room, assessment_id=quiz["assessment_id"])

        tally = {name: count for name, count in regrade["tally"].items() if count}
        assert regrade["state"] == "compared"
        assert tally == {"compared": 2, "changed": 2, "better": 1, "worse": 1, "newly_passed": 1, "newly_failed": 1}
        found = {one["attempt_id"]: (one["score_before"], one["score_after"]) for one in changes(room, regrade)}
        assert found == {quiz["works"][0]["attempt_id"]: (25, 100), quiz["works"][1]["attempt_id"]: (100, 0)}
        assert [room.result(work, room.tutor) for work in quiz["works"]] == before

    def test_is_of_one_attempt_an_assessment_or_the_course(self, room: Classroom, quiz: Json) -> None:
        scopes: list[Json] = [{"attempt_id": quiz["works"][0]["attempt_id"]}, {"question_ids": [another(room)]}, {}]

        tallies = [ask(room, **scope)["tally"] for scope in scopes]

        assert [(one["compared"], one["changed"]) for one in tallies] == [(1, 1), (2, 0), (2, 2)]

    def test_replays_every_try(self, room: Classroom) -> None:
        path = room.assessment("single_choice", behaviour="tries", try_penalty_bp=2500)
        work = room.begin(path)
        question_id = work["questions"][0]["question_id"]
        checks = f"{path}/attempts/{work['attempt_id']}/checks/{question_id}"
        for key in ("mars", "uranus", "saturn"):
            assert room.learner.put(checks, {"response": {"key": key}}).status_code == 200
        room.save(work, {"key": "saturn"})
        room.learner.post(f"{path}/submit")
        correct(room, question_id, **keyed_right("uranus"))

        [change] = changes(room, ask(room, attempt_id=work["attempt_id"]))

        assert (change["score_before"], change["score_after"]) == (50, 75)

    def test_leaves_what_somebody_decided_and_what_fits_no_more(self, room: Classroom, quiz: Json) -> None:
        first, second = quiz["works"]
        mark = {"attempt_id": first["attempt_id"], "question_id": quiz["question_id"], "score_centi": 60}
        assert room.tutor.post(f"{quiz['path']}/grade", mark).status_code == 200
        options = [one for one in keyed_right("uranus")["options"] if one["key"] != "saturn"]
        correct(room, quiz["question_id"], options=options)

        found = {one["attempt_id"]: one for one in changes(room, ask(room))}

        assert found[first["attempt_id"]]["score_after"] == 60
        assert found[first["attempt_id"]]["questions"][0]["decided_by"] == room.tutor.user_id
        assert found[second["attempt_id"]]["unfit"] == [quiz["question_id"]]
        assert found[second["attempt_id"]]["score_after"] == 100

    def test_is_for_staff_of_the_course(self, room: Classroom, quiz: Json) -> None:
        regrade = ask(room)
        path = f"{room.course.path}/regrades"
        colleague = room.world.actor("tutor", of=room.org)

        for who, status in ((room.learner, 403), (colleague, 403)):
            answers = [
                who.post(path, {}),
                who.get(path),
                who.get(f"{path}/{regrade['regrade_id']}"),
                who.get(f"{path}/{regrade['regrade_id']}/changes"),
                who.post(f"{path}/{regrade['regrade_id']}/application"),
            ]
            assert [one.status_code for one in answers] == [status] * 5

    def test_knows_attempts_and_assessments_of_its_course_only(self, room: Classroom, quiz: Json) -> None:
        codes = [
            room.tutor.post(f"{room.course.path}/regrades", body).code
            for body in (
                {"attempt_id": "att_01JD0000000000000000000000"},
                {"assessment_id": "asm_01JD0000000000000000000000"},
                {"assessment_id": quiz["assessment_id"], "attempt_id": quiz["works"][0]["attempt_id"]},
            )
        ]

        unknown = room.tutor.post(f"{room.course.path}/regrades", {"question_ids": ["que_1"]}).json()["errors"]

        assert codes == ["attempt_not_found", "assessment_not_found", "unprocessable"]
        assert [one["pointer"] for one in unknown] == ["/question_ids/0"]


class TestApplying:
    def test_makes_it_so_and_the_gradebook_and_statistics_follow(self, room: Classroom, quiz: Json) -> None:
        told = len(room.told("AttemptGraded"))
        regrade = ask(room, assessment_id=quiz["assessment_id"])

        applied = apply(room, regrade)
        room.world.settle()
        again = apply(room, regrade)
        room.world.settle()

        assert (applied.status_code, applied.json()["state"]) == (202, "applying")
        assert (again.json()["state"], again.json()["tally"]["applied"]) == ("applied", 2)
        result = room.result(quiz["works"][0])
        assert (result["score_centi"], result["passed"]) == (100, True)
        assert Gradebook(room).cells()[quiz["assessment_id"]] == ("graded", 100)
        assert len(room.told("AttemptGraded")) == told + 2
        assert {one["outcome"] for one in changes(room, regrade)} == {"applied"}
        assert ask(room, assessment_id=quiz["assessment_id"], question_ids=[])["tally"]["changed"] == 0

    def test_shows_the_corrected_question_afterwards(self, room: Classroom, quiz: Json) -> None:
        correct(room, quiz["question_id"], **keyed_right("saturn"), explanation=document("Both have rings."))
        told = len(room.told("AttemptGraded"))
        regrade = ask(room)
        apply(room, regrade)
        room.world.settle()

        result = room.result(quiz["works"][1], room.tutor)

        assert "Both have rings." in str(result["questions"][0])
        assert len(room.told("AttemptGraded")) == told + 1  # only the one whose worth changed is told anew

    def test_leaves_an_attempt_that_somebody_marked_meanwhile(self, room: Classroom, quiz: Json) -> None:
        regrade = ask(room)
        mark = {"attempt_id": quiz["works"][0]["attempt_id"], "question_id": quiz["question_id"], "score_centi": 80}
        room.tutor.post(f"{quiz['path']}/grade", mark)

        apply(room, regrade)
        room.world.settle()

        tally = read(room, regrade)["tally"]
        assert (tally["applied"], tally["overtaken"]) == (1, 1)
        assert room.result(quiz["works"][0])["score_centi"] == 80

    def test_leaves_attempts_that_began_before_and_ended_after(self, room: Classroom, quiz: Json) -> None:
        late = room.another_learner("Late")
        newer = room.begin(quiz["path"], late)
        regrade = ask(room)
        room.save(newer, {"key": "saturn"}, learner=late)
        late.post(f"{quiz['path']}/submit")

        apply(room, regrade)
        room.world.settle()

        assert read(room, regrade)["tally"]["applied"] == 2
        assert room.result(newer, late)["score_centi"] == 0

    def test_needs_something_to_apply(self, room: Classroom, quiz: Json) -> None:
        nothing = ask(room, question_ids=[another(room)])

        assert apply(room, nothing).code == "regrade_not_ready"

    def test_at_once_and_again_applies_once(self, room: Classroom, quiz: Json) -> None:
        regrade = ask(room)
        apply(room, regrade)
        told = len(room.told("AttemptGraded"))
        place = room.course.course_id, regrade["regrade_id"]

        at_once(4, lambda _: regrade_service(room.org.org_id).step(*place))
        room.world.settle()

        assert read(room, regrade)["tally"]["applied"] == 2
        assert len(room.told("AttemptGraded")) == told + 2

    def test_goes_on_where_it_stopped(self, room: Classroom, quiz: Json, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "TAKERS_AT_ONCE", 1)
        monkeypatch.setattr(service, "CHANGES_AT_ONCE", 1)

        regrade = ask(room)
        apply(room, regrade)
        room.world.settle()

        tally = read(room, regrade)["tally"]
        assert (tally["compared"], tally["changed"], tally["applied"], tally["overtaken"]) == (2, 2, 2, 0)

    def test_that_cannot_go_on_says_so(self, room: Classroom, quiz: Json) -> None:
        regrade = ask(room)
        apply(room, regrade)
        regrade_service(room.org.org_id).abandon(room.course.course_id, regrade["regrade_id"])

        assert read(room, regrade)["state"] == "failed"
        assert [one["regrade_id"] for one in room.tutor.get(f"{room.course.path}/regrades").json()["items"]] == [
            regrade["regrade_id"]
        ]
