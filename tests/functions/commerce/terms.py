"""Builders: offers, coupons, quotes and what the gateway says, with defaults."""

from datetime import UTC, datetime, timedelta
from typing import Any

from functions.commerce.domain.affiliates import Affiliate
from functions.commerce.domain.coupons import Coupon
from functions.commerce.domain.offers import Offer, Part
from functions.commerce.domain.quotes import Line, Quote, Terms

AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def days(number: float) -> datetime:
    """So many days after the beginning."""
    return AT + timedelta(days=number)


def an_offer(kind: str = "one_time", **more: Any) -> Offer:
    """An offer for ₹1,000 of that kind."""
    by_kind: dict[str, dict[str, Any]] = {
        "free": {"price_minor": 0, "currency": None},
        "subscription": {"every": "month"},
        "instalments": {"parts": [Part(after_days=30 * n, amount_minor=25_000) for n in range(4)]},
    }
    values: dict[str, Any] = {
        "offer_id": "off_1",
        "name": "The course",
        "kind": kind,
        "currency": "INR",
        "price_minor": 100_000,
        "created_at": AT,
        "updated_at": AT,
        **by_kind.get(kind, {}),
        **more,
    }
    return Offer.model_validate(values)


def a_coupon(kind: str = "fixed", **more: Any) -> Coupon:
    """A coupon of ₹100, or of 10 %."""
    amounts = {"amount_minor": 10_000, "currency": "INR"} if kind == "fixed" else {"percent_bp": 1_000}
    values = {"coupon_id": "cpn_1", "code": "DIWALI", "kind": kind, "created_at": AT, "updated_at": AT}
    return Coupon.model_validate({**values, **amounts, **more})


def a_line(price_minor: int = 100_000, course_id: str = "crs_1") -> Line:
    """A course for ₹1,000."""
    return Line(course_id=course_id, price_minor=price_minor)


def a_quote(offer: Offer | None = None, *, total: int | None = None, user_id: str = "usr_1", **more: Any) -> Quote:
    """What an offer costs somebody."""
    offer = offer or an_offer()
    terms = Terms.model_validate(offer.model_dump(include=set(Terms.model_fields)))
    line = a_line(offer.price_minor if total is None else total)
    values = {"user_id": user_id, "currency": offer.currency or "INR", "lines": (line,), "terms": terms}
    return Quote.model_validate({**values, "quoted_at": AT, **more})


def an_affiliate(**more: Any) -> Affiliate:
    """Somebody who earns a tenth."""
    values = {"affiliate_id": "aff_1", "user_id": "usr_9", "code": "ASHA", "commission_bp": 1_000}
    return Affiliate.model_validate({**values, "created_at": AT, "updated_at": AT, **more})
