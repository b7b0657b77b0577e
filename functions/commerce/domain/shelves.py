"""Shelves: all offers of one course or pass.

A shelf is one value, replaced at its revision: so exactly one of its offers is the default, and what something costs is
one read.
"""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import Offer, OfferKind
from functions.commerce.errors import OfferNotFound, OffersFull, PassesOfCourseFull

MOST_OFFERS = 20
"""How many offers a course or a pass may have at a time."""
MOST_PASSES = 20
"""How many passes a course may be in by name."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Lowest(_Value):
    """The lowest price at which one gets in."""

    price_minor: int
    currency: str


class Shelf(_Value):
    """All offers of a course or a pass, in the order in which they were made."""

    offers: tuple[Offer, ...] = ()
    priced: bool = False
    """Whether a price was ever put on it: such a course is free only by an offer that says so."""
    pass_ids: tuple[str, ...] = ()
    """The passes that open the course by name."""
    revision: int = 0

    # -- reading

    def find(self, offer_id: str) -> Offer | None:
        """The offer with this id."""
        return next((one for one in self.offers if one.offer_id == offer_id), None)

    def get(self, offer_id: str) -> Offer:
        """The offer with this id. Raises ``OfferNotFound``."""
        offer = self.find(offer_id)
        if offer is None:
            raise OfferNotFound(offer_id=offer_id)
        return offer

    def default(self) -> Offer | None:
        """The offer that is meant where none is named."""
        return next((one for one in self.offers if one.default), None)

    def subscription(self, at: datetime) -> Offer | None:
        """The first subscription that is sold then, the default one before others."""
        sold = [one for one in self.offers if one.kind is OfferKind.SUBSCRIPTION and one.sold(at)]
        return min(sold, key=lambda one: not one.default, default=None)

    def free(self, at: datetime) -> bool:
        """Whether everybody gets in for nothing: by a free offer, or because nobody ever asked a price."""
        if any(one.kind is OfferKind.FREE and one.sold(at) for one in self.offers):
            return True
        return not self.priced and not self.pass_ids

    def sold(self, at: datetime) -> bool:
        """Whether it can be bought by itself."""
        return not self.free(at) and any(one.sold(at) for one in self.offers)

    def lowest(self, at: datetime) -> Lowest | None:
        """The lowest price that is asked then, in the currency of the default offer, or else of the first that is sold.

        None where nothing is sold, or it is free.
        """
        if not self.sold(at):
            return None
        sold = sorted((one for one in self.offers if one.sold(at)), key=lambda one: not one.default)
        currency = sold[0].currency or ""
        prices = [one.price(at) for one in sold if one.currency == currency]
        return Lowest(price_minor=min(prices), currency=currency)

    def next_change(self, after: datetime) -> datetime | None:
        """When, by the passing of time alone, other terms hold next."""
        return min((at for one in self.offers for at in one.boundaries() if at > after), default=None)

    # -- changing

    def add(self, offer: Offer) -> "Shelf":
        """With one more offer, which is the default if it says so or is the first. Raises ``OffersFull``."""
        if len(self.offers) >= MOST_OFFERS:
            raise OffersFull(limit=MOST_OFFERS)
        return self._with((*self.offers, offer.sound()), chosen=offer.offer_id if offer.default else None)

    def replace(self, offer: Offer) -> "Shelf":
        """With another version of an offer. The default stays the default until another one is."""
        sound = offer.sound()
        offers = tuple(sound if one.offer_id == offer.offer_id else one for one in self.offers)
        return self._with(offers, chosen=offer.offer_id if offer.default else None)

    def remove(self, offer_id: str) -> "Shelf":
        """Without an offer. If it was the default, the first of the others is."""
        gone = self.get(offer_id)
        return self._with(tuple(one for one in self.offers if one is not gone), chosen=None)

    def opened_by(self, pass_id: str) -> "Shelf":
        """Opened by a pass too. Raises ``PassesOfCourseFull``."""
        if pass_id in self.pass_ids:
            return self
        if len(self.pass_ids) >= MOST_PASSES:
            raise PassesOfCourseFull(limit=MOST_PASSES)
        return self.model_copy(update={"pass_ids": (*self.pass_ids, pass_id)})

    def closed_to(self, pass_id: str) -> "Shelf":
        """Not opened by a pass any more. That it was is remembered as a price: it does not become free by that."""
        if pass_id not in self.pass_ids:
            return self
        left = tuple(one for one in self.pass_ids if one != pass_id)
        return self.model_copy(update={"pass_ids": left, "priced": True})

    def _with(self, offers: Sequence[Offer], chosen: str | None) -> "Shelf":
        default = chosen or next((one.offer_id for one in offers if one.default), None)
        default = default or (offers[0].offer_id if offers else None)
        priced = self.priced or any(one.kind is not OfferKind.FREE for one in offers)
        kept = {one.offer_id: one for one in self.offers}
        return self.model_copy(
            update={
                "offers": tuple(_marked(one, one.offer_id == default, kept.get(one.offer_id)) for one in offers),
                "priced": priced,
            }
        )


def _marked(offer: Offer, default: bool, before: Offer | None) -> Offer:
    """The offer as the default or not; one that changes by that alone is a revision on."""
    if offer.default is default:
        return offer
    step = 1 if before is not None and before.revision == offer.revision else 0
    return offer.model_copy(update={"default": default, "revision": offer.revision + step})
