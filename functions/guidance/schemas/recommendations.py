"""Bodies about recommendations."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.guidance.domain.recommending import ReasonCode, Recommendation
from functions.guidance.service.recommending import Recommended
from shared.schemas import BodyId, In, Out

MOST_AT_ONCE = 50
_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_BEFORE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCE"
_REASON: dict[str, Any] = {
    "code": "taken_after",
    "message": "Learners who took “Fractions” went on to this course.",
    "course_ids": [_BEFORE],
}
_ITEM: dict[str, Any] = {
    "course_id": _COURSE,
    "title": "Percentages",
    "category_id": None,
    "language": "en",
    "difficulty": "beginner",
    "score": 2.031,
    "reason": _REASON,
}


class RecommendIn(In):
    """How much is wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"limit": 10}]})

    limit: Annotated[int, Field(ge=1, le=MOST_AT_ONCE, strict=True)] = 10


class RecommendationReasonOut(Out):
    """Why a course is recommended."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REASON]})

    code: ReasonCode
    message: str
    course_ids: list[str] = Field(description="Courses that you took and that speak for it most; at most three.")


class RecommendationOut(Out):
    """A course that is recommended."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ITEM]})

    course_id: str
    title: str
    category_id: str | None
    language: str
    difficulty: str | None
    score: float = Field(description="Comparable within this answer only.")
    reason: RecommendationReasonOut

    @classmethod
    def of(cls, one: Recommendation) -> "RecommendationOut":
        """The answer for a recommendation."""
        shown = {
            name: getattr(one.course, name) for name in ("course_id", "title", "category_id", "language", "difficulty")
        }
        before = [course.course_id for course in one.because_of]
        reason = RecommendationReasonOut(code=one.code, message=_message(one), course_ids=before)
        return cls(**shown, score=round(one.score, 4), reason=reason)


class RecommendationsOut(Out):
    """What is recommended, the best first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [_ITEM],
                    "edition_id": "edn_01JD5M0Y3C4D5E6F7G8H9J0KAB",
                    "learned_at": "2026-11-24T09:30:00Z",
                }
            ]
        }
    )

    items: list[RecommendationOut]
    edition_id: str | None = Field(description="What it was learned in; null as long as nothing was.")
    learned_at: datetime | None

    @classmethod
    def of(cls, found: Recommended) -> "RecommendationsOut":
        """The answer for what was found."""
        card = found.edition
        return cls(
            items=[RecommendationOut.of(one) for one in found.items],
            edition_id=card.edition_id if card else None,
            learned_at=card.made_at if card else None,
        )


class FeedbackKind(StrEnum):
    """What became of a recommendation."""

    SHOWN = "shown"
    CLICKED = "clicked"
    DISMISSED = "dismissed"


class FeedbackItemIn(In):
    """What became of one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"course_id": _COURSE, "kind": "clicked"}]})

    course_id: BodyId
    kind: FeedbackKind


class FeedbackIn(In):
    """What became of some."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [{"course_id": _COURSE, "kind": "clicked"}]}]})

    items: Annotated[list[FeedbackItemIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


def _message(one: Recommendation) -> str:
    title = f"“{one.because_of[0].title}”" if one.because_of else ""
    return {
        ReasonCode.TAKEN_AFTER: f"Learners who took {title} went on to this course.",
        ReasonCode.SIMILAR_CONTENT: f"It is about what {title} is about.",
        ReasonCode.INTERESTS: "It fits your interests.",
        ReasonCode.POPULAR: "Many learners take it.",
        ReasonCode.UNTRIED: "It is on offer, and hardly anybody has taken it yet.",
    }[one.code]
