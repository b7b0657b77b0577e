"""Leaderboards over HTTP."""

from typing import Annotated

from fastapi import Query

from functions.motivation.domain.boards import Board
from functions.motivation.domain.deeds import week_of
from functions.motivation.permissions import SEE_MOTIVATION
from functions.motivation.schemas.boards import LeaderboardOut
from functions.motivation.service.boards import MOST_PLACES
from functions.motivation.wiring import Boards
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.http import api_router
from shared.schemas import BodyId

router = api_router("/leaderboards", tag="Motivation")

Learner = Annotated[Caller, permitted(SEE_MOTIVATION)]
Week = Annotated[
    str | None,
    Query(
        pattern=r"^(this|20\d\d-W(0[1-9]|[1-4]\d|5[0-3]))$",
        description="Only points of this ISO week, as `2026-W48`, each learner's by their own calendar; `this` for "
        "that of today in UTC. Weeks are kept for 35 days.",
        examples=["this"],
    ),
]


@router.get("", responses=problems())
def read_leaderboard(
    caller: Learner,
    boards: Boards,
    course_id: Annotated[BodyId | None, Query(description="Only points from this course.")] = None,
    week: Week = None,
    limit: Annotated[int, Query(ge=1, le=MOST_PLACES, description="How many places at most.")] = 10,
) -> LeaderboardOut:
    """Read who has the most points in the organization or in a course, of all time or in a week.

    Who does not want to be shown is left out. The answer takes the same time however many learners there are.
    """
    board = Board(course_id, week_of(system_clock.now().date()) if week == "this" else week)
    return LeaderboardOut.of(board, boards.read(board, by=caller, limit=limit))
