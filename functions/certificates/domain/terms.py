"""What a course's certificate asks for, and whether somebody has it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

MOST_CONDITIONS = 20


class ConditionKind(StrEnum):
    """What can be asked for."""

    COMPLETED = "completed"
    """The course is completed, by its own rule. Always asked for."""
    ACTIVE = "active"
    """The enrolment gives access now: it was neither ended nor paused, and has not expired."""
    PROGRESS = "progress"
    """So many per cent of the required lessons of the current version are done."""
    MINUTES = "minutes"
    """So many minutes were spent in its lessons."""
    ASSESSMENT = "assessment"
    """So many per cent were reached in one of its assessments."""


class Condition(BaseModel):
    """One thing that is asked for."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    kind: ConditionKind
    at_least: int | None = None
    """In per cent, or minutes; None for ``completed`` and ``active``."""
    assessment_id: str | None = None
    """For ``assessment``."""


class Terms(BaseModel):
    """All that a course's certificate asks for besides that it is completed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    conditions: tuple[Condition, ...] = ()
    automatic: bool = True
    """Whether who meets them gets the certificate without asking for it."""
    revision: int = 0

    @property
    def all(self) -> tuple[Condition, ...]:
        """Every condition, the one that is always asked for included."""
        return (Condition(kind=ConditionKind.COMPLETED), *self.conditions)

    @property
    def ask_minutes(self) -> bool:
        """Whether time counts, which takes a look at every lesson."""
        return any(condition.kind is ConditionKind.MINUTES for condition in self.conditions)


class Record(BaseModel):
    """How far somebody is in a course."""

    model_config = ConfigDict(frozen=True)

    completed: bool
    active: bool
    percent: int
    minutes: int | None
    """None where nobody asked."""
    scores: dict[str, int]
    """The best in each assessment, in per cent."""


class Finding(BaseModel):
    """A condition, and whether somebody meets it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    kind: ConditionKind
    assessment_id: str | None
    at_least: int | None
    reached: int | None
    """In the condition's unit; None for nothing yet."""
    met: bool


def findings(terms: Terms, record: Record | None) -> tuple[Finding, ...]:
    """Every condition and whether it is met; ``record`` is None for who has no place in the course."""
    return tuple(_finding(condition, record) for condition in terms.all)


def score_of(terms: Terms, record: Record) -> int | None:
    """The mean of the best results in the assessments that are asked for, in whole per cent, halves up; None where none
    is asked for, or one was not taken."""
    asked = {
        one.assessment_id for one in terms.conditions if one.kind is ConditionKind.ASSESSMENT and one.assessment_id
    }
    scores = [record.scores[one] for one in asked if one in record.scores]
    if not asked or len(scores) < len(asked):
        return None
    return (2 * sum(scores) + len(scores)) // (2 * len(scores))


def _finding(condition: Condition, record: Record | None) -> Finding:
    reached = _reached(condition, record) if record else None
    if condition.kind is ConditionKind.COMPLETED:
        met = record is not None and record.completed
    elif condition.kind is ConditionKind.ACTIVE:
        met = record is not None and record.active
    else:
        met = reached is not None and reached >= (condition.at_least or 0)
    return Finding(
        kind=condition.kind,
        assessment_id=condition.assessment_id,
        at_least=condition.at_least,
        reached=reached,
        met=met,
    )


def _reached(condition: Condition, record: Record) -> int | None:
    match condition.kind:
        case ConditionKind.COMPLETED | ConditionKind.ACTIVE:
            return None
        case ConditionKind.PROGRESS:
            return record.percent
        case ConditionKind.MINUTES:
            return record.minutes
        case ConditionKind.ASSESSMENT:
            return record.scores.get(condition.assessment_id or "")
