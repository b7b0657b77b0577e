"""Postings: balanced, whatever happens in whatever steps."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain import ledger
from functions.commerce.domain.ledger import AFFILIATE_SHARES, Entry, Posting, PostingKind, Sale, Share
from functions.commerce.domain.tax import Place, Supplier, TaxableLine, TaxKind, assess

AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def sold(total: int = 118_000, *, order_id: str = "ord_1", state: str = "29", discount: int = 0) -> Sale:
    """A sale by a supplier of Karnataka, of which an instructor and an affiliate have a share."""
    assessment = assess(
        [TaxableLine(amount_minor=total)],
        supplier=Supplier(state_code="29"),
        place_of_supply=Place(state_code=state),
        on=date(2026, 11, 28),
    )
    shares = (
        *ledger.instructor_shares(assessment.taxable_minor, [("usr_1", 4_000)]),
        Share(party="aff_1", account=AFFILIATE_SHARES, amount_minor=total // 10),
    )
    return Sale(order_id=order_id, currency="INR", assessment=assessment, discount_minor=discount, shares=shares)


def amounts(posting: Posting) -> dict[str, int]:
    """What a posting changes, by account."""
    return {entry.account: entry.amount_minor for entry in posting.entries}


class TestSale:
    def test_puts_everything_where_it_belongs(self) -> None:
        posting = ledger.sale(sold(discount=10_000), AT)

        assert posting.posting_id == "sale:ord_1"
        assert amounts(posting) == {
            "gateway": 118_000,
            "discounts": 10_000,
            "revenue": -110_000,
            "output_tax:cgst": -9_000,
            "output_tax:sgst": -9_000,
            "instructor_shares": 40_000,
            "payable:usr_1": -40_000,
            "affiliate_shares": 11_800,
            "payable:aff_1": -11_800,
        }

    def test_of_what_costs_nothing_after_a_coupon_is_all_discount(self) -> None:
        assert amounts(ledger.sale(sold(0, discount=500), AT)) == {"discounts": 500, "revenue": -500}


class TestRefund:
    def test_of_all_leaves_nothing_but_what_was_sold_and_given_back(self) -> None:
        sale = sold(discount=10_000)
        postings = [ledger.sale(sale, AT), ledger.refund(sale, "rfd_1", 118_000, before_minor=0, at=AT)]

        left = {place: amount for place, amount in ledger.balances_of(postings).items() if amount}

        assert left == {("revenue", "INR"): -110_000, ("refunds", "INR"): 110_000}

    def test_of_some_takes_back_tax_and_shares_in_proportion(self) -> None:
        posting = ledger.refund(sold(), "rfd_1", 59_000, before_minor=0, at=AT)

        assert amounts(posting) == {
            "gateway": -59_000,
            "refunds": 50_000,
            "output_tax:cgst": 4_500,
            "output_tax:sgst": 4_500,
            "instructor_shares": -20_000,
            "payable:usr_1": 20_000,
            "affiliate_shares": -5_900,
            "payable:aff_1": 5_900,
        }

    @given(st.integers(1, 10**8), st.sampled_from(["29", "27"]), st.integers(0, 10**6), st.data())
    def test_in_whatever_steps_loses_no_paisa(self, total: int, state: str, off: int, data: st.DataObject) -> None:
        sale = sold(total, state=state, discount=off)
        cuts = sorted({0, total, *data.draw(st.lists(st.integers(0, total), max_size=8))})
        postings = [ledger.sale(sale, AT)]
        for place, (first, last) in enumerate(pairwise(cuts)):
            postings.append(ledger.refund(sale, f"rfd_{place}", last - first, before_minor=first, at=AT))

        left = {account: amount for (account, _), amount in ledger.balances_of(postings).items() if amount}

        assert left.keys() <= {"revenue", "refunds"}
        assert sum(left.values()) == 0


class TestOtherPostings:
    def test_fee_keeps_its_tax_apart(self) -> None:
        posting = ledger.fee("pay_1", "INR", 2_360, 360, AT)

        assert amounts(posting) == {"gateway_fees": 2_000, "gateway_fee_tax": 360, "gateway": -2_360}

    def test_excess_is_owed_until_it_is_sent_back(self) -> None:
        postings = [
            ledger.excess("pay_2", "INR", 500, AT),
            ledger.excess_returned("rfd_2", "pay_2", "INR", 500, AT),
        ]

        assert not any(ledger.balances_of(postings).values())

    def test_settlement_and_payout_move_money_on(self) -> None:
        assert amounts(ledger.settlement("setl_1", "INR", 900, AT)) == {"bank": 900, "gateway": -900}
        assert amounts(ledger.payout("pyt_1", "usr_1", "INR", 400, AT)) == {"payable:usr_1": 400, "bank": -400}


class TestBalance:
    def test_is_asked_of_every_posting(self) -> None:
        entries = (Entry(account="bank", amount_minor=1, currency="INR"),)
        with pytest.raises(ValueError, match="add up to zero"):
            Posting(posting_id="x", kind=PostingKind.SALE, entries=entries, refs={}, at=AT)

    def test_is_of_each_currency_by_itself(self) -> None:
        entries = (
            Entry(account="bank", amount_minor=1, currency="INR"),
            Entry(account="gateway", amount_minor=-1, currency="USD"),
        )
        with pytest.raises(ValueError, match="add up to zero"):
            Posting(posting_id="x", kind=PostingKind.SALE, entries=entries, refs={}, at=AT)

    def test_every_tax_has_an_account(self) -> None:
        assert len({ledger.output_tax(kind) for kind in TaxKind}) == len(TaxKind)
