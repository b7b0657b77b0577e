"""Bodies of requests and answers about offers."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.commerce.domain.offers import MOST_PARTS, MOST_SCHEDULED, OfferKind, Unit
from functions.commerce.schemas.terms import ChangeIn, Currency, Days, Minor, When
from functions.commerce.service.offers import Priced
from shared.etag import etag
from shared.schemas import In, Line, Out

_FREE: dict[str, Any] = {"name": "Open to all", "kind": "free"}
_ONCE: dict[str, Any] = {
    "name": "Whole course",
    "kind": "one_time",
    "currency": "INR",
    "price_minor": 499_900,
    "scheduled": [
        {"price_minor": 399_900, "valid_from": "2026-11-07T18:30:00Z", "valid_until": "2026-11-11T18:30:00Z"}
    ],
    "access_days": 365,
}
_MONTHLY: dict[str, Any] = {
    "name": "Monthly",
    "kind": "subscription",
    "currency": "INR",
    "price_minor": 49_900,
    "every": "month",
    "trial_days": 7,
}
_PARTS: dict[str, Any] = {
    "name": "Three instalments",
    "kind": "instalments",
    "currency": "INR",
    "price_minor": 600_000,
    "parts": [{"after_days": days, "amount_minor": 200_000} for days in (0, 30, 60)],
    "grace_days": 7,
}
_CHANGES: list[dict[str, Any]] = [{"scheduled": _ONCE["scheduled"]}, {"parts": _PARTS["parts"]}]
_SHOWN: dict[str, Any] = {
    "offer_id": "off_01JD5J0A0B1C2D3E4F5G6H7J8K",
    "kind": "one_time",
    "name": "Whole course",
    "currency": "INR",
    "price_minor": 499_900,
    "price_now_minor": 499_900,
    "sold_now": True,
    "scheduled": _ONCE["scheduled"],
    "sold_from": None,
    "sold_until": None,
    "access_days": 365,
    "every": None,
    "every_count": 1,
    "trial_days": 0,
    "charges": None,
    "parts": [],
    "grace_days": 3,
    "default": True,
    "created_at": "2026-11-02T08:05:00Z",
    "updated_at": "2026-11-02T08:05:00Z",
    "etag": '"rev-1"',
}


class ScheduledPriceIn(In):
    """Another price from one moment to another; without an end, for good."""

    price_minor: Minor
    valid_from: When
    valid_until: When | None = None


class InstalmentPartIn(In):
    """One instalment, due so many days after the purchase."""

    after_days: Days
    amount_minor: Minor


Scheduled = Annotated[
    tuple[ScheduledPriceIn, ...],
    Field(max_length=MOST_SCHEDULED, description="Prices that hold for a time; no two at once."),
]
Parts = Annotated[
    tuple[InstalmentPartIn, ...],
    Field(max_length=MOST_PARTS, description="The instalments, the first of which is due at once; they are the price."),
]
Access = Annotated[
    Days | None, Field(ge=1, description="For how long one has what one bought; null for good. Not for subscriptions.")
]
Count = Annotated[int, Field(strict=True, ge=1, le=52, description="Charged once in so many weeks, months or years.")]
Charges = Annotated[int | None, Field(strict=True, ge=1, le=1200, description="Ends after so many; null for never.")]
Trial = Annotated[int, Field(strict=True, ge=0, le=365, description="For how long a subscription costs nothing.")]
Grace = Annotated[
    int, Field(strict=True, ge=0, le=90, description="For how many days access goes on when something is overdue.")
]


class SalesOfferIn(In):
    """Terms on which something is to be sold. What belongs to another kind of offer is left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [_FREE, _ONCE, _MONTHLY, _PARTS]})

    name: Line
    kind: OfferKind
    currency: Currency | None = None
    price_minor: Minor = 0
    scheduled: Scheduled = ()
    sold_from: When | None = None
    sold_until: When | None = None
    access_days: Access = None
    every: Unit | None = None
    every_count: Count = 1
    charges: Charges = None
    trial_days: Trial = 0
    parts: Parts = ()
    grace_days: Grace = 3
    default: bool = False

    def wish(self) -> dict[str, object]:
        """What the offer is to be."""
        return self.model_dump()


class PassSalesOfferIn(SalesOfferIn):
    """Terms on which a pass is to be sold."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**_ONCE, "name": "A year of everything"}, _MONTHLY, _PARTS]}
    )


class SalesOfferChangeIn(ChangeIn):
    """Changes of an offer: what is left out stays as it is. What was bought keeps the terms of its day."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "For everybody", "default": True}, *_CHANGES]})

    name: Line = Field(default_factory=str)
    currency: Currency | None = None
    price_minor: Minor = Field(default_factory=int)
    scheduled: Scheduled = Field(default_factory=tuple)
    sold_from: When | None = None
    sold_until: When | None = None
    access_days: Access = None
    every: Unit | None = None
    every_count: Count = Field(default_factory=int)
    charges: Charges = None
    trial_days: Trial = Field(default_factory=int)
    parts: Parts = Field(default_factory=tuple)
    grace_days: Grace = Field(default_factory=int)
    default: bool = Field(default_factory=bool)

    def changes(self) -> dict[str, object]:
        """What is to be changed, and to what."""
        return self.model_dump(include=self.model_fields_set)


class ScheduledPriceOut(Out):
    """Another price for a time."""

    price_minor: int
    valid_from: datetime
    valid_until: datetime | None


class InstalmentPartOut(Out):
    """One instalment."""

    after_days: int
    amount_minor: int


class SalesOfferOut(Out):
    """Terms on which something is sold. `price_now_minor` is what it costs at this moment, before coupons."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    offer_id: str
    name: str
    kind: OfferKind
    currency: str | None
    price_minor: int
    price_now_minor: int
    sold_now: bool
    scheduled: list[ScheduledPriceOut]
    sold_from: datetime | None
    sold_until: datetime | None
    access_days: int | None
    every: Unit | None
    every_count: int
    trial_days: int
    charges: int | None
    parts: list[InstalmentPartOut]
    grace_days: int
    default: bool
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, priced: Priced) -> "SalesOfferOut":
        """The answer for an offer."""
        values = priced.offer.model_dump(exclude={"revision"})
        return cls(
            **values,
            price_now_minor=priced.price_now_minor,
            sold_now=priced.sold_now,
            etag=etag(priced.offer.revision),
        )


class SalesOffersOut(Out):
    """All offers, at most twenty, in the order in which they were made."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_SHOWN]}]})

    items: list[SalesOfferOut]
