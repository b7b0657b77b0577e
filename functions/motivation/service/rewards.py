"""Rewards: what an organization gives for points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from events.motivation import RewardRedeemed
from functions.identity import published as identity
from functions.motivation.domain.rewards import Redemption, Reward
from functions.motivation.errors import NotEnoughPoints, RewardAlreadyRedeemed, RewardNotFound
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.repository.rewards import RewardRepository
from functions.motivation.tables import ReceiptRow
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class RedemptionList:
    """A page of who redeemed a reward, with their names where they are still there."""

    items: Sequence[Redemption]
    names: Mapping[str, str]
    next_key: PageKey


class RewardService:
    """One tenant's rewards."""

    def __init__(self, rewards: RewardRepository, learners: LearnerRepository, clock: Clock = system_clock) -> None:
        self._rewards = rewards
        self._learners = learners
        self._clock = clock

    def list_rewards(self) -> list[Reward]:
        """Every reward, those offered no more too."""
        return self._rewards.list_rewards()

    def get(self, reward_id: str) -> Reward:
        """A reward. Raises ``RewardNotFound``."""
        return self._rewards.get_reward(reward_id)

    def define(self, reward: Reward, *, once: Once) -> Reward:
        """Add a reward. Raises ``TooManyRewards``."""
        return self._rewards.get_reward(self._rewards.add_reward(reward, once))

    def change(self, wanted: Reward, *, expected: int) -> Reward:
        """Replace what a reward is, if it is still of the expected edition; who redeems it meanwhile is not in the way,
        but ``left`` is then what is wanted.
        """

        def act() -> Reward:
            before = self._rewards.get_reward(wanted.reward_id)
            if before.edition != expected:
                raise PreconditionFailed
            kept = {"created_at": before.created_at, "edition": before.edition + 1, "revision": before.revision}
            after = wanted.model_copy(update=kept)
            self._rewards.save_reward(after)
            return after

        return undisturbed(act)

    def redeem(self, reward_id: str, *, by: Caller, once: Once) -> Redemption:
        """Give points for a reward: one of it and so many points, or neither.

        Raises ``RewardNotFound``, ``RewardNotOffered``, ``RewardAlreadyRedeemed``, ``NotEnoughPoints``.
        """
        if once.find(self._rewards, ReceiptRow) is not None:
            return self._rewards.get_redemption(reward_id, by.user_id)

        def act() -> None:
            standing, (reward, known) = answer(
                self._learners.asking_standing(by.user_id), self._rewards.asking_wish(reward_id, by.user_id)
            )
            if reward is None:
                raise RewardNotFound(reward_id=reward_id)
            if known is not None:
                raise RewardAlreadyRedeemed(reward_id=reward_id)
            left = reward.redeemed()
            if standing.balance < reward.cost:
                raise NotEnoughPoints(cost=reward.cost, balance=standing.balance)
            redemption = Redemption(
                reward_id=reward_id, user_id=by.user_id, cost=reward.cost, redeemed_at=self._clock.now()
            )
            poorer = standing.model_copy(update={"spent": standing.spent + reward.cost})
            news = RewardRedeemed(user_id=by.user_id, reward_id=reward_id, cost=reward.cost)
            self._rewards.redeem(left, redemption, poorer, self._learners, once, tells=[news])

        undisturbed(act, most=40)
        return self._rewards.get_redemption(reward_id, by.user_id)

    def list_redeemed(self, *, by: Caller) -> list[Redemption]:
        """What the caller redeemed, each reward once."""
        return self._rewards.list_redeemed(by.user_id)

    def list_redemptions(self, reward_id: str, *, limit: int, start: PageKey) -> RedemptionList:
        """Who redeemed a reward, the latest first. Raises ``RewardNotFound``."""
        self._rewards.get_reward(reward_id)
        page = self._rewards.list_redemptions(reward_id, limit=limit, start=start)
        people = identity.find_people(self._rewards.org_id, {one.user_id for one in page.items})
        return RedemptionList(page.items, {who: card.name for who, card in people.items()}, page.next_key)

    def hand_over(self, reward_id: str, user_id: str) -> Redemption:
        """Say that somebody got what they redeemed. Safe to repeat: the first time counts.

        Raises ``RedemptionNotFound``.
        """

        def act() -> Redemption:
            before = self._rewards.get_redemption(reward_id, user_id)
            if before.handed_over_at is None:
                self._rewards.save_redemption(before.model_copy(update={"handed_over_at": self._clock.now()}))
            return self._rewards.get_redemption(reward_id, user_id)

        return undisturbed(act)
