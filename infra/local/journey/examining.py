"""The chapter of the exam: questions are drawn from a bank, answers saved and marked, and nothing is told too early."""

from __future__ import annotations

import json
from typing import Any

from infra.local import prosemirror as pm
from infra.local.client import Api, Json
from infra.local.journey.checks import expect, refused, soon
from infra.local.journey.tale import Tale

__all__ = ["examine"]

DRAWN = 2
LEVEL = 6_500
"""How much of the skill the course wants, in basis points."""
POINTS = 200
"""What each question is worth, in hundredths of a point."""
SECRET = "the reason that nobody may read too early"


def examine(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    """A tutor makes an exam of a bank; a student takes it; the tutor marks what no rule can mark."""
    skill_id = _skill_is_wanted(tale, tutor, student, course_id)
    path = _exam_is_made(tale, tutor, course_id, skill_id)
    work = _exam_is_taken(tale, student, path)
    _exam_is_marked(tale, tutor, student, path, work)
    _gap_is_closed(tale, student, course_id, skill_id)
    _gradebook_is_kept(tale, tutor, student, path, course_id)
    _program_is_run(tale, tutor, student, course_id)


def _program_is_run(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    with tale.step("A program answers a question: it is run in the sandbox, against tests that nobody sees") as saw:
        tests = [
            {"key": "one", "name": "Small numbers", "stdin": "1 2", "expected": "3"},
            {"key": "two", "name": "Larger ones", "stdin": "40 2", "expected": "42", "hidden": True, "weight": 3},
        ]
        question = {"type": "code", "prompt": _document("Add two numbers."), "language": "python", "tests": tests}
        made = tutor.post("/assessments", {"course_id": course_id, "title": "Add"})
        path = f"/assessments/{made['assessment_id']}"
        tutor.post(f"{path}/questions", {"question": question, "points_centi": 400})
        tutor.post(f"{path}/publish")
        work = student.post(f"{path}/attempts", {})
        place = f"{path}/attempts/{work['attempt_id']}/answers/{work['questions'][0]['question_id']}"
        student.put(place, {"sequence": 1, "response": {"source": "print(3)"}})
        student.post(f"{path}/submit")
        result = f"{path}/attempts/{work['attempt_id']}/result"
        graded = soon(lambda: read if (read := student.get(result))["state"] == "graded" else None) or {}
        expect(graded.get("score_centi") == 100, "one of the tests is passed", graded)
        expect("40 2" not in json.dumps(graded), "nothing is told of the hidden one", graded)
        saw("; ".join(f"{test['key'] or 'hidden'}: {test['outcome']}" for test in graded["questions"][0]["tests"]))


def _skill_is_wanted(tale: Tale, tutor: Api, student: Api, course_id: str) -> str:
    with tale.step("The tutor says which skill the course wants; nobody knows yet whether the student has it") as saw:
        skill_id: str = tutor.post("/skills", {"name": f"Knots {course_id[-6:]}"})["skill_id"]
        path = f"/courses/{course_id}/skills"
        tutor.edit(path, {"targets": [{"skill_id": skill_id, "level_bp": LEVEL}]})
        [gap] = student.get(f"/courses/{course_id}/skill-gaps")["items"]
        expect(gap["state"] == "unknown", "without an answer nothing is known", gap)
        saw(f"wanted {LEVEL / 100:.0f} %, believed {gap['mastery_bp'] / 100:.0f} % without an answer")
    return skill_id


def _gap_is_closed(tale: Tale, student: Api, course_id: str, skill_id: str) -> None:
    with tale.step("The answers tell that the student masters the skill: the gap is closed") as saw:

        def gap() -> Json | None:
            [found] = student.get(f"/courses/{course_id}/skill-gaps")["items"]
            return found if found["state"] == "met" else None  # the mark before the appeal may be heard first

        closed = soon(gap) or {}
        expect((closed.get("skill_id"), closed.get("state")) == (skill_id, "met"), "the gap is closed", closed)
        low, high = closed["low_bp"] / 100, closed["high_bp"] / 100
        saw(f"believed {closed['mastery_bp'] / 100:.0f} %, likely {low:.0f} to {high:.0f} %")
    with tale.step("The way to what the course wants is another one since: the skill is no target any more") as saw:
        user_id = student.get("/auth/me")["user_id"]
        way = student.get(f"/ai/learning-path/{user_id}", course_id=course_id)
        [target] = way["targets"]
        expect((target["skill_id"], target["state"]) == (skill_id, "met"), "the target is met", target)
        expect(not any(step["why"]["skill_ids"] for step in way["steps"]), "no step is there for the skill", way)
        saw(f"{way['step_count']} steps left, {way['minutes']} minutes")


def _exam_is_made(tale: Tale, tutor: Api, course_id: str, skill_id: str) -> str:
    with tale.step("The tutor fills a bank of questions and makes an exam that draws from it") as saw:
        about = {"tags": ["knots"], "skill_ids": [skill_id]}
        for number in range(4):
            question = {
                "type": "true_false",
                "prompt": _document(f"Statement {number} about knots is true."),
                "correct": True,
                "explanation": _document(SECRET),
            }
            tutor.post(f"/question-banks/{course_id}/questions", {"question": question, **about})
        rules = {"time_limit_s": 900, "pass_bp": 6000, "shuffle_questions": True}
        slots = [{"kind": "draw", "tag": "knots", "count": DRAWN, "points_centi": POINTS}]
        exam = tutor.post(
            "/assessments", {"course_id": course_id, "title": "Which knot?", "slots": slots, "rules": rules}
        )
        path = f"/assessments/{exam['assessment_id']}"
        essay = {"type": "essay", "prompt": _document("Why does a bowline hold?"), "max_words": 100}
        tutor.post(f"{path}/questions", {"question": essay, "points_centi": POINTS, "skill_ids": [skill_id]})
        published = tutor.post(f"{path}/publish")
        expect(published["max_centi"] == (DRAWN + 1) * POINTS, "everything counts", published)
        saw(f"{DRAWN} of 4 questions are drawn for each, and everybody writes an essay")
    return path


def _exam_is_taken(tale: Tale, student: Api, path: str) -> Json:
    with tale.step("The student takes the exam; answers are saved, late and repeated ones too") as saw:
        work = student.post(f"{path}/attempts", {"device": "phone"})
        expect(SECRET not in json.dumps(work), "nothing tells what is right", work)
        for question in work["questions"]:
            answer = {"text": "Because it tightens on itself."} if question["type"] == "essay" else {"value": True}
            place = f"{path}/attempts/{work['attempt_id']}/answers/{question['question_id']}"
            student.put(place, {"sequence": 2, "response": answer})
            student.put(place, {"sequence": 2, "response": answer})
            refused(lambda at=place: student.put(at, {"sequence": 1, "response": None}), 409, what="an older answer")  # type: ignore[misc]  # bound in the loop
        again = student.post(f"{path}/attempts", {"device": "laptop"})
        expect(again["attempt_id"] == work["attempt_id"], "another device goes on with the same attempt", again)
        student.post(f"{path}/submit")
        saw("one attempt on two devices; an older answer never replaces a newer one")
    return work


def _exam_is_marked(tale: Tale, tutor: Api, student: Api, path: str, work: Json) -> None:
    with tale.step("What a rule can mark is marked at once, the essay by the tutor; then there is a grade") as saw:
        result = f"{path}/attempts/{work['attempt_id']}/result"
        before = student.get(result)
        marks: list[Any] = sorted(question["score_centi"] or 0 for question in before["questions"])
        expect((before["state"], marks) == ("grading", [0, POINTS, POINTS]), "the essay waits", before)
        essay = next(one["question_id"] for one in work["questions"] if one["type"] == "essay")
        mark = {"attempt_id": work["attempt_id"], "question_id": essay, "score_centi": 50, "comment": "Why?"}
        tutor.post(f"{path}/grade", mark)
        after = student.get(result)
        expect((after["score_centi"], after["passed"]) == (450, True), "the points add up", after)
        expect(SECRET not in json.dumps(after), "explanations wait until the exam is closed", after)
        saw(f"{after['score_bp'] / 100:.2f} %, passed")
    with tale.step(
        "The student appeals against the mark; the tutor reads it again, and that is the final grade"
    ) as saw:
        appeals = f"{path}/attempts/{work['attempt_id']}/appeals"
        appeal = student.post(appeals, {"reason": "It says why: it tightens on itself.", "question_ids": [essay]})
        tutor.post(f"{path}/grade", {**mark, "score_centi": 150, "comment": "So it does."})
        tutor.put(f"{appeals}/{appeal['appeal_id']}/resolution", {"outcome": "accepted", "reply": "So it does."})
        final = student.get(result)
        expect((final["score_centi"], final["passed"]) == (550, True), "the appeal counts", final)
        saw(f"{final['score_bp'] / 100:.2f} %")


def _gradebook_is_kept(tale: Tale, tutor: Api, student: Api, path: str, course_id: str) -> None:
    book = f"/courses/{course_id}/gradebook"
    exam_id = path.rpartition("/")[2]
    with tale.step("The grade comes into the gradebook by itself; the tutor adds a column, weighs and marks") as saw:
        own = soon(lambda: mine if (mine := student.get(f"{book}/me"))["total"]["current_bp"] == 9167 else None)
        expect(own and own["cells"], "550 of 600 points", own)
        column = tutor.post(f"{book}/columns", {"title": "Taking part", "max_centi": 1000})["item_id"]
        weights = [("exams", "Exams", 8000), ("class", "In class", 2000)]
        rules = {
            "weighting": "categories",
            "categories": [{"key": key, "name": name, "weight_bp": weight} for key, name, weight in weights],
            "columns": [{"item_id": exam_id, "category": "exams"}, {"item_id": column, "category": "class"}],
        }
        tutor.edit(book, rules)
        tried = student.post(f"{book}/me/what-if", {"marks": [{"item_id": column, "score_centi": 1000}]})
        expect(tried["total"]["current_bp"] == 9333, "what full marks would make", tried)
        row = next(one for one in tutor.items(f"{book}/learners") if one["cells"])
        mark = {"state": "graded", "score_centi": 500, "reason": "Half of the lessons."}
        cell = f"{book}/learners/{row['user_id']}/marks/{column}"
        marked = tutor.edit(cell, mark)
        expect(marked["total"]["current_bp"] == 8333, "weighed exactly", marked)
        refused(lambda: student.get(f"{book}/learners"), 403, what="a look at the others")
        saw(f"91.67 % in the exam, 50 % in class: {marked['total']['current_letter']}")
    with tale.step("Statistics tell how the questions did") as saw:
        figures = soon(lambda: found if (found := tutor.get(f"{path}/analytics"))["mean_centi"] == 550 else None) or {}
        expect(figures.get("attempts") == 1, "the one attempt is counted, by its last marks", figures)
        saw(f"{len(figures['questions'])} questions, {figures['attempts']} attempt")


def _document(text: str) -> Json:
    return pm.document(pm.paragraph(pm.text(text)))
