"""The ledger: every movement of money as one balanced posting, of which nothing is ever changed.

Of each entry the amount is positive where an account is debited and negative where it is credited; a posting's entries
add up to zero in every currency. Its id follows from what happened, so that posting the same twice is posting it once.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, model_validator

from functions.commerce.domain.sharing import share_of, undone
from functions.commerce.domain.tax import TaxAssessment, TaxKind

GATEWAY = "gateway"
"""What lies at the gateway."""
BANK = "bank"
REVENUE = "revenue"
"""What was sold, at its price without tax and before discounts."""
DISCOUNTS = "discounts"
"""What coupons took off."""
FEES = "gateway_fees"
FEE_TAX = "gateway_fee_tax"
INSTRUCTOR_SHARES = "instructor_shares"
AFFILIATE_SHARES = "affiliate_shares"
OWED_BACK = "owed_back"
"""Payments that paid nothing, until they are sent back."""
REFUNDS = "refunds"
"""What was sold and given back, at its price without tax and before discounts."""


def output_tax(kind: TaxKind) -> str:
    """The account of what is owed of a tax."""
    return f"output_tax:{kind}"


PAYABLE = "payable:"


def payable(party: str) -> str:
    """The account of what is owed to a person, by id."""
    return f"{PAYABLE}{party}"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class PostingKind(StrEnum):
    """What happened."""

    SALE = "sale"
    REFUND = "refund"
    FEE = "fee"
    EXCESS = "excess"
    EXCESS_RETURNED = "excess_returned"
    SETTLEMENT = "settlement"
    PAYOUT = "payout"


class Entry(_Value):
    """What changes on one account: a debit above zero, a credit below."""

    account: str
    amount_minor: int
    currency: str


class Posting(_Value):
    """One movement of money, balanced. Raises ``ValueError`` for entries that do not add up to zero."""

    posting_id: str
    kind: PostingKind
    entries: tuple[Entry, ...]
    refs: dict[str, str]
    """What it is about: ``order_id``, ``refund_id``, ``payment_id`` and the like."""
    at: datetime

    @model_validator(mode="after")
    def _balanced(self) -> "Posting":
        if any(balances_of([self], by_account=False).values()):
            raise ValueError("the entries of a posting must add up to zero")
        return self

    @property
    def month(self) -> str:
        """When it happened, as ``2026-11``, by UTC."""
        return f"{self.at.astimezone(UTC):%Y-%m}"

    def amount_of(self, account: str) -> int:
        """What it changes on an account, in its only currency."""
        return sum(entry.amount_minor for entry in self.entries if entry.account == account)


class Balance(_Value):
    """What an account amounts to in a currency."""

    account: str
    currency: str
    amount_minor: int


class Share(_Value):
    """What somebody earns by a sale."""

    party: str
    """Whose, by id."""
    account: str
    """``INSTRUCTOR_SHARES`` or ``AFFILIATE_SHARES``."""
    amount_minor: int


class Sale(_Value):
    """What the books need to know of a purchase; kept by who posts it, since refunds are worked out from it."""

    order_id: str
    currency: str
    assessment: TaxAssessment
    discount_minor: int = 0
    """What coupons took off before the tax was worked out."""
    payment_id: str | None = None
    """The gateway's id of the payment that paid it."""
    shares: tuple[Share, ...] = ()

    @property
    def total_minor(self) -> int:
        """What was paid."""
        return self.assessment.total_minor


def instructor_shares(taxable_minor: int, basis_points: Iterable[tuple[str, int]]) -> tuple[Share, ...]:
    """What instructors (by id, with their ten-thousandths) earn of what was sold without its tax, rounded down."""
    return tuple(
        Share(party=party, account=INSTRUCTOR_SHARES, amount_minor=share_of(taxable_minor, bp))
        for party, bp in basis_points
    )


def sale(sold: Sale, at: datetime) -> Posting:
    """The money of a purchase has arrived."""
    return _traded(sold, PostingKind.SALE, sold.order_id, 0, sold.total_minor, at)


def refund(
    sold: Sale,
    refund_id: str,
    amount_minor: int,
    *,
    before_minor: int,
    at: datetime,
    gateway_refund_id: str | None = None,
) -> Posting:
    """Some of it went back, after ``before_minor``: the tax and the shares go back in proportion.

    Worked out from the sums, so that when everything went back, in however many steps, nothing is left of any part.
    """
    posting = _traded(sold, PostingKind.REFUND, refund_id, before_minor, amount_minor, at)
    named = {"gateway_refund_id": gateway_refund_id} if gateway_refund_id else {}
    return posting.model_copy(update={"refs": {**posting.refs, **named}})


def fee(payment_id: str, currency: str, fee_minor: int, tax_minor: int, at: datetime) -> Posting:
    """The gateway kept its fee of a payment; its tax is part of the fee."""
    amounts = {FEES: fee_minor - tax_minor, FEE_TAX: tax_minor, GATEWAY: -fee_minor}
    return _posting(PostingKind.FEE, payment_id, amounts, currency, {"payment_id": payment_id}, at)


def excess(payment_id: str, currency: str, amount_minor: int, at: datetime) -> Posting:
    """A payment arrived that pays nothing."""
    amounts = {GATEWAY: amount_minor, OWED_BACK: -amount_minor}
    return _posting(PostingKind.EXCESS, payment_id, amounts, currency, {"payment_id": payment_id}, at)


def excess_returned(
    refund_id: str,
    payment_id: str,
    currency: str,
    amount_minor: int,
    at: datetime,
    gateway_refund_id: str | None = None,
) -> Posting:
    """A payment that paid nothing was sent back."""
    amounts = {GATEWAY: -amount_minor, OWED_BACK: amount_minor}
    refs = {"refund_id": refund_id, "payment_id": payment_id}
    if gateway_refund_id:
        refs["gateway_refund_id"] = gateway_refund_id
    return _posting(PostingKind.EXCESS_RETURNED, refund_id, amounts, currency, refs, at)


def settlement(settlement_id: str, currency: str, amount_minor: int, at: datetime) -> Posting:
    """The gateway paid out to the bank."""
    amounts = {BANK: amount_minor, GATEWAY: -amount_minor}
    return _posting(PostingKind.SETTLEMENT, settlement_id, amounts, currency, {"settlement_id": settlement_id}, at)


def payout(payout_id: str, party: str, currency: str, amount_minor: int, at: datetime) -> Posting:
    """Somebody got what was owed to them."""
    amounts = {payable(party): amount_minor, BANK: -amount_minor}
    return _posting(PostingKind.PAYOUT, payout_id, amounts, currency, {"payout_id": payout_id, "party": party}, at)


def balances_of(postings: Iterable[Posting], *, by_account: bool = True) -> dict[tuple[str, str], int]:
    """The sums of all postings by account and currency; without ``by_account``, by currency alone, each zero."""
    sums: dict[tuple[str, str], int] = {}
    for entry in (entry for posting in postings for entry in posting.entries):
        place = (entry.account if by_account else "", entry.currency)
        sums[place] = sums.get(place, 0) + entry.amount_minor
    return sums


def _traded(sold: Sale, kind: PostingKind, what: str, before: int, now: int, at: datetime) -> Posting:
    """A part of a sale from ``before`` on: as a sale, or the other way round as a refund."""
    way = 1 if kind is PostingKind.SALE else -1
    goods = REVENUE if way == 1 else REFUNDS
    whole, part = sold.total_minor, sold.assessment.part(before=before, now=now)
    # Where nothing was paid, the discount is the whole price, and nothing can go back.
    discount = undone(sold.discount_minor, whole, before=before, now=now) if whole else sold.discount_minor
    amounts = {GATEWAY: way * now, DISCOUNTS: way * discount, goods: -way * (part.taxable_minor + discount)}
    for tax in part.taxes:
        amounts[output_tax(tax.kind)] = amounts.get(output_tax(tax.kind), 0) - way * tax.amount_minor
    for share in sold.shares:
        earned = way * undone(share.amount_minor, whole, before=before, now=now)
        amounts[share.account] = amounts.get(share.account, 0) + earned
        amounts[payable(share.party)] = amounts.get(payable(share.party), 0) - earned
    refs = {"order_id": sold.order_id} | ({"refund_id": what} if way == -1 else {})
    if sold.payment_id:
        refs["payment_id"] = sold.payment_id
    return _posting(kind, what, amounts, sold.currency, refs, at)


def _posting(
    kind: PostingKind, what: str, amounts: dict[str, int], currency: str, refs: dict[str, str], at: datetime
) -> Posting:
    entries: Sequence[Entry] = [
        Entry(account=account, amount_minor=amount, currency=currency) for account, amount in amounts.items() if amount
    ]
    return Posting(posting_id=f"{kind}:{what}", kind=kind, entries=tuple(entries), refs=refs, at=at)
