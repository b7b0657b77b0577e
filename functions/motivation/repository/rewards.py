"""Reads and writes rewards, and who redeemed them."""

from collections.abc import Sequence

from functions.motivation.domain.rewards import MOST_REWARDS, Redemption, Reward
from functions.motivation.domain.standing import Standing
from functions.motivation.errors import RedemptionNotFound, RewardNotFound, TooManyRewards
from functions.motivation.repository.learners import LearnerRepository
from functions.motivation.tables import MotivationRow, ReceiptRow, RedemptionRow, RewardRow
from shared.dynamo import Ask, Key, Repository, Row, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class RewardRepository(Repository):
    """One tenant's rewards."""

    table = MotivationRow

    def list_rewards(self) -> list[Reward]:
        """Every reward, the oldest first; those offered no more too."""
        pk, begin = RewardRow.key(self.org_id)
        page = self._query(RewardRow, pk, begins_with=begin, limit=1000, consistent=True)
        return [Reward.model_validate(row) for row in page.rows]

    def get_reward(self, reward_id: str) -> Reward:
        """A reward. Raises ``RewardNotFound``."""
        row = self._find(RewardRow, RewardRow.key(self.org_id, reward_id), consistent=True)
        if row is None:
            raise RewardNotFound(reward_id=reward_id)
        return Reward.model_validate(row)

    def add_reward(self, reward: Reward, once: Once) -> str:
        """Store a new reward. Returns its id, or that of the one that the same request made before.

        Raises ``TooManyRewards``.
        """
        made = once.find(self, ReceiptRow)
        if made is None and len(self.list_rewards()) >= MOST_REWARDS:
            raise TooManyRewards
        row = self._reward_row(reward)
        return made or once.perform(self, ReceiptRow, reward.reward_id, lambda transaction: transaction.create(row))

    def save_reward(self, reward: Reward) -> None:
        """Store a reward in place of one that is still at its revision; ``ConditionFailed`` else."""
        self._save(self._reward_row(reward))

    def asking_wish(self, reward_id: str, user_id: str) -> Ask[tuple[Reward | None, Redemption | None]]:
        """The question for a reward, and whether somebody has redeemed it."""
        place, own = RewardRow.key(self.org_id, reward_id), RedemptionRow.key(self.org_id, user_id, reward_id)

        def made(rows: dict[Key, Row]) -> tuple[Reward | None, Redemption | None]:
            reward, redemption = rows.get(place), rows.get(own)
            return (
                Reward.model_validate(reward) if isinstance(reward, RewardRow) else None,
                Redemption.model_validate(redemption) if isinstance(redemption, RedemptionRow) else None,
            )

        return Ask(self, [place, own], made, consistent=True)

    def redeem(
        self,
        reward: Reward,
        redemption: Redemption,
        standing: Standing,
        learners: LearnerRepository,
        once: Once,
        *,
        tells: Sequence[DomainEvent],
    ) -> None:
        """Store a redemption with what it leaves of the reward and of somebody's points, or nothing of it.

        ``ConditionFailed`` if any of it is no longer as it was.
        """

        def write(transaction: Transaction) -> None:
            transaction.create(self._redemption_row(redemption))
            if reward.left is None:
                pk, sk = RewardRow.key(self.org_id, reward.reward_id)
                transaction.require(RewardRow(pk=pk, sk=sk), RewardRow.revision == reward.revision)
            else:
                transaction.save(self._reward_row(reward))
            learners.put_standing(transaction, standing, tells=tells)

        once.perform(self, ReceiptRow, reward.reward_id, write)

    def get_redemption(self, reward_id: str, user_id: str) -> Redemption:
        """Somebody's redemption of a reward. Raises ``RedemptionNotFound``."""
        row = self._find(RedemptionRow, RedemptionRow.key(self.org_id, user_id, reward_id), consistent=True)
        if row is None:
            raise RedemptionNotFound(reward_id=reward_id, user_id=user_id)
        return Redemption.model_validate(row)

    def save_redemption(self, redemption: Redemption) -> None:
        """Store a redemption in place of one that is still at its revision; ``ConditionFailed`` else."""
        self._save(self._redemption_row(redemption))

    def list_redemptions(self, reward_id: str, *, limit: int, start: PageKey) -> Listed[Redemption]:
        """Who redeemed a reward, the latest first."""
        pk, _ = RedemptionRow.index_key(self.org_id, reward_id)
        page = self._query(RedemptionRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Redemption.model_validate(row) for row in page.rows], page.next_key)

    def list_redeemed(self, user_id: str) -> list[Redemption]:
        """What somebody redeemed; each reward once."""
        pk, begin = RedemptionRow.key(self.org_id, user_id)
        return [Redemption.model_validate(row) for row in self._query_all(RedemptionRow, pk, begins_with=begin)]

    def _reward_row(self, reward: Reward) -> RewardRow:
        pk, sk = RewardRow.key(self.org_id, reward.reward_id)
        return RewardRow.of(reward, pk=pk, sk=sk)

    def _redemption_row(self, redemption: Redemption) -> RedemptionRow:
        pk, sk = RedemptionRow.key(self.org_id, redemption.user_id, redemption.reward_id)
        gsi1pk, gsi1sk = RedemptionRow.index_key(
            self.org_id, redemption.reward_id, redemption.redeemed_at, redemption.user_id
        )
        return RedemptionRow.of(redemption, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
