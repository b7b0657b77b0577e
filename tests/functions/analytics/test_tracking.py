"""Intake: each event is judged for itself, and counts once."""

from datetime import timedelta
from typing import Any

import pytest

from functions.analytics.domain.measures import course_subject
from tests.functions.analytics.observatory import COURSE, NOON, Observatory
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.courses import publish_course

LESSON = "les_01JD0K6A1B2C3D4E5F6G7H8J9K"


@pytest.fixture
def student(observatory: Observatory) -> Actor:
    """Whose browser tracks."""
    return observatory.world.actor("student", of=observatory.org)


def viewed(key: str, *, at: str = NOON.isoformat(), **data: Any) -> dict[str, Any]:
    return {"id": key, "type": "LessonViewed.v1", "at": at, "data": {"course_id": COURSE, "lesson_id": LESSON, **data}}


def watched(key: str, from_s: int, to_s: int, course_id: str, lesson_id: str) -> dict[str, Any]:
    data = {"course_id": course_id, "lesson_id": lesson_id, "block_id": "blk_film", "from_s": from_s, "to_s": to_s}
    return {"id": key, "type": "VideoWatched.v1", "at": NOON.isoformat(), "data": data}


def send(student: Actor, *events: Any, sent_at: str = NOON.isoformat()) -> Answer:
    return student.post("/analytics/track-event", {"sent_at": sent_at, "events": list(events)})


def codes(answer: Answer) -> list[str | None]:
    assert answer.status_code == 202, answer.text
    return [one["code"] for one in answer.json()["events"]]


def views(observatory: Observatory) -> int:
    observatory.world.settle()
    return observatory.stored(course_subject(COURSE)).get((f"LESSON#{LESSON}", ""), {}).get("views", 0)


class TestTrackEvent:
    def test_counts_one_or_many_once(self, observatory: Observatory, student: Actor) -> None:
        one = {"sent_at": NOON.isoformat(), "event": viewed("e-0")}
        assert student.post("/analytics/track-event", one).json()["accepted"] == 1

        for _ in range(2):
            assert send(student, *(viewed(f"e-{n}") for n in range(12))).json()["accepted"] == 12

        assert views(observatory) == 12
        assert observatory.dashboard()["active_this_month"] == 1

    def test_takes_the_good_ones_of_a_batch(self, observatory: Observatory, student: Actor) -> None:
        unknown = {**viewed("e-2"), "type": "Teleported.v1"}
        answer = send(
            student,
            viewed("e-1"),
            unknown,
            viewed("e-3", at=(NOON + timedelta(minutes=5)).isoformat()),
            viewed("e-4", at=(NOON - timedelta(days=61)).isoformat()),
            viewed("e-5", note="free text"),
            viewed("e-6", course_id="not an id"),
            watched("e-7", 60, 60, COURSE, LESSON),
            {"id": "e-8"},
            None,
            {"id": 7, "type": {}, "at": 1e308, "data": []},
        )

        assert codes(answer) == [
            None,
            "unknown_type",
            "in_the_future",
            "too_old",
            "unknown_field",
            *["invalid"] * 5,
        ]
        assert answer.json()["events"][5]["pointer"] == "/data/course_id"
        assert views(observatory) == 1

    def test_puts_a_wrong_clock_right(self, observatory: Observatory, student: Actor) -> None:
        wrong = NOON + timedelta(days=2)

        assert codes(send(student, viewed("e-1", at=wrong.isoformat()), sent_at=wrong.isoformat())) == [None]

        observatory.world.settle()
        assert observatory.stored()["DAY#2037-11-22", ""]["active"] == 1

    def test_takes_five_hundred_and_no_more(self, observatory: Observatory, student: Actor) -> None:
        assert send(student, *[{}] * 500).json()["refused"] == 500
        assert send(student, *[{}] * 501).status_code == 422
        assert student.post("/analytics/track-event", {"sent_at": NOON.isoformat()}).status_code == 422

    def test_counts_in_which_minutes_a_video_is_watched(self, observatory: Observatory, student: Actor) -> None:
        tutor = observatory.world.actor("tutor", of=observatory.org)
        course = publish_course(observatory.org.org_id, tutor.user_id)
        spans = [(0, 300), (0, 61), (119, 121)]
        lesson_id = course.lesson_ids[0]
        send(student, *(watched(f"e-{n}", *span, course.course_id, lesson_id) for n, span in enumerate(spans)))
        observatory.world.settle()

        found = tutor.get(f"/analytics/course/{course.course_id}/lessons/{lesson_id}/watching").json()

        assert found["videos"] == [
            {"block_id": "blk_film", "plays_by_minute": [2, 3, 2, 1, 1], "drop_off_minute": 2},
        ]
