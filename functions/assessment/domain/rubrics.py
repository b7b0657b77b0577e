"""Rubrics: by which criteria work is judged, and what each level of each is worth."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from functions.assessment.domain.questions.base import duplicates
from functions.assessment.errors import RubricNotFollowed
from shared.errors import FieldError
from shared.texts import Line, Note, Printable

MOST_CRITERIA = 20
MOST_LEVELS = 10

RubricId = Annotated[str, StringConstraints(max_length=32, pattern=r"^rub_[0-9A-Za-z]+$")]
RubricKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,24}$")]
"""What names a criterion within its rubric, or a level within its criterion."""
LevelPoints = Annotated[int, Field(ge=0, le=100_000)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(_Part):
    """How well a criterion can be met."""

    key: RubricKey
    title: Line
    description: Description = ""
    points_centi: LevelPoints


class Criterion(_Part):
    """What is looked at."""

    key: RubricKey
    title: Line
    description: Description = ""
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=MOST_LEVELS)]

    @property
    def max_centi(self) -> int:
        """What the best level is worth."""
        return max(level.points_centi for level in self.levels)

    def level(self, key: str) -> Level | None:
        """The level of that key."""
        return next((level for level in self.levels if level.key == key), None)


Criteria = Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=MOST_CRITERIA)]


class CriterionMark(_Part):
    """Which level of a criterion some work reaches, and why."""

    key: RubricKey
    level: RubricKey
    comment: Note | None = None


class RubricUse(_Part):
    """A rubric in one version: what work is judged by that was begun while it was the current one."""

    rubric_id: RubricId
    version: int


class Rubric(BaseModel):
    """A course's rubric in one version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    rubric_id: str
    course_id: str
    title: str
    is_hidden: bool = False
    """Whether learners see it only with the feedback on their work."""
    criteria: tuple[Criterion, ...]
    version: int = 1
    revision: int = 0

    @property
    def max_centi(self) -> int:
        """What the best level of each criterion makes together."""
        return sum(criterion.max_centi for criterion in self.criteria)

    @property
    def use(self) -> RubricUse:
        """This version of it."""
        return RubricUse(rubric_id=self.rubric_id, version=self.version)

    def faults(self) -> Iterator[FieldError]:
        """Keys that stand twice, and a rubric by which nothing can be reached."""
        for place in duplicates(criterion.key for criterion in self.criteria):
            yield FieldError(f"/criteria/{place}/key", "repeated_key", "Another criterion has this key.")
        for number, criterion in enumerate(self.criteria):
            for place in duplicates(level.key for level in criterion.levels):
                yield FieldError(f"/criteria/{number}/levels/{place}/key", "repeated_key", "Another level has it.")
        if not self.max_centi:
            yield FieldError("/criteria", "no_points", "Some level is worth something.")

    def share(self, marks: Sequence[CriterionMark], at: str = "/criteria") -> Fraction:
        """What share of the points the levels are worth, exactly.

        Raises ``RubricNotFollowed`` unless every criterion has one level of its own.
        """
        faults = [
            FieldError(f"{at}/{place}/key", "repeated", "This criterion is marked already.")
            for place in duplicates(mark.key for mark in marks)
        ]
        by_key = {criterion.key: criterion for criterion in self.criteria}
        reached = 0
        for place, mark in enumerate(marks):
            criterion = by_key.pop(mark.key, None)
            level = criterion.level(mark.level) if criterion else None
            if criterion is None and not faults:
                faults.append(FieldError(f"{at}/{place}/key", "unknown_criterion", "The rubric has no such criterion."))
            elif criterion and level is None:
                faults.append(FieldError(f"{at}/{place}/level", "unknown_level", "The criterion has no such level."))
            reached += level.points_centi if level else 0
        if by_key and not faults:
            faults.append(FieldError(at, "missing_criteria", f"Not marked: {', '.join(by_key)}."))
        if faults:
            raise RubricNotFollowed(errors=faults)
        return Fraction(reached, self.max_centi)
