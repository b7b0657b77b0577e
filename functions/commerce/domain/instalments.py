"""Instalments: a price that is paid in parts, and the access that follows from what was paid.

A plan is made when its first part is paid. Each later part is due at a fixed moment, and is paid by an order of its
own. When a part stays unpaid beyond its grace, access pauses; when nothing is overdue any more, it goes on. Which parts
are paid is a set: paying one twice, or in another order, gives the same plan.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import Moment, OfferKind
from functions.commerce.domain.quotes import Attribution, Line, PartOf, Quote, Taught, Terms
from functions.commerce.domain.subscriptions import AccessState
from functions.commerce.errors import InstalmentNotDue

REMINDED_BEFORE = timedelta(days=3)
"""How long before a part is due people are told."""


class Instalment(BaseModel):
    """One part of the price."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: int
    """From 1."""
    amount_minor: int
    due_at: Moment
    paid_at: Moment | None = None
    paid_by: str | None = None
    """The order that paid it."""
    told: bool = False
    """Whether people were told that it is due."""


class InstalmentPlan(BaseModel):
    """What somebody pays in parts. It has the id of the order that bought the whole and paid its first part."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    order_id: str
    user_id: str
    course_id: str | None = None
    pass_id: str | None = None
    currency: str
    offer_id: str
    attribution: Attribution | None = None
    title: str = ""
    taught_by: tuple[Taught, ...] = ()
    parts: tuple[Instalment, ...]
    grace_days: int
    access_until: datetime | None = None
    """When the access ends that was bought, if everything is paid; None for never."""
    ended: bool = False
    """Whether it was given back: nothing is due any more."""
    access: AccessState = AccessState.RUNNING
    """What was told of the access last."""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @classmethod
    def begun(cls, order_id: str, quote: Quote, paid_at: datetime) -> "InstalmentPlan":
        """The plan of a purchase whose first part was paid at that moment."""
        parts = tuple(
            Instalment(number=number, amount_minor=part.amount_minor, due_at=paid_at + timedelta(days=part.after_days))
            for number, part in enumerate(quote.terms.parts, 1)
        )
        plan = cls(
            order_id=order_id,
            user_id=quote.user_id,
            course_id=quote.course_id,
            pass_id=quote.pass_id,
            currency=quote.currency,
            offer_id=quote.terms.offer_id,
            attribution=quote.attribution,
            title=quote.title,
            taught_by=quote.taught_by,
            parts=parts,
            grace_days=quote.terms.grace_days,
            access_until=quote.terms.access_until(paid_at),
            created_at=paid_at,
            updated_at=paid_at,
        )
        return plan.pay(1, order_id, paid_at)

    @property
    def total_minor(self) -> int:
        """All parts together."""
        return sum(part.amount_minor for part in self.parts)

    def next_unpaid(self) -> Instalment | None:
        """The part to be paid next; None when nothing is to be paid any more."""
        return None if self.ended else next((part for part in self.parts if part.paid_at is None), None)

    def payable(self, number: int) -> Instalment:
        """The part, if it is the next to be paid, however early. Raises ``InstalmentNotDue``."""
        part = self.next_unpaid()
        if part is None or part.number != number:
            raise InstalmentNotDue(order_id=self.order_id, number=number)
        return part

    def pay(self, number: int, order_id: str, at: datetime) -> "InstalmentPlan":
        """With a part paid. Of several payments of one part the earliest counts, the smaller order id among equals."""
        return self._with(number, lambda part: _paid(part, order_id, at))

    def quote(self, number: int, at: datetime) -> Quote:
        """What the next part costs. Raises ``InstalmentNotDue`` for another one."""
        part = self.payable(number)
        return Quote(
            user_id=self.user_id,
            currency=self.currency,
            lines=(Line(course_id=self.course_id, pass_id=self.pass_id, price_minor=part.amount_minor),),
            terms=Terms(offer_id=self.offer_id, kind=OfferKind.ONE_TIME, grace_days=self.grace_days),
            attribution=self.attribution and self.attribution.of(part.amount_minor),
            title=self.title,
            taught_by=self.taught_by,
            part_of=PartOf(order_id=self.order_id, number=number, access_until=self.access_until),
            quoted_at=at,
        )

    @property
    def latest_order_id(self) -> str:
        """The order that was paid last: the one that others know the access by."""
        return max((part.paid_by for part in self.parts if part.paid_by), default=self.order_id)

    def remind(self, number: int) -> "InstalmentPlan":
        """With a part that people were told of."""
        return self._with(number, lambda part: part.model_copy(update={"told": True}))

    def to_tell(self, now: datetime) -> Instalment | None:
        """The part that people are to be told of now: the next one, shortly before it is due."""
        part = self.next_unpaid()
        return part if part and not part.told and now >= part.due_at - REMINDED_BEFORE else None

    def pauses_at(self) -> datetime | None:
        """When access pauses unless the next part is paid before."""
        part = self.next_unpaid()
        return part.due_at + timedelta(days=self.grace_days) if part else None

    def access_at(self, now: datetime) -> AccessState:
        """What was bought gives at a moment, as far as it depends on the parts."""
        if self.ended:
            return AccessState.ENDED
        pauses = self.pauses_at()
        return AccessState.RUNNING if pauses is None or now < pauses else AccessState.PAUSED

    def next_check(self, now: datetime) -> datetime | None:
        """When something is to be told next, by the passing of time alone."""
        part = self.next_unpaid()
        if part is None:
            return None
        moments = [part.due_at + timedelta(days=self.grace_days)]
        if not part.told:
            moments.append(part.due_at - REMINDED_BEFORE)
        return min((at for at in moments if at > now), default=None)

    def _with(self, number: int, change: Callable[[Instalment], Instalment]) -> "InstalmentPlan":
        parts = tuple(change(part) if part.number == number else part for part in self.parts)
        return self.model_copy(update={"parts": parts})


def _paid(part: Instalment, order_id: str, at: datetime) -> Instalment:
    if part.paid_at is not None and (part.paid_at, part.paid_by or "") <= (at, order_id):
        return part
    return part.model_copy(update={"paid_at": at, "paid_by": order_id})
