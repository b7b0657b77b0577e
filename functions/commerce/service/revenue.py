"""Counting revenue from what is told, and showing it."""

from collections.abc import Sequence
from datetime import date, datetime

from functions.catalog.published import courses as catalog
from functions.commerce.domain import revenue
from functions.commerce.domain.orders import Order
from functions.commerce.domain.revenue import (
    Figures,
    MonthFigures,
    Recurring,
    RecurringMonth,
    RevenueBy,
    Teaching,
    day_of,
)
from functions.commerce.errors import SaleNotCounted
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.revenue import RevenueRepository
from functions.identity import published as identity
from shared.dynamo import undisturbed
from shared.listing import Listed, PageKey

UTC_ZONE = "UTC"
MOST_TEACHING = 20
"""How many of a course's instructors a sale is divided among: those with the largest shares."""


class RevenueService:
    """One tenant's revenue."""

    def __init__(self, org_id: str, figures: RevenueRepository, orders: OrderRepository) -> None:
        self._org_id = org_id
        self._figures = figures
        self._orders = orders

    def count_sale(self, order_id: str, at: datetime) -> None:
        """Count an order that is paid. Safe to repeat, and in any order."""
        order, zone = self._orders.get(order_id), self._time_zone()
        teaching = self._teaching(order)
        self._figures.count(revenue.sold(order, teaching, at, zone), order_id, "", teaching)
        self._note(order, at, zone, runs=True)

    def count_refund(self, order_id: str, refund_id: str, amount_minor: int, at: datetime) -> None:
        """Count what went back. Safe to repeat. Raises ``SaleNotCounted`` before the sale is: the news comes again."""
        teaching = self._figures.teaching(order_id)
        if teaching is None:
            raise SaleNotCounted(order_id=order_id)
        order, zone = self._orders.get(order_id), self._time_zone()
        counted = revenue.went_back(order, teaching, amount_minor, at, zone)
        self._figures.count(counted, order_id, refund_id, teaching)

    def note_access(self, order_id: str, at: datetime, *, runs: bool) -> None:
        """Note that what is charged every so often runs, or does not. Safe to repeat: older news changes nothing."""
        self._note(self._orders.get(order_id), at, self._time_zone(), runs=runs)

    def days(self, first: date, last: date) -> list[Figures]:
        """Revenue by day, for each currency, both days included; days without any are left out."""
        return self._figures.days(first.isoformat(), last.isoformat())

    def months(self, first: str, last: str) -> list[RecurringMonth]:
        """Revenue by month, with what is charged every so often, for each currency."""
        return [one for one in revenue.months_of(self._figures.months()) if first <= one.figures.period <= last]

    def of_month(self, by: RevenueBy, month: str, *, limit: int, start: PageKey) -> Listed[Figures]:
        """A month's revenue by course, instructor or coupon."""
        return self._figures.of_month(by, month, limit=limit, start=start)

    def _note(self, order: Order, at: datetime, zone: str, *, runs: bool) -> None:
        news = revenue.recurring(order, at, runs=runs)
        if news:
            undisturbed(lambda: self._take_in(news, zone))

    def _take_in(self, news: Recurring, zone: str) -> None:
        before = self._figures.find_recurring(news.user_id, news.thing_id)
        if before and before.at >= news.at:
            return
        was = before.mrr_minor if before else 0
        month = MonthFigures(
            period=day_of(news.at, zone)[:7],
            currency=news.currency,
            mrr_change_minor=news.mrr_minor - was,
            began=int(bool(news.mrr_minor) and not was),
            ended=int(bool(was) and not news.mrr_minor),
        )
        self._figures.save_recurring(news.model_copy(update={"revision": before.revision if before else 0}), month)

    def _teaching(self, order: Order) -> Sequence[Teaching]:
        course = catalog.find_course(self._org_id, order.course_id) if order.course_id else None
        team = sorted(course.team if course else (), key=lambda one: -one.revenue_share_bp)
        return [Teaching(user_id=one.user_id, share_bp=one.revenue_share_bp) for one in team if one.revenue_share_bp][
            :MOST_TEACHING
        ]

    def _time_zone(self) -> str:
        found = identity.find_organization(self._org_id)
        return found.time_zone if found else UTC_ZONE
