"""Offers: on what terms a course or a pass is sold.

An offer that was bought is copied into what was bought; nothing here changes that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from functions.commerce.domain.sharing import shared_out
from functions.commerce.errors import OfferUnsound

MOST_SCHEDULED = 20
MOST_PARTS = 36
MOST_MINOR = 10**10
"""The highest price, in minor units."""
LEAST_MINOR = 100
"""The lowest price that is not nothing: the gateway charges no less than a rupee."""
MOST_DAYS = 3660

Moment = Annotated[datetime, PlainSerializer(datetime.isoformat)]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is sold: a course or a pass, one of the two."""

    course_id: str | None = None
    pass_id: str | None = None

    def __post_init__(self) -> None:
        if (self.course_id is None) is (self.pass_id is None):
            raise ValueError("Either a course or a pass.")


class OfferKind(StrEnum):
    """How one pays."""

    FREE = "free"
    ONE_TIME = "one_time"
    SUBSCRIPTION = "subscription"
    INSTALMENTS = "instalments"


Unit = Literal["week", "month", "year"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class ScheduledPrice(_Value):
    """Another price from one moment to another; without an end, for good."""

    price_minor: int
    valid_from: Moment
    valid_until: Moment | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it is the price then. The first moment belongs to it, the last one does not."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


class Part(_Value):
    """One instalment: due so many days after the purchase."""

    after_days: int
    amount_minor: int


class Offer(_Value):
    """Terms on which a course or a pass is sold.

    What an offer that is not free costs is ``price_minor``: all of it at once, all instalments together, or each charge
    of a subscription.
    """

    offer_id: str
    name: str
    kind: OfferKind
    currency: str | None = None
    """None for a free offer."""
    price_minor: int = 0
    scheduled: tuple[ScheduledPrice, ...] = ()
    sold_from: Moment | None = None
    sold_until: Moment | None = None
    access_days: int | None = None
    """For how long one has what one bought once, or in instalments; None for good."""
    every: Unit | None = None
    every_count: int = 1
    """A subscription is charged once in so many weeks, months or years."""
    trial_days: int = 0
    charges: int | None = None
    """After how many charges a subscription ends; None for never."""
    parts: tuple[Part, ...] = ()
    """The instalments, in order, the first of which is paid at once; they add up to the price."""
    grace_days: int = 3
    """For how long access goes on when something due is not paid."""
    default: bool = False
    created_at: Moment
    updated_at: Moment
    revision: int = 1

    def sold(self, at: datetime) -> bool:
        """Whether it can be taken then."""
        return (self.sold_from is None or self.sold_from <= at) and (self.sold_until is None or at < self.sold_until)

    def price(self, at: datetime) -> int:
        """What it costs then, in minor units."""
        return next((one.price_minor for one in self.scheduled if one.holds(at)), self.price_minor)

    def amounts(self, total: int) -> tuple[int, ...]:
        """A total in instalments, in the proportions of the plan."""
        return shared_out(total, [part.amount_minor for part in self.parts])

    def boundaries(self) -> Iterable[datetime]:
        """The moments at which its price changes, or whether it is sold."""
        for one in self.scheduled:
            yield one.valid_from
            if one.valid_until:
                yield one.valid_until
        yield from filter(None, (self.sold_from, self.sold_until))

    def sound(self) -> "Offer":
        """The same offer, its scheduled prices in order. Raises ``OfferUnsound``, naming the field."""
        scheduled = tuple(sorted(self.scheduled, key=lambda one: one.valid_from))
        _require_price(self)
        _require_schedule(self.scheduled, scheduled)
        _require_window(self.sold_from, self.sold_until, "/sold_until")
        _require_kind(self)
        return self.model_copy(update={"scheduled": scheduled})


def _require_price(offer: Offer) -> None:
    prices = [("/price_minor", offer.price_minor)]
    prices += [(f"/scheduled/{place}/price_minor", one.price_minor) for place, one in enumerate(offer.scheduled)]
    if offer.kind is OfferKind.FREE:
        if offer.price_minor or offer.currency or offer.scheduled:
            raise OfferUnsound.field("/price_minor", "not_free", "A free offer has neither price nor currency.")
        return
    if offer.currency is None:
        raise OfferUnsound.field("/currency", "missing", "Say in which currency the price is.")
    for pointer, price in prices:
        if not LEAST_MINOR <= price <= MOST_MINOR:
            raise OfferUnsound.field(
                pointer, "out_of_range", f"A price is between {LEAST_MINOR} and {MOST_MINOR} minor units."
            )


def _require_schedule(given: Sequence[ScheduledPrice], ordered: Sequence[ScheduledPrice]) -> None:
    for place, one in enumerate(given):
        _require_window(one.valid_from, one.valid_until, f"/scheduled/{place}/valid_until")
    for earlier, later_one in pairwise(ordered):
        if earlier.valid_until is None or earlier.valid_until > later_one.valid_from:
            place = list(given).index(later_one)
            raise OfferUnsound.field(
                f"/scheduled/{place}/valid_from", "overlaps", "Two scheduled prices must not hold at the same time."
            )


def _require_window(begin: datetime | None, end: datetime | None, pointer: str) -> None:
    if begin is not None and end is not None and end <= begin:
        raise OfferUnsound.field(pointer, "ends_before_it_begins", "The end must come after the beginning.")


def _require_kind(offer: Offer) -> None:
    """What belongs to other kinds of offers must be left out, and what belongs to this kind must be there."""
    subscription, instalments = offer.kind is OfferKind.SUBSCRIPTION, offer.kind is OfferKind.INSTALMENTS
    if subscription is (offer.every is None):
        raise OfferUnsound.field("/every", "wrong_kind", "A subscription, and nothing else, is charged every so often.")
    if not subscription and (offer.trial_days or offer.charges is not None or offer.every_count != 1):
        raise OfferUnsound.field("/trial_days", "wrong_kind", "Only subscriptions have trials and numbers of charges.")
    if subscription and offer.access_days is not None:
        raise OfferUnsound.field("/access_days", "wrong_kind", "A subscription gives access for as long as it is paid.")
    if instalments is not bool(offer.parts):
        raise OfferUnsound.field("/parts", "wrong_kind", "Instalments, and nothing else, have parts.")
    if instalments:
        _require_parts(offer)


def _require_parts(offer: Offer) -> None:
    if len(offer.parts) < 2:
        raise OfferUnsound.field("/parts", "too_few", "There are at least two instalments.")
    if offer.parts[0].after_days != 0:
        raise OfferUnsound.field("/parts/0/after_days", "not_at_once", "The first instalment is paid at once.")
    for place, (one, two) in enumerate(pairwise(offer.parts), 1):
        if two.after_days <= one.after_days:
            raise OfferUnsound.field(f"/parts/{place}/after_days", "not_later", "Each one is due after the one before.")
    for place, part in enumerate(offer.parts):
        if part.amount_minor < LEAST_MINOR:
            raise OfferUnsound.field(
                f"/parts/{place}/amount_minor", "out_of_range", f"An instalment is at least {LEAST_MINOR} minor units."
            )
    if sum(part.amount_minor for part in offer.parts) != offer.price_minor:
        raise OfferUnsound.field("/parts", "sum_differs", "The instalments must add up to the price.")
