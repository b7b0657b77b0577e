"""Bodies of requests and answers about affiliates."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.commerce.domain.affiliates import (
    MOST_COMMISSION_BP,
    MOST_WINDOW_DAYS,
    Affiliate,
    Earnings,
    Referral,
)
from functions.commerce.schemas.terms import ChangeIn, Code
from functions.commerce.service.affiliates import Standing
from shared.etag import etag
from shared.schemas import BodyId, In, Out

_AFFILIATE: dict[str, Any] = {
    "user_id": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "code": "ASHA-RECOMMENDS",
    "commission_bp": 1000,
    "window_days": 30,
}
_SHOWN: dict[str, Any] = {
    "affiliate_id": "aff_01JD5M0A0B1C2D3E4F5G6H7J8K",
    **_AFFILIATE,
    "active": True,
    "created_at": "2026-11-01T08:05:00Z",
    "updated_at": "2026-11-01T08:05:00Z",
    "etag": '"rev-1"',
}
_EARNINGS: dict[str, Any] = {
    "currency": "INR",
    "purchases": 12,
    "commission_minor": 240_000,
    "reversed_minor": 40_000,
    "earned_minor": 200_000,
}

Commission = Annotated[
    int, Field(strict=True, ge=0, le=MOST_COMMISSION_BP, description="Of ten thousand of what is paid.")
]
Window = Annotated[
    int,
    Field(strict=True, ge=1, le=MOST_WINDOW_DAYS, description="How many days after the code was used one still earns."),
]


class AffiliateIn(In):
    """Somebody who is to earn by bringing buyers."""

    model_config = ConfigDict(json_schema_extra={"examples": [_AFFILIATE]})

    user_id: BodyId
    code: Code
    commission_bp: Commission
    window_days: Window = 30

    def wish(self) -> dict[str, object]:
        """What is to be agreed."""
        return self.model_dump()


class AffiliateChangeIn(ChangeIn):
    """Changes of what an affiliate earns from now on: what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"commission_bp": 1500}]})

    commission_bp: Commission = Field(default_factory=int)
    window_days: Window = Field(default_factory=int)
    active: bool = Field(default_factory=bool)


class AffiliateOut(Out):
    """Somebody who earns by bringing buyers."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    affiliate_id: str
    user_id: str
    code: str
    commission_bp: int
    window_days: int
    active: bool
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, affiliate: Affiliate) -> "AffiliateOut":
        """The answer for an affiliate."""
        return cls(**affiliate.model_dump(exclude={"revision"}), etag=etag(affiliate.revision))


class EarningsOut(Out):
    """What an affiliate earned so far in a currency: what was agreed, what went back, and what is left."""

    currency: str
    purchases: int
    commission_minor: int
    reversed_minor: int
    earned_minor: int

    @classmethod
    def of(cls, earnings: Earnings) -> "EarningsOut":
        """The answer for these sums."""
        return cls.model_validate(earnings)


class AffiliateStandingOut(AffiliateOut):
    """An affiliate, with what they earned so far."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_SHOWN, "earnings": [_EARNINGS]}]})

    earnings: list[EarningsOut]

    @classmethod
    def standing(cls, standing: Standing) -> "AffiliateStandingOut":
        """The answer for an affiliate and their earnings."""
        return cls(
            **AffiliateOut.of(standing.affiliate).model_dump(),
            earnings=[EarningsOut.of(one) for one in standing.earnings],
        )


class ReferralOut(Out):
    """A purchase that is owed to an affiliate. It does not say whose it was."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "order_id": "ord_01JD5K1A0B1C2D3E4F5G6H7J8K",
                    "course_id": "crs_01JD5GX1Z2Y3X4W5V6T7S8R9QP",
                    "pass_id": None,
                    "currency": "INR",
                    "paid_minor": 399_900,
                    "refunded_minor": 0,
                    "commission_minor": 39_990,
                    "reversed_minor": 0,
                    "earned_minor": 39_990,
                    "paid_at": "2026-11-03T09:00:00Z",
                }
            ]
        }
    )

    order_id: str
    course_id: str | None
    pass_id: str | None
    currency: str
    paid_minor: int
    refunded_minor: int
    commission_minor: int
    reversed_minor: int
    earned_minor: int
    paid_at: datetime

    @classmethod
    def of(cls, referral: Referral) -> "ReferralOut":
        """The answer for a purchase."""
        return cls.model_validate(referral)


class TouchIn(In):
    """By whose code somebody came."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": _AFFILIATE["code"]}]})

    code: Code
