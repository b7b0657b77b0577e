"""What the books say of an order: how it is posted when it is paid, and when some of it goes back."""

from datetime import datetime

from functions.commerce.domain import ledger
from functions.commerce.domain.ledger import Posting, Sale, Share
from functions.commerce.domain.orders import Order
from functions.commerce.domain.payments import Progress
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.refunds import Refund
from functions.commerce.domain.tax import TaxAssessment


def sold(order: Order) -> Sale | None:
    """A paid order as a sale; None for one whose taxes were never worked out, which nothing was paid for.

    Discounts are booked with the order that pays for all of a quote, not with its instalments.
    """
    if order.tax is None:
        return None
    quote, assessment = Quote.model_validate(order.quote), TaxAssessment.model_validate(order.tax)
    owed = quote.attribution.of(order.amount_minor) if quote.attribution else None
    taught = ledger.instructor_shares(
        assessment.taxable_minor, [(one.user_id, one.share_bp) for one in quote.taught_by]
    )
    brought = [
        Share(party=one.user_id, account=ledger.AFFILIATE_SHARES, amount_minor=one.commission_minor)
        for one in [owed]
        if one
    ]
    return Sale(
        order_id=order.order_id,
        currency=order.currency,
        assessment=assessment,
        discount_minor=quote.discount_minor if order.amount_minor == quote.total_minor else 0,
        payment_id=order.payment_id,
        shares=tuple(share for share in (*taught, *brought) if share.amount_minor),
    )


def sale(order: Order, at: datetime) -> Posting | None:
    """The money of an order has arrived."""
    found = sold(order)
    return ledger.sale(found, at) if found else None


def went_back(before: Order, refund: Refund, gateway_refund_id: str, at: datetime) -> Posting | None:
    """A refund was carried out. ``before`` is the order without it."""
    if not refund.of_order:
        return ledger.excess_returned(
            refund.refund_id, refund.payment_id, refund.currency, refund.amount_minor, at, gateway_refund_id
        )
    found = sold(before)
    if found is None:
        return None
    return ledger.refund(
        found,
        refund.refund_id,
        refund.amount_minor,
        before_minor=before.refunded_minor,
        at=at,
        gateway_refund_id=gateway_refund_id,
    )


def excess(refund: Refund, at: datetime) -> Posting:
    """A payment arrived that pays nothing, and will be sent back by this refund."""
    return ledger.excess(refund.payment_id, refund.currency, refund.amount_minor, at)


def fees(order: Order, before: Order | None, at: datetime) -> list[Posting]:
    """What the gateway is known to keep of the order's payments, and was not ``before``."""
    known = {one.payment_id for one in before.payments if one.fee_minor is not None} if before else set()
    return [
        ledger.fee(one.payment_id, one.currency, one.fee_minor, one.fee_tax_minor or 0, at)
        for one in order.payments
        if one.progress is Progress.CAPTURED and one.fee_minor and one.payment_id not in known
    ]
