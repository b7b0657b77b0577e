"""What follows from a purchase: a pass that opens courses, a commission that is owed; and what a refund takes back."""

from datetime import timedelta

from functions.commerce.domain.passes import FOREVER
from functions.commerce.wiring import buying_service
from shared.clock import system_clock
from tests.functions.commerce.shop import ONCE, Json, succeeded
from tests.functions.commerce.test_affiliates import came_by, new_affiliate
from tests.functions.commerce.test_instalments import paid
from tests.functions.commerce.test_offers import terms
from tests.functions.commerce.till import Till
from tests.support.world import at_once


def buy_pass(till: Till, **offer: object) -> Json:
    """A pass that opens the course, bought by the student."""
    shop = till.shop
    pass_id = shop.new_pass(course_ids=[shop.course_id])
    succeeded(shop.admin.post(f"/passes/{pass_id}/offers", {**ONCE, **offer}))
    return paid(till, till.buy(course_id=None, pass_id=pass_id))


class TestAPass:
    def test_opens_its_courses_for_as_long_as_was_agreed(self, till: Till) -> None:
        buy_pass(till, access_days=30)

        until = terms(till.shop).pass_until

        assert until is not None
        assert timedelta(days=29, hours=23) < until - system_clock.now() < timedelta(days=30)

    def test_for_good_where_nothing_else_was_said(self, till: Till) -> None:
        buy_pass(till)

        assert terms(till.shop).pass_until == FOREVER

    def test_opens_nothing_once_it_was_given_back(self, till: Till) -> None:
        order = buy_pass(till)

        succeeded(till.refund(order, ends_access=True))
        till.deliver()

        assert terms(till.shop).pass_until is None
        till.deliver()
        assert terms(till.shop).pass_until is None


class TestACommission:
    def test_is_owed_for_what_was_paid_and_taken_back_with_it(self, till: Till) -> None:
        new_affiliate(till.shop)
        assert came_by(till.shop.student, "kavita") == 204
        order = paid(till, till.buy())

        at_once(4, lambda _: buying_service(till.shop.org.org_id).follow_payment(order["order_id"]))

        assert earned(till) == (1, 10_000, 0)
        succeeded(till.refund(order, amount_minor=33_333))
        till.deliver()
        assert earned(till) == (1, 10_000, 3_333)
        succeeded(till.refund(order))
        till.deliver()
        assert earned(till) == (1, 10_000, 10_000)

    def test_is_taken_back_though_the_refund_is_told_of_before_the_payment(self, till: Till) -> None:
        new_affiliate(till.shop)
        order = till.buy(referral_code="kavita")
        succeeded(till.confirm(order, till.pay(order)))

        buying_service(till.shop.org.org_id).follow_refund(order["order_id"], "rfd_1", 33_333)
        till.shop.world.settle()

        assert earned(till) == (1, 10_000, 3_333)

    def test_is_owed_by_a_code_that_comes_with_the_order(self, till: Till) -> None:
        new_affiliate(till.shop)

        paid(till, till.buy(referral_code="kavita"))

        assert earned(till) == (1, 10_000, 0)


def earned(till: Till) -> tuple[int, int, int]:
    """How many purchases the tutor brought, what they earned, and what of it was taken back."""
    (sums,) = succeeded(till.shop.tutor.get("/affiliates/me")).json()["earnings"]
    return sums["purchases"], sums["commission_minor"], sums["reversed_minor"]
