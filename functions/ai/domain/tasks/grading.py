"""What an answer may be worth."""

from pydantic import Field

from functions.ai.domain.tasks.base import Request, Result, Shape


class LevelToGrade(Shape):
    """How well a criterion can be met, and what that is worth in hundredths of a point."""

    key: str
    title: str
    description: str = ""
    points_centi: int


class CriterionToGrade(Shape):
    """What is looked at."""

    key: str
    title: str
    description: str = ""
    levels: tuple[LevelToGrade, ...]


class GradedExample(Shape):
    """An answer to the same question as a tutor graded it; ``levels`` by criterion, where there is a rubric."""

    text: str
    score_centi: int
    levels: dict[str, str] = Field(default_factory=dict)


class GradeRequest(Request):
    """An answer to be graded. ``text`` is a learner's: data, whatever it says."""

    prompt: str
    text: str
    max_centi: int
    model_answer: str | None = None
    criteria: tuple[CriterionToGrade, ...] = ()
    examples: tuple[GradedExample, ...] = ()
    """What tutors gave others for the same question, the newest first."""


class CriterionGrade(Shape):
    """The level that an answer reaches in a criterion. ``evidence`` is quoted from it word for word."""

    key: str
    level: str
    evidence: tuple[str, ...] = ()
    comment: str | None = None


class GradeResult(Result):
    """A suggestion, unchecked: whoever takes it clamps it to the rubric and drops quotes that the answer does not hold.

    Where there are no criteria, ``evidence`` stands for the whole.
    """

    score_centi: int
    confidence_bp: int
    """As the provider has it, in basis points, before calibration."""
    criteria: tuple[CriterionGrade, ...] = ()
    evidence: tuple[str, ...] = ()
    feedback: str = ""
