"""Revenue: counted once as it happens, by the organization's own days."""

from datetime import UTC, date, datetime

import pytest

from events.commerce import OrderPaid
from functions.commerce.domain.revenue import day_of, monthly, months_between, round_half_up
from functions.commerce.handlers import count_refund, count_sale
from functions.commerce.service.telling import told_of
from functions.commerce.wiring import revenue_service
from shared.clock import system_clock
from shared.events import Envelope
from shared.ids import new_id
from tests.functions.commerce.shop import PARTS, Json, pointers, succeeded
from tests.functions.commerce.test_books import paid
from tests.functions.commerce.test_coupons import new_coupon
from tests.functions.commerce.test_subscriptions import charge, gateway_id, subscribe
from tests.functions.commerce.till import Till
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import at_once

INDIA = "Asia/Kolkata"


def today() -> str:
    return day_of(system_clock.now(), INDIA)


def ask(till: Till, what: str, **query: str) -> Answer:
    return till.shop.admin.get(f"/revenue/{what}", params=query)


def days(till: Till) -> list[Json]:
    items: list[Json] = succeeded(ask(till, "days", **{"from": today(), "to": today()})).json()["items"]
    return items


def months(till: Till) -> list[Json]:
    month = today()[:7]
    items: list[Json] = succeeded(ask(till, "months", **{"from": month, "to": month})).json()["items"]
    return items


def of_month(till: Till, by: str) -> list[Json]:
    items: list[Json] = succeeded(ask(till, by, month=today()[:7])).json()["items"]
    return items


class TestRevenue:
    def test_is_what_was_sold_less_what_went_back(self, till: Till) -> None:
        order = paid(till)
        succeeded(till.refund(order, amount_minor=33_333))
        till.shop.world.settle()

        (day,) = days(till)

        assert (day["sold_minor"], day["orders"], day["refunded_minor"], day["refunds"]) == (100_000, 1, 33_333, 1)
        assert (day["net_minor"], day["refund_rate_bp"], day["currency"]) == (66_667, 3_333, "INR")
        assert months(till)[0]["net_minor"] == 66_667

    def test_is_divided_by_course_instructor_and_coupon(self, till: Till) -> None:
        shop = till.shop
        path = f"/courses/{shop.course_id}/instructors/{shop.tutor.user_id}"
        (member,) = succeeded(shop.admin.get(f"/courses/{shop.course_id}/instructors")).json()["items"]
        wish = {"permissions": member["permissions"], "revenue_share_bp": 4_000}
        succeeded(shop.admin.put(path, wish, headers={"if-match": member["etag"]}))
        coupon_id = new_coupon(shop, {"code": "TENTH", "kind": "percent", "percent_bp": 1_000})
        paid(till, coupon_codes=["TENTH"])
        shop.world.settle()

        (course,), (instructor,), (used,) = (of_month(till, by) for by in ("courses", "instructors", "coupons"))

        assert (course["thing_id"], course["sold_minor"], course["discount_minor"]) == (shop.course_id, 90_000, 10_000)
        assert (instructor["thing_id"], instructor["sold_minor"]) == (shop.tutor.user_id, 36_000)
        assert (used["thing_id"], used["discount_minor"], used["orders"]) == (coupon_id, 10_000, 1)

    def test_of_a_part_and_what_goes_back_of_it_is_of_no_coupon(self, till: Till) -> None:
        new_coupon(till.shop)
        order = till.buy(offer_id=till.shop.offer(PARTS), coupon_codes=["WELCOME"])
        till.pay(order)
        till.deliver()
        succeeded(till.refund(order, amount_minor=1_000))
        till.shop.world.settle()

        assert [one["refunded_minor"] for one in days(till)] == [1_000]
        assert of_month(till, "coupons") == []

    def test_counts_each_piece_of_news_once(self, till: Till) -> None:
        order = paid(till)
        till.shop.world.settle()
        news = told_of(OrderPaid, till.order(order), amount_minor=100_000, access_until=None)
        told = Envelope[OrderPaid](
            event_id=new_id("evt"),
            source="lms.commerce",
            detail_type=OrderPaid.detail_type(),
            occurred_at=system_clock.now(),
            org_id=till.shop.org.org_id,
            actor_id="usr_1",
            request_id="req_1",
            correlation_id="req_1",
            revision=1,
            data=news,
        )

        at_once(8, lambda _: count_sale(told))

        assert [(day["sold_minor"], day["orders"]) for day in days(till)] == [(100_000, 1)]
        assert count_refund.__doc__

    def test_is_seen_by_administrators_only(self, till: Till) -> None:
        for somebody in (till.shop.student, till.shop.tutor):
            assert somebody.get("/revenue/courses", params={"month": "2026-11"}).status_code == 403

    def test_is_asked_for_within_bounds(self, till: Till) -> None:
        answers = [
            ask(till, "days", **{"from": first, "to": last})
            for first, last in (("2025-01-01", "2026-01-02"), ("2026-01-02", "2026-01-01"))
        ]
        answers.append(ask(till, "months", **{"from": "2020-01", "to": "2026-01"}))

        assert [answer.status_code for answer in answers] == [422, 422, 422]
        assert pointers(answers[0]) == ["/query/to"]
        assert ask(till, "courses", month="2026-13").status_code == 422

    def test_is_read_in_one_call_beside_who_asks(self, till: Till) -> None:
        paid(till)
        span = {"from": "2026-11-01", "to": "2026-11-30"}
        succeeded(ask(till, "days", **span))

        with counting_calls() as calls:
            succeeded(ask(till, "days", **span))

        assert len(calls) <= 3


class TestWhatIsChargedEverySoOften:
    def test_is_counted_from_its_first_charge_to_its_end(self, till: Till) -> None:
        made = subscribe(till)
        for _ in range(2):
            charge(till, made)
        (running,) = months(till)

        till.account.cancel(gateway_id(till, made), {})
        till.deliver()
        till.look(days=70)
        with till.shop.world.later(days=70):
            till.deliver()
        ended = revenue_service(till.shop.org.org_id).months("2000-01", "2099-12")

        assert (running["mrr_minor"], running["subscribers"], running["began"]) == (49_900, 1, 1)
        assert (running["ended"], running["churn_bp"], running["sold_minor"]) == (0, None, 99_800)
        assert (ended[-1].mrr_minor, ended[-1].subscribers, sum(one.figures.ended for one in ended)) == (0, 0, 1)

    @pytest.mark.parametrize(
        ("amount", "every", "count", "monthly_minor"),
        [
            (49_900, "month", 1, 49_900),
            (120_000, "year", 1, 10_000),
            (30_000, "month", 3, 10_000),
            (300, "week", 1, 1_300),
        ],
    )
    def test_is_converted_to_months(self, amount: int, every: str, count: int, monthly_minor: int) -> None:
        assert monthly(amount, every, count) == monthly_minor


class TestPeriods:
    def test_are_the_organizations_own(self) -> None:
        moment = datetime(2026, 11, 30, 19, 0, tzinfo=UTC)

        assert (day_of(moment, INDIA), day_of(moment, "UTC")) == ("2026-12-01", "2026-11-30")

    def test_are_counted_with_both_ends(self) -> None:
        assert months_between("2025-12", "2026-01") == 2
        assert (round_half_up(1, 2), round_half_up(1, 3), round_half_up(0, 5)) == (1, 0, 0)
        assert date.fromisoformat(day_of(datetime(2026, 1, 1, tzinfo=UTC), INDIA)).year == 2026
