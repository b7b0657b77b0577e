"""Bodies of requests and answers about what something costs."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from functions.commerce.domain.coupons import MOST_COUPONS_OF_ORDER
from functions.commerce.domain.offers import OfferKind, Thing, Unit
from functions.commerce.domain.quotes import Quote
from functions.commerce.schemas.offers import InstalmentPartOut
from functions.commerce.schemas.terms import Code
from shared.schemas import BodyId, In, Out

Codes = Annotated[tuple[Code, ...], Field(max_length=MOST_COUPONS_OF_ORDER, description="Coupons to use.")]

_QUOTE: dict[str, Any] = {
    "course_id": None,
    "pass_id": "pas_01JD5J1A0B1C2D3E4F5G6H7J8K",
    "offer_id": "off_01JD5J0A0B1C2D3E4F5G6H7J8K",
    "kind": "one_time",
    "currency": "INR",
    "price_minor": 499_900,
    "discount_minor": 100_000,
    "discounts": [{"code": "DIWALI-2026", "amount_minor": 100_000}],
    "total_minor": 399_900,
    "due_now_minor": 399_900,
    "access_days": 365,
    "every": None,
    "every_count": 1,
    "trial_days": 0,
    "charges": None,
    "parts": [],
}


class QuoteIn(In):
    """What somebody would buy: a course or a pass, on one of its offers or else the default one."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"pass_id": _QUOTE["pass_id"]}]})

    course_id: BodyId | None = None
    pass_id: BodyId | None = None
    offer_id: BodyId | None = None
    coupon_codes: Codes = ()

    @model_validator(mode="after")
    def _one_thing(self) -> "QuoteIn":
        if (self.course_id is None) is (self.pass_id is None):
            raise ValueError("name either course_id or pass_id")
        return self

    def thing(self) -> Thing:
        """What would be bought."""
        return Thing(course_id=self.course_id, pass_id=self.pass_id)


class QuoteDiscountOut(Out):
    """What one coupon takes off."""

    code: str
    amount_minor: int


class QuoteOut(Out):
    """What something costs now. `total_minor` is all instalments together, or each charge of a subscription."""

    model_config = ConfigDict(json_schema_extra={"examples": [_QUOTE]})

    course_id: str | None
    pass_id: str | None
    offer_id: str
    kind: OfferKind
    currency: str
    price_minor: int
    discount_minor: int
    discounts: list[QuoteDiscountOut]
    total_minor: int
    due_now_minor: int
    access_days: int | None
    every: Unit | None
    every_count: int
    trial_days: int
    charges: int | None
    parts: list[InstalmentPartOut]

    @classmethod
    def of(cls, quote: Quote) -> "QuoteOut":
        """The answer for a quote."""
        return cls(
            **{name: getattr(quote, name) for name in cls.model_fields if hasattr(quote, name) and name != "discounts"},
            discounts=[QuoteDiscountOut.model_validate(one) for one in quote.discounts],
            **quote.terms.model_dump(exclude={"grace_days"}),
        )
