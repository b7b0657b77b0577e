"""Recommendations over HTTP."""

from typing import Annotated

from fastapi import status

from functions.guidance.permissions import RECOMMEND
from functions.guidance.schemas.recommendations import FeedbackIn, RecommendationsOut, RecommendIn
from functions.guidance.wiring import Recommending
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router

router = api_router("/ai/recommend-courses", tag="Guidance")

Person = Annotated[Caller, permitted(RECOMMEND)]


@router.post("", responses=problems())
def recommend_courses(wanted: RecommendIn, caller: Person, recommending: Recommending) -> RecommendationsOut:
    """Recommend courses to you, the best first, each with the reason.

    By what learners took after the courses that you took; by content where too few have; by your interests and by what
    is popular where nothing is known of you. Never a course that you took or dismissed, that is not on offer, or that
    builds on one which you have not completed. Learned anew within a minute of enrolments, hourly in large
    organizations.
    """
    return RecommendationsOut.of(recommending.recommend(wanted.limit, by=caller))


@router.post("/feedback", status_code=status.HTTP_204_NO_CONTENT, responses=problems())
def tell_feedback(told: FeedbackIn, caller: Person, recommending: Recommending) -> None:
    """Tell what became of recommendations: which you saw, opened, or want no more.

    A dismissed course is never recommended again; one that was seen and not opened falls behind a little each time,
    once an hour at most. Saying the same again changes nothing.
    """
    recommending.notice([(item.course_id, item.kind.value) for item in told.items], by=caller)
