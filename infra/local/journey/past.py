"""A term that was taught before: what was told then, as the archive has it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

from infra.local.client import Json

__all__ = ["IDLE", "LATE", "LEARNERS", "a_term"]

LEARNERS = 10
IDLE, LATE = 0, 1
"""Who stopped after a week, and who hands in last and gets low marks; the others do well."""
WEEKS = 6


def a_term(org_id: str, course_id: str, now: datetime) -> Iterator[Json]:
    """Six weeks of ten learners until yesterday: a lesson a week, and two works with a date by which they were due."""
    began = now - timedelta(days=7 * WEEKS)
    term = secrets.token_hex(4)
    for number in range(LEARNERS):
        place = {"course_id": course_id, "user_id": f"usr_{term}{number}", "enrolment_id": f"enr_{term}{number}"}

        def told(kind: str, at: datetime, source: str = "learning", **data: object) -> Json:
            return _line(org_id, source, kind, at, data)

        yield told("EnrolmentOpened.v1", began, **place)
        for week in range(1 if number == IDLE else WEEKS):
            at = began + timedelta(days=7 * week, hours=3)
            yield told("LessonCompleted.v1", at, **place, lesson_id=f"les_{term}{week}", version=1)
        for work in range(0 if number == IDLE else 2):
            due = began + timedelta(days=14 * (work + 1))
            at = due + timedelta(days=2 if number == LATE else -1)
            attempt = {
                "assessment_id": f"asm_{term}{work}",
                "attempt_id": f"att_{term}{number}{work}",
                "course_id": course_id,
                "user_id": place["user_id"],
                "lesson_id": None,
            }
            yield told("AttemptSubmitted.v1", at, "assessment", **attempt, due_at=due.isoformat())
            mark = 3_000 if number == LATE else 6_000 + 400 * number
            graded = {"score_bp": mark, "passed": mark >= 5_000, "answers": []}
            yield told("AttemptGraded.v1", at + timedelta(hours=1), "assessment", **attempt, **graded)


def _line(org_id: str, source: str, kind: str, at: datetime, data: Json) -> Json:
    request_id = f"req_{secrets.token_hex(13)}"
    return {
        "source": f"lms.{source}",
        "detail-type": kind,
        "time": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "detail": {
            "event_id": f"evt_{secrets.token_hex(13)}",
            "occurred_at": at.isoformat(),
            "org_id": org_id,
            "actor_id": data["user_id"],
            "request_id": request_id,
            "correlation_id": request_id,
            "revision": 1,
            "data": data,
        },
    }
