"""Rewards over HTTP."""

from typing import Annotated

from fastapi import Response, status

from functions.motivation.errors import (
    NotEnoughPoints,
    RedemptionNotFound,
    RewardAlreadyRedeemed,
    RewardNotFound,
    RewardNotOffered,
    TooManyRewards,
)
from functions.motivation.permissions import MANAGE_MOTIVATION, SEE_MOTIVATION
from functions.motivation.schemas.rewards import (
    OwnRedemptionOut,
    OwnRedemptionsOut,
    RewardIn,
    RewardOut,
    RewardRedemptionOut,
    RewardsOut,
)
from functions.motivation.wiring import Rewards
from shared.auth import Caller, permitted
from shared.clock import system_clock
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceByKey, OnceOnly
from shared.ids import new_id
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/rewards", tag="Motivation")

Learner = Annotated[Caller, permitted(SEE_MOTIVATION)]
Manager = Annotated[Caller, permitted(MANAGE_MOTIVATION)]


@router.get("", responses=problems())
def list_rewards(_: Learner, rewards: Rewards) -> RewardsOut:
    """List the rewards that the organization gives for points."""
    return RewardsOut(items=[RewardOut.model_validate(reward) for reward in rewards.list_rewards()])


@router.post("", status_code=status.HTTP_201_CREATED, responses=problems(TooManyRewards, IdempotencyKeyReused))
def define_reward(body: RewardIn, _: Manager, rewards: Rewards, once: OnceOnly, response: Response) -> RewardOut:
    """Offer a reward."""
    reward = rewards.define(body.reward(new_id("rwd"), system_clock.now()), once=once)
    tag(response, reward.edition)
    return RewardOut.model_validate(reward)


@router.get("/redemptions", responses=problems())
def list_own_redemptions(caller: Learner, rewards: Rewards) -> OwnRedemptionsOut:
    """List what you redeemed."""
    return OwnRedemptionsOut(items=[OwnRedemptionOut.model_validate(one) for one in rewards.list_redeemed(by=caller)])


@router.get("/{reward_id}", responses=problems(RewardNotFound))
def read_reward(reward_id: PathId, _: Learner, rewards: Rewards, response: Response) -> RewardOut:
    """Read a reward."""
    reward = rewards.get(reward_id)
    tag(response, reward.edition)
    return RewardOut.model_validate(reward)


@router.put("/{reward_id}", responses=problems(RewardNotFound, PreconditionFailed, PreconditionRequired))
def change_reward(
    reward_id: PathId,
    body: RewardIn,
    _: Manager,
    rewards: Rewards,
    expected: ExpectedRevision,
    response: Response,
) -> RewardOut:
    """Change a reward, or offer it no more. Who redeemed it keeps it, for the points that it cost then."""
    reward = rewards.change(body.reward(reward_id, system_clock.now()), expected=expected)
    tag(response, reward.edition)
    return RewardOut.model_validate(reward)


@router.post(
    "/{reward_id}/redemptions",
    status_code=status.HTTP_201_CREATED,
    responses=problems(RewardNotFound, RewardNotOffered, RewardAlreadyRedeemed, NotEnoughPoints, IdempotencyKeyReused),
)
def redeem_reward(reward_id: PathId, caller: Learner, rewards: Rewards, once: OnceByKey) -> OwnRedemptionOut:
    """Give points for a reward. Your level and your places on boards stay."""
    return OwnRedemptionOut.model_validate(rewards.redeem(reward_id, by=caller, once=once))


@router.get("/{reward_id}/redemptions", responses=problems(RewardNotFound))
def list_redemptions(
    reward_id: PathId, caller: Manager, rewards: Rewards, paging: Paging
) -> PageOut[RewardRedemptionOut]:
    """List who redeemed a reward, the latest first."""
    query = f"redemptions|{reward_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = rewards.list_redemptions(reward_id, limit=paging.limit, start=start)
    return page_out(
        page, lambda one: RewardRedemptionOut.of(one, page.names.get(one.user_id)), query, org_id=caller.org_id
    )


@router.put("/{reward_id}/redemptions/{user_id}/handover", responses=problems(RedemptionNotFound))
def hand_reward_over(reward_id: PathId, user_id: PathId, _: Manager, rewards: Rewards) -> OwnRedemptionOut:
    """Say that somebody got what they redeemed. Safe to repeat: the first time counts."""
    return OwnRedemptionOut.model_validate(rewards.hand_over(reward_id, user_id))
