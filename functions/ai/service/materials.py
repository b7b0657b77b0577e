"""What is summarized: published lessons that whoever asks may read, or a text of their own."""

from dataclasses import dataclass

from functions.ai.domain.passages import (
    MOST_SECTIONS,
    Section,
    language_of,
    passages_of_lesson,
    passages_of_text,
    split,
)
from functions.ai.errors import LessonsNotOpen, MaterialNotFound, MaterialTooLarge
from functions.ai.permissions import SUMMARIZE_ALL, SUMMARIZE_TAUGHT
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import Right
from functions.catalog.published.outlines import Learner, OutlineLesson
from functions.learning.published import enrolments as learning
from shared.auth import Caller
from shared.clock import system_clock
from shared.dynamo import answer


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a course: a lesson, a topic, or all of it."""

    course_id: str
    topic_id: str | None = None
    lesson_id: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What is there to be summarized."""

    title: str
    version: int
    lesson_ids: tuple[str, ...]
    language: str


def material_at(org_id: str, place: Place, *, by: Caller) -> Material:
    """The lessons there that are open to the caller, in the version that students see.

    Raises ``MaterialNotFound`` where there is nothing that the caller may know of, and ``LessonsNotOpen``.
    """
    card, enrolment = answer(
        catalog.asking_course(org_id, place.course_id), learning.asking_enrolment(org_id, place.course_id, by.user_id)
    )
    if card is None or card.current_version is None:
        raise MaterialNotFound(course_id=place.course_id)
    teaches = by.may(SUMMARIZE_TAUGHT) and card.lets(by.user_id, Right.CONTENT)
    outline = catalog_outlines.outline(org_id, place.course_id, card.current_version)
    lessons: list[OutlineLesson] = [
        lesson
        for lesson in outline.lessons
        if place.topic_id in (None, lesson.topic_id) and place.lesson_id in (None, lesson.lesson_id)
    ]
    is_staff = teaches or by.may(SUMMARIZE_ALL)
    if not lessons or not (is_staff or (enrolment and enrolment.gives_access)):
        raise MaterialNotFound(course_id=place.course_id)
    if enrolment and not is_staff:
        learner, now = Learner(enrolment.enrolled_at, enrolment.lessons_done), system_clock.now()
        lessons = [lesson for lesson in lessons if not catalog_outlines.locks(outline, lesson, learner, now)]
        if not lessons:
            raise LessonsNotOpen(course_id=place.course_id)
    titles = {place.lesson_id: lessons[0].title, place.topic_id: lessons[0].topic_title}
    title = titles[place.lesson_id] if place.lesson_id else titles[place.topic_id] if place.topic_id else outline.title
    language = str(outline.details.get("language") or "en")
    return Material(title, card.current_version, tuple(lesson.lesson_id for lesson in lessons), language)


def sections_of_lessons(org_id: str, course_id: str, version: int, lesson_ids: tuple[str, ...]) -> list[Section]:
    """What these lessons say, in sections. Raises ``MaterialTooLarge``, ``MaterialNotFound`` where they say nothing."""
    outline = catalog_outlines.outline(org_id, course_id, version)
    lessons = [lesson for lesson_id in lesson_ids if (lesson := outline.find_lesson(lesson_id))]
    found = catalog_bodies.lesson_bodies(org_id, course_id, list(dict.fromkeys(lesson.body_id for lesson in lessons)))
    bodies = {body.body_id: body for body in found}
    sections: list[Section] = []
    for lesson in lessons:
        if lesson.body_id in bodies:
            sections += split(lesson.title, passages_of_lesson(lesson.lesson_id, bodies[lesson.body_id].blocks))
    return _bounded(sections)


def sections_of_text(title: str, text: str) -> list[Section]:
    """What a text says, in sections. Raises as ``sections_of_lessons`` does."""
    return _bounded(split(title, passages_of_text(text)))


def spoken_in(sections: list[Section], otherwise: str) -> str:
    """The language that the script tells, else what is believed."""
    return language_of(passage.text for section in sections for passage in section.passages[:20]) or otherwise


def _bounded(sections: list[Section]) -> list[Section]:
    if not any(section.words for section in sections):
        raise MaterialNotFound("There is no text to summarize.")
    if len(sections) > MOST_SECTIONS:
        raise MaterialTooLarge(f"At most {MOST_SECTIONS} sections.", sections=len(sections))
    return sections
