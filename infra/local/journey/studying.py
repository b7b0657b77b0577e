"""The chapter of the learner's own way: a path, a favourite, a phone without network, and what friends may see."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.client import Api, Json
from infra.local.journey.checks import expect, refused
from infra.local.journey.tale import Tale

__all__ = ["study"]

BEATS, EACH_S = 8, 30


def study(tale: Tale, tutor: Api, student: Api, visitor: Api, course_id: str) -> None:
    """Before the course is learned to its end."""
    _path_is_followed(tale, tutor, student, course_id)
    _phone_was_offline(tale, student, course_id)
    _progress_is_shared(tale, student, visitor, course_id)


def _path_is_followed(tale: Tale, tutor: Api, student: Api, course_id: str) -> None:
    with tale.step("The tutor makes a learning path; the student follows it, and marks a course") as saw:
        courses = [{"course_id": course_id, "after": []}]
        ring = [{"course_id": course_id, "after": [course_id]}]
        refused(lambda: tutor.post("/paths", {"title": "Round", "courses": ring}), 409, what="a course before itself")
        path = f"/paths/{tutor.post('/paths', {'title': 'From the quay', 'courses': courses})['path_id']}"
        refused(lambda: student.get(path), 404, what="a look at a draft")
        tutor.post(f"{path}/publish")
        walk = student.put(f"{path}/following")
        expect(walk["courses"][0]["state"] == "started", "the course they are in has begun", walk)
        student.put(f"/courses/{course_id}/favourite")
        marked = [one["course_id"] for one in student.items("/favourites")]
        expect(marked == [course_id], "the course is a favourite", marked)
        saw("a ring is refused; the course is begun on it, and a favourite")


def _phone_was_offline(tale: Tale, student: Api, course_id: str) -> None:
    with tale.step("A phone that was offline tells what it saw: late, twice, in any order") as saw:
        path = f"/courses/{course_id}/learn"
        lesson = next(iter(student.items(path, limit=1)))["lesson_id"]
        now = datetime.now(UTC)
        facts = [_beat(lesson, now - timedelta(seconds=EACH_S * number), number) for number in range(BEATS)]
        random.Random(7).shuffle(facts)  # noqa: S311  # an order, not a secret
        sent: Json = {"sent_at": now.isoformat(), "facts": facts}
        for _ in range(2):
            told = student.post(f"{path}/facts", sent)
            expect(all(one["taken"] for one in told["verdicts"]), "every fact is taken", told["verdicts"])
        spent = student.get(f"{path}/lessons/{lesson}/progress")["time_spent_s"]
        expect(spent == BEATS * EACH_S, "the time counts once", spent)
        board = student.get("/dashboard")
        expect(board["items"][0]["resume_lesson_id"] == lesson, "the dashboard knows where it goes on", board)
        saw(f"{2 * BEATS} reports of {EACH_S} s are {spent // 60} minutes, on the dashboard too")


def _beat(lesson_id: str, at: datetime, number: int) -> dict[str, Any]:
    return {
        "key": f"journey-{number}",
        "lesson_id": lesson_id,
        "kind": "studied" if number else "opened",
        "at": at.isoformat(),
        "active_s": EACH_S,
    }


def _progress_is_shared(tale: Tale, student: Api, visitor: Api, course_id: str) -> None:
    with tale.step("The student shares their progress, and takes it back") as saw:
        path = f"/courses/{course_id}/progress-share"
        code = student.put(path, {"shows": ["percent"]})["code"]
        seen = visitor.get(f"/shared-progress/{code}")
        expect(seen["percent"] is not None and seen["learner_name"] is None, "only the percentage is shown", seen)
        student.delete(path)
        refused(lambda: visitor.get(f"/shared-progress/{code}"), 404, what="a look at what is shared no longer")
        saw("whoever has the link sees the percentage and no name; then nothing")
