"""The chapter of advice: a machine suggests a mark, a person decides, and what is to be learned next follows."""

from __future__ import annotations

from infra.local import prosemirror as pm
from infra.local.client import Api, Json
from infra.local.journey.checks import expect, soon
from infra.local.journey.tale import Tale

__all__ = ["advise"]

WANTED_BP = 6_500
POINTS = 400
SAID = "A bowline holds because the load presses its turns together. It does not slip, so sailors trust it."
GRADING = {"suggestions": True, "confidence_bp": 8_000, "boundary_bp": 300, "originality_bp": None}


def advise(tale: Tale, tutor: Api, student: Api, course_id: str, approved: Json) -> None:
    """An assessment of an approved question and an essay is taken and judged; a person decides, and the way changes."""
    skill_id = _skill_is_wanted(tutor, course_id)
    path, work = _assessment_is_taken(tale, tutor, student, course_id, skill_id, approved)
    essay = _machine_suggests(tale, tutor, path, work)
    _tutor_decides(tale, tutor, student, course_id, skill_id, path, essay)


def _skill_is_wanted(tutor: Api, course_id: str) -> str:
    skill_id: str = tutor.post("/skills", {"name": f"Explaining {course_id[-6:]}"})["skill_id"]
    path = f"/courses/{course_id}/skills"
    known = [{name: one[name] for name in ("skill_id", "level_bp")} for one in tutor.get(path)["targets"]]
    tutor.edit(path, {"targets": [*known, {"skill_id": skill_id, "level_bp": WANTED_BP}]})
    return skill_id


def _assessment_is_taken(
    tale: Tale, tutor: Api, student: Api, course_id: str, skill_id: str, approved: Json
) -> tuple[str, Json]:
    with tale.step("The approved question stands in an assessment, beside an essay; the student takes it") as saw:
        slots = [{"kind": "question", "question_id": approved["question_id"], "points_centi": POINTS}]
        about = {"course_id": course_id, "title": "Why it holds", "slots": slots, "rules": {"grading": GRADING}}
        path = f"/assessments/{tutor.post('/assessments', about)['assessment_id']}"
        asked = {
            "type": "essay",
            "prompt": _document("Why does a bowline hold?"),
            "model_answer": _document("The load presses the turns of the bowline together, so that it does not slip."),
        }
        question = {"question": asked, "points_centi": POINTS, "skill_ids": [skill_id]}
        essay_id = tutor.post(f"{path}/questions", question)["question_id"]
        tutor.post(f"{path}/publish")
        work = student.post(f"{path}/attempts", {})
        ids = [one["question_id"] for one in work["questions"]]
        expect(ids == [approved["question_id"], essay_id], "both are asked", work)
        answer = {"sequence": 1, "response": {"text": SAID}}
        student.put(f"{path}/attempts/{work['attempt_id']}/answers/{essay_id}", answer)
        student.post(f"{path}/submit")
        saw(f"{approved['type']} by {approved['provider']}, and an essay of {len(SAID.split())} words")
    return path, {"attempt_id": work["attempt_id"], "question_id": essay_id}


def _machine_suggests(tale: Tale, tutor: Api, path: str, work: Json) -> Json:
    with tale.step("A machine suggests what the essay is worth, and quotes it; nothing counts before the tutor") as saw:
        listed = f"/ai/attempts/{work['attempt_id']}/judgements"
        made = soon(lambda: next((one for one in tutor.items(listed) if one["state"] == "ready"), None)) or {}
        [answer] = tutor.get(f"/ai/judgements/{made.get('judgement_id')}")["answers"]
        expect(answer["quotes"] and all(one in SAID for one in answer["quotes"]), "quotes are word for word", answer)

        def waiting() -> Json | None:
            found = tutor.get(f"{path}/attempts/{work['attempt_id']}/grading")
            return found if found["state"] == "waiting" else None

        expect(soon(waiting), "the tutor is waited for", answer)
        worth = f"{answer['score_centi']} of {POINTS}"
        saw(f"{worth} by {answer['provider']}, {answer['confidence_bp'] / 100:.0f} % sure: “{answer['quotes'][0]}”")
    return {**work, "score_centi": answer["score_centi"]}


def _tutor_decides(tale: Tale, tutor: Api, student: Api, course_id: str, skill_id: str, path: str, essay: Json) -> None:
    with tale.step("The tutor gives more than was suggested; the student's learning path is another one since") as saw:
        user_id = student.get("/auth/me")["user_id"]

        def target() -> Json:
            way = student.get(f"/ai/learning-path/{user_id}", course_id=course_id)
            return next(one for one in way["targets"] if one["skill_id"] == skill_id)

        before = target()
        mark = {"attempt_id": essay["attempt_id"], "question_id": essay["question_id"], "score_centi": POINTS}
        tutor.post(f"{path}/grade", {**mark, "comment": "Just so."})
        after = soon(lambda: found if (found := target())["state"] != before["state"] else None) or {}
        expect((before["state"], after.get("state")) == ("unknown", "met"), "the answer tells of the skill", after)
        became = f"{before['state']} and is {after['state']}"
        saw(f"suggested {essay['score_centi']}, given {POINTS}; the target was {became}")


def _document(text: str) -> Json:
    return pm.document(pm.paragraph(pm.text(text)))
