"""Assessments: what is asked in a course, under which rules."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from functions.assessment.domain.behaviours import Behaviour
from functions.assessment.domain.grading_rules import GradingRules
from functions.assessment.domain.papers import MOST_SLOTS, DrawSlot, FixedSlot, Slot
from functions.assessment.domain.release import Release
from functions.assessment.errors import AssessmentNotPublishable, AssessmentNotPublished
from shared.errors import FieldError

MOST_ATTEMPTS = 50
MOST_EXTRA_BP = 30_000


class Overdue(StrEnum):
    """What becomes of an attempt that nobody handed in when its time was over."""

    SUBMIT = "submit"
    """It is handed in as it is."""
    GRACE = "grace"
    """It can be handed in for a while, but not changed; after that it is abandoned."""
    ABANDON = "abandon"
    """It does not count."""


class GradeMethod(StrEnum):
    """Which of several attempts make the grade."""

    HIGHEST = "highest"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"


class Rules(BaseModel):
    """Under which rules an assessment is taken. Times are UTC, lengths in seconds, shares in basis points."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    time_limit_s: Annotated[int, Field(ge=60, le=86_400)] | None = None
    overdue: Overdue = Overdue.SUBMIT
    grace_s: Annotated[int, Field(ge=0, le=3_600)] = 0
    attempts_allowed: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)] | None = 1
    """None for any number up to fifty."""
    retake_after_s: Annotated[int, Field(ge=0, le=31_536_000)] = 0
    """How long to wait after handing in before the next attempt."""
    grade_method: GradeMethod = GradeMethod.HIGHEST
    pass_bp: Annotated[int, Field(ge=0, le=10_000)] | None = None
    behaviour: Behaviour = Behaviour.EXAM
    try_penalty_bp: Annotated[int, Field(ge=0, le=10_000)] = 3_333
    """What each try before costs, where there are several."""
    shuffle_questions: bool = False
    release: Release = Release()
    grading: GradingRules | None = None
    """How answers are graded that no rule can mark; None for by people, without further ado."""
    appeals_allowed: Annotated[int, Field(ge=0, le=5)] = 1
    """Of each attempt."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValueError("closes_at must come after opens_at")
        return self


class Override(BaseModel):
    """What is otherwise for one learner; what is not given is as for everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    extra_time_bp: Annotated[int, Field(ge=0, le=MOST_EXTRA_BP)] = 0
    """How much longer, of the time limit: 2,500 is a quarter more."""
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    attempts_allowed: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)] | None = None

    def applied(self, rules: Rules) -> Rules:
        """The rules for this learner."""
        changes: dict[str, Any] = {
            name: value
            for name in ("opens_at", "closes_at", "attempts_allowed")
            if (value := getattr(self, name)) is not None
        }
        if rules.time_limit_s is not None and self.extra_time_bp:
            # Rounded up: a second more harms nobody.
            changes["time_limit_s"] = -(-rules.time_limit_s * (10_000 + self.extra_time_bp) // 10_000)
        return rules.model_copy(update=changes)


class AssessmentState(StrEnum):
    """Where an assessment is in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Assessment(BaseModel):
    """Something that is asked in a course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    assessment_id: str
    course_id: str
    lesson_id: str | None = None
    title: str
    instructions: str = ""
    state: AssessmentState = AssessmentState.DRAFT
    slots: tuple[FixedSlot | DrawSlot, ...] = ()
    rules: Rules = Rules()
    creator_id: str
    created_at: datetime
    revision: int = 0

    @property
    def max_centi(self) -> int:
        """What can be reached, in hundredths of a point."""
        return sum(slot.points_centi * (slot.count if isinstance(slot, DrawSlot) else 1) for slot in self.slots)

    def publish(self) -> "Assessment":
        """Let learners take it. Raises ``AssessmentNotPublishable`` with what is missing."""
        faults = []
        if not self.slots:
            faults.append(FieldError("/slots", "no_questions", "An assessment asks at least one question."))
        elif not self.max_centi:
            faults.append(FieldError("/slots", "no_points", "Some question is worth something."))
        if faults:
            raise AssessmentNotPublishable(errors=faults, assessment_id=self.assessment_id)
        return self.model_copy(update={"state": AssessmentState.PUBLISHED})

    def archive(self) -> "Assessment":
        """Let nobody begin it any more; attempts that run go on."""
        return self.model_copy(update={"state": AssessmentState.ARCHIVED})

    def with_slot(self, slot: FixedSlot | DrawSlot) -> "Assessment":
        """One more slot at the end."""
        return self.model_copy(update={"slots": (*self.slots, slot)})

    def without_question(self, question_id: str) -> "Assessment":
        """Without the slots that ask this question."""
        kept = tuple(
            slot for slot in self.slots if not (isinstance(slot, FixedSlot) and slot.question_id == question_id)
        )
        return self.model_copy(update={"slots": kept})

    def asks(self, question_id: str) -> bool:
        """Whether a slot of its own asks this question."""
        return any(isinstance(slot, FixedSlot) and slot.question_id == question_id for slot in self.slots)

    def require_published(self) -> None:
        """Raise ``AssessmentNotPublished`` unless learners may take it."""
        if self.state is not AssessmentState.PUBLISHED:
            raise AssessmentNotPublished(assessment_id=self.assessment_id)


Slots = Annotated[tuple[Slot, ...], Field(max_length=MOST_SLOTS)]

NETWORK_ALLOWANCE = timedelta(seconds=5)
"""How much later than the bell an answer may arrive that was on its way."""
