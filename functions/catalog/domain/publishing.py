"""From the drafts of a course to its next version."""

from collections.abc import Iterable
from datetime import datetime

from functions.catalog.domain.courses import Course, CourseDetails
from functions.catalog.domain.lessons import Lesson, Topic
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.errors import CourseNotPublishable


def freeze(course: Course, topics: Iterable[Topic], lessons: Iterable[Lesson], *, by: str, at: datetime) -> Outline:
    """The course's next version. Topics without lessons are left out; without any lesson there is no version."""
    by_topic: dict[str, list[Lesson]] = {}
    for lesson in sorted(lessons, key=lambda lesson: (lesson.position, lesson.lesson_id)):
        by_topic.setdefault(lesson.topic_id, []).append(lesson)
    if not by_topic:
        raise CourseNotPublishable("A course needs at least one lesson.", course_id=course.course_id)
    return Outline(
        course_id=course.course_id,
        version=(course.current_version or 0) + 1,
        details=course.model_dump(mode="json", include=set(CourseDetails.model_fields)),
        topics=tuple(
            OutlineTopic(
                topic.topic_id,
                topic.title,
                topic.summary,
                tuple(_frozen(topic, lesson) for lesson in by_topic[topic.topic_id]),
                release=topic.release,
            )
            for topic in sorted(topics, key=lambda topic: (topic.position, topic.topic_id))
            if topic.topic_id in by_topic
        ),
        published_by=by,
        published_at=at,
    )


def _frozen(topic: Topic, lesson: Lesson) -> OutlineLesson:
    return OutlineLesson(
        topic_id=topic.topic_id,
        topic_title=topic.title,
        lesson_id=lesson.lesson_id,
        ordinal=lesson.ordinal,
        title=lesson.title,
        required=lesson.required,
        estimated_minutes=lesson.estimated_minutes,
        body_id=lesson.body_id,
        release=lesson.release,
        free_preview=lesson.free_preview,
        attachments=lesson.attachments,
        asset_ids=lesson.asset_ids,
    )
