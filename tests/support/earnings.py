"""Points and badges without the deeds that earn them."""

from datetime import UTC, datetime

from functions.motivation.domain.rewards import Redemption
from functions.motivation.domain.tallies import Tally
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.repository.rewards import RewardRepository
from tests.support.actors import Actor

_THEN = datetime(2026, 11, 22, tzinfo=UTC)


def award(who: Actor, badge_id: str) -> None:
    """Somebody has the badge."""
    learners = LearnerRepository(who.org_id)
    learners.save_standing(learners.find_standing(who.user_id).awarded([badge_id], _THEN))


def enrich(who: Actor, points: int) -> None:
    """Somebody has so many points."""
    learners = LearnerRepository(who.org_id)
    learners.save_standing(learners.find_standing(who.user_id).model_copy(update={"tally": Tally(points=points)}))


def redeem(who: Actor, reward_id: str) -> None:
    """Somebody has redeemed the reward."""
    redemption = Redemption(reward_id=reward_id, user_id=who.user_id, cost=1, redeemed_at=_THEN)
    rewards = RewardRepository(who.org_id)
    rewards._create(rewards._redemption_row(redemption))
