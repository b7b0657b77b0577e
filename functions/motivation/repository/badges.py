"""Reads and writes the badges that organizations define, and the public pages of those that were earned."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from functions.motivation.domain.badges import BUILT_IN, MOST_BADGES, Badge, BadgeRule
from functions.motivation.errors import BadgeNotFound, TooManyBadges
from functions.motivation.tables import BadgeRow, MotivationRow, ReceiptRow, RulesRow, ShareRow
from shared.dynamo import Ask, ConditionFailed, GlobalRepository, Repository, Row, Transaction
from shared.idempotency import Once


class BadgeRepository(Repository):
    """One tenant's own badges."""

    table = MotivationRow

    def list_badges(self) -> list[Badge]:
        """The badges that can be earned here, those that every organization has first, then the oldest first."""
        pk, begin = BadgeRow.key(self.org_id)
        page = self._query(BadgeRow, pk, begins_with=begin, limit=MOST_BADGES, consistent=True)
        return [*BUILT_IN.values(), *(badge for row in page.rows if not (badge := _badge(row)).withdrawn)]

    def find_badges(self, badge_ids: Collection[str]) -> dict[str, Badge]:
        """Some badges by id, at most a hundred of the organization's own; those withdrawn too."""
        own = [BadgeRow.key(self.org_id, badge_id) for badge_id in badge_ids if badge_id not in BUILT_IN]
        rows = (row for row in self._find_many(own).values() if isinstance(row, BadgeRow))
        built_in = {badge_id: BUILT_IN[badge_id] for badge_id in badge_ids if badge_id in BUILT_IN}
        return built_in | {row.badge_id: _badge(row) for row in rows}

    def asking_badge(self, badge_id: str) -> Ask[Badge | None]:
        """The question for a badge, a withdrawn one too."""
        if badge_id in BUILT_IN:
            return Ask(self, [], lambda _: BUILT_IN[badge_id])
        key = BadgeRow.key(self.org_id, badge_id)
        return Ask(self, [key], lambda rows: _badge(row) if isinstance(row := rows.get(key), BadgeRow) else None)

    def asking_rules(self) -> Ask[tuple[BadgeRule, ...]]:
        """The question what earns the organization's own badges."""
        key = RulesRow.key(self.org_id)
        return Ask(self, [key], lambda rows: rules_of(rows.get(key)), consistent=True)

    def get_badge(self, badge_id: str) -> Badge:
        """A badge, a withdrawn one too. Raises ``BadgeNotFound``."""
        if badge_id in BUILT_IN:
            return BUILT_IN[badge_id]
        row = self._find(BadgeRow, BadgeRow.key(self.org_id, badge_id), consistent=True)
        if row is None:
            raise BadgeNotFound(badge_id=badge_id)
        return _badge(row)

    def add_badge(self, badge: Badge, once: Once) -> str:
        """Store a new badge, whose rule is one of the organization's from now on. Returns its id.

        Raises ``TooManyBadges``, and ``ConditionFailed`` if another was added at the same moment.
        """
        made = once.find(self, ReceiptRow)
        if made is not None:
            return made
        rules = self._find(RulesRow, RulesRow.key(self.org_id), consistent=True)
        if rules is not None and rules.defined >= MOST_BADGES:
            raise TooManyBadges

        def write(transaction: Transaction) -> None:
            transaction.create(self._badge_row(badge))
            every = [*(rules.rules if rules else ()), badge.rule.model_dump(mode="json")]
            self._put_rules(transaction, rules, every, defined=int(rules.defined if rules else 0) + 1)

        return once.perform(self, ReceiptRow, badge.badge_id, write)

    def save_badge(self, badge: Badge) -> Badge:
        """Store a badge in place of one that is still at its revision; ``ConditionFailed`` else."""
        row = self._badge_row(badge)
        self._save(row)
        return badge.model_copy(update={"revision": row.revision})

    def withdraw_badge(self, badge: Badge) -> None:
        """Store a badge as withdrawn, with its rule no longer one of the organization's."""
        rules = self._find(RulesRow, RulesRow.key(self.org_id), consistent=True)
        if rules is None:
            raise ConditionFailed
        with self._transaction() as transaction:
            transaction.save(self._badge_row(badge.model_copy(update={"withdrawn": True})))
            others = [rule for rule in rules.rules if rule["badge_id"] != badge.badge_id]
            self._put_rules(transaction, rules, others, defined=int(rules.defined))

    def _put_rules(
        self, transaction: Transaction, before: RulesRow | None, rules: Sequence[Any], *, defined: int
    ) -> None:
        pk, sk = RulesRow.key(self.org_id)
        revision = before.revision if before else None
        transaction.store(RulesRow(pk=pk, sk=sk, rules=list(rules), defined=defined, revision=revision))

    def _badge_row(self, badge: Badge) -> BadgeRow:
        pk, sk = BadgeRow.key(self.org_id, badge.badge_id)
        conditions = [condition.model_dump(mode="json") for condition in badge.conditions]
        return BadgeRow(
            pk=pk, sk=sk, conditions=conditions, **badge.model_dump(exclude={"conditions"}, exclude_none=True)
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """Whose achievement a code shows."""

    org_id: str
    user_id: str
    badge_id: str


class ShareRepository(GlobalRepository):
    """Public pages of achievements, of all organizations."""

    table = MotivationRow

    def find(self, code: str) -> Shared | None:
        """Whose achievement a code shows."""
        row = self._find(ShareRow, ShareRow.key(code), consistent=True)
        return Shared(row.org_id, row.user_id, row.badge_id) if row else None

    def open(self, transaction: Transaction, code: str, shared: Shared) -> None:
        """Let a code show an achievement."""
        pk, sk = ShareRow.key(code)
        row = ShareRow(pk=pk, sk=sk, org_id=shared.org_id, user_id=shared.user_id, badge_id=shared.badge_id)
        transaction.create(row, by=self)

    def close(self, transaction: Transaction, code: str) -> None:
        """Let a code show nothing any more."""
        pk, sk = ShareRow.key(code)
        transaction.forget(ShareRow(pk=pk, sk=sk), by=self)


def rules_of(row: Row | None) -> tuple[BadgeRule, ...]:
    """What earns the organization's own badges."""
    return tuple(map(BadgeRule.model_validate, row.rules)) if isinstance(row, RulesRow) else ()


def _badge(row: BadgeRow) -> Badge:
    return Badge.model_validate(row)
