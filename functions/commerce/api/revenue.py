"""Revenue over HTTP: what was sold and went back, and what is charged every so often."""

from datetime import date
from typing import Annotated

from fastapi import Query

from functions.commerce.domain.revenue import MOST_DAYS, MOST_MONTHS, RevenueBy, days_between, months_between
from functions.commerce.permissions import SEE_REVENUE
from functions.commerce.schemas.revenue import RevenueDaysOut, RevenueMonthsOut, RevenueOfOut
from functions.commerce.service.revenue import RevenueService
from functions.commerce.wiring import Revenues
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import FieldError, Unprocessable
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut

router = api_router(tag="Revenue")

Accountant = Annotated[Caller, permitted(SEE_REVENUE)]
_MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Query(pattern=_MONTH, description="Such as 2026-11.", examples=["2026-11"])]


@router.get("/revenue/days", responses=problems())
def list_revenue_days(
    _: Accountant,
    revenues: Revenues,
    first: Annotated[date, Query(alias="from", examples=["2026-11-01"])],
    last: Annotated[date, Query(alias="to", examples=["2026-11-30"])],
) -> RevenueDaysOut:
    """List what was sold and went back by day, both days included, for each currency.

    At most 366 days. Days are the organization's own, by its time zone at the moment of the sale.
    """
    _require_span(days_between(first, last), MOST_DAYS, "days")
    return RevenueDaysOut.of(revenues.days(first, last))


@router.get("/revenue/months", responses=problems())
def list_revenue_months(
    _: Accountant,
    revenues: Revenues,
    first: Annotated[str, Query(alias="from", pattern=_MONTH, examples=["2026-01"])],
    last: Annotated[str, Query(alias="to", pattern=_MONTH, examples=["2026-12"])],
) -> RevenueMonthsOut:
    """List months with their revenue, recurring revenue, churn and refund rate, for each currency. At most 36."""
    _require_span(months_between(first, last), MOST_MONTHS, "months")
    return RevenueMonthsOut.of(revenues.months(first, last))


@router.get("/revenue/courses", responses=problems())
def list_revenue_by_course(
    month: Month, caller: Accountant, revenues: Revenues, paging: Paging
) -> PageOut[RevenueOfOut]:
    """List a month's revenue by course or pass, in the order of their ids."""
    return _page(RevenueBy.COURSES, month, caller, revenues, paging)


@router.get("/revenue/instructors", responses=problems())
def list_revenue_by_instructor(
    month: Month, caller: Accountant, revenues: Revenues, paging: Paging
) -> PageOut[RevenueOfOut]:
    """List the shares of a month's revenue by instructor, in the order of their ids."""
    return _page(RevenueBy.INSTRUCTORS, month, caller, revenues, paging)


@router.get("/revenue/coupons", responses=problems())
def list_revenue_by_coupon(
    month: Month, caller: Accountant, revenues: Revenues, paging: Paging
) -> PageOut[RevenueOfOut]:
    """List a month's revenue by coupon, in the order of their ids."""
    return _page(RevenueBy.COUPONS, month, caller, revenues, paging)


def _page(by: RevenueBy, month: str, caller: Caller, revenues: RevenueService, paging: Paging) -> PageOut[RevenueOfOut]:
    query = f"revenue|{by}|{month}"
    page = revenues.of_month(by, month, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, RevenueOfOut.model_validate, query, org_id=caller.org_id)


def _require_span(length: int, most: int, unit: str) -> None:
    if not 1 <= length <= most:
        said = f"From 1 to {most} {unit}; these are {length}."
        raise Unprocessable(said, errors=[FieldError("/query/to", "out_of_range", said)])
