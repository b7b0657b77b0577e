"""Reviews over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from functions.catalog.errors import (
    AlreadyReviewed,
    ChangedMeanwhile,
    CourseNotFound,
    NotAnInstructor,
    NotAReviewer,
    NotYourReview,
    ReviewNotFound,
    ReviewsClosed,
)
from functions.catalog.permissions import MODERATE_REVIEWS, REVIEW_COURSES
from functions.catalog.schemas import ModerationIn, ReplyIn, ReviewIn, ReviewOut, ReviewSummaryOut
from functions.catalog.service.reviews import Opinion, Sort
from functions.catalog.wiring import Reviews
from shared.auth import Caller, SignedIn, permitted
from shared.contract import problems
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.listing import Listed
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/courses/{course_id}", tag="Reviews")

Learner = Annotated[Caller, permitted(REVIEW_COURSES)]
Moderator = Annotated[Caller, permitted(MODERATE_REVIEWS)]


@router.post(
    "/reviews",
    status_code=201,
    response_model=ReviewOut,
    responses=problems(CourseNotFound, NotAReviewer, AlreadyReviewed, ReviewsClosed, IdempotencyKeyReused),
)
def review_course(
    course_id: PathId, body: ReviewIn, caller: Learner, reviews: Reviews, once: OnceOnly, response: Response
) -> ReviewOut:
    """Review a course in which you are or were enrolled. Everybody has one review of a course, and may change it."""
    opinion = reviews.add(course_id, body.rating, body.text, by=caller, once=once)
    tag(response, opinion.review.revision)
    return ReviewOut.of(opinion)


@router.get("/reviews", response_model=PageOut[ReviewOut], responses=problems(CourseNotFound))
def list_reviews(
    course_id: PathId,
    caller: SignedIn,
    reviews: Reviews,
    paging: Paging,
    sort: Annotated[Sort, Query(description="The newest first, or those with the most stars.")] = "newest",
) -> PageOut[ReviewOut]:
    """List a course's reviews."""
    query = f"reviews|{course_id}|{sort}"
    start = paging.start(query, org_id=caller.org_id)
    return _page(reviews.list(course_id, sort, by=caller, limit=paging.limit, start=start), query, caller)


@router.get("/hidden-reviews", response_model=PageOut[ReviewOut], responses=problems(CourseNotFound, NotAnInstructor))
def list_hidden_reviews(course_id: PathId, caller: Moderator, reviews: Reviews, paging: Paging) -> PageOut[ReviewOut]:
    """List a course's reviews that are hidden, the newest first. For who moderates them."""
    query = f"hidden-reviews|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    return _page(reviews.list_hidden(course_id, by=caller, limit=paging.limit, start=start), query, caller)


@router.get("/reviews/summary", response_model=ReviewSummaryOut, responses=problems(CourseNotFound))
def summarize_reviews(course_id: PathId, caller: SignedIn, reviews: Reviews) -> ReviewSummaryOut:
    """Read what a course's reviews add up to: the average, and how many gave how many stars."""
    return ReviewSummaryOut.of(course_id, reviews.ratings(course_id, by=caller))


@router.get("/reviews/{review_id}", response_model=ReviewOut, responses=problems(CourseNotFound, ReviewNotFound))
def read_review(
    course_id: PathId, review_id: PathId, caller: SignedIn, reviews: Reviews, response: Response
) -> ReviewOut:
    """Read a review. Hidden ones are there for their author, and for who moderates the course's reviews."""
    opinion = reviews.read(course_id, review_id, by=caller)
    tag(response, opinion.review.revision)
    return ReviewOut.of(opinion)


@router.put(
    "/reviews/{review_id}",
    response_model=ReviewOut,
    responses=problems(CourseNotFound, ReviewNotFound, NotYourReview, ChangedMeanwhile),
)
def change_review(
    course_id: PathId,
    review_id: PathId,
    body: ReviewIn,
    caller: Learner,
    reviews: Reviews,
    expected: ExpectedRevision,
    response: Response,
) -> ReviewOut:
    """Replace your review of a course."""
    opinion = reviews.edit(course_id, review_id, body.rating, body.text, by=caller, expected=expected)
    tag(response, opinion.review.revision)
    return ReviewOut.of(opinion)


@router.delete(
    "/reviews/{review_id}", status_code=204, responses=problems(CourseNotFound, ReviewNotFound, NotYourReview)
)
def delete_review(course_id: PathId, review_id: PathId, caller: Learner, reviews: Reviews) -> None:
    """Remove your review of a course; administrators may remove any."""
    reviews.delete(course_id, review_id, by=caller)


@router.put(
    "/reviews/{review_id}/moderation",
    response_model=ReviewOut,
    responses=problems(CourseNotFound, ReviewNotFound, NotAnInstructor),
)
def moderate_review(
    course_id: PathId, review_id: PathId, body: ModerationIn, caller: Moderator, reviews: Reviews
) -> ReviewOut:
    """Hide a review and say why, or show it again. Hidden ones do not count."""
    return ReviewOut.of(reviews.moderate(course_id, review_id, body.state, body.reason, by=caller))


@router.put(
    "/reviews/{review_id}/reply",
    response_model=ReviewOut,
    responses=problems(CourseNotFound, ReviewNotFound, NotAnInstructor),
)
def reply_to_review(
    course_id: PathId, review_id: PathId, body: ReplyIn, caller: Moderator, reviews: Reviews
) -> ReviewOut:
    """Answer a review for the course's instructors, in the place of an earlier answer."""
    return ReviewOut.of(reviews.reply(course_id, review_id, body.text, by=caller))


@router.delete(
    "/reviews/{review_id}/reply",
    status_code=204,
    responses=problems(CourseNotFound, ReviewNotFound, NotAnInstructor),
)
def delete_reply(course_id: PathId, review_id: PathId, caller: Moderator, reviews: Reviews) -> None:
    """Take back the instructors' answer to a review."""
    reviews.reply(course_id, review_id, None, by=caller)


def _page(page: Listed[Opinion], query: str, caller: Caller) -> PageOut[ReviewOut]:
    return page_out(page, ReviewOut.of, query, org_id=caller.org_id)
