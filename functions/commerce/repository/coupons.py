"""Reads and writes coupons, counts their uses, and adds both to the transactions of orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pynamodb.expressions.condition import Condition

from functions.commerce.domain.coupons import Coupon, Redemption, RedemptionState
from functions.commerce.domain.quotes import Discount, Limits, Quote
from functions.commerce.errors import CodeTaken, CouponInUse, CouponNotFound
from functions.commerce.tables import CommerceRow, CouponCodeRow, CouponRow, ReceiptRow, RedemptionRow, TallyRow
from shared.dynamo import ConditionFailed, Key, Repository, Row, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey

Positions = list[int]
"""Where in a transaction stands what may fail."""


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a coupon was used so far: in all, by one person, for one course."""

    total: int = 0
    by_person: int = 0
    for_course: int = 0

    def leave_room(self, limits: Limits) -> bool:
        """Whether it may be used once more."""
        counted = (
            (self.total, limits.total),
            (self.by_person, limits.per_person),
            (self.for_course, limits.per_course),
        )
        return all(limit is None or used < limit for used, limit in counted)


class CouponRepository(Repository):
    """One tenant's coupons."""

    table = CommerceRow

    # -- coupons

    def get(self, coupon_id: str) -> Coupon:
        """A coupon as it is now. Raises ``CouponNotFound``."""
        found = self._find(CouponCodeRow, CouponCodeRow.key(self.org_id, coupon_id), consistent=True)
        row = self._find(CouponRow, CouponRow.key(self.org_id, found.code), consistent=True) if found else None
        if row is None:
            raise CouponNotFound(coupon_id=coupon_id)
        return _coupon(row)

    def list(self, *, limit: int, start: PageKey) -> Listed[Coupon]:
        """The coupons, newest first."""
        pk, _ = CouponRow.index_key(self.org_id)
        page = self._query(CouponRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([_coupon(row) for row in page.rows], page.next_key)

    def read(self, codes: Sequence[str], user_id: str, course_id: str | None) -> dict[str, tuple[Coupon, Uses]]:
        """The coupons with these codes, and how often each was used; in one call. Unknown codes are left out."""
        keys = {code: self._keys(code, user_id, course_id) for code in codes}
        rows = self._find_many([key for some in keys.values() for key in some.values()], consistent=True)
        found: dict[str, tuple[Coupon, Uses]] = {}
        for code, some in keys.items():
            coupon = rows.get(some["coupon"])
            if isinstance(coupon, CouponRow):
                found[code] = _coupon(coupon), _uses(rows, some)
        return found

    def uses(self, coupons: Sequence[Coupon]) -> dict[str, int]:
        """How often some coupons were used, by id: reserved uses and consumed ones. One call."""
        keys = {TallyRow.key(self.org_id, coupon.code): coupon.coupon_id for coupon in coupons}
        rows = self._find_many(list(keys), consistent=True)
        return {keys[key]: int(row.uses) for key, row in rows.items() if isinstance(row, TallyRow)}

    def add(self, coupon: Coupon, once: Once) -> str:
        """Store a new one. Returns its id, or that of the one that the same request made. Raises ``CodeTaken``."""
        pk, sk = CouponCodeRow.key(self.org_id, coupon.coupon_id)

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(coupon))
            transaction.create(CouponCodeRow(pk=pk, sk=sk, code=coupon.code))

        try:
            return once.perform(self, ReceiptRow, coupon.coupon_id, write)
        except ConditionFailed:
            raise CodeTaken from None

    def save(self, coupon: Coupon) -> Coupon:
        """Replace one; ``ConditionFailed`` if it was changed since it was read."""
        row = self._row(coupon)
        self._save(row)
        return _coupon(row)

    def delete(self, coupon: Coupon) -> None:
        """Remove one that was never used. Raises ``CouponInUse``; ``ConditionFailed`` if it was changed meanwhile."""
        pk, sk = CouponCodeRow.key(self.org_id, coupon.coupon_id)
        code = CouponCodeRow(pk=pk, sk=sk, code=coupon.code, revision=1)
        tally = self._tally(coupon.code)
        try:
            with self._transaction() as transaction:
                unused = transaction.require(tally, TallyRow.pk.does_not_exist())
                transaction.delete(self._row(coupon))
                transaction.delete(code)
        except ConditionFailed as failure:
            if unused in failure.failed:
                raise CouponInUse(coupon_id=coupon.coupon_id) from None
            raise

    # -- uses

    def reserving(self, transaction: Transaction, quote: Quote, order_id: str) -> Positions:
        """Add to an order's transaction that it uses the coupons of its quote: none of them beyond a limit.

        Returns the positions of what fails when a coupon has no use left, or the order has reserved already.
        """
        positions: Positions = []
        for discount in quote.discounts:
            positions.append(transaction.create(self._redemption(discount, quote, order_id, "reserved"), by=self))
            positions += self._counting(transaction, discount, quote, 1)
        return positions

    def consuming(self, transaction: Transaction, quote: Quote, order_id: str, *, lapsed: bool = False) -> Positions:
        """Add that the order is paid. One that had lapsed uses the coupons anew, where a use is left.

        Returns the positions of what fails else, or when the coupons are not in the state in which the order left them.
        """
        return self._settling(transaction, quote, order_id, "released" if lapsed else "reserved", "consumed")

    def releasing(self, transaction: Transaction, quote: Quote, order_id: str) -> Positions:
        """Add that the order lapsed: what it reserved is free again. Returns the positions as ``consuming`` does."""
        return self._settling(transaction, quote, order_id, "reserved", "released")

    def list_redemptions(self, coupon: Coupon, *, limit: int, start: PageKey) -> Listed[Redemption]:
        """The uses of a coupon, the newest orders first."""
        pk, sk = RedemptionRow.key(self.org_id, coupon.code)
        page = self._query(RedemptionRow, pk, begins_with=sk, descending=True, limit=limit, start=start)
        return Listed([Redemption.model_validate(row) for row in page.rows], page.next_key)

    def _settling(self, transaction: Transaction, quote: Quote, order_id: str, before: str, after: str) -> Positions:
        positions: Positions = []
        for discount in quote.discounts:
            row = self._redemption(discount, quote, order_id, after)
            positions.append(transaction.overwrite(row, RedemptionRow.state == before, by=self))
            if (before == "released") is not (after == "released"):
                positions += self._counting(transaction, discount, quote, 1 if before == "released" else -1)
        return positions

    def _counting(self, transaction: Transaction, discount: Discount, quote: Quote, step: int) -> Positions:
        limits = discount.limits
        tallies: list[tuple[TallyRow, int | None]] = [
            (self._tally(discount.code), limits.total),
            (self._tally(discount.code, user_id=quote.user_id), limits.per_person),
        ]
        if quote.course_id:
            tallies.append((self._tally(discount.code, course_id=quote.course_id), limits.per_course))
        return [
            transaction.change(
                row, [TallyRow.uses.add(step)], _room(limit) if step > 0 else TallyRow.uses >= 1, by=self
            )
            for row, limit in tallies
        ]

    # -- rows

    def _keys(self, code: str, user_id: str, course_id: str | None) -> Mapping[str, Key]:
        return {
            "coupon": CouponRow.key(self.org_id, code),
            "total": TallyRow.key(self.org_id, code),
            "person": TallyRow.key(self.org_id, code, user_id=user_id),
            "course": TallyRow.key(self.org_id, code, course_id=course_id or "none"),
        }

    def _row(self, coupon: Coupon) -> CouponRow:
        pk, sk = CouponRow.key(self.org_id, coupon.code)
        gsi1pk, gsi1sk = CouponRow.index_key(self.org_id, coupon.coupon_id)
        values = coupon.model_dump(exclude={"kind", "course_ids"}, exclude_none=True)
        return CouponRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            coupon_kind=coupon.kind.value,
            course_ids=list(coupon.course_ids),
            **values,
        )

    def _tally(self, code: str, *, user_id: str | None = None, course_id: str | None = None) -> TallyRow:
        pk, sk = TallyRow.key(self.org_id, code, user_id=user_id, course_id=course_id)
        return TallyRow(pk=pk, sk=sk, uses=0)

    def _redemption(self, discount: Discount, quote: Quote, order_id: str, state: str) -> RedemptionRow:
        pk, sk = RedemptionRow.key(self.org_id, discount.code, order_id)
        return RedemptionRow(
            pk=pk,
            sk=sk,
            coupon_id=discount.coupon_id,
            order_id=order_id,
            user_id=quote.user_id,
            course_id=quote.course_id,
            pass_id=quote.pass_id,
            discount_minor=discount.amount_minor,
            currency=quote.currency,
            state=RedemptionState(state).value,
            at=self.now(),
        )


def _room(limit: int | None) -> Condition:
    """That one more use is within the limit. Without one, any number is: then the condition holds always."""
    room: Condition = TallyRow.uses.does_not_exist() | (TallyRow.uses >= 0 if limit is None else TallyRow.uses < limit)
    return room


def _coupon(row: CouponRow) -> Coupon:
    values = {name: getattr(row, name) for name in Coupon.model_fields if name != "kind"}
    return Coupon.model_validate({**values, "kind": row.coupon_kind})


def _uses(rows: Mapping[Key, Row], keys: Mapping[str, Key]) -> Uses:
    def uses(name: str) -> int:
        row = rows.get(keys[name])
        return int(cast(TallyRow, row).uses) if row else 0

    return Uses(uses("total"), uses("person"), uses("course"))
