"""Puts motivation's services together, for one organization."""

from typing import Annotated

from fastapi import Depends

from functions.motivation.repository.badges import BadgeRepository, ShareRepository
from functions.motivation.repository.boards import BoardRepository
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.repository.rewards import RewardRepository
from functions.motivation.service.badges import BadgeService, ShareService
from functions.motivation.service.boards import BoardService
from functions.motivation.service.counting import CountingService
from functions.motivation.service.rewards import RewardService
from functions.motivation.service.standings import StandingService
from shared.auth import of_tenant


def counting_service(org_id: str) -> CountingService:
    """What a tenant's learners do."""
    return CountingService(LearnerRepository(org_id), BadgeRepository(org_id))


def _standings(org_id: str) -> StandingService:
    return StandingService(LearnerRepository(org_id), BadgeRepository(org_id))


def _boards(org_id: str) -> BoardService:
    return BoardService(BoardRepository(org_id))


def _badges(org_id: str) -> BadgeService:
    return BadgeService(BadgeRepository(org_id))


def _shares(org_id: str) -> ShareService:
    return ShareService(LearnerRepository(org_id), ShareRepository())


def _rewards(org_id: str) -> RewardService:
    return RewardService(RewardRepository(org_id), LearnerRepository(org_id))


Counting = Annotated[CountingService, Depends(of_tenant(counting_service))]
"""What the learners of the caller's organization do."""
Standings = Annotated[StandingService, Depends(of_tenant(_standings))]
"""Where they stand."""
Boards = Annotated[BoardService, Depends(of_tenant(_boards))]
"""Who leads among them."""
Badges = Annotated[BadgeService, Depends(of_tenant(_badges))]
"""What they can earn."""
Shares = Annotated[ShareService, Depends(of_tenant(_shares))]
"""What they show of it."""
Rewards = Annotated[RewardService, Depends(of_tenant(_rewards))]
"""What they get for points."""
