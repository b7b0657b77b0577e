"""What the books say of an order: how it is posted when it is paid, and when some of it goes back."""

from datetime import datetime

from functions.commerce.domain import ledger
from functions.commerce.domain.ledger import Posting, Sale, Share
from functions.commerce.domain.orders import Order
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.refunds import Refund
from functions.commerce.domain.tax import TaxAssessment


def sold(order: Order) -> Sale | None:
    """A paid order as a sale; None for one whose taxes were never worked out, which nothing was paid for.

    Discounts are booked with the order that pays for all of a quote, not with its instalments.
    """
    if order.tax is None:
        return None
    quote = Quote.model_validate(order.quote)
    owed = quote.attribution.of(order.amount_minor) if quote.attribution else None
    shares = (
        (Share(party=owed.user_id, account=ledger.AFFILIATE_SHARES, amount_minor=owed.commission_minor),)
        if owed and owed.commission_minor
        else ()
    )
    return Sale(
        order_id=order.order_id,
        currency=order.currency,
        assessment=TaxAssessment.model_validate(order.tax),
        discount_minor=quote.discount_minor if order.amount_minor == quote.total_minor else 0,
        shares=shares,
    )


def sale(order: Order, at: datetime) -> Posting | None:
    """The money of an order has arrived."""
    found = sold(order)
    return ledger.sale(found, at) if found else None


def went_back(before: Order, refund: Refund, at: datetime) -> Posting | None:
    """A refund was carried out. ``before`` is the order without it."""
    if not refund.of_order:
        return ledger.excess_returned(refund.refund_id, refund.payment_id, refund.currency, refund.amount_minor, at)
    found = sold(before)
    if found is None:
        return None
    return ledger.refund(found, refund.refund_id, refund.amount_minor, before_minor=before.refunded_minor, at=at)


def excess(refund: Refund, at: datetime) -> Posting:
    """A payment arrived that pays nothing, and will be sent back by this refund."""
    return ledger.excess(refund.payment_id, refund.currency, refund.amount_minor, at)
