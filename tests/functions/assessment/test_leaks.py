"""Nothing that tells what is right reaches a learner, an event or the log before it may be seen.

Every type of question is asked with marks planted where only its author may read; then every answer that the API's
document says a learner can get is got, in every phase of an attempt.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from shared.permissions import Role
from shared.relay import news_of
from tests.functions.assessment.conftest import Classroom
from tests.functions.assessment.questions import DEFINITIONS, document
from tests.functions.assessment.test_assignments import an_assignment, grade
from tests.functions.assessment.test_files import PDF, announce, hand_in, opening, upload
from tests.functions.assessment.test_regrades import apply, ask
from tests.functions.assessment.test_rubrics import bank, write_rubric
from tests.support.logs import listening_in
from tests.support.news import stream_records
from tests.support.scene.operations import OPERATIONS, Operation

SECRET = "zqx-planted"
LATER = ("correctness", "marks", "feedback", "right_answers")
TELLING = frozenset(
    {"correct", "share_bp", "accepted", "tolerance", "solution", "model_answer", "unit_penalty_bp", "task_token"}
)
"""Names of fields that no answer to a learner has, whatever stands in them."""
HIDDEN = (f"{SECRET} name", f"{SECRET} in", f"{SECRET} out")
PROGRAMS = {
    "both": "import sys\nwords = input()\nprint(words)\nsys.exit(words)",
    "error": "raise ValueError(input())",
    "name": "globals()[input()] = 1\nexec(input())",
}
"""Programs that say what they are asked: on both streams, in an error, in what an error is about."""
Json = dict[str, Any]


def planted(type: str) -> Json:
    """A question with a mark wherever only its author may read."""
    made: Json = json.loads(json.dumps({"type": type, **DEFINITIONS[type]}))
    made["explanation"] = document(f"{SECRET} explanation of {type}")
    for option in made.get("options", []):
        option["feedback"] = document(f"{SECRET} feedback of {type}")
    if type == "code":
        made["solution"] = f"{SECRET} solution"
        made["tests"][1] |= {"name": f"{SECRET} name", "stdin": f"{SECRET} in", "expected": f"{SECRET} out"}
    if type == "essay":
        made["model_answer"] = document(f"{SECRET} model answer")
    if type == "short_text":
        made["accepted"] = [{"text": f"{SECRET} accepted", "feedback": document(f"{SECRET} feedback")}]
    if type == "blanks":
        made["blanks"][2]["accepted"] = [{"text": f"{SECRET} blank"}]
    if type == "numeric":
        made["value"], made["tolerance"] = "7654321.25", {"kind": "absolute", "by": "0.0625"}
    if type == "comprehension":
        made["parts"][0]["question"]["accepted"] = [{"text": f"{SECRET} part"}]
        made["parts"][0]["question"]["explanation"] = document(f"{SECRET} explanation of a part")
    return made


@pytest.fixture
def exam(room: Classroom) -> Json:
    """One question of every type, an essay by a hidden rubric; everything is told after it has closed only."""
    level = {"key": "l", "title": "Level", "description": f"{SECRET} level", "points_centi": 100}
    criteria = [{"key": "c", "title": f"{SECRET} criterion", "levels": [level]}]
    rubric = room.tutor.post(bank(room), {"title": f"{SECRET} rubric", "is_hidden": True, "criteria": criteria}).json()
    release = {name: ["after_close"] for name in LATER}
    path = room.assessment(publish=False, closes_at="2026-11-23T10:30:00Z", release=release)
    for number, type in enumerate(DEFINITIONS):
        body = {"question": planted(type), "points_centi": 100}
        made = room.tutor.post(f"{path}/questions", body, headers={"idempotency-key": f"leak-{number}"})
        assert made.status_code == 201, made.text
    read = room.tutor.get(path)
    changed = {name: read.json()[name] for name in ("title", "instructions", "lesson_id", "slots", "rules")}
    for slot in changed["slots"]:
        slot["rubric_id"] = rubric["rubric_id"]
    assert room.tutor.put(path, changed, headers={"if-match": read.headers["etag"]}).status_code == 200
    assert room.tutor.post(f"{path}/publish").status_code == 200
    return {"path": path, "assessment_id": path.rpartition("/")[2], "rubric_id": rubric["rubric_id"]}


def reachable() -> Iterator[Operation]:
    """What a learner may read, of everything that is about courses and what is asked in them."""
    for operation in OPERATIONS:
        describes = operation.path.endswith(("/openapi.json", "/docs"))
        if operation.method == "GET" and not describes and (Role.STUDENT in operation.roles or operation.is_public):
            yield operation


def walk(room: Classroom, ids: Json) -> dict[str, str]:
    """Every answer that a learner gets to any of that, by operation: refusals too."""
    known = {"course_id": room.course.course_id, "lesson_id": room.course.lesson_ids[0], **ids}
    known |= {"user_id": room.learner.user_id, "org_id": room.org.org_id, "org_slug": room.org.slug}
    return {
        str(operation): room.learner.get(operation.path.format_map(known)).text
        for operation in reachable()
        if set(operation.params) <= known.keys()
    }


def names_in(thing: Any) -> Iterator[str]:
    """The names of all fields, at any depth."""
    if isinstance(thing, dict):
        yield from thing
    for inner in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from names_in(inner)


def regrade_refused(room: Classroom, ids: Json) -> dict[str, str]:
    """What a learner hears who asks for the report of a regrade."""
    path = f"{room.course.path}/regrades"
    tried = {
        one: room.learner.get(f"{path}{one}") for one in ("", f"/{ids['regrade_id']}", f"/{ids['regrade_id']}/changes")
    }
    assert {answer.status_code for answer in tried.values()} == {403}
    return {one: answer.text for one, answer in tried.items()}


def require_silent(answers: dict[str, str]) -> None:
    for operation, text in answers.items():
        assert SECRET not in text, operation
        assert "7654321" not in text, operation
        assert not text.startswith("{") or TELLING.isdisjoint(names_in(json.loads(text))), operation


class TestNothingIsTold:
    def test_in_any_answer_of_any_phase_nor_by_events_nor_in_the_log(self, room: Classroom, exam: Json) -> None:
        path = exam["path"]
        ids = {"assessment_id": exam["assessment_id"], "rubric_id": exam["rubric_id"]}
        with listening_in() as log:
            require_silent(walk(room, ids))
            work = room.begin(path)
            ids["attempt_id"] = work["attempt_id"]
            require_silent({"begun": json.dumps(work), **walk(room, ids)})
            require_silent(self._answered(room, work))
            submitted = room.learner.post(f"{path}/submit").text
            room.world.settle()  # programs are run
            require_silent({"submitted": submitted, **walk(room, ids)})
            self._marked(room, path, work)
            room.world.settle()
            room.advance(minutes=10)
            require_silent({"marked": submitted, **walk(room, ids)})
            appeal = room.learner.post(f"{path}/attempts/{ids['attempt_id']}/appeals", {"reason": "Why not?"})
            require_silent({"appealed": appeal.text})
            regrade = self._corrected(room, work)
            ids["regrade_id"] = regrade["regrade_id"]
            require_silent({**walk(room, ids), **regrade_refused(room, ids)})
            apply(room, regrade)
            room.world.settle()
            require_silent({**walk(room, ids), **regrade_refused(room, ids)})

        require_untold(log.text)
        room.advance(hours=4)
        assert SECRET in room.learner.get(f"{path}/attempts/{ids['attempt_id']}/result").text

    def test_when_marks_are_seen_and_appealed_against_but_nothing_else(self, room: Classroom) -> None:
        release = {name: ["after_close"] for name in LATER if name != "marks"}
        path = room.assessment(publish=False, closes_at="2026-11-23T10:30:00Z", release=release)
        for number, type in enumerate(("single_choice", "essay")):
            body = {"question": planted(type), "points_centi": 100}
            room.tutor.post(f"{path}/questions", body, headers={"idempotency-key": f"appeal-{number}"})
        room.tutor.post(f"{path}/publish")
        work = room.begin(path)
        room.learner.post(f"{path}/submit")
        ids = {"assessment_id": work["assessment_id"], "attempt_id": work["attempt_id"]}

        appeal = room.learner.post(f"{path}/attempts/{work['attempt_id']}/appeals", {"reason": "Why not?"})
        ids["appeal_id"] = appeal.json()["appeal_id"]
        appealed = {"appealed": appeal.text, **walk(room, ids)}
        body = {"attempt_id": ids["attempt_id"], "question_id": work["questions"][1]["question_id"]}
        room.tutor.post(f"{path}/grade", {**body, "score_centi": 50, "comment": f"{SECRET} comment"})
        answered = room.tutor.put(
            f"{path}/attempts/{ids['attempt_id']}/appeals/{ids['appeal_id']}/resolution",
            {"outcome": "accepted", "reply": "Half of it."},
        )

        assert answered.status_code == 200, answered.text
        require_silent(appealed)
        require_silent(walk(room, ids))

    def _answered(self, room: Classroom, work: Json) -> dict[str, str]:
        """What is said to answers: fitting ones, and ones that no question takes."""
        said = {}
        for place, question in enumerate(work["questions"]):
            tried = ({"text": "Something."}, {"nonsense": 1}, {"keys": ["a"]}, {"source": PROGRAMS["both"]})
            for number, response in enumerate(tried, start=1):
                said[f"{question['type']} {number}"] = room.save(work, response, sequence=number, place=place).text
                checks = f"/assessments/{work['assessment_id']}/attempts/{work['attempt_id']}/checks"
                checked = room.learner.put(f"{checks}/{question['question_id']}", {"response": response})
                said[f"{question['type']} {number} checked"] = checked.text
        return said

    def _corrected(self, room: Classroom, work: Json) -> Json:
        """Every question has another key or explanation now, and somebody looked what comes of that."""
        for question in work["questions"]:
            type = question["type"]
            path = f"/question-banks/{room.course.course_id}/questions/{question['question_id']}"
            tag = {"if-match": room.tutor.get(path).headers["etag"]}
            other = planted(type) | {"explanation": document(f"{SECRET} another explanation of {type}")}
            assert room.tutor.put(path, {"question": other}, headers=tag).status_code == 200
        regrade = ask(room)
        assert regrade["tally"]["changed"] == 1
        return regrade

    def _marked(self, room: Classroom, path: str, work: Json) -> None:
        for question in work["questions"]:
            criteria = [{"key": "c", "level": "l", "comment": f"{SECRET} comment"}]
            body = {"attempt_id": work["attempt_id"], "question_id": question["question_id"], "criteria": criteria}
            marked = room.tutor.post(f"{path}/grade", {**body, "comment": f"{SECRET} comment"})
            assert marked.status_code == 200, marked.text


class TestNothingOfHiddenTestsIsTold:
    def test_to_programs_that_really_run_and_say_all_they_learn(self, room: Classroom) -> None:
        """In practice, at once and as often as one likes; then handed in, and with all the rest released."""
        path = room.assessment(publish=False, behaviour="practice", release={name: ["right_after"] for name in LATER})
        made = room.tutor.post(f"{path}/questions", {"question": planted("code"), "points_centi": 100})
        assert made.status_code == 201, made.text
        room.tutor.post(f"{path}/publish")
        work = room.begin(path)
        question_id = work["questions"][0]["question_id"]
        one = f"{path}/attempts/{work['attempt_id']}"
        ids = {"assessment_id": work["assessment_id"], "attempt_id": work["attempt_id"], "question_id": question_id}
        with listening_in() as log:
            said = {}
            for name, source in PROGRAMS.items():
                checked = room.learner.put(f"{one}/checks/{question_id}", {"response": {"source": source}})
                assert checked.status_code == 200, checked.text
                assert len(checked.json()["tests"]) == 2
                said[name] = checked.text
            room.save(work, {"source": PROGRAMS["both"]})
            said["submitted"] = room.learner.post(f"{path}/submit").text
            room.world.settle()
            said["result"] = room.learner.get(f"{one}/result").text
            said |= walk(room, ids)

        for operation, text in said.items():
            assert not [mark for mark in HIDDEN if mark in text], operation
        require_untold(log.text)
        assert [one["outcome"] for one in json.loads(said["result"])["questions"][0]["tests"]] == ["crashed"] * 2


class TestNothingOfAssignmentsIsTold:
    def test_before_marks_are_released(self, room: Classroom) -> None:
        """The hidden rubric, the mark with its remarks, and whatever a friend handed in."""
        level = {"key": "l", "title": "Level", "description": f"{SECRET} level", "points_centi": 100}
        criteria = [{"key": "c", "title": f"{SECRET} criterion", "levels": [level]}]
        body = {"title": f"{SECRET} rubric", "is_hidden": True, "criteria": criteria}
        rubric_id = room.tutor.post(bank(room), body).json()["rubric_id"]
        files = {"most": 1, "kinds": ["document"]}
        path = an_assignment(room, rubric_id=rubric_id, files=files, released_at="2026-11-24T12:00:00Z")
        friend = room.another_learner()
        with listening_in() as log:
            theirs = hand_in(path, friend, upload(room, path, friend, name=f"{SECRET}.pdf"), text=f"{SECRET} thought")
            asset_id = theirs.json()["files"][0]["asset_id"]
            ids = {"assignment_id": path.rpartition("/")[2], "rubric_id": rubric_id}
            ids |= {"submission_id": theirs.json()["submission_id"], "asset_id": asset_id}
            require_silent(walk(room, ids))
            mine = hand_in(path, room.learner, text="On Monday it was a sickle.")
            require_silent({"handed in": mine.text, **walk(room, ids)})
            note = {"start": 0, "end": 9, "text": f"{SECRET} remark"}
            given = [{"key": "c", "level": "l", "comment": f"{SECRET} why"}]
            marked = grade(room, path, mine, None, criteria=given, comment=f"{SECRET} comment", notes=[note])
            assert marked.status_code == 200, marked.text
            room.world.settle()
            for submission_id in (mine.json()["submission_id"], ids["submission_id"]):
                shown = {"opening": opening(room.learner, asset_id, submission_id).text}
                require_silent({**walk(room, {**ids, "submission_id": submission_id}), **shown})

        require_untold(log.text)
        room.advance(days=2)
        assert f"{SECRET} remark" in room.learner.get(f"{path}/work").text

    def test_of_who_wrote_what_a_peer_reviews(self, room: Classroom) -> None:
        files = {"most": 1, "kinds": ["document"]}
        path = an_assignment(room, rubric_id=write_rubric(room), files=files, peers={"reviews": 1})
        friend = room.another_learner(f"{SECRET} Rao")
        for number, one in enumerate((room.learner, friend)):
            asset_id = upload(room, path, one, PDF + bytes([48 + number]), name=f"{SECRET}.pdf" if number else "A.pdf")
            hand_in(path, one, asset_id)
        room.tutor.put(f"{path}/peer-reviews/allocation")
        [given] = room.learner.get(f"{path}/peer-reviews").json()["to_give"]
        ids = {"assignment_id": path.rpartition("/")[2], "peer_review_id": given["peer_review_id"]}
        opened = opening(room.learner, given["files"][0]["asset_id"], given["peer_review_id"])

        answers = {"opened": opened.text, **walk(room, ids)}

        require_silent(answers)
        of_assignments = {operation: text for operation, text in answers.items() if "assignment_id" in operation}
        assert of_assignments
        assert not [operation for operation, text in of_assignments.items() if friend.user_id in text]

    def test_of_files_to_who_may_not_read_them(self, room: Classroom) -> None:
        path = room.assessment("file_upload")
        friend = room.another_learner()
        work = room.begin(path, friend)
        asset_id = upload(room, path, friend, name=f"{SECRET}.pdf")
        room.save(work, {"asset_ids": [asset_id]}, learner=friend)
        friend.post(f"{path}/submit")
        room.begin(path)

        ids = {"assessment_id": path.rpartition("/")[2], "attempt_id": work["attempt_id"], "asset_id": asset_id}
        opened = {"opened": opening(room.learner, asset_id, work["attempt_id"]).text}
        require_silent({**walk(room, ids), **opened, "announced": announce(path, room.learner, PDF).text})


def require_untold(log: str) -> None:
    """Neither any event nor the log has it."""
    told = [
        event
        for room in ("assessment", "media")
        for record in stream_records(f"lms-test-{room}")
        for event in news_of(record)
    ]
    assert told
    assert SECRET not in json.dumps(told)
    assert SECRET not in log
