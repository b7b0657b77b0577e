"""Rewards: what an organization gives for points."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.motivation.errors import RewardNotOffered

MOST_REWARDS = 100
"""So many an organization defines, those that it offers no more among them."""


class Reward(BaseModel):
    """Something that one person may get once, for points. ``left`` are those still there; None for any number."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    reward_id: str
    name: str
    description: str
    cost: int
    left: int | None
    offered: bool
    created_at: datetime
    edition: int = 1
    """Counts the changes by the organization; redeeming does not change it."""
    revision: int = 0

    def redeemed(self) -> "Reward":
        """With one fewer there. Raises ``RewardNotOffered``."""
        if not self.offered or self.left == 0:
            raise RewardNotOffered(reward_id=self.reward_id)
        return self if self.left is None else self.model_copy(update={"left": self.left - 1})


class Redemption(BaseModel):
    """That somebody gave points for a reward; ``handed_over_at`` says when they got it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    reward_id: str
    user_id: str
    cost: int
    redeemed_at: datetime
    handed_over_at: datetime | None = None
    revision: int = 0
