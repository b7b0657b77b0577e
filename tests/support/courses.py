"""Published courses, stored as the catalog stores them: for tests of rooms that ask the catalog."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from fastapi import Response

from functions.catalog.domain.blocks import RichText
from functions.catalog.domain.content import Body, blocks_from
from functions.catalog.domain.courses import Course as CatalogCourse
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.domain.release import Condition
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from shared.clock import system_clock
from shared.idempotency import Once
from shared.ids import new_id

LESSONS_PER_TOPIC = 2

Release = Mapping[int, tuple[Condition, ...]]
"""Conditions of lessons, by their ordinals."""


@dataclass(frozen=True, slots=True)
class PublishedCourse:
    """A course on offer. ``lesson_ids`` are those of its current version, in order."""

    org_id: str
    course_id: str
    instructor_id: str
    lesson_ids: tuple[str, ...]
    ordinals: tuple[int, ...]

    @property
    def path(self) -> str:
        """The course's address."""
        return f"/courses/{self.course_id}"

    def lesson_path(self, number: int) -> str:
        """The address of a lesson, to learn."""
        return f"{self.path}/learn/lessons/{self.lesson_ids[number]}"

    def completion_path(self, number: int) -> str:
        """The address of a lesson's completion."""
        return f"{self.lesson_path(number)}/completion"


def draft_course(org_id: str, instructor_id: str, *, title: str = "Cells: the units of life") -> PublishedCourse:
    """A course without content."""
    now = system_clock.now()
    course = CatalogCourse(
        course_id=new_id("crs"), title=title, instructor_ids=(instructor_id,), created_at=now, updated_at=now
    )
    CourseRepository(org_id).add(course, Once(instructor_id, "", "", None, Response()))
    return PublishedCourse(org_id, course.course_id, instructor_id, (), ())


def publish_course(
    org_id: str,
    instructor_id: str,
    *,
    lessons: int = 3,
    optional: Collection[int] = (),
    release: Release | None = None,
    title: str = "Cells",
    blocks: Sequence[Mapping[str, object]] | None = None,
) -> PublishedCourse:
    """A course on offer with so many lessons, of which the ``optional`` ones are not required; some may open later."""
    draft = draft_course(org_id, instructor_id, title=title)
    return publish_again(draft, ordinals=range(lessons), optional=optional, release=release, blocks=blocks)


def publish_again(
    course: PublishedCourse,
    *,
    ordinals: Sequence[int],
    optional: Collection[int] = (),
    release: Release | None = None,
    blocks: Sequence[Mapping[str, object]] | None = None,
) -> PublishedCourse:
    """The course with its next version, which has the lessons of these ordinals; lessons it had stay the same ones."""
    repository = CourseRepository(course.org_id)
    before = repository.get(course.course_id)
    known = dict(zip(course.ordinals, course.lesson_ids, strict=True))
    lesson_ids = tuple(known.get(ordinal) or new_id("les") for ordinal in ordinals)
    body = Body.of(blocks_from(blocks) if blocks else [RichText(type="rich_text", document=_PARAGRAPH)])
    BodyRepository(course.org_id).add(course.course_id, body)
    lessons = [
        OutlineLesson(
            topic_id="",
            topic_title="",
            lesson_id=lesson_id,
            ordinal=ordinal,
            title=f"Lesson {ordinal}",
            required=ordinal not in optional,
            estimated_minutes=5,
            body_id=body.body_id,
            release=(release or {}).get(ordinal, ()),
        )
        for lesson_id, ordinal in zip(lesson_ids, ordinals, strict=True)
    ]
    outline = Outline(
        course_id=course.course_id,
        version=(before.current_version or 0) + 1,
        details={"title": before.title},
        topics=tuple(
            _topic(number, lessons[first : first + LESSONS_PER_TOPIC])
            for number, first in enumerate(range(0, len(lessons), LESSONS_PER_TOPIC), 1)
        ),
        published_by=course.instructor_id,
        published_at=system_clock.now(),
    )
    repository.publish(before.publish(outline), outline, before)
    return replace(course, lesson_ids=lesson_ids, ordinals=tuple(ordinals))


def archive_course(course: PublishedCourse) -> None:
    """Take the course off offer."""
    repository = CourseRepository(course.org_id)
    before = repository.get(course.course_id)
    repository.archive(before.archive(system_clock.now()), before)


_PARAGRAPH = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Mitochondria — माइटोकॉन्ड्रिया."}]}],
}


def _topic(number: int, lessons: list[OutlineLesson]) -> OutlineTopic:
    topic_id, title = new_id("top"), f"Topic {number}"
    placed = tuple(replace(lesson, topic_id=topic_id, topic_title=title) for lesson in lessons)
    return OutlineTopic(topic_id, title, "", placed)
