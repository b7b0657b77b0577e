"""Bodies about rubrics."""

from typing import Any

from pydantic import ConfigDict

from functions.assessment.domain.rubrics import Criteria, Criterion, CriterionMark, Rubric
from shared.schemas import In, Line, Out

CRITERIA: list[dict[str, Any]] = [
    {
        "key": "reasons",
        "title": "Gives reasons",
        "description": "Claims stand on observations.",
        "levels": [
            {"key": "none", "title": "None", "description": "", "points_centi": 0},
            {"key": "some", "title": "Some", "description": "Most claims.", "points_centi": 100},
            {"key": "all", "title": "All", "description": "Every claim.", "points_centi": 200},
        ],
    }
]
CRITERION_MARKS: list[Any] = [{"key": "reasons", "level": "some", "comment": "What of the second claim?"}]
_CHANGE: dict[str, Any] = {"title": "Essays", "is_hidden": False, "criteria": CRITERIA}
_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
RUBRIC: dict[str, Any] = {
    "rubric_id": "rub_01JD0P5C6D7E8F9G0H1J2K3M4N",
    "course_id": _COURSE,
    **_CHANGE,
    "max_centi": 200,
    "version": 1,
}


class RubricIn(In):
    """A rubric as it is to be. Each criterion has levels, each worth some hundredths of a point."""

    title: Line
    is_hidden: bool = False
    """Whether learners see it only with the feedback on their work."""
    criteria: Criteria

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]})


class RubricOut(Out):
    """A rubric. Points count in proportion: the best levels together are all the points of the work."""

    rubric_id: str
    course_id: str
    title: str
    is_hidden: bool
    criteria: list[Criterion]
    max_centi: int
    version: int

    model_config = ConfigDict(json_schema_extra={"examples": [RUBRIC]})

    @classmethod
    def of(cls, rubric: Rubric) -> "RubricOut":
        """The answer for a rubric."""
        return cls.model_validate(rubric)


class CriterionMarkOut(Out):
    """Which level of a criterion some work reaches, and why."""

    key: str
    level: str
    comment: str | None

    model_config = ConfigDict(json_schema_extra={"examples": CRITERION_MARKS})

    @classmethod
    def all_of(cls, marks: tuple[CriterionMark, ...]) -> "list[CriterionMarkOut]":
        """The answers for marks."""
        return [cls.model_validate(mark) for mark in marks]
