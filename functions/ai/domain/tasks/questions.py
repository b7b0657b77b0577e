"""Questions from passages."""

from functions.ai.domain.questions.items import Item, Kind
from functions.ai.domain.tasks.base import Passage, Request, Result, Shape


class Reading(Shape):
    """A lesson as it is read: what it is called, and its headings and paragraphs, runs of spaces counted as one."""

    title: str
    passages: tuple[Passage, ...]
    lesson_id: str | None = None


class GenerateRequest(Request):
    """So many questions of these kinds about a lesson."""

    lesson: Reading
    about: tuple[str, ...] = ()
    """The passages to ask about in this call, by their ids; all where it is empty."""
    others: tuple[Reading, ...] = ()
    """Lessons around it: where the embedded provider finds wrong options. They leave for nobody."""
    kinds: tuple[Kind, ...]
    count: int
    difficulty: int | None = None
    """1 (easy) to 5; None for a mixture."""
    avoid: tuple[str, ...] = ()
    """What is asked already."""
    seed: str = ""
    """The same request with the same seed gives the same questions, where the provider can."""


class GenerateResult(Result):
    """Questions, unchecked, the best first; the embedded provider offers all that it finds, whatever the count."""

    questions: tuple[Item, ...]
