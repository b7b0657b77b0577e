"""Bodies about badges, and what is shown of them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from functions.motivation.domain.badges import OF_EVERYTHING, SCORED, Badge, Condition, Measure
from functions.motivation.service.badges import Achievement
from shared.schemas import BodyId, In, Line, Out, Printable

_BADGE: dict[str, Any] = {
    "name": "Cell explorer",
    "description": "Complete five lessons on cells.",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "conditions": [{"measure": "lesson_completed", "at_least": 5, "score_percent": None}],
}
_WORDS: dict[str, Any] = {"name": "Cell explorer", "description": "Complete five lessons of the course."}
_BADGE_OUT = {"badge_id": "bdg_01JD0M7B1C2D3E4F5G6H7J8K9M", **_BADGE, "built_in": False, "withdrawn": False}
_ACHIEVEMENT: dict[str, Any] = {
    "name": "First step",
    "description": "Complete your first lesson.",
    "learner_name": "Meera Nair",
    "organization_name": "Lotus Academy",
    "awarded_at": "2026-11-22T09:30:00Z",
}
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Printable]


class ConditionIn(In):
    """That something has happened at least so often, or is at least so much. With `score_percent`, only assessments
    passed with at least so good a score count.
    """

    measure: Measure
    at_least: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    score_percent: Annotated[int, Field(ge=1, le=100, strict=True)] | None = None

    @field_validator("score_percent")
    @classmethod
    def _of_what_has_scores(cls, score_percent: int | None, info: ValidationInfo) -> int | None:
        if score_percent is not None and info.data.get("measure") not in SCORED:
            raise ValueError("must be null: only assessments have scores")
        return score_percent


class ConditionOut(Out):
    """A condition of a badge."""

    measure: Measure
    at_least: int
    score_percent: int | None


class BadgeWordsIn(In):
    """The words of a badge."""

    name: Line
    description: Description

    model_config = ConfigDict(json_schema_extra={"examples": [_WORDS]})


class BadgeIn(BadgeWordsIn):
    """A badge: earned when every condition holds, of what is done in a course, or of everything (null)."""

    course_id: BodyId | None
    conditions: Annotated[list[ConditionIn], Field(min_length=1, max_length=10)]

    model_config = ConfigDict(json_schema_extra={"examples": [_BADGE]})

    @field_validator("conditions")
    @classmethod
    def _of_what_a_course_has(cls, conditions: list[ConditionIn], info: ValidationInfo) -> list[ConditionIn]:
        if info.data.get("course_id") is not None and any(one.measure in OF_EVERYTHING for one in conditions):
            raise ValueError("must be about the course: levels and streaks are of everything")
        return conditions

    def badge(self, badge_id: str, now: datetime) -> Badge:
        """The badge that this describes."""
        conditions = tuple(Condition(**condition.model_dump()) for condition in self.conditions)
        return Badge(
            badge_id=badge_id,
            name=self.name,
            description=self.description,
            course_id=self.course_id,
            conditions=conditions,
            created_at=now,
        )


class BadgeOut(Out):
    """A badge. One that was withdrawn is earned no more."""

    badge_id: str
    name: str
    description: str
    course_id: str | None
    conditions: list[ConditionOut]
    built_in: bool
    withdrawn: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_BADGE_OUT]})

    @classmethod
    def of(cls, badge: Badge) -> "BadgeOut":
        """The answer for a badge."""
        values = badge.model_dump(include={"badge_id", "name", "description", "course_id", "withdrawn"})
        conditions = [ConditionOut.model_validate(condition) for condition in badge.conditions]
        return cls(**values, conditions=conditions, built_in=badge.created_at is None)


class BadgesOut(Out):
    """Every badge that can be earned: those of every organization, and at most a hundred of this one's own."""

    items: list[BadgeOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_BADGE_OUT]}]})


class BadgeShareOut(Out):
    """A badge's public page: anybody who knows its address sees it, until you close it."""

    badge_id: str
    code: str
    page: str
    """Its address."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "badge_id": "bdg_firstlesson",
                    "code": "K7M2Q9XW4TBD6RZ3HVNC",
                    "page": "https://learn.example.org/api/v1/achievements/K7M2Q9XW4TBD6RZ3HVNC/page",
                }
            ]
        }
    )


class AchievementOut(Out):
    """What somebody chose to show of what they earned."""

    name: str
    description: str
    learner_name: str
    organization_name: str
    awarded_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_ACHIEVEMENT]})

    @classmethod
    def of(cls, achievement: Achievement) -> "AchievementOut":
        """The answer for an achievement."""
        return cls(
            name=achievement.badge.name,
            description=achievement.badge.description,
            learner_name=achievement.learner_name,
            organization_name=achievement.organization_name,
            awarded_at=achievement.awarded_at,
        )
