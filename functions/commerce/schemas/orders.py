"""Bodies of requests and answers about orders."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from functions.commerce.domain.orders import Buyer, Order, OrderState
from functions.commerce.domain.quotes import Quote
from functions.commerce.service.orders import Wish
from shared.schemas import BodyId, In, Line, Out

MOST_CODES = 5
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[\x21-\x7e]+$")]
Gstin = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}[A-Z0-9]{13}$")]
StateCode = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|[12][0-9]|3[0-8]|97|99)$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
GatewayId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}_[0-9A-Za-z]{4,40}$")]
Signature = Annotated[str, StringConstraints(min_length=1, max_length=200)]

_ORDER: dict[str, Any] = {
    "order_id": "ord_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "user_id": "usr_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "course_id": "crs_01JD5H0TQ7W8X9Y0Z1A2B3C4D5",
    "pass_id": None,
    "state": "created",
    "price_minor": 499_900,
    "discount_minor": 0,
    "amount_minor": 499_900,
    "currency": "INR",
    "refunded_minor": 0,
    "refunding_minor": 0,
    "checkout": {
        "provider": "razorpay",
        "key_id": "rzp_test_1DP5mmOlF5G5ag",
        "gateway_order_id": "order_IEIaMR65cu6nz3",
        "amount_minor": 499_900,
        "currency": "INR",
    },
    "failed_payments": 0,
    "paid_at": None,
    "access_until": None,
    "created_at": "2026-11-22T09:30:00Z",
    "lapses_at": "2026-11-22T10:00:00Z",
}


class BuyerIn(In):
    """Who buys, as it is to stand on the invoice."""

    name: Line | None = None
    country: Country = "IN"
    state_code: StateCode | None = None
    gstin: Gstin | None = None
    address: Line | None = None


class OrderIn(In):
    """What is to be bought: a course or a pass. The price is the server's; what was shown may be sent to be held to."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"pass_id": "pas_01JD5H0TQ7W8X9Y0Z1A2B3C4D5", "buyer": {"state_code": "29"}}]}
    )

    course_id: BodyId | None = None
    pass_id: BodyId | None = None
    offer_id: BodyId | None = None
    """Left out, the default offer."""
    coupon_codes: Annotated[tuple[Code, ...], Field(max_length=MOST_CODES)] = ()
    referral_code: Code | None = None
    instalment_of: BodyId | None = None
    """The order whose next instalment is to be paid; then nothing else is named."""
    buyer: BuyerIn = BuyerIn()
    expected_amount_minor: Annotated[int, Field(ge=0, le=10**12, strict=True)] | None = None
    """What the person was shown: refused when it is something else by now."""

    @model_validator(mode="after")
    def _one_thing(self) -> "OrderIn":
        if [self.course_id, self.pass_id, self.instalment_of].count(None) != 2:
            raise ValueError("name a course, a pass, or the order whose next instalment is paid")
        return self

    def wish(self) -> Wish:
        """What is wanted."""
        return Wish(
            course_id=self.course_id,
            pass_id=self.pass_id,
            offer_id=self.offer_id,
            coupon_codes=self.coupon_codes,
            referral_code=self.referral_code,
            buyer=Buyer(**self.buyer.model_dump()),
            expected_amount_minor=self.expected_amount_minor,
            instalment_of=self.instalment_of,
        )


class CheckoutPaymentIn(In):
    """What the gateway's checkout gave the browser, under the names that it has there."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "razorpay_payment_id": "pay_IH4NVgf4Dreq1l",
                    "razorpay_order_id": "order_IEIaMR65cu6nz3",
                    "razorpay_signature": "0d4e745a1838664ad6c9c9902212a32d627d68e917290b0ad5f08ff4561bc50f",
                }
            ]
        }
    )

    razorpay_payment_id: GatewayId
    razorpay_order_id: GatewayId
    razorpay_signature: Signature


class CheckoutOut(Out):
    """What the gateway's checkout is opened with."""

    provider: str
    key_id: str
    gateway_order_id: str
    amount_minor: int
    currency: str


class OrderOut(Out):
    """An order. Amounts are whole minor units; `amount_minor` is what is paid, tax included."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    order_id: str
    user_id: str
    course_id: str | None
    pass_id: str | None
    state: OrderState
    price_minor: int
    discount_minor: int
    amount_minor: int
    currency: str
    refunded_minor: int
    refunding_minor: int
    checkout: CheckoutOut | None
    """Null where nothing is to be paid, or can be any more."""
    failed_payments: int
    paid_at: datetime | None
    access_until: datetime | None
    created_at: datetime
    lapses_at: datetime

    @classmethod
    def of(cls, order: Order, key_id: str | None = None) -> "OrderOut":
        """The answer for an order; with the key, for who may pay it."""
        quote = Quote.model_validate(order.quote)
        checkout = None
        if key_id and order.gateway_order_id:
            checkout = CheckoutOut(
                provider="razorpay",
                key_id=key_id,
                gateway_order_id=order.gateway_order_id,
                amount_minor=order.amount_minor,
                currency=order.currency,
            )
        return cls(
            price_minor=quote.price_minor,
            discount_minor=quote.discount_minor,
            checkout=checkout,
            failed_payments=len(order.failed_payments),
            **order.model_dump(include=_SAME),
        )


_SAME = {
    "order_id",
    "user_id",
    "course_id",
    "pass_id",
    "state",
    "amount_minor",
    "currency",
    "refunded_minor",
    "refunding_minor",
    "paid_at",
    "access_until",
    "created_at",
    "lapses_at",
}
