"""Bodies of requests and answers about reviews."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from functions.catalog.domain.reviews import BEST, Ratings, Review, ReviewState
from functions.catalog.service.reviews import Opinion
from shared.etag import etag
from shared.schemas import In, Out, Printable

Rating = Annotated[int, Field(ge=1, le=BEST, description="Stars, of five.")]
ReviewText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), Printable]
ReplyText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), Printable]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Printable]

_SAID: dict[str, Any] = {"rating": 5, "text": "I found the mistake in my own loan offer after the third lesson."}
_REVIEW: dict[str, Any] = {
    "review_id": "rvw_01JD5H04DD5E6F7G8H9JKMNPQR",
    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
    "author": "Meera Nair",
    "is_mine": False,
    **_SAID,
    "state": "shown",
    "reason": None,
    "reply": {"text": "Thank you, Meera. Well spotted.", "replied_at": "2026-11-21T10:00:00Z"},
    "created_at": "2026-11-20T09:30:00Z",
    "updated_at": "2026-11-20T09:30:00Z",
    "etag": '"rev-2"',
}


class ReviewIn(In):
    """What somebody says about a course."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    rating: Rating
    text: ReviewText = ""


class ModerationIn(In):
    """Whether a review is shown; if not, why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"state": "hidden", "reason": "It names another learner."}]}
    )

    state: ReviewState
    reason: Reason = ""


class ReplyIn(In):
    """What the instructors answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "Thank you, Meera. Well spotted."}]})

    text: ReplyText


class ReplyOut(Out):
    """What the instructors answered."""

    text: str
    replied_at: datetime

    @classmethod
    def of(cls, review: Review) -> "ReplyOut | None":
        """What was answered, if anything was."""
        if review.reply is None or review.replied_at is None:
            return None
        return cls(text=review.reply, replied_at=review.replied_at)


class ReviewOut(Out):
    """What somebody says about a course."""

    model_config = ConfigDict(json_schema_extra={"examples": [_REVIEW]})

    review_id: str
    course_id: str
    author: str | None
    is_mine: bool
    rating: int
    text: str
    state: ReviewState
    reason: str | None
    """Why it is hidden, for its author and who moderates the course's reviews."""
    reply: ReplyOut | None
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, opinion: Opinion) -> "ReviewOut":
        """The answer for a review."""
        review = opinion.review
        return cls(
            **review.model_dump(include=_SAME),
            author=opinion.author,
            is_mine=opinion.is_mine,
            reason=(review.reason or None) if opinion.explained else None,
            reply=ReplyOut.of(review),
            etag=etag(review.revision),
        )


_SAME = {"review_id", "course_id", "rating", "text", "state", "created_at", "updated_at"}


class StarsOut(Out):
    """How many reviews gave so many stars."""

    stars: int
    count: int


class ReviewSummaryOut(Out):
    """What the reviews of a course that are shown add up to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": "crs_01JD5GZ0Y8K4T6W2M3N4P5Q6R7",
                    "rating": 4.42,
                    "review_count": 12,
                    "distribution": [
                        {"stars": 5, "count": 8},
                        {"stars": 4, "count": 2},
                        {"stars": 3, "count": 1},
                        {"stars": 2, "count": 1},
                        {"stars": 1, "count": 0},
                    ],
                }
            ]
        }
    )

    course_id: str
    rating: float | None
    """The average, to two places."""
    review_count: int
    distribution: list[StarsOut]

    @classmethod
    def of(cls, course_id: str, ratings: Ratings) -> "ReviewSummaryOut":
        """The answer for a course's ratings."""
        stars = [StarsOut(stars=number, count=count) for number, count in enumerate(ratings.stars, 1)]
        return cls(course_id=course_id, rating=ratings.average, review_count=ratings.count, distribution=stars[::-1])
