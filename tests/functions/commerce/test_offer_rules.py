"""What an offer must be, what is sold at which price, and what a course costs at all."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.offers import LEAST_MINOR, Part, ScheduledPrice
from functions.commerce.domain.quotes import parts_of
from functions.commerce.domain.shelves import MOST_OFFERS, Shelf
from functions.commerce.errors import OfferNotFound, OffersFull, OfferUnsound
from tests.functions.commerce.terms import AT, an_offer, days


def scheduled(price: int, begin: datetime, end: datetime | None = None) -> ScheduledPrice:
    """A price from then until then."""
    return ScheduledPrice(price_minor=price, valid_from=begin, valid_until=end)


class TestSound:
    @pytest.mark.parametrize("kind", ["free", "one_time", "subscription", "instalments"])
    def test_each_kind(self, kind: str) -> None:
        assert an_offer(kind).sound() == an_offer(kind)

    @pytest.mark.parametrize(
        ("kind", "changes", "pointer"),
        [
            ("free", {"price_minor": 100}, "/price_minor"),
            ("free", {"currency": "INR"}, "/price_minor"),
            ("one_time", {"currency": None}, "/currency"),
            ("one_time", {"price_minor": 99}, "/price_minor"),
            ("one_time", {"price_minor": 10**10 + 1}, "/price_minor"),
            ("one_time", {"scheduled": [scheduled(1, AT)]}, "/scheduled/0/price_minor"),
            ("one_time", {"scheduled": [scheduled(100, AT, AT)]}, "/scheduled/0/valid_until"),
            ("one_time", {"scheduled": [scheduled(100, AT), scheduled(200, days(1))]}, "/scheduled/1/valid_from"),
            ("one_time", {"sold_from": days(1), "sold_until": AT}, "/sold_until"),
            ("one_time", {"every": "month"}, "/every"),
            ("one_time", {"trial_days": 7}, "/trial_days"),
            ("one_time", {"parts": [Part(after_days=0, amount_minor=100_000)]}, "/parts"),
            ("subscription", {"every": None}, "/every"),
            ("subscription", {"access_days": 30}, "/access_days"),
            ("instalments", {"parts": []}, "/parts"),
            ("instalments", {"parts": [Part(after_days=0, amount_minor=100_000)]}, "/parts"),
            ("instalments", {"price_minor": 99_999}, "/parts"),
            (
                "instalments",
                {"parts": [Part(after_days=n, amount_minor=50_000) for n in (1, 2)]},
                "/parts/0/after_days",
            ),
            (
                "instalments",
                {"parts": [Part(after_days=n, amount_minor=50_000) for n in (0, 0)]},
                "/parts/1/after_days",
            ),
        ],
    )
    def test_what_does_not_fit_is_named(self, kind: str, changes: dict[str, Any], pointer: str) -> None:
        with pytest.raises(OfferUnsound) as refused:
            an_offer(kind, **changes).sound()

        assert [error.pointer for error in refused.value.errors] == [pointer]

    def test_scheduled_prices_are_put_in_order(self) -> None:
        late, early = scheduled(300, days(9), days(12)), scheduled(200, days(1), days(2))

        assert an_offer(scheduled=[late, early]).sound().scheduled == (early, late)


class TestPrice:
    def test_a_scheduled_price_holds_from_its_first_moment_up_to_its_last(self) -> None:
        offer = an_offer(scheduled=[scheduled(50_000, days(1), days(2))])

        assert [offer.price(at) for at in (AT, days(1), days(1.99), days(2))] == [100_000, 50_000, 50_000, 100_000]

    def test_nothing_is_sold_outside_its_window(self) -> None:
        offer = an_offer(sold_from=days(1), sold_until=days(2))

        assert [offer.sold(at) for at in (AT, days(1), days(2))] == [False, True, False]


class TestShelf:
    def test_the_first_offer_is_the_default_until_another_is(self) -> None:
        shelf = Shelf().add(an_offer(offer_id="off_1")).add(an_offer(offer_id="off_2"))
        assert [one.default for one in shelf.offers] == [True, False]

        shelf = shelf.replace(shelf.get("off_2").model_copy(update={"default": True, "revision": 2}))

        assert [(one.default, one.revision) for one in shelf.offers] == [(False, 2), (True, 2)]

    def test_who_is_left_is_the_default(self) -> None:
        shelf = Shelf().add(an_offer(offer_id="off_1")).add(an_offer(offer_id="off_2")).remove("off_1")

        assert [(one.offer_id, one.default) for one in shelf.offers] == [("off_2", True)]

    def test_the_default_cannot_be_given_up_without_another(self) -> None:
        shelf = Shelf().add(an_offer(offer_id="off_1"))

        assert shelf.replace(shelf.get("off_1").model_copy(update={"default": False})).offers[0].default

    @given(st.lists(st.tuples(st.sampled_from(["add", "choose", "remove"]), st.integers(0, 9)), max_size=30))
    def test_there_is_always_one_default(self, steps: list[tuple[str, int]]) -> None:
        shelf = Shelf()
        for verb, number in steps:
            offer = an_offer(offer_id=f"off_{number}", default=verb == "choose")
            there = shelf.find(offer.offer_id)
            if verb == "remove" and there:
                shelf = shelf.remove(offer.offer_id)
            elif verb != "remove":
                shelf = shelf.replace(offer) if there else shelf.add(offer)
            assert sum(one.default for one in shelf.offers) == bool(shelf.offers)

    def test_has_so_many_offers_at_most(self) -> None:
        shelf = Shelf(offers=tuple(an_offer(offer_id=f"off_{number}") for number in range(MOST_OFFERS)))

        with pytest.raises(OffersFull):
            shelf.add(an_offer())

    def test_unknown_offers(self) -> None:
        with pytest.raises(OfferNotFound):
            Shelf().get("off_1")


class TestFreeOrSold:
    def test_without_an_offer_a_course_is_free(self) -> None:
        assert terms(Shelf()) == (True, False, None)

    def test_with_a_price_it_is_sold(self) -> None:
        assert terms(Shelf().add(an_offer())) == (False, True, 100_000)

    def test_a_free_offer_beside_others_makes_it_free(self) -> None:
        assert terms(Shelf().add(an_offer()).add(an_offer("free", offer_id="off_2"))) == (True, False, None)

    def test_taking_the_last_offer_away_does_not_give_it_away(self) -> None:
        assert terms(Shelf().add(an_offer()).remove("off_1")) == (False, False, None)

    def test_before_and_after_its_window_it_is_neither(self) -> None:
        assert terms(Shelf().add(an_offer(sold_from=days(1)))) == (False, False, None)

    def test_a_pass_that_names_it_makes_it_cost_something(self) -> None:
        inside = Shelf().opened_by("pas_1")

        assert terms(inside) == (False, False, None)
        assert terms(inside.closed_to("pas_1")) == (False, False, None)

    def test_the_lowest_price_is_in_the_default_offers_currency(self) -> None:
        shelf = (
            Shelf()
            .add(an_offer(offer_id="off_1", price_minor=90_000))
            .add(an_offer(offer_id="off_2", price_minor=80_000))
            .add(an_offer(offer_id="off_3", price_minor=1_000, currency="USD"))
        )

        assert terms(shelf) == (False, True, 80_000)

    def test_what_comes_next_by_time_alone(self) -> None:
        offer = an_offer(scheduled=[scheduled(50_000, days(3), days(5))], sold_until=days(9))
        shelf = Shelf().add(offer)

        assert [shelf.next_change(at) for at in (AT, days(3), days(5), days(9))] == [days(3), days(5), days(9), None]


class TestParts:
    @given(st.lists(st.integers(LEAST_MINOR, 10**8), min_size=2, max_size=36), st.data())
    def test_instalments_add_up_to_whatever_is_left_of_the_price(self, amounts: list[int], data: st.DataObject) -> None:
        parts = tuple(Part(after_days=30 * place, amount_minor=amount) for place, amount in enumerate(amounts))
        total = data.draw(st.integers(0, sum(amounts)))

        left = parts_of(parts, total)

        assert sum(part.amount_minor for part in left) == total
        assert all(part.amount_minor >= LEAST_MINOR for part in left[1:])
        assert left[0].amount_minor >= min(LEAST_MINOR, total)
        assert left[0].after_days == 0

    def test_without_a_discount_they_are_as_they_were(self) -> None:
        offer = an_offer("instalments")

        assert parts_of(offer.parts, offer.price_minor) == offer.parts


def terms(shelf: Shelf) -> tuple[bool, bool, int | None]:
    """Whether it is free, whether it is sold, and from which price on."""
    lowest = shelf.lowest(AT)
    return shelf.free(AT), shelf.sold(AT), lowest.price_minor if lowest else None
