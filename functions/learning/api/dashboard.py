"""What a learner sees first, and wants to reach."""

from typing import Annotated

from fastapi import Response

from functions.learning.errors import CourseNotFound
from functions.learning.permissions import LEARN
from functions.learning.repository.goals import COURSES_AT_ONCE
from functions.learning.schemas.dashboard import DashboardOut, GoalsIn, GoalsOut
from functions.learning.wiring import Dashboards
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.pagination import Paging, next_cursor

router = api_router("/dashboard", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]


@router.get("", responses=problems())
def read_dashboard(caller: Learner, dashboards: Dashboards, paging: Paging) -> DashboardOut:
    """Read your courses with progress and where each goes on, this week's time, your goals, and what is due next.

    A page has at most 32 courses, whatever the limit.
    """
    start = paging.start("dashboard", org_id=caller.org_id)
    board = dashboards.read(by=caller, limit=min(paging.limit, COURSES_AT_ONCE), start=start)
    return DashboardOut.of(board, next_cursor(board.next_key, "dashboard", org_id=caller.org_id))


@router.get("/goals", responses=problems())
def read_goals(caller: Learner, dashboards: Dashboards, response: Response) -> GoalsOut:
    """Read what you want to reach."""
    goals = dashboards.read_goals(by=caller)
    tag(response, goals.revision)
    return GoalsOut.of(goals)


@router.put("/goals", responses=problems(CourseNotFound, PreconditionFailed, PreconditionRequired))
def change_goals(
    wanted: GoalsIn, caller: Learner, dashboards: Dashboards, expected: ExpectedRevision, response: Response
) -> GoalsOut:
    """Replace what you want to reach."""
    goals = dashboards.put_goals(wanted.goals(expected), by=caller)
    tag(response, goals.revision)
    return GoalsOut.of(goals)
