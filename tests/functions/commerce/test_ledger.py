"""The ledger as it is stored."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.commerce.domain import ledger
from functions.commerce.domain.ledger import Posting, balances_of
from functions.commerce.repository.ledger import LedgerRepository
from shared.listing import each
from tests.functions.commerce.test_ledger_rules import sold
from tests.support.books import balances_in
from tests.support.world import World, at_once

AT = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)


@pytest.fixture
def books(world: World) -> LedgerRepository:
    """The ledger of a school."""
    return LedgerRepository(world.organization().org_id)


def history() -> list[Posting]:
    """A month and a minute of trade."""
    sales = [sold(100_003 + place, order_id=f"ord_{place}") for place in range(12)]
    later = AT + timedelta(minutes=2)
    return [
        *(ledger.sale(sale, AT - timedelta(hours=place)) for place, sale in enumerate(sales)),
        ledger.refund(sales[0], "rfd_1", 33_333, before_minor=0, at=later),
        ledger.refund(sales[0], "rfd_2", 66_670, before_minor=33_333, at=later),
        ledger.fee("pay_1", "INR", 2_360, 360, later),
        ledger.payout("pyt_1", "usr_1", "INR", 1_000, later),
    ]


class TestPosting:
    def test_is_found_as_it_was_posted(self, books: LedgerRepository) -> None:
        posting = ledger.sale(sold(), AT)

        books.post(posting)

        assert books.find("sale:ord_1") == posting
        assert books.find("sale:ord_2") is None

    def test_twice_is_once(self, books: LedgerRepository) -> None:
        for _ in range(3):
            books.post(ledger.sale(sold(), AT))

        assert balances_in(books)["gateway", "INR"] == 118_000

    def test_by_many_at_once_is_once(self, books: LedgerRepository) -> None:
        at_once(8, lambda _: books.post(ledger.sale(sold(), AT)))

        assert balances_in(books) == balances_of([ledger.sale(sold(), AT)])

    def test_is_of_its_organization_alone(self, world: World, books: LedgerRepository) -> None:
        books.post(ledger.sale(sold(), AT))

        other = LedgerRepository(world.organization().org_id)
        assert (other.find("sale:ord_1"), balances_in(other)) == (None, {})


class TestMonth:
    def test_has_its_postings_in_the_order_of_time(self, books: LedgerRepository) -> None:
        for posting in history():
            books.post(posting)

        november, december = [list(books.each_of_month(month)) for month in ("2026-11", "2026-12")]

        assert [posting.at for posting in november] == sorted(posting.at for posting in november)
        assert (len(november), len(december)) == (12, 4)

    def test_is_read_page_by_page(self, books: LedgerRepository) -> None:
        for posting in history():
            books.post(posting)

        first = books.list_of_month("2026-11", limit=5, start=None)
        second = books.list_of_month("2026-11", limit=50, start=first.next_key)

        assert (len(first.items), len(second.items)) == (5, 7)


class TestBalances:
    def test_are_those_derived_from_zero(self, books: LedgerRepository) -> None:
        for posting in history():
            books.post(posting)

        derived = balances_of(posting for month in ("2026-11", "2026-12") for posting in books.each_of_month(month))

        assert balances_in(books) == derived == balances_of(history())
        assert sum(balances_in(books).values()) == 0

    def test_are_listed_account_by_account_over_all_that_they_are_kept_in(self, books: LedgerRepository) -> None:
        for posting in history():
            books.post(posting)

        page = books.list_balances(limit=1, start=None)
        found = list(each(lambda start: books.list_balances(limit=1, start=start)))

        assert (len(page.items), page.next_key is not None) == (1, True)
        assert {(one.account, one.currency): one.amount_minor for one in found} == balances_of(history())
        assert len(found) == len(balances_of(history()))
