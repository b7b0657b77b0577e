"""Bodies about assessments and overrides."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from functions.assessment.domain.assessments import (
    MOST_ATTEMPTS,
    MOST_EXTRA_BP,
    Assessment,
    AssessmentState,
    Override,
    Rules,
    Slots,
)
from functions.assessment.domain.release import Release
from shared.schemas import BodyId, In, Line, Out, Text

_RULES: dict[str, Any] = {
    "opens_at": None,
    "closes_at": None,
    "time_limit_s": 1800,
    "overdue": "submit",
    "grace_s": 0,
    "attempts_allowed": 2,
    "retake_after_s": 0,
    "grade_method": "highest",
    "pass_bp": 6000,
    "behaviour": "practice",
    "try_penalty_bp": 3333,
    "shuffle_questions": True,
    "release": Release().model_dump(mode="json"),
    "grading": {"suggestions": False, "confidence_bp": 8000, "boundary_bp": 300, "originality_bp": None},
    "appeals_allowed": 1,
}
_CHANGE: dict[str, Any] = {
    "title": "Cells: what have you learnt?",
    "instructions": "Thirty minutes, two attempts.",
    "lesson_id": None,
    "slots": [],
    "rules": _RULES,
}
_SLOTS: list[dict[str, Any]] = [
    {"kind": "question", "question_id": "que_01JD0P1A2B3C4D5E6F7G8H9JKM", "points_centi": 200, "rubric_id": None},
    {"kind": "draw", "tag": "cells", "difficulty": 2, "count": 5, "points_centi": 100, "rubric_id": None},
]
_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_NEW: dict[str, Any] = {"course_id": _COURSE, **_CHANGE}
_CHANGES: list[Any] = [_CHANGE, {**_CHANGE, "slots": _SLOTS}]
_NEWS: list[Any] = [_NEW, {**_NEW, "slots": _SLOTS}]
ASSESSMENT: dict[str, Any] = {
    "assessment_id": "asm_01JD0P0Z9Y8X7W6V5T4S3R2Q1P",
    "course_id": _COURSE,
    "state": "draft",
    "max_centi": 200,
    "created_at": "2026-11-22T09:30:00Z",
    **_CHANGE,
}


class AssessmentChangeIn(In):
    """An assessment as it is to be. Points are in hundredths, shares in basis points, lengths in seconds."""

    title: Line
    instructions: Text = ""
    lesson_id: Annotated[str, StringConstraints(max_length=32, pattern=r"^les_[0-9A-Za-z]+$")] | None = None
    """The lesson that shows it."""
    slots: Slots = ()
    rules: Rules = Rules()

    model_config = ConfigDict(json_schema_extra={"examples": _CHANGES})

    def fields(self) -> dict[str, Any]:
        """What is asked for."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class AssessmentIn(AssessmentChangeIn):
    """A new assessment in a course."""

    course_id: BodyId

    model_config = ConfigDict(json_schema_extra={"examples": _NEWS})


class AssessmentOut(Out):
    """An assessment. Learners see neither its slots, which are empty for them, nor how `grading` decides."""

    assessment_id: str
    course_id: str
    lesson_id: str | None
    title: str
    instructions: str
    state: AssessmentState
    slots: list[dict[str, Any]]
    rules: Rules
    max_centi: int
    created_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [ASSESSMENT]})

    @classmethod
    def of(cls, assessment: Assessment, *, is_staff: bool = True) -> "AssessmentOut":
        """The answer for an assessment."""
        slots = [slot.model_dump(mode="json") for slot in assessment.slots] if is_staff else []
        values = assessment.model_dump(include=set(cls.model_fields) - {"slots", "rules"})
        rules = assessment.rules if is_staff else assessment.rules.model_copy(update={"grading": None})
        return cls(**values, slots=slots, rules=rules, max_centi=assessment.max_centi)


_OVERRIDE: dict[str, Any] = {"extra_time_bp": 2500, "opens_at": None, "closes_at": None, "attempts_allowed": 3}


class OverrideIn(In):
    """What is otherwise for one learner; null is as for everybody. 2,500 basis points of extra time are a quarter."""

    extra_time_bp: Annotated[int, Field(ge=0, le=MOST_EXTRA_BP)] = 0
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    attempts_allowed: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)] | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_OVERRIDE]})

    def override(self) -> Override:
        """What is asked for."""
        return Override(**self.model_dump())


class OverrideOut(Out):
    """What is otherwise for one learner."""

    user_id: str
    extra_time_bp: int
    opens_at: datetime | None
    closes_at: datetime | None
    attempts_allowed: int | None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", **_OVERRIDE}]}
    )

    @classmethod
    def of(cls, user_id: str, override: Override) -> "OverrideOut":
        """The answer for an override."""
        return cls(user_id=user_id, **override.model_dump())
