"""Bodies about judgements."""

from datetime import datetime
from typing import Any, Self

from pydantic import ConfigDict, model_validator

from functions.ai.domain.grading.suggesting import Caution, Suggested
from functions.ai.domain.judgements import Judgement, JudgementState, is_submission
from shared.schemas import BodyId, In, Out

_ATTEMPT = "att_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_BRIEF: dict[str, Any] = {
    "judgement_id": "jdg_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "attempt_id": _ATTEMPT,
    "assessment_id": "asm_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "submission_id": None,
    "assignment_id": None,
    "course_id": "crs_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "state": "ready",
    "requested_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "problem": None,
    "left_out": 0,
    "created_at": "2026-12-01T09:30:00Z",
}


_SHARED = {"judgement_id", "course_id", "state", "requested_by", "problem", "left_out", "created_at"}


class GradeAssignmentIn(In):
    """What is to be judged: the open answers of an attempt, or what was handed in for an assignment; one of both."""

    attempt_id: BodyId | None = None
    submission_id: BodyId | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"attempt_id": _ATTEMPT}]})

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.attempt_id is None) == (self.submission_id is None):
            raise ValueError("either attempt_id or submission_id must be given")
        if self.submission_id is not None and not is_submission(self.submission_id):
            raise ValueError("submission_id must be the id of a submission")
        if self.attempt_id is not None and is_submission(self.attempt_id):
            raise ValueError("attempt_id must be the id of an attempt")
        return self

    @property
    def work_id(self) -> str:
        """What is judged."""
        return self.attempt_id or self.submission_id or ""


class JudgementBriefOut(Out):
    """Where a judgement is. `left_out` counts the answers that nothing could be suggested for; `problem` is the code of
    what went wrong last."""

    judgement_id: str
    attempt_id: str | None
    assessment_id: str | None
    submission_id: str | None
    assignment_id: str | None
    course_id: str
    state: JudgementState
    requested_by: str | None
    problem: str | None
    left_out: int
    created_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_BRIEF]})

    @classmethod
    def of(cls, judgement: Judgement) -> "JudgementBriefOut":
        """The answer for a judgement, without what it suggests."""
        shared = judgement.model_dump(include=_SHARED)
        work = (judgement.attempt_id, judgement.assessment_id)
        attempt, submission = ((None, None), work) if is_submission(judgement.attempt_id) else (work, (None, None))
        return cls(
            **shared,
            attempt_id=attempt[0],
            assessment_id=attempt[1],
            submission_id=submission[0],
            assignment_id=submission[1],
        )


class CriterionJudgedOut(Out):
    """The level a criterion may deserve; `quotes` stand in the answer word for word, `note` is for those who mark."""

    key: str
    level: str
    quotes: list[str]
    note: str | None


class AnswerJudgedOut(Out):
    """What one answer may be worth: by points, or by the levels of its criteria.

    `confidence_bp` is the chance, in basis points, that a person gives the same: every level, or points no further off
    than a tenth. `comment` speaks of the answer alone; `note` is for those who mark. `provider` and `model` say who
    judged.
    """

    question_id: str
    confidence_bp: int
    score_centi: int | None
    criteria: list[CriterionJudgedOut]
    quotes: list[str]
    comment: str
    note: str | None
    flags: list[Caution]
    provider: str
    model: str


class JudgementOut(JudgementBriefOut):
    """A judgement, and what it suggests. Nothing of it counts before a person or the assessment's rules let it."""

    answers: list[AnswerJudgedOut]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_BRIEF,
                    "answers": [
                        {
                            "question_id": "que_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                            "confidence_bp": 6000,
                            "score_centi": None,
                            "criteria": [
                                {"key": "reasons", "level": "good", "quotes": ["The earth is tilted."], "note": None}
                            ],
                            "quotes": [],
                            "comment": "12 words in 2 sentences.",
                            "note": "It has 4 of the 9 words that tell something in the model answer.",
                            "flags": ["little_learned"],
                            "provider": "embedded",
                            "model": "likeness-1",
                        }
                    ],
                }
            ]
        }
    )

    @classmethod
    def made(cls, judgement: Judgement, answers: tuple[Suggested, ...]) -> "JudgementOut":
        """The answer for a judgement."""
        brief = JudgementBriefOut.of(judgement).model_dump()
        return cls(**brief, answers=[AnswerJudgedOut.model_validate(one) for one in answers])
