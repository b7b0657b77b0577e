"""One's own standing, and how one is counted."""

from typing import Annotated

from fastapi import Response

from functions.motivation.errors import LearnerNotFound, PlanChangedTooOften
from functions.motivation.permissions import MANAGE_MOTIVATION, SEE_MOTIVATION
from functions.motivation.schemas.standings import (
    MotivationSettingsIn,
    MotivationSettingsOut,
    RecountOut,
    StandingOut,
)
from functions.motivation.wiring import Counting, Standings
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/motivation", tag="Motivation")

Learner = Annotated[Caller, permitted(SEE_MOTIVATION)]
Manager = Annotated[Caller, permitted(MANAGE_MOTIVATION)]


@router.get("", responses=problems())
def read_own_standing(caller: Learner, standings: Standings) -> StandingOut:
    """Read your points, level, streak, milestones and badges. Days are those of your own time zone."""
    return StandingOut.of(standings.read(by=caller))


@router.get("/settings", responses=problems())
def read_motivation_settings(caller: Learner, standings: Standings, response: Response) -> MotivationSettingsOut:
    """Read how you are counted."""
    standing = standings.settings(by=caller)
    tag(response, standing.edition)
    return MotivationSettingsOut.of(standing)


@router.put("/settings", responses=problems(PreconditionFailed, PreconditionRequired, PlanChangedTooOften))
def change_motivation_settings(
    settings: MotivationSettingsIn,
    caller: Learner,
    standings: Standings,
    expected: ExpectedRevision,
    response: Response,
) -> MotivationSettingsOut:
    """Say on which weekdays you mean to learn, from today on, and whether leaderboards may show you."""
    standing = standings.change_settings(
        frozenset(settings.weekdays), listed=settings.on_leaderboards, by=caller, expected=expected
    )
    tag(response, standing.edition)
    return MotivationSettingsOut.of(standing)


@router.post("/learners/{user_id}/recount", responses=problems(LearnerNotFound))
def recount_learner(user_id: PathId, _: Manager, counting: Counting) -> RecountOut:
    """Compute somebody's standing and their places on boards anew from everything they did; safe to repeat."""
    return RecountOut(changed=counting.recount(user_id))
