"""Bodies about what somebody lacks."""

from typing import Any

from pydantic import ConfigDict, Field

from functions.mastery.domain.gaps import GapState
from functions.mastery.schemas.mastery import ESTIMATE, EstimateOut, estimate_fields
from functions.mastery.service.mastery import LearnerGaps, View
from shared.schemas import Out

_LESSON: dict[str, Any] = {
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "lesson_id": "les_01JD0K6A1B2C3D4E5F6G7H8J9K",
    "title": "What a percentage is",
}
_GAP: dict[str, Any] = {**ESTIMATE, "level_bp": 8000, "reached_bp": 3120, "state": "missing", "lessons": [_LESSON]}
_USER = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_COUNTS: dict[str, Any] = {
    "user_id": _USER,
    "name": "Meera Nair",
    "met_count": 3,
    "missing_count": 1,
    "unknown_count": 0,
}


class TeachingOut(Out):
    """A lesson that teaches a skill or a part of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LESSON]})

    course_id: str
    lesson_id: str
    title: str


class GapOut(EstimateOut):
    """A skill that is wanted, and how somebody stands towards it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_GAP]})

    level_bp: int = Field(description="The mastery that is wanted.")
    reached_bp: int = Field(description="How likely it is that this much is reached, in basis points.")
    state: GapState = Field(description="`unknown` without an answer; else by whether `mastery_bp` is at the level.")
    lessons: list[TeachingOut]


class GapsOut(Out):
    """How somebody stands towards all that is wanted, in the tree's order."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_id": _USER, "items": [_GAP]}]})

    user_id: str
    items: list[GapOut]

    @classmethod
    def of(cls, user_id: str, views: list[View]) -> "GapsOut":
        """The answer for somebody's gaps."""
        return cls(user_id=user_id, items=[_gap(view) for view in views])


class LearnerGapsOut(Out):
    """How somebody stands towards what a course wants: how many skills are in each state."""

    model_config = ConfigDict(json_schema_extra={"examples": [_COUNTS]})

    user_id: str
    name: str | None = Field(description="Null for somebody who is no longer here.")
    met_count: int
    missing_count: int
    unknown_count: int

    @classmethod
    def of(cls, one: LearnerGaps) -> "LearnerGapsOut":
        """The answer for a learner of a course."""
        counts = {f"{state}_count": count for state, count in one.counts.items()}
        return cls(user_id=one.user_id, name=one.name, **counts)


def _gap(view: View) -> GapOut:
    gap = view.gap
    return GapOut(
        **estimate_fields(gap.estimate),
        level_bp=gap.level_bp,
        reached_bp=gap.reached_bp,
        state=gap.state,
        lessons=[TeachingOut.model_validate(lesson) for lesson in view.lessons],
    )
