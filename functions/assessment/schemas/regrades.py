"""Bodies about regrades."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from functions.assessment.domain.regrades import Change, ChangeOutcome, Regrade, RegradeState, RegradeTally
from shared.schemas import BodyId, In, Out

MOST_CORRECTED = 100

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_ASSESSMENT = "asm_01JD0M5X6Y7Z8A9B0C1D2E3F4G"
_QUESTION = "que_01JD0M1A2B3C4D5E6F7G8H9JKM"
_REGRADE: dict[str, Any] = {
    "regrade_id": "rgr_01JD0S1A2B3C4D5E6F7G8H9JKM",
    "course_id": _COURSE,
    "attempt_id": None,
    "question_ids": [],
    "state": "compared",
    "tally": {
        "compared": 120,
        "changed": 14,
        "better": 11,
        "worse": 0,
        "newly_passed": 2,
        "newly_failed": 0,
        "applied": 0,
        "overtaken": 0,
    },
    "asked_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "asked_at": "2026-11-25T09:00:00Z",
}
_CHANGE: dict[str, Any] = {
    "attempt_id": "att_01JD0N7P8Q9R0S1T2V3W4X5Y6Z",
    "assessment_id": _ASSESSMENT,
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0Y",
    "score_before": 300,
    "score_after": 400,
    "passed_before": False,
    "passed_after": True,
    "questions": [
        {"question_id": _QUESTION, "version": 2, "score_before": 0, "score_after": 100, "decided_by": "rule"}
    ],
    "unfit": [],
    "outcome": "found",
}


class RegradeIn(In):
    """Which attempts to compare with the questions as they are now: one, those of an assessment, or all of the course;
    and which questions, if not all that have changed."""

    assessment_id: BodyId | None = None
    attempt_id: BodyId | None = None
    question_ids: Annotated[tuple[BodyId, ...], Field(max_length=MOST_CORRECTED)] = ()

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"assessment_id": _ASSESSMENT, "attempt_id": None, "question_ids": []}]}
    )

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if self.assessment_id and self.attempt_id:
            raise ValueError("say at most one of assessment_id and attempt_id")
        return self


class RegradeOut(Out):
    """A regrade: once it is `compared` it says in numbers of attempts what would change, once `applied` what did."""

    regrade_id: str
    course_id: str
    attempt_id: str | None
    question_ids: list[str]
    state: RegradeState
    tally: RegradeTally
    asked_by: str
    asked_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_REGRADE]})

    @classmethod
    def of(cls, regrade: Regrade) -> "RegradeOut":
        """The answer for a regrade."""
        return cls.model_validate(regrade)


class RegradedQuestionOut(Out):
    """What one answer was worth, and what it is worth by this version; the same where somebody decided it by hand."""

    question_id: str
    version: int
    score_before: int | None
    score_after: int | None
    decided_by: str


class RegradeChangeOut(Out):
    """What a regrade makes of an attempt. Scores are in hundredths of a point; null while something is open."""

    attempt_id: str
    assessment_id: str
    user_id: str
    score_before: int | None
    score_after: int | None
    passed_before: bool | None
    passed_after: bool | None
    questions: list[RegradedQuestionOut]
    unfit: list[str]
    """Questions that ask something else now: what was answered cannot be replayed, and counts as before."""
    outcome: ChangeOutcome

    model_config = ConfigDict(json_schema_extra={"examples": [_CHANGE]})

    @classmethod
    def of(cls, change: Change) -> "RegradeChangeOut":
        """The answer for a change."""
        questions = [
            RegradedQuestionOut(
                question_id=one.question_id,
                version=one.version,
                score_before=one.before.score_centi,
                score_after=one.after.score_centi,
                decided_by=one.after.by,
            )
            for one in change.questions
        ]
        same = {name: getattr(change, name) for name in cls.model_fields if name not in {"questions", "unfit"}}
        return cls(questions=questions, unfit=list(change.unfit), **same)
