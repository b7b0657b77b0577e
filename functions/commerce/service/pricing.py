"""What something costs somebody now: the offer's price, less what coupons take off; and whom that is owed to."""

from collections.abc import Sequence
from datetime import datetime

from functions.catalog.published import courses as catalog
from functions.commerce.domain.affiliates import attributed
from functions.commerce.domain.coupons import MOST_COUPONS_OF_ORDER, Coupon, discounted, normalized, stackable
from functions.commerce.domain.offers import Offer, OfferKind, Thing
from functions.commerce.domain.quotes import Line, Quote, Taught, Terms, parts_of
from functions.commerce.errors import CouponRefused, FreeOfCharge, NotOnSale
from functions.commerce.repository.affiliates import AffiliateRepository
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.passes import PassRepository
from shared.errors import Unprocessable


class PricingService:
    """One tenant's prices. Nothing is taken from the buyer but what they want and which codes they know."""

    def __init__(
        self,
        offers: OfferRepository,
        coupons: CouponRepository,
        affiliates: AffiliateRepository,
        passes: PassRepository,
    ) -> None:
        self._offers = offers
        self._coupons = coupons
        self._affiliates = affiliates
        self._passes = passes

    def price(
        self,
        thing: Thing,
        user_id: str,
        coupon_codes: Sequence[str],
        at: datetime,
        *,
        offer_id: str | None = None,
        referral_code: str | None = None,
        subscribed: bool = False,
    ) -> Quote:
        """What a course or a pass costs somebody: on the offer named, or else on the default one; ``subscribed``, on
        the first subscription that is sold.

        Raises ``NotOnSale``, ``FreeOfCharge``, and ``CouponRefused``, which says of a code that does not exist the same
        as of one that is not good for this purchase.
        """
        offer = self._offer(thing, offer_id, at, subscribed=subscribed)
        line = Line(course_id=thing.course_id, pass_id=thing.pass_id, price_minor=offer.price(at))
        lines = discounted([line], self._usable(coupon_codes, user_id, line, offer, at))
        total = sum(one.total_minor for one in lines)
        if offer.kind is OfferKind.SUBSCRIPTION and total == 0:
            raise refused(0)
        values = offer.model_dump(include=set(Terms.model_fields) - {"parts"})
        terms = Terms(**values, parts=parts_of(offer.parts, total) if offer.parts else ())
        quote = Quote(user_id=user_id, currency=offer.currency or "", lines=lines, terms=terms, quoted_at=at)
        return attributed(quote, *self._affiliates.find_for(user_id, referral_code, at))

    def agreed(self, quote: Quote) -> Quote:
        """The quote as it is bought: with what is sold by name, and who has a share of it as of now. What was bought
        keeps both. One read.
        """
        if quote.course_id is None:
            return quote.model_copy(update={"title": self._passes.get(quote.pass_id or "").name})
        course = catalog.find_course(self._passes.org_id, quote.course_id)
        if course is None:
            return quote
        taught = tuple(
            Taught(user_id=one.user_id, share_bp=one.revenue_share_bp) for one in course.team if one.revenue_share_bp
        )
        return quote.model_copy(update={"title": course.title, "taught_by": taught})

    def _offer(self, thing: Thing, offer_id: str | None, at: datetime, *, subscribed: bool) -> Offer:
        shelf = self._offers.read(thing)
        offer = shelf.find(offer_id) if offer_id else shelf.subscription(at) if subscribed else shelf.default()
        if offer is None or not offer.sold(at) or (subscribed and offer.kind is not OfferKind.SUBSCRIPTION):
            raise NotOnSale(course_id=thing.course_id, pass_id=thing.pass_id)
        if offer.kind is OfferKind.FREE:
            raise FreeOfCharge(course_id=thing.course_id, pass_id=thing.pass_id)
        return offer

    def _usable(
        self, coupon_codes: Sequence[str], user_id: str, line: Line, offer: Offer, at: datetime
    ) -> list[Coupon]:
        given = [normalized(code) for code in coupon_codes]
        codes = list(dict.fromkeys(given))
        if not codes:
            return []
        found = self._coupons.read(codes[:MOST_COUPONS_OF_ORDER], user_id, line.course_id)
        usable: list[Coupon] = []
        for code in codes:
            coupon, uses = found.get(code, (None, None))
            if coupon is None or uses is None or not _good_for(coupon, line, offer, at):
                raise refused(given.index(code))
            if not uses.leave_room(coupon.limits):
                raise refused(given.index(code))
            usable.append(coupon)
        if not stackable(usable):
            raise refused(given.index(codes[-1]))
        return usable


def refused(place: int) -> Unprocessable:
    """That a code cannot be used, whatever the reason: who guesses codes learns nothing from it."""
    message = "This code cannot be used for this purchase."
    return CouponRefused.field(f"/coupon_codes/{place}", "coupon_refused", message)


def _good_for(coupon: Coupon, line: Line, offer: Offer, at: datetime) -> bool:
    return (
        coupon.holds(at)
        and coupon.covers(line)
        and coupon.currency in {None, offer.currency}
        and line.price_minor >= coupon.minimum_minor
        and coupon.takes_off(line.price_minor) > 0
    )
