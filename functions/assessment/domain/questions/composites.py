"""Questions made of questions: about a passage, or at times in a video."""

from abc import abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from events.media import AssetKind
from functions.assessment.domain.files import AssetId
from functions.assessment.domain.questions.base import (
    NOTHING,
    AnyQuestion,
    AssetUse,
    Key,
    Mark,
    Order,
    Part,
    Shuffled,
)
from functions.assessment.domain.questions.blanks import Blanks
from functions.assessment.domain.questions.choices import MultipleChoice, SingleChoice, TrueFalse
from functions.assessment.domain.questions.numbers import Numeric
from functions.assessment.domain.questions.pairing import Matching, Ordering
from functions.assessment.domain.questions.texts import ShortText
from shared.errors import FieldError
from shared.rich_text import Document

MOST_PARTS = 30

Simple = Annotated[
    SingleChoice | MultipleChoice | TrueFalse | Numeric | ShortText | Blanks | Matching | Ordering,
    Field(discriminator="type"),
]
"""What a question can be made of: whatever a rule can mark."""


class SubQuestion(Part):
    """One of the questions that a question is made of."""

    key: Key
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    """How much it counts beside the others."""
    question: Simple


class Answers(Part):
    """By key of the sub-question, the answer to it, as that type is answered."""

    parts: Annotated[dict[Key, dict[str, Any] | None], Field(max_length=MOST_PARTS)]


class _Composite(AnyQuestion[Answers]):
    Response: ClassVar[type[Part]] = Answers

    @abstractmethod
    def _parts(self) -> tuple[SubQuestion, ...]:
        """What the type has of its own."""

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Those of the sub-questions."""
        for place, part in enumerate(self._parts()):
            for at, document in part.question.documents():
                yield f"/parts/{place}/question{at}", document

    def broken_rules(self) -> Iterator[FieldError]:
        """Sub-questions are told apart, and each keeps its own rules."""
        known: set[str] = set()
        for place, part in enumerate(self._parts()):
            if part.key in known:
                yield FieldError(f"/parts/{place}/key", "repeated_key", "Another one has this key.")
            known.add(part.key)
            for fault in part.question.broken_rules():
                yield FieldError(f"/parts/{place}/question{fault.pointer}", fault.code, fault.message)

    def shown(self, order: Order) -> dict[str, Any]:
        """The sub-questions as each may be shown."""
        return {**super().shown(order), "parts": [self._shown_part(part, order) for part in self._parts()]}

    def _shown_part(self, part: SubQuestion, order: Order) -> dict[str, Any]:
        inner = Shuffled(f"{order.seed}|{part.key}") if isinstance(order, Shuffled) else order
        question = {"type": part.question.type, **part.question.shown(inner)}
        return {"key": part.key, "weight": part.weight, "question": question}

    def strays(self, response: Answers) -> Iterator[FieldError]:
        """Sub-questions that are not there, and what is wrong with each answer."""
        known = {part.key: part.question for part in self._parts()}
        for key, raw in response.parts.items():
            question = known.get(key)
            if question is None:
                yield FieldError(f"/parts/{key}", "unknown_part", "The question has no such part.")
                continue
            yield from question.faults_of_response(raw, f"/parts/{key}")

    def is_blank(self, response: Answers) -> bool:
        """Whether no part is answered."""
        return not any(part.question.read(response.parts.get(part.key)) for part in self._parts())

    def mark(self, response: Answers) -> Mark:
        """The sum of what the parts are worth, each by its weight."""
        marks = {part.key: part.question.assess(response.parts.get(part.key)) or NOTHING for part in self._parts()}
        weights = {part.key: part.weight for part in self._parts()}
        reached = sum((mark.share * weights[key] for key, mark in marks.items()), Fraction(0))
        return Mark(
            reached / sum(weights.values()),
            tuple((key, max(Fraction(0), mark.share)) for key, mark in marks.items()),
            tuple(said for mark in marks.values() for said in mark.feedback),
        )

    def right_answer(self) -> dict[str, Any]:
        """What is right in each part."""
        return {"parts": {part.key: part.question.right_answer() for part in self._parts()}}

    def categories(self, response: Answers) -> tuple[str, ...]:
        """Which parts are right."""
        return tuple(f"{key}:{'right' if share == 1 else 'wrong'}" for key, share in self.mark(response).parts)


class Comprehension(_Composite):
    """Questions about a passage."""

    type: Literal["comprehension"]
    passage: Document
    parts: Annotated[tuple[SubQuestion, ...], Field(min_length=1, max_length=MOST_PARTS)]

    def _parts(self) -> tuple[SubQuestion, ...]:
        return self.parts

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The passage, and what is asked about it."""
        yield "/passage", self.passage
        yield from super().own_documents()

    def shown(self, order: Order) -> dict[str, Any]:
        """The passage and its questions."""
        return {**super().shown(order), "passage": self.passage}


class TimedQuestion(SubQuestion):
    """A question that is put at a moment of the video."""

    at_s: Annotated[int, Field(ge=0, le=86_400)]
    """In seconds from its beginning."""


class VideoQuestion(_Composite):
    """Questions at times in a video."""

    type: Literal["video_question"]
    asset_id: AssetId
    parts: Annotated[tuple[TimedQuestion, ...], Field(min_length=1, max_length=MOST_PARTS)]

    def _parts(self) -> tuple[SubQuestion, ...]:
        return self.parts

    def assets(self) -> Iterator[tuple[str, AssetUse]]:
        """The video."""
        yield "/asset_id", AssetUse(self.asset_id, AssetKind.VIDEO)

    def shown(self, order: Order) -> dict[str, Any]:
        """The video, and its questions in the order of their times."""
        times = {part.key: part.at_s for part in self.parts}
        shown = super().shown(order)
        parts = [{**part, "at_s": times[part["key"]]} for part in shown["parts"]]
        return {**shown, "asset_id": self.asset_id, "parts": sorted(parts, key=lambda part: part["at_s"])}
