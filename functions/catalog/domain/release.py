"""Release conditions: what must be before a lesson opens to a learner.

A lesson opens once all its own conditions and all those of its topic are fulfilled. A lesson that the learner has
completed stays open, whatever is asked of it later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

MOST_CONDITIONS = 10


def _near(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2200:  # what people mean by a date
        raise ValueError("must lie between the years 2000 and 2199")
    return moment


class _Condition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OpensAt(_Condition):
    """Not before this moment."""

    type: Literal["date"]
    opens_at: Annotated[AwareDatetime, AfterValidator(_near)]


class DaysAfterEnrolment(_Condition):
    """Not before so many days after the learner's first enrolment."""

    type: Literal["days_after_enrolment"]
    days: Annotated[int, Field(ge=1, le=3650)]


class PreviousLessonDone(_Condition):
    """Not before the lesson that stands before it is completed; for a topic, the one before its first lesson."""

    type: Literal["previous_lesson"]


class LessonDone(_Condition):
    """Not before this lesson of the course is completed."""

    type: Literal["lesson_done"]
    lesson_id: Annotated[str, Field(max_length=32, pattern=r"^les_[0-9A-Za-z]+$")]


class ScoreReached(_Condition):
    """Not before so many per cent are reached in this assessment."""

    type: Literal["score"]
    assessment_id: Annotated[str, Field(max_length=32, pattern=r"^asm_[0-9A-Za-z]+$")]
    at_least: Annotated[int, Field(ge=1, le=100)]


_KINDS: Mapping[str, type[_Condition]] = {
    "date": OpensAt,
    "days_after_enrolment": DaysAfterEnrolment,
    "previous_lesson": PreviousLessonDone,
    "lesson_done": LessonDone,
    "score": ScoreReached,
}


def _validated(value: Any, _: ValidatorFunctionWrapHandler) -> Any:
    """What the union would make of it, whose pointers to faults lead through the type."""
    if isinstance(value, _Condition):
        return value
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in _KINDS:
        fault = PydanticCustomError("unknown_condition", f"The type of a condition is one of {', '.join(_KINDS)}.")
        place = ("type",) if isinstance(value, dict) else ()
        raise ValidationError.from_exception_data("Condition", [{"type": fault, "loc": place, "input": name}])
    return _KINDS[name].model_validate(value)


Condition = Annotated[
    OpensAt | DaysAfterEnrolment | PreviousLessonDone | LessonDone | ScoreReached,
    Field(discriminator="type"),
    WrapValidator(_validated),
]
_conditions: TypeAdapter[tuple[Condition, ...]] = TypeAdapter(
    tuple[Condition, ...], config=ConfigDict(defer_build=True)
)


def dumped(release: tuple[Condition, ...]) -> list[dict[str, Any]]:
    """The conditions as JSON has them."""
    return [condition.model_dump(mode="json") for condition in release]


def loaded(stored: object) -> tuple[Condition, ...]:
    """The conditions that were dumped so."""
    return _conditions.validate_python(stored) if stored else ()


Release = Annotated[tuple[Condition, ...], Field(max_length=MOST_CONDITIONS), PlainSerializer(dumped)]
"""All of them are to be fulfilled; none means open."""


@dataclass(frozen=True, slots=True)
class Learner:
    """What counts of somebody who learns a course."""

    enrolled_at: datetime
    done: int
    """The completed lessons: bit *n* stands for the lesson with the ordinal *n*."""
    scores: Mapping[str, int] = field(default_factory=dict)
    """The best result in each assessment, in per cent."""

    def has_done(self, ordinal: int) -> bool:
        """Whether the lesson is completed."""
        return bool(self.done >> ordinal & 1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a lesson is not open, for machines (``code`` and what it is about) and for people."""

    code: str
    message: str
    opens_at: datetime | None = None
    lesson_id: str | None = None
    assessment_id: str | None = None
    at_least: int | None = None
