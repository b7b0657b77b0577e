"""What somebody earned in a month, and what of it can be paid out."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain import ledger
from functions.commerce.domain.ledger import Posting
from functions.commerce.domain.payouts import OwedMonth, OwedMovement, Statement, owed_of, statement
from tests.functions.commerce.test_ledger_rules import sold

OCTOBER, NOVEMBER = datetime(2026, 10, 10, tzinfo=UTC), datetime(2026, 11, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
LATER = datetime(2027, 1, 1, tzinfo=UTC)


def drawn(postings: list[Posting], *, month: str = "2026-11", at: datetime = LATER) -> Statement:
    """The statement of the instructor, who has two fifths of what is sold without tax."""
    return of_whom("usr_1", "INR", postings, month=month, at=at)


def of_whom(party: str, currency: str, postings: list[Posting], *, month: str, at: datetime) -> Statement:
    months: list[OwedMonth] = []
    movements: list[OwedMovement] = []
    for posting in postings:
        for owed in owed_of(posting):
            if owed.party == party:
                sums = {
                    "earned_minor": 0,
                    "taken_back_minor": 0,
                    "paid_minor": 0,
                    owed.counted_as: abs(owed.amount_minor),
                }
                months.append(OwedMonth(party=party, month=posting.month, currency=owed.currency, **sums))
                movements.append(
                    OwedMovement(
                        posting_id=posting.posting_id,
                        posted_as=posting.kind,
                        order_id=posting.refs.get("order_id"),
                        currency=owed.currency,
                        amount_minor=owed.amount_minor,
                        at=posting.at,
                    )
                )
    return statement(party, month, currency, months, movements, window=WEEK, at=at)


class TestStatement:
    def test_carries_over_what_was_owed(self) -> None:
        first, second = sold(order_id="ord_1"), sold(order_id="ord_2")
        postings = [
            ledger.sale(first, OCTOBER),
            ledger.sale(second, NOVEMBER),
            ledger.refund(first, "rfd_1", 59_000, before_minor=0, at=NOVEMBER),
            ledger.payout("pyt_1", "usr_1", "INR", 15_000, NOVEMBER),
        ]

        one = drawn(postings)

        assert (one.opening_minor, one.earned_minor, one.taken_back_minor, one.paid_minor) == (
            40_000,
            40_000,
            20_000,
            15_000,
        )
        assert (one.closing_minor, one.held_minor, one.due_minor) == (45_000, 0, 45_000)
        assert drawn(postings, month="2026-12").opening_minor == 45_000

    def test_holds_what_may_still_go_back(self) -> None:
        sale = sold()
        postings = [ledger.sale(sale, NOVEMBER), ledger.refund(sale, "r", 59_000, before_minor=0, at=NOVEMBER)]

        within = drawn(postings, at=NOVEMBER + WEEK - timedelta(seconds=1))

        assert (within.closing_minor, within.held_minor, within.due_minor) == (20_000, 20_000, 0)
        assert drawn(postings, at=NOVEMBER + WEEK).due_minor == 20_000

    def test_owes_nothing_to_who_was_paid_before_all_went_back(self) -> None:
        sale = sold()
        postings = [
            ledger.sale(sale, OCTOBER),
            ledger.payout("pyt_1", "usr_1", "INR", 40_000, NOVEMBER),
            ledger.refund(sale, "rfd_1", 118_000, before_minor=0, at=NOVEMBER),
        ]

        assert (drawn(postings).closing_minor, drawn(postings).due_minor) == (-40_000, 0)

    def test_is_of_one_person_in_one_currency(self) -> None:
        postings = [ledger.sale(sold(), NOVEMBER)]

        assert of_whom("aff_1", "INR", postings, month="2026-11", at=LATER).closing_minor == 11_800
        assert of_whom("usr_1", "USD", postings, month="2026-11", at=LATER).closing_minor == 0

    @given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8), st.data())
    def test_closes_at_the_balance_of_the_ledger(self, totals: list[int], data: st.DataObject) -> None:
        postings: list[Posting] = []
        for place, total in enumerate(totals):
            sale = sold(total, order_id=f"ord_{place}")
            back = data.draw(st.integers(0, total))
            postings += [
                ledger.sale(sale, OCTOBER),
                ledger.refund(sale, f"r{place}", back, before_minor=0, at=NOVEMBER),
            ]
        postings.append(ledger.payout("pyt_1", "usr_1", "INR", data.draw(st.integers(0, 10**6)), NOVEMBER))

        one = drawn(data.draw(st.permutations(postings)))

        assert one.closing_minor == -ledger.balances_of(postings).get(("payable:usr_1", "INR"), 0)
