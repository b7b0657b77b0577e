"""The exam of the measured requests: ten questions, and one attempt at it for each of the two casts."""

from dataclasses import dataclass

from infra.local import prosemirror as pm
from infra.local.client import Api

QUESTIONS = 10
CHOICE = {"key": "m1"}


@dataclass(frozen=True)
class Attempt:
    """An attempt that goes on."""

    attempt_id: str
    question_id: str


@dataclass(frozen=True)
class Exam:
    """A published exam with its attempts, one for each of the people who were given."""

    assessment_id: str
    attempts: tuple[Attempt, ...]


def hold_exam(tutor: Api, students: list[Api], course_id: str) -> Exam:
    """Write it, publish it, and let everybody begin and answer one question."""
    assessment_id = tutor.post("/assessments", {"course_id": course_id, "title": "Tides"})["assessment_id"]
    path = f"/assessments/{assessment_id}"
    for number in range(QUESTIONS):
        options = [
            {
                "key": f"m{metres}",
                "content": _text(f"{metres} metres at noon"),
                "share_bp": 10_000 if metres == 1 + number % 4 else 0,
            }
            for metres in range(1, 5)
        ]
        question = {"type": "single_choice", "prompt": _text(f"How high is tide {number}?"), "options": options}
        tutor.post(f"{path}/questions", {"question": question, "points_centi": 100})
    tutor.post(f"{path}/publish")
    return Exam(assessment_id, tuple(_begin(student, path) for student in students))


def _begin(student: Api, path: str) -> Attempt:
    work = student.post(f"{path}/attempts", {"device": "laptop"})
    question_id: str = work["questions"][0]["question_id"]
    answers = f"{path}/attempts/{work['attempt_id']}/answers"
    student.put(f"{answers}/{question_id}", {"sequence": 1, "response": CHOICE})
    return Attempt(work["attempt_id"], question_id)


def _text(words: str) -> dict[str, object]:
    return pm.document(pm.paragraph(pm.text(words)))
