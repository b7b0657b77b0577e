"""Bodies of requests and answers about subscriptions."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, model_validator

from functions.commerce.domain.offers import Thing, Unit
from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.subscriptions import AccessState, Subscription, SubscriptionStatus
from functions.commerce.schemas.orders import BuyerIn
from functions.commerce.schemas.quotes import Codes
from functions.commerce.schemas.terms import Code
from functions.commerce.service.subscriptions import Wished
from shared.schemas import BodyId, In, Out

_SUBSCRIPTION: dict[str, Any] = {
    "subscription_id": "sbn_01JD5N0A0B1C2D3E4F5G6H7J8K",
    "user_id": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "course_id": None,
    "pass_id": "pas_01JD5J1A0B1C2D3E4F5G6H7J8K",
    "status": "created",
    "access": "waiting",
    "charge_minor": 49_900,
    "currency": "INR",
    "every": "month",
    "every_count": 1,
    "trial_days": 0,
    "paid_count": 0,
    "paid_through": None,
    "ends_at": None,
    "checkout": {
        "provider": "razorpay",
        "key_id": "rzp_test_1DP5mmOlF5G5ag",
        "gateway_subscription_id": "sub_00000000000001",
    },
    "created_at": "2026-11-22T09:30:00Z",
}
_FOR_A_BILL: dict[str, Any] = {
    "pass_id": _SUBSCRIPTION["pass_id"],
    "buyer": {"name": "Stella Student", "state_code": "29"},
}


class SubscriptionIn(In):
    """What somebody wants to subscribe to: a course or a pass, on one of its subscriptions or else the first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"pass_id": _SUBSCRIPTION["pass_id"]}, _FOR_A_BILL]})

    course_id: BodyId | None = None
    pass_id: BodyId | None = None
    offer_id: BodyId | None = None
    coupon_codes: Codes = ()
    referral_code: Code | None = None
    buyer: BuyerIn = BuyerIn()

    @model_validator(mode="after")
    def _one_thing(self) -> "SubscriptionIn":
        if (self.course_id is None) is (self.pass_id is None):
            raise ValueError("name either course_id or pass_id")
        return self

    def wish(self) -> Wished:
        """What is wanted."""
        return Wished(
            thing=Thing(course_id=self.course_id, pass_id=self.pass_id),
            offer_id=self.offer_id,
            coupon_codes=self.coupon_codes,
            referral_code=self.referral_code,
            buyer=Buyer(**self.buyer.model_dump()),
        )


class CancellationIn(In):
    """When it is to end: with the period that is paid for, or now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"at_period_end": True}]})

    at_period_end: bool = True


class SubscriptionCheckoutOut(Out):
    """What the gateway's checkout is opened with, for the buyer to agree to the charges."""

    provider: str
    key_id: str
    gateway_subscription_id: str


class SubscriptionOut(Out):
    """A subscription. `charge_minor` is what each charge is; access goes on for as long as charges are paid."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SUBSCRIPTION]})

    subscription_id: str
    user_id: str
    course_id: str | None
    pass_id: str | None
    status: SubscriptionStatus
    access: AccessState
    charge_minor: int
    currency: str
    every: Unit | None
    every_count: int
    trial_days: int
    paid_count: int
    paid_through: datetime | None
    ends_at: datetime | None
    checkout: SubscriptionCheckoutOut | None
    """Null once it was agreed to."""
    created_at: datetime

    @classmethod
    def of(cls, subscription: Subscription, key_id: str | None = None) -> "SubscriptionOut":
        """The answer for a subscription; with the key, for who may agree to it."""
        waits = subscription.status is SubscriptionStatus.CREATED and subscription.gateway_id and key_id
        checkout = (
            SubscriptionCheckoutOut(
                provider="razorpay", key_id=key_id or "", gateway_subscription_id=subscription.gateway_id or ""
            )
            if waits
            else None
        )
        quote, terms = subscription.quote, subscription.quote.terms
        same = ("subscription_id", "user_id", "course_id", "pass_id", "status", "access", "paid_count", "paid_through")
        return cls(
            **{name: getattr(subscription, name) for name in same},
            charge_minor=quote.total_minor,
            currency=quote.currency,
            every=terms.every,
            every_count=terms.every_count,
            trial_days=terms.trial_days,
            ends_at=subscription.ends_at(),
            checkout=checkout,
            created_at=subscription.created_at,
        )
