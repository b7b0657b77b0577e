"""The chapter of the assignment: work is handed in with a file, marked by a rubric, and counts; copying is found; an
appeal is answered; a correction tells what it would change."""

from __future__ import annotations

from infra.local import prosemirror as pm
from infra.local.client import Api, Json
from infra.local.client.uploads import upload_work
from infra.local.journey.checks import expect, refused, soon
from infra.local.journey.tale import Tale

__all__ = ["hand_in"]

DRAWING = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
LEVELS = [("none", "Nothing of it", 0), ("some", "Some of it", 50), ("all", "All of it", 100)]


def hand_in(tale: Tale, tutor: Api, student: Api, course_id: str, *, has_file_store: bool) -> None:
    """A tutor asks for work by a rubric; a student hands it in; the tutor opens, marks and explains it."""
    path = _work_is_asked_for(tale, tutor, course_id)
    submission = _work_is_handed_in(tale, tutor, student, path, has_file_store=has_file_store)
    _work_is_marked(tale, tutor, student, path, submission, course_id)
    path, submission = _copying_is_found(tale, tutor, student, course_id)
    _appeal_is_answered(tale, tutor, student, path, submission)
    _correction_is_tried(tale, tutor, student, course_id)


def _work_is_asked_for(tale: Tale, tutor: Api, course_id: str) -> str:
    with tale.step("The tutor writes a rubric, and asks for work with a drawing that is judged by it") as saw:
        levels = [{"key": key, "title": title, "points_centi": worth} for key, title, worth in LEVELS]
        criteria = [{"key": key, "title": key.title(), "levels": levels} for key in ("holds", "reason")]
        rubric = tutor.post(f"/question-banks/{course_id}/rubrics", {"title": "A knot", "criteria": criteria})
        rules = {
            "rubric_id": rubric["rubric_id"],
            "submissions_allowed": 2,
            "files": {"most": 1, "kinds": ["document"], "largest_bytes": 1_000_000},
            "late": {"deduction_bp": 1000},
        }
        made = tutor.post(f"/courses/{course_id}/assignments", {"title": "Draw a knot", "rules": rules})
        path = f"/assignments/{made['assignment_id']}"
        tutor.post(f"{path}/publish")
        saw(f"{len(criteria)} criteria of {len(LEVELS)} levels; what is late loses 10 % a day")
    return path


def _work_is_handed_in(tale: Tale, tutor: Api, student: Api, path: str, *, has_file_store: bool) -> Json:
    with tale.step("The student hands it in, and once more; only the student and staff open the file") as saw:
        student.post(f"{path}/submissions", {"text": "A first thought."})
        files = []
        if has_file_store:
            files = [upload_work(student, path.rpartition("/")[2], "knot.pdf", "application/pdf", DRAWING)]
        text = "The bowline holds, because it tightens on itself."
        submission = student.post(f"{path}/submissions", {"text": text, "asset_ids": files})
        refused(lambda: student.post(f"{path}/submissions", {"text": "And again."}), 409, what="a third time")
        for asset_id in files:
            where = {"asset_id": asset_id, "submission_id": submission["submission_id"]}
            opened = tutor.post("/media/work-files/opening", where)
            # Where this stack's files are served, the story does not know: the stack calls itself by its usual address.
            expect(opened["name"] == "knot.pdf" and "Signature=" in opened["url"], "the tutor may open it", opened)
            refused(lambda at=asset_id: tutor.post("/media/work-files/opening", {"asset_id": at}), 404, what="a guess")  # type: ignore[misc]  # bound in the loop
        saw(f"twice, as often as allowed, {len(files)} file with it")
    return submission


def _work_is_marked(tale: Tale, tutor: Api, student: Api, path: str, submission: Json, course_id: str) -> None:
    with tale.step(
        "The tutor marks it by the rubric, with a remark beside the text; it stands in the gradebook"
    ) as saw:
        body = {
            "criteria": [{"key": "holds", "level": "all"}, {"key": "reason", "level": "some"}],
            "notes": [{"start": 19, "end": 26, "text": "Which part of it?"}],
        }
        tutor.put(f"{path}/submissions/{submission['submission_id']}/grade", body)
        own = student.get(f"{path}/work")
        expect(own["score_centi"] == 7500, "three quarters of the points", own)
        column = path.rpartition("/")[2]

        def cell() -> Json | None:
            cells = student.get(f"/courses/{course_id}/gradebook/me")["cells"]
            return next((one for one in cells if one["item_id"] == column and one["score_centi"]), None)

        found = soon(cell) or {}
        expect(found.get("score_centi") == 7500, "the gradebook has it", found)
        saw("75 of 100 points, and why")


def _copying_is_found(tale: Tale, tutor: Api, student: Api, course_id: str) -> tuple[str, Json]:
    with tale.step("The student hands in what a lesson says; the tutor reads which passages stand there") as saw:
        lesson_id = student.get(f"/courses/{course_id}/learn")["items"][0]["lesson_id"]
        lesson = student.get(f"/courses/{course_id}/learn/lessons/{lesson_id}")
        copied = " ".join(" ".join(_texts(lesson["blocks"])).split()[:120])
        body = {"title": "In your own words", "rules": {"originality": "prose"}}
        made = tutor.post(f"/courses/{course_id}/assignments", body)
        path = f"/assignments/{made['assignment_id']}"
        tutor.post(f"{path}/publish")
        submission = student.post(f"{path}/submissions", {"text": copied})
        place = f"{path}/submissions/{submission['submission_id']}/originality"
        found = soon(lambda: tutor.get(place)["report"]) or {}
        source: Json = next((one for one in found.get("sources", []) if one["work_id"] == lesson_id), {})
        expect(source.get("kind") == "lesson" and source.get("passages"), "the lesson is found", found)
        refused(lambda: student.get(place), 403, what="a student who reads the report")
        saw(f"{found['score_bp'] // 100} % of {found['units']} words, in {len(source['passages'])} passage(s)")
    return path, submission


def _appeal_is_answered(tale: Tale, tutor: Api, student: Api, path: str, submission: Json) -> None:
    with tale.step("The student appeals against the mark; the tutor looks again, and answers") as saw:
        one = f"{path}/submissions/{submission['submission_id']}"
        tutor.put(f"{one}/grade", {"score_centi": 1000, "comment": "These are the lesson's words."})
        appeal = student.post(f"{one}/appeals", {"reason": "The order is my own."})
        refused(
            lambda: student.post(f"{one}/appeals", {"reason": "And the title."}), 409, what="a second one meanwhile"
        )
        tutor.put(f"{one}/grade", {"score_centi": 2000, "comment": "The order is."})
        answer = {"outcome": "accepted", "reply": "So it is."}
        tutor.put(f"{one}/appeals/{appeal['appeal_id']}/resolution", answer)
        [read] = student.get(f"{one}/appeals")["items"]
        expect((read["state"], read["reply"]) == ("accepted", "So it is."), "the student reads the answer", read)
        score = student.get(f"{path}/work")["score_centi"]
        expect((read["score_before_centi"], score) == (1000, 2000), "it is worth more now", score)
        saw("10 of 100 points before, 20 after")


def _texts(node: object) -> list[str]:
    """What a lesson's blocks say, in order."""
    if isinstance(node, dict):
        said = [node["text"]] if isinstance(node.get("text"), str) else []
        return said + [text for inner in node.values() for text in _texts(inner)]
    return [text for inner in node for text in _texts(inner)] if isinstance(node, list) else []


def _correction_is_tried(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    with tale.step("The tutor corrects a question, and reads what that would change before anything does") as saw:
        question = {
            "type": "true_false",
            "prompt": pm.document(pm.paragraph(pm.text("A noose slips."))),
            "correct": False,
        }
        quiz = tutor.post("/assessments", {"course_id": course_id, "title": "One more"})
        path = f"/assessments/{quiz['assessment_id']}"
        made = tutor.post(f"{path}/questions", {"question": question, "points_centi": 100})
        tutor.post(f"{path}/publish")
        work = student.post(f"{path}/attempts", {})
        place = f"{path}/attempts/{work['attempt_id']}"
        student.put(f"{place}/answers/{made['question_id']}", {"sequence": 1, "response": {"value": True}})
        student.post(f"{path}/submit")
        place_in_bank = f"/question-banks/{course_id}/questions/{made['question_id']}"
        tutor.edit(place_in_bank, {"question": {**question, "correct": True}})
        asked = tutor.post(f"/courses/{course_id}/regrades", {"assessment_id": quiz["assessment_id"]})
        regrade = f"/courses/{course_id}/regrades/{asked['regrade_id']}"
        _reached(tutor, regrade, "compared")
        [change] = tutor.items(f"{regrade}/changes")
        expect((change["score_before"], change["score_after"]) == (0, 100), "it says what would change", change)
        expect(student.get(f"{place}/result")["score_centi"] == 0, "nothing has changed", change)
        tutor.post(f"{regrade}/application")
        _reached(tutor, regrade, "applied")
        expect(student.get(f"{place}/result")["score_centi"] == 100, "now it has", change)
        saw("0 points before, 100 after")


def _reached(tutor: Api, regrade: str, state: str) -> None:
    found = soon(lambda: seen if (seen := tutor.get(regrade))["state"] == state else None)
    expect(found, f"the regrade is {state}", tutor.get(regrade))
