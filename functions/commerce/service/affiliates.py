"""Who earns by bringing buyers, and what they brought."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.commerce.domain.affiliates import Affiliate, Earnings, Referral, Touch
from functions.commerce.domain.coupons import normalized
from functions.commerce.errors import AffiliateNotFound, NotAMemberHere, ReferralRefused
from functions.commerce.repository.affiliates import AffiliateRepository
from functions.identity import published as identity
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Standing:
    """An affiliate, and what they earned so far."""

    affiliate: Affiliate
    earnings: tuple[Earnings, ...]


class AffiliateService:
    """One tenant's affiliates. Who may change them is said at the door."""

    def __init__(self, affiliates: AffiliateRepository, clock: Clock = system_clock) -> None:
        self._affiliates = affiliates
        self._clock = clock

    def create(self, wish: Mapping[str, object], *, once: Once) -> Affiliate:
        """Let a member of the organization earn by bringing buyers."""
        now = self._clock.now()
        values = {**wish, "code": normalized(str(wish["code"])), "created_at": now, "updated_at": now}
        affiliate = Affiliate.model_validate({**values, "affiliate_id": new_id("aff")})
        if affiliate.user_id not in identity.find_people(self._affiliates.org_id, [affiliate.user_id]):
            raise NotAMemberHere.field("/user_id", "not_found", "It must be a member of the organization.")
        return self._affiliates.get(self._affiliates.add(affiliate, once))

    def list(self, *, limit: int, start: PageKey) -> Listed[Affiliate]:
        """The affiliates, newest first."""
        return self._affiliates.list(limit=limit, start=start)

    def get(self, affiliate_id: str) -> Standing:
        """One of them, with what they earned."""
        return Standing(self._affiliates.get(affiliate_id), self._affiliates.earnings(affiliate_id))

    def change(self, affiliate_id: str, changes: Mapping[str, object], *, expected: int) -> Affiliate:
        """Change what an affiliate earns from now on, if they are still at the expected revision."""
        before = self._affiliates.get(affiliate_id)
        if before.revision != expected:
            raise PreconditionFailed(affiliate_id=affiliate_id, current_revision=before.revision)
        try:
            return self._affiliates.save(before.model_copy(update={**changes, "updated_at": self._clock.now()}))
        except ConditionFailed:
            raise PreconditionFailed(affiliate_id=affiliate_id) from None

    def list_referrals(self, affiliate: Affiliate, *, limit: int, start: PageKey) -> Listed[Referral]:
        """The purchases owed to an affiliate, newest first."""
        return self._affiliates.list_referrals(affiliate.affiliate_id, limit=limit, start=start)

    def find(self, affiliate_id: str) -> Affiliate:
        """One of them. Raises ``AffiliateNotFound``."""
        return self._affiliates.get(affiliate_id)

    def find_own(self, user_id: str) -> Affiliate:
        """The affiliate that somebody is. Raises ``AffiliateNotFound``."""
        found = self._affiliates.find_named(user_id=user_id)
        if found is None:
            raise AffiliateNotFound
        return found

    def own(self, user_id: str) -> Standing:
        """The same, with what they earned so far."""
        found = self.find_own(user_id)
        return Standing(found, self._affiliates.earnings(found.affiliate_id))

    def touch(self, code: str, *, user_id: str) -> None:
        """Note that somebody came by an affiliate's code; the last one counts. Raises ``ReferralRefused``, for one's
        own code too.
        """
        affiliate = self._affiliates.find_named(code=normalized(code))
        if affiliate is None or not affiliate.active or affiliate.user_id == user_id:
            raise ReferralRefused
        now = self._clock.now()
        touch = Touch(user_id=user_id, affiliate_id=affiliate.affiliate_id, code=affiliate.code, touched_at=now)
        try:
            self._affiliates.touch(touch)
        except ConditionFailed:
            return  # somebody was later: theirs counts

    def forget(self, user_id: str) -> None:
        """Let somebody who left earn nothing more, and forget by whose code they came. What they earned stays theirs.
        Safe to repeat.
        """
        self._affiliates.forget_touch(user_id)

        def attempt() -> None:
            found = self._affiliates.find_named(user_id=user_id)
            if found and found.active:
                self._affiliates.save(found.model_copy(update={"active": False, "updated_at": self._clock.now()}))

        undisturbed(attempt)

    # -- from what was bought

    def credit(self, referral: Referral) -> None:
        """Note a purchase that is owed to somebody. Safe to repeat."""
        self._affiliates.credit(referral)

    def debit(self, affiliate_id: str, order_id: str, refund_id: str, amount_minor: int) -> None:
        """Take back what a refund takes of a commission. Safe to repeat: each refund counts once."""
        self._affiliates.debit(affiliate_id, order_id, lambda one: one.refund(refund_id, amount_minor))
