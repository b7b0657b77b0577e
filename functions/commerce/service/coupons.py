"""Giving coupons out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from functions.commerce.domain.coupons import Coupon, Redemption, normalized
from functions.commerce.errors import CouponUnsound
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.service.naming import require_courses
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Counted:
    """A coupon, and how often it was used: reserved uses and consumed ones."""

    coupon: Coupon
    uses: int


class CouponService:
    """One tenant's coupons. Who may change them is said at the door."""

    def __init__(self, coupons: CouponRepository, clock: Clock = system_clock) -> None:
        self._coupons = coupons
        self._clock = clock

    def create(self, wish: Mapping[str, object], *, once: Once) -> Counted:
        """Give a coupon out. Its code is its own."""
        now = self._clock.now()
        code = normalized(str(wish["code"]))
        values = {**wish, "code": code, "coupon_id": new_id("cpn"), "created_at": now, "updated_at": now}
        coupon = Coupon.model_validate(values).sound()
        require_courses(self._coupons.org_id, coupon.course_ids, CouponUnsound)
        return self.get(self._coupons.add(coupon, once))

    def list(self, *, limit: int, start: PageKey) -> Listed[Counted]:
        """The coupons, newest first."""
        page = self._coupons.list(limit=limit, start=start)
        return Listed(self._counted(page.items), page.next_key)

    def get(self, coupon_id: str) -> Counted:
        """One of them."""
        return self._counted([self._coupons.get(coupon_id)])[0]

    def change(self, coupon_id: str, changes: Mapping[str, object], *, expected: int) -> Counted:
        """Change a coupon, if it is still at the expected revision. Orders that use it keep what it took off."""
        before = self._coupons.get(coupon_id)
        if before.revision != expected:
            raise PreconditionFailed(coupon_id=coupon_id, current_revision=before.revision)
        values = {**before.model_dump(), **changes, "updated_at": self._clock.now()}
        changed = Coupon.model_validate(values).sound()
        require_courses(self._coupons.org_id, set(changed.course_ids) - set(before.course_ids), CouponUnsound)
        try:
            after = self._coupons.save(changed)
        except ConditionFailed:
            raise PreconditionFailed(coupon_id=coupon_id) from None
        return self._counted([after])[0]

    def delete(self, coupon_id: str) -> None:
        """Remove a coupon that nobody ever used."""
        undisturbed(lambda: self._coupons.delete(self._coupons.get(coupon_id)))

    def list_redemptions(self, coupon_id: str, *, limit: int, start: PageKey) -> Listed[Redemption]:
        """The uses of a coupon, the newest orders first."""
        return self._coupons.list_redemptions(self._coupons.get(coupon_id), limit=limit, start=start)

    def _counted(self, coupons: Sequence[Coupon]) -> "Sequence[Counted]":
        uses = self._coupons.uses(coupons)
        return [Counted(coupon, uses.get(coupon.coupon_id, 0)) for coupon in coupons]
