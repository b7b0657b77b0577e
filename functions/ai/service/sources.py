"""What is asked about: the lessons of a course as they are drafted, as headings and paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from functions.ai.domain.generations import MOST_LESSONS, Source
from functions.ai.domain.reading import Part
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import drafts as catalog_drafts
from functions.catalog.published.drafts import DraftLesson

if TYPE_CHECKING:
    from functions.ai.domain.questions.material import Lesson

_HOLDERS = ("document",)
_TEXTS = ("transcript",)


def lessons_asked_about(org_id: str, course_id: str, source: Source) -> list[DraftLesson]:
    """The lessons of the course that are meant, in order, at most ``MOST_LESSONS``; none for a text that was sent."""
    if source.text is not None:
        return []
    found = catalog_drafts.draft_lessons(org_id, course_id)
    if source.lesson_ids:
        wanted = set(source.lesson_ids)
        found = [lesson for lesson in found if lesson.lesson_id in wanted]
    elif source.topic_id:
        found = [lesson for lesson in found if lesson.topic_id == source.topic_id]
    return found[:MOST_LESSONS]


def texts_of(org_id: str, course_id: str, lessons: Sequence[DraftLesson]) -> "list[Lesson]":
    """What these lessons say, in the same order; without what learners may not see yet."""
    from functions.ai.domain.questions.material import Lesson

    bodies = {
        body.body_id: body.blocks
        for body in catalog_bodies.lesson_bodies(org_id, course_id, list({lesson.body_id for lesson in lessons}))
    }
    return [
        Lesson(lesson.title, tuple(parts_of(bodies.get(lesson.body_id, []))), lesson.lesson_id) for lesson in lessons
    ]


def text_as_lesson(title: str, text: str) -> "Lesson":
    """A text that was sent: its lines are paragraphs; what begins with ``#`` is a heading."""
    from functions.ai.domain.questions.material import Lesson

    lines = [" ".join(line.split()) for line in text.splitlines()]
    parts = tuple(Part(line.lstrip("# "), heading=line.startswith("#")) for line in lines if line.strip("# "))
    return Lesson(title, parts)


def parts_of(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    """The headings and paragraphs of a lesson's blocks."""
    for block in blocks:
        block_id = block.get("block_id")
        for name in _HOLDERS:
            if isinstance(document := block.get(name), dict):
                yield from _of_node(document, block_id)
        for name in _TEXTS:
            if isinstance(said := block.get(name), str) and said.strip():
                yield Part(said, block_id=block_id)


def _of_node(node: Mapping[str, Any], block_id: str | None) -> Iterator[Part]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        kind = one.get("type")
        if kind == "heading" or kind == "paragraph":
            text = _text(one)
            if text.strip():
                yield Part(text, heading=kind == "heading", block_id=block_id)
        elif kind != "codeBlock":
            waiting += reversed(one.get("content") or [])


def _text(node: Mapping[str, Any]) -> str:
    found: list[str] = []
    waiting: list[Mapping[str, Any]] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one.get("text"), str):
            found.append(one["text"])
        elif one.get("type") == "hardBreak":
            found.append(" ")
        waiting += reversed(one.get("content") or [])
    return "".join(found)
