"""Learning's reactions: also twice, and out of order."""

import json
from typing import Any

from functions.learning.domain.courses import CourseStatus
from functions.learning.handlers import handler
from functions.learning.repository.enrolments import LearningRepository
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.learning.conftest import School
from tests.support.courses import PublishedCourse, archive_course, publish_again, publish_course


def news(course: PublishedCourse, name: str, *, version: int, revision: int) -> dict[str, Any]:
    counts = {"topic_count": 2, "lesson_count": 3, "required_count": 3} if name == "CoursePublished" else {}
    return {
        "detail-type": f"{name}.v1",
        "detail": {
            "event_id": new_id("evt"),
            "occurred_at": system_clock.now().isoformat(),
            "org_id": course.org_id,
            "actor_id": course.instructor_id,
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": revision,
            "data": {"course_id": course.course_id, "version": version, **counts},
        },
    }


def deliver(*messages: dict[str, Any]) -> list[str]:
    """Hand messages to the room as its queue does. Returns those that it reports as failed."""
    records = [{"messageId": str(number), "body": json.dumps(message)} for number, message in enumerate(messages)]
    answer = handler({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


class TestOfferVersion:
    def test_keeps_the_versions_lessons(self, school: School) -> None:
        course = publish_course(school.org.org_id, school.tutor.user_id, lessons=4, optional={2}, title="Atoms")

        failed = deliver(news(course, "CoursePublished", version=1, revision=2))

        known = LearningRepository(course.org_id).find_course(course.course_id)
        assert failed == []
        assert known is not None
        assert (known.title, known.version, known.status) == ("Atoms", 1, CourseStatus.PUBLISHED)
        assert (known.lessons, known.required) == (0b1111, 0b1011)

    def test_twice_is_as_once(self, school: School) -> None:
        before = LearningRepository(school.org.org_id).find_course(school.course.course_id)
        message = news(school.course, "CoursePublished", version=1, revision=2)

        failed = deliver(message, message)

        assert failed == []
        assert LearningRepository(school.org.org_id).find_course(school.course.course_id) == before

    def test_ignores_news_that_newer_news_overtook(self, school: School) -> None:
        publish_again(school.course, ordinals=[0, 1, 2, 3])
        archive_course(school.course)

        deliver(
            news(school.course, "CourseArchived", version=2, revision=4),
            news(school.course, "CoursePublished", version=2, revision=3),
            news(school.course, "CoursePublished", version=1, revision=2),
        )

        known = LearningRepository(school.org.org_id).find_course(school.course.course_id)
        assert known is not None
        assert (known.version, known.status, known.told) == (2, CourseStatus.ARCHIVED, 4)

    def test_reports_alone_what_it_cannot_handle(self, school: School) -> None:
        unknown = news(school.course, "CoursePublished", version=99, revision=9)
        course = publish_course(school.org.org_id, school.tutor.user_id)

        failed = deliver(unknown, news(course, "CoursePublished", version=1, revision=2))

        assert failed == ["0"]
        assert LearningRepository(course.org_id).find_course(course.course_id) is not None
