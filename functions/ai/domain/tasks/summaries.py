"""What a text says, in short."""

from functions.ai.domain.tasks.base import Citation, Passage, Request, Result, Shape


class SummarizeRequest(Request):
    """A summary of these passages in at most so many words."""

    title: str
    passages: tuple[Passage, ...]
    words: int
    points: int
    terms: int
    wanted: str | None = None
    """The language of the summary; None for that of the source."""


class CitedText(Shape):
    """A sentence, and what in the source says so; never without any."""

    text: str
    cites: tuple[Citation, ...]


class GlossaryEntry(Shape):
    """A term, and how the source explains it."""

    term: str
    explanation: CitedText


class Suggestion(Shape):
    """What would make the source better, and what in it that is about."""

    kind: str
    text: str
    cites: tuple[Citation, ...] = ()


class SummarizeResult(Result):
    """What the passages say."""

    language: str
    """In which it is written."""
    sentences: tuple[CitedText, ...]
    points: tuple[CitedText, ...]
    glossary: tuple[GlossaryEntry, ...]
    suggestions: tuple[Suggestion, ...]
