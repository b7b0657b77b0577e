"""Bodies of requests and answers about coupons."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from functions.commerce.domain.coupons import MOST_COURSES, MOST_USES, CouponKind, Redemption, RedemptionState
from functions.commerce.schemas.terms import ChangeIn, Code, Currency, Minor, When
from functions.commerce.service.coupons import Counted
from shared.etag import etag
from shared.schemas import BodyId, In, Out

_COUPON: dict[str, Any] = {
    "code": "DIWALI-2026",
    "kind": "percent",
    "percent_bp": 2500,
    "currency": "INR",
    "cap_minor": 100_000,
    "minimum_minor": 99_900,
    "valid_from": "2026-11-02T18:30:00Z",
    "valid_until": "2026-11-11T18:30:00Z",
    "limit_total": 500,
    "limit_per_person": 1,
}
_SHOWN: dict[str, Any] = {
    "coupon_id": "cpn_01JD5K0A0B1C2D3E4F5G6H7J8K",
    **_COUPON,
    "amount_minor": 0,
    "course_ids": [],
    "limit_per_course": None,
    "stackable": False,
    "active": True,
    "uses": 217,
    "created_at": "2026-11-01T08:05:00Z",
    "updated_at": "2026-11-01T08:05:00Z",
    "etag": '"rev-1"',
}

Limit = Annotated[int | None, Field(strict=True, ge=1, le=MOST_USES, description="Null for any number of times.")]
Percent = Annotated[int, Field(strict=True, ge=0, le=10_000, description="Of ten thousand: 2500 is a quarter.")]
Courses = Annotated[
    tuple[BodyId, ...],
    Field(max_length=MOST_COURSES, description="The only courses it is good for; empty for whatever is sold."),
    AfterValidator(lambda ids: tuple(dict.fromkeys(ids))),
]


class CouponIn(In):
    """A coupon to give out: a percentage, perhaps up to a cap, or an amount."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                _COUPON,
                {"code": "WELCOME", "kind": "fixed", "amount_minor": 10_000, "currency": "INR", "stackable": True},
            ]
        }
    )

    code: Code
    kind: CouponKind
    percent_bp: Percent = 0
    amount_minor: Minor = 0
    currency: Currency | None = None
    cap_minor: Minor | None = None
    minimum_minor: Minor = 0
    valid_from: When | None = None
    valid_until: When | None = None
    course_ids: Courses = ()
    limit_total: Limit = None
    limit_per_person: Limit = None
    limit_per_course: Limit = None
    stackable: bool = False
    active: bool = True

    def wish(self) -> dict[str, object]:
        """What the coupon is to be."""
        return self.model_dump()


class CouponChangeIn(ChangeIn):
    """Changes of a coupon: what is left out stays. Its code and kind are for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"limit_total": 1000, "active": True}]})

    percent_bp: Percent = Field(default_factory=int)
    amount_minor: Minor = Field(default_factory=int)
    currency: Currency | None = None
    cap_minor: Minor | None = None
    minimum_minor: Minor = Field(default_factory=int)
    valid_from: When | None = None
    valid_until: When | None = None
    course_ids: Courses = Field(default_factory=tuple)
    limit_total: Limit = None
    limit_per_person: Limit = None
    limit_per_course: Limit = None
    stackable: bool = Field(default_factory=bool)
    active: bool = Field(default_factory=bool)


class CouponOut(Out):
    """A coupon. `uses` are those of orders that are paid, and of those that may still be."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    coupon_id: str
    code: str
    kind: CouponKind
    percent_bp: int
    amount_minor: int
    currency: str | None
    cap_minor: int | None
    minimum_minor: int
    valid_from: datetime | None
    valid_until: datetime | None
    course_ids: list[str]
    limit_total: int | None
    limit_per_person: int | None
    limit_per_course: int | None
    stackable: bool
    active: bool
    uses: int
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, counted: Counted) -> "CouponOut":
        """The answer for a coupon."""
        coupon = counted.coupon
        return cls(**coupon.model_dump(exclude={"revision"}), uses=counted.uses, etag=etag(coupon.revision))


class RedemptionOut(Out):
    """One use of a coupon."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "coupon_id": _SHOWN["coupon_id"],
                    "order_id": "ord_01JD5K1A0B1C2D3E4F5G6H7J8K",
                    "user_id": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
                    "course_id": "crs_01JD5GX1Z2Y3X4W5V6T7S8R9QP",
                    "pass_id": None,
                    "discount_minor": 100_000,
                    "currency": "INR",
                    "state": "consumed",
                    "at": "2026-11-03T09:00:00Z",
                }
            ]
        }
    )

    coupon_id: str
    order_id: str
    user_id: str
    course_id: str | None
    pass_id: str | None
    discount_minor: int
    currency: str
    state: RedemptionState
    at: datetime

    @classmethod
    def of(cls, redemption: Redemption) -> "RedemptionOut":
        """The answer for a use."""
        return cls.model_validate(redemption)
