"""How people are doing, over HTTP."""

from typing import Annotated

from functions.analytics.api.asked import Days
from functions.analytics.errors import LearnerNotFound
from functions.analytics.permissions import SEE_COURSE_FIGURES, SEE_PROGRESS
from functions.analytics.schemas.people import LearnerProgressOut, TaughtCourseOut
from functions.analytics.wiring import Dashboards
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, next_cursor
from shared.schemas import PageOut, PathId

router = api_router("/analytics", tag="Analytics")

Somebody = Annotated[Caller, permitted(SEE_PROGRESS)]
Teacher = Annotated[Caller, permitted(SEE_COURSE_FIGURES)]


@router.get("/user/{user_id}/progress", responses=problems(LearnerNotFound))
def read_learner_progress(
    user_id: PathId, caller: Somebody, dashboards: Dashboards, days: Days = 30
) -> LearnerProgressOut:
    """Read how somebody is doing in their courses (at most 100): yourself, or somebody whose courses you teach.

    Your own page, with what is next, is `GET /api/v1/dashboard`.
    """
    return LearnerProgressOut.of(dashboards.progress(user_id, days, by=caller))


@router.get("/tutor/dashboard", responses=problems())
def read_tutor_dashboard(caller: Teacher, dashboards: Dashboards, paging: Paging) -> PageOut[TaughtCourseOut]:
    """List the courses that you teach and may see figures of, the newest first, with how each is doing."""
    start = paging.start("tutor_dashboard", org_id=caller.org_id)
    board = dashboards.taught(by=caller, limit=paging.limit, start=start)
    return PageOut(
        items=[TaughtCourseOut.of(card, counts) for card, counts in board.courses],
        next_cursor=next_cursor(board.next_key, "tutor_dashboard", org_id=caller.org_id),
    )
