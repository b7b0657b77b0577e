"""Bodies about generated questions."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.ai.domain.generations import (
    LONGEST_TEXT,
    MOST_LESSONS,
    MOST_QUESTIONS,
    DraftState,
    Generation,
    GenerationState,
    Order,
    QuestionDraftKept,
    Source,
)
from functions.ai.domain.questions.items import KINDS, Kind
from functions.ai.schemas.summaries import AiUsedOut
from functions.ai.service.drafting import DraftChange
from shared.schemas import In, Out
from shared.texts import Note, Printable

LessonIdIn = Annotated[str, StringConstraints(max_length=32, pattern=r"^les_[0-9A-Za-z]+$")]
TopicIdIn = Annotated[str, StringConstraints(max_length=32, pattern=r"^top_[0-9A-Za-z]+$")]
CourseIdIn = Annotated[str, StringConstraints(max_length=32, pattern=r"^crs_[0-9A-Za-z]+$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
DraftTag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]

_TEXT = (
    "# The Water Cycle\n"
    "Evaporation is the change of liquid water into vapor at the surface of oceans and lakes. It is fastest where the"
    " air is warm, dry and windy. Transpiration is the release of vapor from the leaves of plants. It moves minerals"
    " from the soil into stems and leaves.\n"
    "Condensation is the change of vapor into small drops around grains of dust. Precipitation is the fall of rain,"
    " snow or hail from clouds to the ground. It is measured with gauges at weather stations. Infiltration is the slow"
    " movement of rain into soil and rock. It refills aquifers beneath the surface.\n"
    "Oceans hold about 97 percent of all water on the planet."
)
_ORDER: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "text": _TEXT,
    "title": "The Water Cycle",
    "kinds": ["single_choice", "true_false", "blanks"],
    "count": 6,
    "difficulty": None,
    "language": "en",
}
_PASSAGE: dict[str, Any] = {
    "lesson_id": None,
    "block_id": None,
    "paragraph": 1,
    "start": 0,
    "end": 76,
    "text": "Condensation is the change of vapor into small drops around grains of dust.",
}
_GENERATION: dict[str, Any] = {
    "generation_id": "gen_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "job_id": "job_ai_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "state": "succeeded",
    "kinds": ["single_choice"],
    "count": 6,
    "difficulty": None,
    "language": "en",
    "provider": "embedded",
    "used": [
        {
            "provider": "embedded",
            "model": "sentences-1",
            "tokens_in": 0,
            "tokens_out": 0,
            "cost_micro": 0,
            "currency": None,
            "instead": None,
        }
    ],
    "drafted": 5,
    "rejected": {"negated": 1},
    "rejected_questions": [
        {"kind": "true_false", "prompt": "True or false: Water is not wet.", "reason": "negated", "lesson_id": None}
    ],
    "failed": [],
    "requested_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "created_at": "2026-11-28T09:31:00Z",
    "updated_at": "2026-11-28T09:31:05Z",
}
_QUESTION: dict[str, Any] = {
    "type": "true_false",
    "prompt": {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Condensation turns vapor into small drops."}]}
        ],
    },
    "correct": True,
}
_DRAFT: dict[str, Any] = {
    "draft_id": "qdr_01JD0P1A2B3C4D5E6F7G8H9JKN",
    "generation_id": "gen_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "type": "true_false",
    "question": _QUESTION,
    "difficulty": 2,
    "tags": ["generated"],
    "passages": [_PASSAGE],
    "criteria": [],
    "provider": "embedded",
    "state": "pending",
    "edited": False,
    "reason": None,
    "decided_by": None,
    "question_id": None,
    "refused": None,
    "created_at": "2026-11-28T09:31:05Z",
    "updated_at": "2026-11-28T09:31:05Z",
}


class GenerateQuestionsIn(In):
    """What to ask about: some lessons, a topic, a text, or, with none of these, the whole course as it is drafted."""

    course_id: CourseIdIn
    lesson_ids: Annotated[tuple[LessonIdIn, ...], Field(max_length=MOST_LESSONS)] = ()
    topic_id: TopicIdIn | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), Printable] | None = None
    """Its lines are paragraphs; a line that begins with # is a heading."""
    title: Annotated[str, StringConstraints(max_length=200), Printable] = ""
    """Of the text."""
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=len(KINDS))] = KINDS
    count: Annotated[int, Field(strict=True, ge=1, le=MOST_QUESTIONS)] = 20
    difficulty: Annotated[int, Field(ge=1, le=5)] | None = None
    """1 is the easiest; null for a mixture. Others are taken where the text gives no such."""
    language: LanguageTag = "en"
    """That of the text."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum((bool(self.lesson_ids), self.topic_id is not None, self.text is not None)) > 1:
            raise ValueError("only one of lesson_ids, topic_id and text can be given")
        return self

    def order(self) -> Order:
        """What is wanted."""
        lesson_ids, kinds = tuple(dict.fromkeys(self.lesson_ids)), tuple(dict.fromkeys(self.kinds))
        source = Source(lesson_ids=lesson_ids, topic_id=self.topic_id, text=self.text, title=self.title)
        return Order(source=source, kinds=kinds, count=self.count, difficulty=self.difficulty, language=self.language)


class RejectedQuestionOut(Out):
    """Something that was made and did not pass the checks, and why."""

    kind: Kind
    prompt: str
    reason: str
    lesson_id: str | None


class FailedPartOut(Out):
    """A lesson of which nothing could be made, and the code of what went wrong."""

    lesson_id: str | None
    code: str


class GenerationOut(Out):
    """Questions in the making. ``rejected`` counts what did not pass, by reason; some are shown with their prompt."""

    generation_id: str
    job_id: str
    course_id: str
    state: GenerationState
    kinds: list[Kind]
    count: int
    difficulty: int | None
    language: str
    provider: str | None
    used: list[AiUsedOut]
    drafted: int
    rejected: dict[str, int]
    rejected_questions: list[RejectedQuestionOut]
    failed: list[FailedPartOut]
    requested_by: str
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_GENERATION]})

    @classmethod
    def of(cls, generation: Generation) -> "GenerationOut":
        """The answer for a generation."""
        order = generation.order
        shared = generation.model_dump(exclude={"order", "digest", "used", "shown_rejected", "revision"})
        return cls(
            **shared,
            kinds=list(order.kinds),
            count=order.count,
            difficulty=order.difficulty,
            language=order.language,
            used=list(map(AiUsedOut.of, generation.used)),
            rejected_questions=[RejectedQuestionOut(**one.model_dump()) for one in generation.shown_rejected],
        )


class CitedPassageOut(Out):
    """A piece of the text, word for word: which paragraph, and which characters of it (runs of spaces count as one)."""

    lesson_id: str | None
    block_id: str | None
    paragraph: int
    start: int
    end: int
    text: str


class CriterionOfDraftOut(Out):
    """By what an essay is judged, and how much of it that is."""

    text: str
    points: int


class QuestionDraftOut(Out):
    """A question that waits for a tutor; nobody is asked it before it is approved."""

    draft_id: str
    generation_id: str
    course_id: str
    type: Kind
    question: dict[str, Any]
    difficulty: int
    tags: list[str]
    passages: list[CitedPassageOut]
    criteria: list[CriterionOfDraftOut]
    provider: str
    state: DraftState
    edited: bool
    reason: str | None
    decided_by: str | None
    question_id: str | None
    """Its id in the bank, once approved."""
    refused: str | None
    """Why the bank did not take it, as a code: change it, and approve it again."""
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_DRAFT]})

    @classmethod
    def of(cls, draft: QuestionDraftKept) -> "QuestionDraftOut":
        """The answer for a draft."""
        return cls(**draft.model_dump(exclude={"asks", "revision"}))


class QuestionDraftIn(In):
    """What a tutor makes of a draft. The question is checked by the bank when the draft is approved."""

    question: Annotated[dict[str, Any], Field(description="The question, as its type has it in the bank.")]
    difficulty: Annotated[int, Field(ge=1, le=5)]
    tags: Annotated[tuple[DraftTag, ...], Field(max_length=10)] = ()

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": _QUESTION, "difficulty": 2, "tags": ["generated"]}]}
    )

    def change(self) -> DraftChange:
        """What is to be."""
        return DraftChange(self.question, self.difficulty, tuple(dict.fromkeys(self.tags)))


class DraftRejectionIn(In):
    """Why a draft is left out."""

    reason: Note | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Two options are right."}]})
