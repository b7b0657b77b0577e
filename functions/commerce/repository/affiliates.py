"""Reads and writes affiliates, whose codes people used, and what was bought by that."""

from collections.abc import Callable
from datetime import datetime

from functions.commerce.domain.affiliates import Affiliate, Earnings, Referral, Touch
from functions.commerce.domain.coupons import normalized
from functions.commerce.errors import AffiliateCodeTaken, AffiliateExists, AffiliateNotFound
from functions.commerce.tables import (
    AffiliateNameRow,
    AffiliateRow,
    CommerceRow,
    EarningsRow,
    ReceiptRow,
    ReferralRow,
    TouchRow,
)
from shared.dynamo import ConditionFailed, Repository, Transaction, undisturbed
from shared.idempotency import Once
from shared.listing import Listed, PageKey


class AffiliateRepository(Repository):
    """One tenant's affiliates."""

    table = CommerceRow

    # -- affiliates

    def find(self, affiliate_id: str) -> Affiliate | None:
        """An affiliate as they are now."""
        row = self._find(AffiliateRow, AffiliateRow.key(self.org_id, affiliate_id), consistent=True)
        return Affiliate.model_validate(row) if row else None

    def get(self, affiliate_id: str) -> Affiliate:
        """An affiliate as they are now. Raises ``AffiliateNotFound``."""
        found = self.find(affiliate_id)
        if found is None:
            raise AffiliateNotFound(affiliate_id=affiliate_id)
        return found

    def find_named(self, *, code: str | None = None, user_id: str | None = None) -> Affiliate | None:
        """The affiliate whose code it is, or who somebody is."""
        place = AffiliateNameRow.key(self.org_id, code=code, user_id=user_id)
        row = self._find(AffiliateNameRow, place, consistent=True)
        return self.find(row.affiliate_id) if row else None

    def list(self, *, limit: int, start: PageKey) -> Listed[Affiliate]:
        """The affiliates, newest first."""
        pk, _ = AffiliateRow.key(self.org_id)
        page = self._query(AffiliateRow, pk, descending=True, limit=limit, start=start)
        return Listed([Affiliate.model_validate(row) for row in page.rows], page.next_key)

    def add(self, affiliate: Affiliate, once: Once) -> str:
        """Store a new one. Returns their id, or that of the one that the same request made.

        Raises ``AffiliateExists`` for who is one already, and ``AffiliateCodeTaken``.
        """
        by_person = self._name(affiliate, user_id=affiliate.user_id)
        by_code = self._name(affiliate, code=affiliate.code)
        person_at = 0

        def write(transaction: Transaction) -> None:
            for row in (by_person, by_code, self._row(affiliate)):
                transaction.create(row)

        try:
            return once.perform(self, ReceiptRow, affiliate.affiliate_id, write)
        except ConditionFailed as failure:
            if person_at in failure.failed:
                raise AffiliateExists(user_id=affiliate.user_id) from None
            raise AffiliateCodeTaken from None

    def save(self, affiliate: Affiliate) -> Affiliate:
        """Replace one; ``ConditionFailed`` if they were changed since they were read."""
        row = self._row(affiliate)
        self._save(row)
        return Affiliate.model_validate(row)

    # -- whose code somebody used

    def touch(self, touch: Touch) -> None:
        """Note whose code somebody used last."""
        pk, sk = TouchRow.key(self.org_id, touch.user_id)
        row = TouchRow.of(touch.model_copy(update={"revision": 0}), pk=pk, sk=sk)
        with self._transaction() as transaction:
            transaction.overwrite(row, TouchRow.pk.does_not_exist() | (TouchRow.touched_at <= touch.touched_at))

    def forget_touch(self, user_id: str) -> None:
        """Forget whose code somebody used. Safe to repeat."""
        row = self._find(TouchRow, TouchRow.key(self.org_id, user_id), consistent=True)
        if row:
            self._delete(row)

    def find_for(self, user_id: str, code: str | None, at: datetime) -> tuple[Touch | None, Affiliate | None]:
        """Whose code somebody used last, and that affiliate; the code named is used at that moment."""
        if code:
            affiliate = self.find_named(code=normalized(code))
            if affiliate:
                touch = Touch(user_id=user_id, affiliate_id=affiliate.affiliate_id, code=affiliate.code, touched_at=at)
                return touch, affiliate
        row = self._find(TouchRow, TouchRow.key(self.org_id, user_id), consistent=True)
        return (Touch.model_validate(row), self.find(row.affiliate_id)) if row else (None, None)

    # -- what was bought by that

    def credit(self, referral: Referral) -> None:
        """Note a purchase that is owed to somebody. Safe to repeat."""
        pk, sk = ReferralRow.key(self.org_id, referral.affiliate_id, referral.order_id)
        counts = EarningsRow.purchases.add(1), EarningsRow.commission_minor.add(referral.commission_minor)
        try:
            with self._transaction() as transaction:
                transaction.create(ReferralRow.of(referral, pk=pk, sk=sk))
                transaction.change(
                    self._sums(referral),
                    [*counts, EarningsRow.reversed_minor.add(0), EarningsRow.currency.set(referral.currency)],
                )
        except ConditionFailed:
            return

    def debit(self, affiliate_id: str, order_id: str, change: Callable[[Referral], Referral]) -> Referral | None:
        """Note that some of a purchase went back. Returns it as it then is; None where nothing is owed for it."""

        def attempt() -> Referral | None:
            row = self._find(ReferralRow, ReferralRow.key(self.org_id, affiliate_id, order_id), consistent=True)
            if row is None:
                return None
            before = Referral.model_validate(row)
            after = change(before)
            if after != before:
                step = after.reversed_minor - before.reversed_minor
                with self._transaction() as transaction:
                    transaction.save(ReferralRow.of(after, pk=row.pk, sk=row.sk))
                    transaction.change(self._sums(after), [EarningsRow.reversed_minor.add(step)])
            return after

        return undisturbed(attempt)

    def list_referrals(self, affiliate_id: str, *, limit: int, start: PageKey) -> Listed[Referral]:
        """The purchases owed to an affiliate, newest first."""
        pk, _ = ReferralRow.key(self.org_id, affiliate_id)
        page = self._query(ReferralRow, pk, descending=True, limit=limit, start=start)
        return Listed([Referral.model_validate(row) for row in page.rows], page.next_key)

    def earnings(self, affiliate_id: str) -> tuple[Earnings, ...]:
        """What an affiliate earned so far, by currency."""
        pk, _ = EarningsRow.key(self.org_id, affiliate_id)
        page = self._query(EarningsRow, pk, consistent=True)
        return tuple(Earnings.model_validate(row) for row in page.rows)

    # -- rows

    def _row(self, affiliate: Affiliate) -> AffiliateRow:
        pk, sk = AffiliateRow.key(self.org_id, affiliate.affiliate_id)
        return AffiliateRow.of(affiliate, pk=pk, sk=sk)

    def _name(self, affiliate: Affiliate, *, code: str | None = None, user_id: str | None = None) -> AffiliateNameRow:
        pk, sk = AffiliateNameRow.key(self.org_id, code=code, user_id=user_id)
        return AffiliateNameRow(pk=pk, sk=sk, affiliate_id=affiliate.affiliate_id)

    def _sums(self, referral: Referral) -> EarningsRow:
        pk, sk = EarningsRow.key(self.org_id, referral.affiliate_id, referral.currency)
        return EarningsRow(pk=pk, sk=sk)
