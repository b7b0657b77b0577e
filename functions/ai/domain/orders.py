"""Orders of summaries: what somebody wants summarized, how, and how far that is."""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from functions.ai.domain.tasks import CitedText, GlossaryEntry, Suggestion, SummarizeResult, Used, tallied

T = TypeVar("T")


class SummaryState(StrEnum):
    """Where it is."""

    QUEUED = "queued"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    """Made, but for some sections; it can be resumed."""
    FAILED = "failed"
    CANCELLED = "cancelled"


class SummaryOrder(BaseModel):
    """What is wanted. Of a course it is what one version of it says, in the lessons that were open to who asked."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    summary_id: str
    job_id: str
    requested_by: str
    course_id: str | None = None
    version: int | None = None
    lesson_ids: tuple[str, ...] = ()
    title: str
    language: str
    wanted: str | None
    words: int
    points: int
    terms: int
    digest: str
    sections: int
    run: int = 1
    """How often its workflow was begun."""
    state: SummaryState = SummaryState.QUEUED
    failed_sections: tuple[int, ...] = ()
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def over(self) -> bool:
        """Whether nothing becomes of it by itself any more."""
        return self.state is not SummaryState.QUEUED


class Summarized(BaseModel):
    """What was made of an order: its sections put together."""

    model_config = ConfigDict(frozen=True)

    language: str
    sentences: tuple[CitedText, ...]
    points: tuple[CitedText, ...]
    glossary: tuple[GlossaryEntry, ...]
    suggestions: tuple[Suggestion, ...]
    used: tuple[Used, ...]
    """By provider and model, with what each took."""


def put_together(made: list[SummarizeResult], points: int, terms: int) -> Summarized:
    """The sections in their order, each of them heard in turn where there is a limit; nothing twice."""
    entries = {entry.term.casefold(): entry for entry in reversed(_in_turn([list(one.glossary) for one in made]))}
    kinds: set[tuple[str, str]] = set()
    suggestions = []
    for suggestion in (one for result in made for one in result.suggestions):
        key = suggestion.kind, suggestion.cites[0].passage_id if suggestion.cites else ""
        if key not in kinds:
            kinds.add(key)
            suggestions.append(suggestion)
    return Summarized(
        language=made[0].language,
        sentences=tuple(_once([sentence for result in made for sentence in result.sentences])),
        points=tuple(_once(_in_turn([list(result.points) for result in made]))[:points]),
        glossary=tuple(sorted(list(reversed(entries.values()))[:terms], key=lambda entry: entry.term.casefold())),
        suggestions=tuple(suggestions),
        used=tallied(result.used for result in made),
    )


def _in_turn(lists: list[list[T]]) -> list[T]:
    longest = max(map(len, lists), default=0)
    return [one[at] for at in range(longest) for one in lists if at < len(one)]


def _once(sentences: list[CitedText]) -> list[CitedText]:
    """Those that say nothing that one before says in four fifths of its words."""
    kept: list[tuple[set[str], CitedText]] = []
    for sentence in sentences:
        words = set(sentence.text.casefold().split())
        if all(len(words & other) < 0.8 * len(words | other) for other, _ in kept):
            kept.append((words, sentence))
    return [sentence for _, sentence in kept]
