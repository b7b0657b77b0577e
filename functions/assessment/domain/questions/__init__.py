"""The types of question: one module per family, one class per type, one contract (``base``).

A new type is a class in its family's module, listed here in ``Question`` and ``QUESTION_TYPES``.
"""

from typing import Annotated

from pydantic import Field

from functions.assessment.domain.questions.base import (
    NOTHING,
    AnyQuestion,
    AssetUse,
    Mark,
    NewKey,
    Order,
    Shuffled,
    Verdict,
    as_written,
    verdict_of,
)
from functions.assessment.domain.questions.blanks import Blanks
from functions.assessment.domain.questions.choices import MultipleChoice, SingleChoice, TrueFalse
from functions.assessment.domain.questions.code import Code, CodeTest
from functions.assessment.domain.questions.composites import Comprehension, VideoQuestion
from functions.assessment.domain.questions.keys import with_keys
from functions.assessment.domain.questions.numbers import Numeric
from functions.assessment.domain.questions.pairing import Matching, Ordering
from functions.assessment.domain.questions.texts import Essay, FileUpload, ShortText

__all__ = [
    "NOTHING",
    "QUESTION_TYPES",
    "AnyQuestion",
    "AssetUse",
    "Blanks",
    "Code",
    "CodeTest",
    "Comprehension",
    "Essay",
    "FileUpload",
    "Mark",
    "Matching",
    "MultipleChoice",
    "NewKey",
    "Numeric",
    "Order",
    "Ordering",
    "Question",
    "ShortText",
    "Shuffled",
    "SingleChoice",
    "TrueFalse",
    "Verdict",
    "VideoQuestion",
    "as_written",
    "verdict_of",
    "with_keys",
]

Question = Annotated[
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Numeric
    | ShortText
    | Blanks
    | Matching
    | Ordering
    | Essay
    | Comprehension
    | VideoQuestion
    | Code
    | FileUpload,
    Field(discriminator="type"),
]
"""A question as its author writes it."""

QUESTION_TYPES: tuple[type[AnyQuestion], ...] = (  # type: ignore[type-arg]  # each has answers of its own
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Numeric,
    ShortText,
    Blanks,
    Matching,
    Ordering,
    Essay,
    Comprehension,
    VideoQuestion,
    Code,
    FileUpload,
)
