"""Bodies about rewards."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.motivation.domain.rewards import Redemption, Reward
from functions.motivation.schemas.badges import Description
from shared.schemas import In, Line, Out

_REWARD: dict[str, Any] = {
    "name": "A notebook",
    "description": "With the academy's lotus on it. Ask at the front desk.",
    "cost": 500,
    "left": 20,
    "offered": True,
}
_REWARD_OUT = {"reward_id": "rwd_01JD0M7B1C2D3E4F5G6H7J8K9M", **_REWARD}
_REDEMPTION: dict[str, Any] = {
    "reward_id": "rwd_01JD0M7B1C2D3E4F5G6H7J8K9M",
    "cost": 500,
    "redeemed_at": "2026-11-22T09:30:00Z",
    "handed_over_at": None,
}


class RewardIn(In):
    """Something that one person may get once, for points. `left` is how many there are; null for any number."""

    name: Line
    description: Description
    cost: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    left: Annotated[int, Field(ge=0, le=1_000_000, strict=True)] | None
    offered: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_REWARD]})

    def reward(self, reward_id: str, now: datetime) -> Reward:
        """The reward that this describes."""
        return Reward(reward_id=reward_id, created_at=now, **self.model_dump())


class RewardOut(Out):
    """A reward."""

    reward_id: str
    name: str
    description: str
    cost: int
    left: int | None
    offered: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_REWARD_OUT]})


class RewardsOut(Out):
    """Every reward, at most about a hundred; those offered no more too."""

    items: list[RewardOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_REWARD_OUT]}]})


class OwnRedemptionOut(Out):
    """A reward that you redeemed, and when you got it."""

    reward_id: str
    cost: int
    redeemed_at: datetime
    handed_over_at: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [_REDEMPTION]})


class OwnRedemptionsOut(Out):
    """What you redeemed, each reward once."""

    items: list[OwnRedemptionOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_REDEMPTION]}]})


class RewardRedemptionOut(Out):
    """That somebody redeemed a reward. The name is null once they have left."""

    user_id: str
    user_name: str | None
    cost: int
    redeemed_at: datetime
    handed_over_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                    "user_name": "Meera Nair",
                    "cost": 500,
                    "redeemed_at": "2026-11-22T09:30:00Z",
                    "handed_over_at": None,
                }
            ]
        }
    )

    @classmethod
    def of(cls, redemption: Redemption, name: str | None) -> "RewardRedemptionOut":
        """The answer for a redemption."""
        values = redemption.model_dump(include={"user_id", "cost", "redeemed_at", "handed_over_at"})
        return cls(user_name=name, **values)
