"""Bodies about summaries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.ai.domain.orders import Summarized, SummaryOrder, SummaryState
from functions.ai.domain.tasks import Citation, CitedText, GlossaryEntry, Suggestion, Used
from functions.ai.service.materials import Place
from functions.ai.service.summarizing import SummaryWish
from shared.schemas import BodyId, In, Line, Out, Printable

LONGEST_TEXT = 100_000
_TEXT = (
    "A cell is the smallest unit of life. Every living thing is made of one cell or of many. "
    "Cells divide, and that is how living things grow. The division of a cell is called mitosis."
)
_WISH: dict[str, Any] = {"text": _TEXT, "title": "Cells", "words": 30}
_CITE = {
    "passage_id": "text.0",
    "lesson_id": None,
    "block_id": None,
    "start": 0,
    "end": 37,
    "text": "A cell is the smallest unit of life.",
}
_CITED = {"text": "A cell is the smallest unit of life.", "cites": [_CITE]}
_USED = {
    "provider": "embedded",
    "model": "extractive-1",
    "tokens_in": 0,
    "tokens_out": 0,
    "cost_micro": 0,
    "currency": None,
    "instead": None,
}
_ORDER: dict[str, Any] = {
    "summary_id": "sum_01JD5H1B0A1B2C3D4E5F6G7H8J",
    "job_id": "job_ai_01JD5H1B0A1B2C3D4E5F6G7H8J",
    "state": "succeeded",
    "title": "Cells",
    "course_id": None,
    "version": None,
    "language": "en",
    "wanted_language": None,
    "sections": 1,
    "failed_sections": [],
    "created_at": "2026-12-01T09:30:00Z",
    "updated_at": "2026-12-01T09:30:05Z",
}
_SUMMARY: dict[str, Any] = {
    "language": "en",
    "sentences": [_CITED],
    "key_points": [_CITED],
    "glossary": [{"term": "cell", "explanation": _CITED}],
    "suggestions": [{"kind": "no_example", "text": "Add an example: the text has none.", "cites": []}],
    "used": [_USED],
}

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
"""A BCP 47 tag."""
SourceText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), Printable]


class SummaryIn(In):
    """What to summarize: a text with its title, or of a course all of it, a topic or a lesson.

    `language` is that of the source, where the script and the course's settings do not tell; `wanted_language` that of
    the summary: only a provider that is not embedded translates, and the answer says which language it is in.
    """

    course_id: BodyId | None = None
    topic_id: BodyId | None = None
    lesson_id: BodyId | None = None
    text: SourceText | None = None
    title: Line | None = None
    language: LanguageTag | None = None
    wanted_language: LanguageTag | None = None
    words: Annotated[int, Field(strict=True, ge=20, le=2000)] = 120
    key_points: Annotated[int, Field(ge=1, le=20)] = 5
    terms: Annotated[int, Field(ge=0, le=50)] = 10

    model_config = ConfigDict(json_schema_extra={"examples": [_WISH]})

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if (self.text is None) == (self.course_id is None):
            raise ValueError("exactly one of text and course_id")
        if self.text is not None and (self.topic_id or self.lesson_id):
            raise ValueError("topic_id and lesson_id go with course_id")
        if self.topic_id and self.lesson_id:
            raise ValueError("at most one of topic_id and lesson_id")
        return self

    def wish(self) -> SummaryWish:
        """What is wanted."""
        return SummaryWish(
            place=Place(self.course_id, self.topic_id, self.lesson_id) if self.course_id else None,
            text=self.text,
            title=self.title or "",
            language=self.language,
            wanted=self.wanted_language,
            words=self.words,
            points=self.key_points,
            terms=self.terms,
        )


class SummaryCitationOut(Out):
    """Where in the source something stands, word for word: from `start` to `end` of a passage, in code points.

    Of a text that was sent, the passage's id ends with the place at which it begins there.
    """

    passage_id: str
    lesson_id: str | None
    block_id: str | None
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, cite: Citation) -> "SummaryCitationOut":
        """The answer for a citation."""
        lesson_id, _, rest = cite.passage_id.partition(".")
        of_lesson = lesson_id != "text"
        block_id = rest.rpartition(".")[0] or None
        return cls(
            **cite.model_dump(),
            lesson_id=lesson_id if of_lesson else None,
            block_id=block_id if of_lesson else None,
        )


class SummarySentenceOut(Out):
    """A sentence, and what in the source says so."""

    text: str
    cites: list[SummaryCitationOut]

    @classmethod
    def of(cls, said: CitedText) -> "SummarySentenceOut":
        """The answer for a sentence."""
        return cls(text=said.text, cites=_cites(said.cites))


class GlossaryEntryOut(Out):
    """A term, and how the source explains it."""

    term: str
    explanation: SummarySentenceOut

    @classmethod
    def of(cls, entry: GlossaryEntry) -> "GlossaryEntryOut":
        """The answer for a term."""
        return cls(term=entry.term, explanation=SummarySentenceOut.of(entry.explanation))


class EnhancementOut(Out):
    """What would make the source better."""

    kind: str
    text: str
    cites: list[SummaryCitationOut]

    @classmethod
    def of(cls, suggestion: Suggestion) -> "EnhancementOut":
        """The answer for a suggestion."""
        return cls(kind=suggestion.kind, text=suggestion.text, cites=_cites(suggestion.cites))


class AiUsedOut(Out):
    """Who did it, and what that took; `instead` says why the embedded provider did what another one should have."""

    provider: str
    model: str
    tokens_in: int
    tokens_out: int
    cost_micro: int
    currency: str | None
    instead: str | None

    @classmethod
    def of(cls, used: Used) -> "AiUsedOut":
        """The answer for what was used."""
        return cls(**used.model_dump())


class SummarizedOut(Out):
    """What was made."""

    language: str
    sentences: list[SummarySentenceOut]
    key_points: list[SummarySentenceOut]
    glossary: list[GlossaryEntryOut]
    suggestions: list[EnhancementOut]
    used: list[AiUsedOut]

    @classmethod
    def of(cls, whole: Summarized) -> "SummarizedOut":
        """The answer for what was made."""
        return cls(
            language=whole.language,
            sentences=list(map(SummarySentenceOut.of, whole.sentences)),
            key_points=list(map(SummarySentenceOut.of, whole.points)),
            glossary=list(map(GlossaryEntryOut.of, whole.glossary)),
            suggestions=list(map(EnhancementOut.of, whole.suggestions)),
            used=list(map(AiUsedOut.of, whole.used)),
        )


class SummaryOrderOut(Out):
    """How far a summary is; its job is `GET /api/v1/jobs/{job_id}`."""

    summary_id: str
    job_id: str
    state: SummaryState
    title: str
    course_id: str | None
    version: int | None
    language: str
    wanted_language: str | None
    sections: int
    failed_sections: list[int]
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    @classmethod
    def of(cls, order: SummaryOrder) -> "SummaryOrderOut":
        """The answer for an order."""
        return cls(
            **{name: getattr(order, name) for name in _SAME},
            wanted_language=order.wanted,
            failed_sections=list(order.failed_sections),
        )


class SummaryOut(Out):
    """A summary; `summary` is null until it is made."""

    order: SummaryOrderOut
    summary: SummarizedOut | None

    model_config = ConfigDict(json_schema_extra={"examples": [{"order": _ORDER, "summary": _SUMMARY}]})

    @classmethod
    def of(cls, order: SummaryOrder, whole: Summarized | None) -> "SummaryOut":
        """The answer for both."""
        return cls(order=SummaryOrderOut.of(order), summary=SummarizedOut.of(whole) if whole else None)


_SAME = set(SummaryOrderOut.model_fields) - {"wanted_language", "failed_sections"}


def _cites(cites: Iterable[Citation]) -> list[SummaryCitationOut]:
    return [SummaryCitationOut.of(cite) for cite in cites]
