"""Bodies about originality. Shares are in basis points, places in characters."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import ConfigDict

from functions.assessment.domain.originality import Passage
from functions.assessment.service.originality_reports import ReportOfPiece
from shared.schemas import Out

_PASSAGE: dict[str, Any] = {
    "start": 0,
    "end": 37,
    "text": "Moist winds rise over the mountains",
    "source_start": 120,
    "source_end": 157,
    "source_text": "Moist winds rise over the mountains",
}
_SOURCE: dict[str, Any] = {
    "kind": "attempt",
    "work_id": "att_01JD0PA1B2C3D4E5F6G7H8J9KM",
    "activity_id": "asm_01JD0P0Z9Y8X7W6V5T4S3R2Q1P",
    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "user_ids": ["usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"],
    "score_bp": 8400,
    "verbatim_bp": 6100,
    "passages": [_PASSAGE],
}
_REPORT: dict[str, Any] = {
    "question_id": "que_01JD0P1A2B3C4D5E6F7G8H9JKM",
    "score_bp": 8400,
    "verbatim_bp": 6100,
    "units": 180,
    "checked_at": "2026-11-22T09:30:00Z",
    "sources": [_SOURCE],
}


_OF_SUBMISSION: dict[str, Any] = {name: value for name, value in _REPORT.items() if name != "question_id"}


class PassageOut(Out):
    """A passage that stands in both texts."""

    start: int
    end: int
    text: str
    source_start: int
    source_end: int
    source_text: str

    model_config = ConfigDict(json_schema_extra={"examples": [_PASSAGE]})


class SourceKind(StrEnum):
    """What says the same: something that was handed in, or a lesson."""

    ATTEMPT = "attempt"
    SUBMISSION = "submission"
    LESSON = "lesson"


class OriginalitySourceOut(Out):
    """Something that says the same and was there before."""

    kind: SourceKind
    work_id: str
    """The attempt, the submission or the lesson."""
    activity_id: str
    """What that was handed in for; a lesson again."""
    course_id: str
    user_ids: list[str]
    """Whose work it is; nobody's where it is a lesson."""
    score_bp: int
    """How much of the text it says too, whatever was moved or put into other words."""
    verbatim_bp: int
    """How much of the text stands in the passages."""
    passages: list[PassageOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_SOURCE]})


class _ReportOut(Out):
    score_bp: int
    verbatim_bp: int
    units: int
    """Words or tokens that were looked at: quotations, and what the task says itself, do not count."""
    checked_at: datetime
    sources: list[OriginalitySourceOut]

    @staticmethod
    def found(one: ReportOfPiece) -> dict[str, Any]:
        """What is the same for all."""
        report = one.kept.report
        sources = [
            OriginalitySourceOut(
                kind=_KINDS[known.work_id[:3]],
                work_id=known.work_id,
                activity_id=known.activity_id,
                course_id=known.course_id,
                user_ids=list(known.user_ids),
                score_bp=source.score_bp,
                verbatim_bp=source.verbatim_bp,
                passages=[_passage(passage, one.text, known.document.text) for passage in source.passages],
            )
            for source in report.sources
            if (known := one.sources.get(source.source_id))
        ]
        return {
            "score_bp": report.score_bp,
            "verbatim_bp": report.verbatim_bp,
            "units": report.units,
            "checked_at": one.kept.checked_at,
            "sources": sources,
        }


class OriginalityReportOut(_ReportOut):
    """What was found of one answer elsewhere: a reason to look, never a verdict."""

    question_id: str

    model_config = ConfigDict(json_schema_extra={"examples": [_REPORT]})

    @classmethod
    def of(cls, one: ReportOfPiece) -> Self:
        """The answer for a report."""
        return cls(question_id=one.kept.item_id, **cls.found(one))


class SubmissionReportOut(_ReportOut):
    """What was found of a submission elsewhere: a reason to look, never a verdict."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OF_SUBMISSION]})

    @classmethod
    def of(cls, one: ReportOfPiece) -> Self:
        """The answer for a report."""
        return cls(**cls.found(one))


class SubmissionOriginalityOut(Out):
    """What was found of a submission; null where it was not checked, or is too short to tell."""

    report: SubmissionReportOut | None

    model_config = ConfigDict(json_schema_extra={"examples": [{"report": _OF_SUBMISSION}]})


class OriginalityOut(Out):
    """What was found of an attempt's answers. Empty where nothing was checked."""

    reports: list[OriginalityReportOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"reports": [_REPORT]}]})


def _passage(passage: Passage, text: str, source: str) -> PassageOut:
    return PassageOut(
        start=passage.start,
        end=passage.end,
        text=text[passage.start : passage.end],
        source_start=passage.source_start,
        source_end=passage.source_end,
        source_text=source[passage.source_start : passage.source_end],
    )


_KINDS = {"att": SourceKind.ATTEMPT, "sub": SourceKind.SUBMISSION, "les": SourceKind.LESSON}
