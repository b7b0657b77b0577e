"""A lesson as it is sent with a request for questions, and as it is read: paragraphs are numbered the same in both."""

from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part
from functions.ai.domain.tasks import Passage, Reading


def reading_of(lesson: Lesson) -> Reading:
    """The lesson with its paragraphs as ``p0``, ``p1`` …, its headings as ``h0``, ``h1`` …"""
    passages: list[Passage] = []
    counts = {"h": 0, "p": 0}
    for part in lesson.parts:
        letter = "h" if part.heading else "p"
        text = " ".join(part.text.split())
        name = f"{letter}{counts[letter]}"
        passages.append(Passage(passage_id=name, text=text, heading=part.heading, block_id=part.block_id))
        counts[letter] += 1
    return Reading(title=lesson.title, passages=tuple(passages), lesson_id=lesson.lesson_id)


def lesson_of(reading: Reading) -> Lesson:
    """The lesson that a request is about."""
    parts = (Part(one.text, one.heading, one.block_id) for one in reading.passages)
    return Lesson(reading.title, tuple(parts), reading.lesson_id)
