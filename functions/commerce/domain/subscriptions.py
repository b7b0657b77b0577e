"""Subscriptions: what is charged every so often, and the access that follows from what was paid.

What the gateway tells of a subscription arrives more than once and in no order. Each piece of news is a snapshot; the
state is their join: the last word by the gateway's own time, and the furthest moment that is paid for. Joining is
commutative, associative and idempotent, so the same news gives the same state however it arrives.

Access follows from what is paid, not from the gateway's status: it goes on until the paid time and the grace are over,
then pauses, and goes on again with the next payment. It ends when the subscription does.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.quotes import Line, PartOf, Quote, Terms


class SubscriptionStatus(StrEnum):
    """What the gateway says of a subscription, in its own words."""

    CREATED = "created"
    AUTHENTICATED = "authenticated"
    ACTIVE = "active"
    PENDING = "pending"
    HALTED = "halted"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def over(self) -> bool:
        """Whether nothing can follow."""
        return self in _OVER


_NEVER = datetime.min.replace(tzinfo=UTC)
_OVER = {SubscriptionStatus.COMPLETED, SubscriptionStatus.CANCELLED, SubscriptionStatus.EXPIRED}
# Of two pieces of news of the same second the later in this order is taken to be the last word.
_RANK = {
    status: rank
    for rank, status in enumerate(
        (
            SubscriptionStatus.CREATED,
            SubscriptionStatus.AUTHENTICATED,
            SubscriptionStatus.PENDING,
            SubscriptionStatus.HALTED,
            SubscriptionStatus.PAUSED,
            SubscriptionStatus.ACTIVE,
            SubscriptionStatus.EXPIRED,
            SubscriptionStatus.COMPLETED,
            SubscriptionStatus.CANCELLED,
        )
    )
}


AGREED_WITHIN = timedelta(days=1)
"""How long a buyer has to agree to the charges; then what it reserved is free again."""


class AccessState(StrEnum):
    """What a purchase that is paid for over time gives now."""

    WAITING = "waiting"
    """Nothing was paid yet."""
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class CouponUse(StrEnum):
    """What has become of the coupons that it uses."""

    RESERVED = "reserved"
    CONSUMED = "consumed"
    RELEASED = "released"


class SubscriptionNews(BaseModel):
    """What the gateway said of a subscription at one moment."""

    model_config = ConfigDict(frozen=True)

    gateway_id: str
    noted: str | None = None
    """Our own id, as it was noted there when the subscription was made."""
    status: SubscriptionStatus
    at: datetime
    paid_count: int = 0
    paid_through: datetime | None = None
    """The end of the period that is paid for, or of the trial."""
    ended_at: datetime | None = None


class Subscription(BaseModel):
    """Something that somebody is charged for every so often."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    subscription_id: str
    user_id: str
    quote: Quote
    plan_id: str | None = None
    """The plan at the gateway that was made for it alone; None until it was."""
    gateway_id: str | None = None
    """None until the gateway made it."""
    status: SubscriptionStatus = SubscriptionStatus.CREATED
    told_at: datetime | None = None
    """When the gateway said so, by its own time."""
    paid_count: int = 0
    paid_through: datetime | None = None
    ended_at: datetime | None = None
    cancel_requested: bool = False
    """Whether it ends with the period that is paid for."""
    connection_id: str
    """Through which account it is charged."""
    buyer: Buyer = Buyer()
    order_id: str | None = None
    """The order of the latest charge: the one that others know the access by."""
    coupon: CouponUse = CouponUse.RESERVED
    access: AccessState = AccessState.WAITING
    """What was told of the access last."""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def course_id(self) -> str | None:
        """The course that it pays for; None for a pass."""
        return self.quote.course_id

    @property
    def pass_id(self) -> str | None:
        """The pass that it pays for; None for a course."""
        return self.quote.pass_id

    @property
    def agreed(self) -> bool:
        """Whether the gateway is about to charge for it."""
        return self.status in {SubscriptionStatus.AUTHENTICATED, SubscriptionStatus.ACTIVE}

    def sells_as(self, quote: Quote) -> bool:
        """Whether it pays for the same thing."""
        return (self.course_id, self.pass_id) == (quote.course_id, quote.pass_id)

    def charge(self, number: int, amount_minor: int, at: datetime) -> Quote:
        """What one charge pays for; of a trial, which is number 0, nothing."""
        terms = self.quote.terms.model_copy(update={"trial_days": 0})
        free = Line(course_id=self.course_id, pass_id=self.pass_id, price_minor=0)
        attribution = self.quote.attribution
        return self.quote.model_copy(
            update={
                "lines": self.quote.lines if amount_minor else (free,),
                "terms": Terms.model_validate(terms.model_dump()),
                "attribution": attribution and attribution.of(amount_minor),
                "part_of": PartOf(order_id=self.subscription_id, number=number, access_until=None),
                "quoted_at": at,
            }
        )

    def trial_ends(self) -> datetime | None:
        """When the trial is over; None without one."""
        days = self.quote.terms.trial_days
        return self.created_at + timedelta(days=days) if days else None

    def hear(self, news: SubscriptionNews) -> "Subscription":
        """With one more piece of news. Repeated and overtaken news change nothing."""
        agreed = news.status is not SubscriptionStatus.CREATED and news.status is not SubscriptionStatus.EXPIRED
        changes: dict[str, Any] = {
            "gateway_id": self.gateway_id or news.gateway_id,
            "paid_count": max(self.paid_count, news.paid_count),
            "paid_through": _later(self.paid_through, _later(news.paid_through, self.trial_ends() if agreed else None)),
        }
        if self.told_at is None or _weight(news.status, news.at, news.ended_at) > _weight(
            self.status, self.told_at, self.ended_at
        ):
            changes |= {"status": news.status, "told_at": news.at, "ended_at": news.ended_at}
        return self.model_copy(update=changes)

    def ends_at(self) -> datetime | None:
        """When the access ends for good, if that is known: what was cancelled ends then, else what was paid is used."""
        if not self.status.over:
            return self.paid_through if self.cancel_requested else None
        if self.status is SubscriptionStatus.CANCELLED:
            return self.ended_at or self.told_at
        return self.paid_through or self.told_at

    def pauses_at(self) -> datetime | None:
        """When the access pauses unless something is paid before: after the paid time and the grace."""
        if self.paid_through is None:
            return None
        return self.paid_through + timedelta(days=self.quote.terms.grace_days)

    def access_at(self, now: datetime) -> AccessState:
        """What it gives at a moment."""
        ends, pauses = self.ends_at(), self.pauses_at()
        if ends is not None and ends <= now:
            return AccessState.ENDED
        if pauses is None:
            return AccessState.WAITING
        return AccessState.RUNNING if now < pauses else AccessState.PAUSED

    def next_check(self, now: datetime) -> datetime | None:
        """When, by the passing of time alone, the access changes next."""
        lapses = self.created_at + AGREED_WITHIN if self.status is SubscriptionStatus.CREATED else None
        moments = (self.ends_at(), self.pauses_at(), lapses)
        return min((at for at in moments if at is not None and at > now), default=None)

    def lapsed(self, now: datetime) -> bool:
        """Whether nobody agreed to it in time."""
        return self.status is SubscriptionStatus.CREATED and self.created_at + AGREED_WITHIN <= now


def news_of(
    gateway_id: str,
    status: str,
    told_at: int,
    paid_count: int | None,
    paid_through: int | None,
    noted: str | None = None,
) -> SubscriptionNews | None:
    """What the gateway said of a subscription, its times as seconds since 1970; None for a status that is not known."""
    at = _time(told_at)
    try:
        said = SubscriptionStatus(status)
    except ValueError:
        return None
    if at is None:
        return None
    return SubscriptionNews(
        gateway_id=gateway_id,
        noted=noted,
        status=said,
        at=at,
        paid_count=paid_count or 0,
        paid_through=_time(paid_through) if paid_count else None,
    )


def _weight(
    status: SubscriptionStatus, at: datetime, ended_at: datetime | None
) -> tuple[bool, datetime, int, datetime]:
    return status.over, at, _RANK[status], ended_at or _NEVER


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _time(seconds: int | None) -> datetime | None:
    # Beyond the year 9999 there is no time.
    return datetime.fromtimestamp(seconds, UTC) if seconds and 0 < seconds < 253_402_300_800 else None
