"""Puts motivation's services together, for one organization."""

from typing import Annotated

from fastapi import Depends, Request

from functions.motivation.repository.badges import BadgeRepository, ShareRepository
from functions.motivation.repository.boards import BoardRepository
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.repository.rewards import RewardRepository
from functions.motivation.service.badges import BadgeService, ShareService
from functions.motivation.service.boards import BoardService
from functions.motivation.service.counting import CountingService
from functions.motivation.service.rewards import RewardService
from functions.motivation.service.standings import StandingService
from shared.auth import caller_of, of_tenant


def counting_service(org_id: str) -> CountingService:
    """What a tenant's learners do."""
    return CountingService(LearnerRepository(org_id), BadgeRepository(org_id))


async def _standings(request: Request) -> StandingService:
    org_id = caller_of(request).org_id
    return StandingService(LearnerRepository(org_id), BadgeRepository(org_id))


async def _boards(request: Request) -> BoardService:
    return BoardService(BoardRepository(caller_of(request).org_id))


async def _badges(request: Request) -> BadgeService:
    return BadgeService(BadgeRepository(caller_of(request).org_id))


async def _shares(request: Request) -> ShareService:
    return ShareService(LearnerRepository(caller_of(request).org_id), ShareRepository())


async def _rewards(request: Request) -> RewardService:
    org_id = caller_of(request).org_id
    return RewardService(RewardRepository(org_id), LearnerRepository(org_id))


Counting = Annotated[CountingService, Depends(of_tenant(counting_service))]
"""What the learners of the caller's organization do."""
Standings = Annotated[StandingService, Depends(_standings)]
"""Where they stand."""
Boards = Annotated[BoardService, Depends(_boards)]
"""Who leads among them."""
Badges = Annotated[BadgeService, Depends(_badges)]
"""What they can earn."""
Shares = Annotated[ShareService, Depends(_shares)]
"""What they show of it."""
Rewards = Annotated[RewardService, Depends(_rewards)]
"""What they get for points."""
