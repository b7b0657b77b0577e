"""Putting courses and passes on sale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from events.commerce import OfferChanged
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import CourseStatus, Right
from functions.commerce.domain.offers import Offer, Thing
from functions.commerce.domain.shelves import Shelf
from functions.commerce.errors import CourseNotFound, NotYourOffers, OfferNotFound
from functions.commerce.permissions import MANAGE_ALL_OFFERS
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.passes import PassRepository
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import NotFound, PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id

Changes = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Priced:
    """An offer, with what it costs now and whether it is sold now."""

    offer: Offer
    price_now_minor: int
    sold_now: bool


class OfferService:
    """The offers of one tenant's courses and passes.

    Administrators see to all of them, instructors to those of courses that they may publish; others see what is sold.
    """

    def __init__(self, offers: OfferRepository, passes: PassRepository, clock: Clock = system_clock) -> None:
        self._offers = offers
        self._passes = passes
        self._clock = clock

    def list(self, thing: Thing, *, by: Caller) -> list[Priced]:
        """The offers of a course or a pass, as they were made; for those who do not see to them, those sold now."""
        manages = self._manages(thing, by)
        priced = [self._priced(offer) for offer in self._offers.read(thing).offers]
        return [one for one in priced if manages or one.sold_now]

    def get(self, offer_id: str, *, by: Caller) -> Priced:
        """One offer."""
        thing = self._offers.place(offer_id)
        try:
            return next(one for one in self.list(thing, by=by) if one.offer.offer_id == offer_id)
        except (NotFound, StopIteration):
            raise OfferNotFound(offer_id=offer_id) from None

    def create(self, thing: Thing, wish: Changes, *, by: Caller, once: Once) -> Priced:
        """Put something on sale on these terms from now on."""
        self._require_manager(thing, by)
        now = self._clock.now()
        offer = Offer.model_validate({**wish, "offer_id": new_id("off"), "created_at": now, "updated_at": now})

        def attempt() -> Offer:
            before = self._offers.read(thing)
            made = self._offers.made_before(once)
            if made:
                return before.get(made)
            shelf = before.add(offer)
            made = self._offers.add(thing, shelf, offer.offer_id, once, tells=told(thing, shelf, self._clock))
            return shelf.get(made) if made == offer.offer_id else self._offers.read(thing).get(made)

        return self._priced(undisturbed(attempt))

    def change(self, offer_id: str, changes: Changes, *, by: Caller, expected: int) -> Priced:
        """Sell on other terms from now on. What was bought keeps the terms of its day."""
        thing = self._seen(offer_id, by)
        self._require_manager(thing, by)

        def change(shelf: Shelf) -> Shelf:
            offer = shelf.get(offer_id)
            if offer.revision != expected:
                raise PreconditionFailed(offer_id=offer_id, current_revision=offer.revision)
            now = self._clock.now()
            changed = Offer.model_validate(
                {**offer.model_dump(), **changes, "updated_at": now, "revision": expected + 1}
            )
            return shelf.replace(changed)

        return self._priced(self._change(thing, change).get(offer_id))

    def delete(self, offer_id: str, *, by: Caller) -> None:
        """Sell on these terms no more. What was bought on them goes on. A course does not become free by that."""
        thing = self._seen(offer_id, by)
        self._require_manager(thing, by)
        self._change(thing, lambda shelf: shelf.remove(offer_id), without=offer_id)

    def tell_again(self, course_id: str) -> None:
        """Tell on what terms a course is sold now that time has passed. Safe to repeat."""
        thing = Thing(course_id=course_id)
        if self._offers.read(thing).revision:
            self._change(thing, lambda shelf: shelf)

    def _change(self, thing: Thing, change: Callable[[Shelf], Shelf], *, without: str | None = None) -> Shelf:
        def attempt() -> Shelf:
            shelf = change(self._offers.read(thing))
            self._offers.save(thing, shelf, tells=told(thing, shelf, self._clock), without=without)
            return shelf

        return undisturbed(attempt)

    def _priced(self, offer: Offer) -> Priced:
        now = self._clock.now()
        return Priced(offer, offer.price(now), offer.sold(now))

    def _seen(self, offer_id: str, by: Caller) -> Thing:
        """What an offer is of. Raises ``OfferNotFound`` where that is not there for the caller."""
        thing = self._offers.place(offer_id)
        try:
            self._manages(thing, by)
        except NotFound:
            raise OfferNotFound(offer_id=offer_id) from None
        return thing

    def _require_manager(self, thing: Thing, by: Caller) -> None:
        if not self._manages(thing, by):
            raise NotYourOffers(course_id=thing.course_id, pass_id=thing.pass_id)

    def _manages(self, thing: Thing, by: Caller) -> bool:
        """Whether the caller sees to these offers. Raises ``CourseNotFound`` or ``PassNotFound`` for what is not there
        for them: who does not teach a course sees it while it is on offer.
        """
        if thing.pass_id:
            self._passes.get(thing.pass_id)
            return by.may(MANAGE_ALL_OFFERS)
        course_id = thing.course_id or ""
        course = catalog.find_course(self._offers.org_id, course_id)
        if course is None:
            raise CourseNotFound(course_id=course_id)
        if by.may(MANAGE_ALL_OFFERS):
            return True
        if course.status is not CourseStatus.PUBLISHED and by.user_id not in course.instructor_ids:
            raise CourseNotFound(course_id=course_id)
        return course.lets(by.user_id, Right.PUBLISH)


def told(thing: Thing, shelf: Shelf, clock: Clock) -> OfferChanged | None:
    """What others hear of a course's shelf; of a pass's nothing, which is not found by its price."""
    if thing.course_id is None:
        return None
    now = clock.now()
    lowest = shelf.lowest(now)
    return OfferChanged(
        course_id=thing.course_id,
        free=shelf.free(now),
        price_minor=lowest.price_minor if lowest else None,
        currency=lowest.currency if lowest else None,
    )
