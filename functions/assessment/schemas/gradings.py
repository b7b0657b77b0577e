"""Bodies about gradings and appeals. Under which token a workflow waits is in none of them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from functions.assessment.domain.appeals import Appeal, AppealState
from functions.assessment.domain.gradings import FindingKept, Grading, GradingState, Reason, Suggestion
from shared.schemas import BodyId, In, Out
from shared.texts import Note

_ATTEMPT = "att_01JD0P2B3C4D5E6F7G8H9JKMNP"
_ASSESSMENT = "asm_01JD0P0Z9Y8X7W6V5T4S3R2Q1P"
_USER = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_GRADING: dict[str, Any] = {
    "attempt_id": _ATTEMPT,
    "assessment_id": _ASSESSMENT,
    "user_id": _USER,
    "round": 1,
    "state": "waiting",
    "reasons": ["low_confidence"],
    "suggestions": [
        {
            "question_id": "que_01JD0P1A2B3C4D5E6F7G8H9JKM",
            "confidence_bp": 6200,
            "score_centi": 150,
            "criteria": [],
            "comment": "The second claim stands on no observation.",
        }
    ],
    "findings": [],
    "reminders": 0,
    "appeal_id": None,
    "opened_at": "2026-11-22T10:20:00Z",
}
_APPEAL: dict[str, Any] = {
    "appeal_id": "apl_01JD0P7D8E9F0G1H2J3K4M5N6P",
    "attempt_id": _ATTEMPT,
    "assessment_id": _ASSESSMENT,
    "user_id": _USER,
    "question_ids": [],
    "reason": "The second claim stands on the table above.",
    "state": "open",
    "reply": None,
    "score_before_centi": 150,
    "made_at": "2026-11-23T09:00:00Z",
    "resolved_at": None,
    "resolved_by": None,
}


_OF_WORK: dict[str, Any] = {
    **{name: value for name, value in _APPEAL.items() if name not in {"attempt_id", "assessment_id", "question_ids"}},
    "submission_id": "sub_01JD0Q2B3C4D5E6F7G8H9JKMNP",
    "assignment_id": "asg_01JD0Q0Z9Y8X7W6V5T4S3R2Q1P",
}


class GradingOut(Out):
    """How an attempt is being graded, for staff. Shares and confidences are in basis points."""

    attempt_id: str
    assessment_id: str
    user_id: str
    round: int
    state: GradingState
    reasons: list[Reason]
    """Why a person has to decide."""
    suggestions: list[Suggestion]
    findings: list[FindingKept]
    """How much of which answer was found elsewhere."""
    reminders: int
    appeal_id: str | None
    opened_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_GRADING]})

    @classmethod
    def of(cls, grading: Grading) -> "GradingOut":
        """The answer for a grading."""
        return cls(attempt_id=grading.work_id, assessment_id=grading.activity_id, **_plain(cls, grading))


class AppealIn(In):
    """Against the marks of which questions, none for all, and why."""

    question_ids: Annotated[tuple[BodyId, ...], Field(max_length=200)] = ()
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question_ids": [], "reason": "The second claim stands on the table above."}]}
    )


class ResolutionIn(In):
    """The answer to an appeal."""

    outcome: Literal[AppealState.ACCEPTED, AppealState.DECLINED]
    reply: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "accepted", "reply": "So it does; half a point more."}]}
    )


class _AppealOut(Out):
    appeal_id: str
    user_id: str
    reason: str
    state: AppealState
    reply: str | None
    score_before_centi: int
    made_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None


class AppealOut(_AppealOut):
    """An appeal, and its answer once there is one."""

    attempt_id: str
    assessment_id: str
    question_ids: list[str]

    model_config = ConfigDict(json_schema_extra={"examples": [_APPEAL]})

    @classmethod
    def of(cls, appeal: Appeal) -> "AppealOut":
        """The answer for an appeal."""
        return cls(attempt_id=appeal.work_id, assessment_id=appeal.activity_id, **_plain(cls, appeal))


class SubmissionAppealIn(In):
    """Why the mark of a submission is to be looked at again."""

    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The seventh drawing is on the back."}]})


class SubmissionAppealOut(_AppealOut):
    """An appeal against the mark of a submission, and its answer once there is one."""

    submission_id: str
    assignment_id: str

    model_config = ConfigDict(json_schema_extra={"examples": [_OF_WORK]})

    @classmethod
    def of(cls, appeal: Appeal) -> "SubmissionAppealOut":
        """The answer for an appeal."""
        return cls(submission_id=appeal.work_id, assignment_id=appeal.activity_id, **_plain(cls, appeal))


class SubmissionAppealsOut(Out):
    """The appeals against a submission's mark, the first first."""

    items: list[SubmissionAppealOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_OF_WORK]}]})


class AppealsOut(Out):
    """The appeals against an attempt's marks, the first first."""

    items: list[AppealOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_APPEAL]}]})


def _plain(out: type[Out], one: Appeal | Grading) -> dict[str, Any]:
    return {name: getattr(one, name) for name in out.model_fields if hasattr(one, name)}
