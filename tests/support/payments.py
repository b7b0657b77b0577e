"""What is sold, and payments that came through without anybody paying at the gateway."""

import hmac
from datetime import timedelta

from functions.commerce.domain import ledger
from functions.commerce.domain.offers import Offer, OfferKind, Thing
from functions.commerce.domain.payments import Progress, RefundProgress, RefundSighting, Sighting
from functions.commerce.domain.tax import Place, Supplier, TaxableLine, assess
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.offers import OfferRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.wiring import account_service, settling_service
from shared.clock import system_clock
from shared.ids import new_id


def sell_pass(org_id: str, pass_id: str) -> None:
    """Put a pass on sale for good."""
    thing, now = Thing(pass_id=pass_id), system_clock.now()
    offer = Offer(
        offer_id=new_id("off"),
        name="For good",
        kind=OfferKind.ONE_TIME,
        currency="INR",
        price_minor=499_900,
        created_at=now,
        updated_at=now,
    )
    offers = OfferRepository(org_id)
    offers.save(thing, offers.read(thing).add(offer), tells=None)


def pay_order(org_id: str, order_id: str) -> dict[str, str]:
    """Let the gateway have said that an order is paid. Returns what its checkout gave the browser."""
    order = OrderRepository(org_id).get(order_id)
    payment = Sighting(
        payment_id=new_id("pay"),
        progress=Progress.CAPTURED,
        amount_minor=order.amount_minor,
        currency=order.currency,
        created_at=1,
    )
    settling_service(org_id).settle(order_id, [payment])
    assert order.connection_id
    secret = account_service(org_id).credentials(order.connection_id).key_secret
    content = f"{order.gateway_order_id}|{payment.payment_id}".encode()
    return {
        "razorpay_payment_id": payment.payment_id,
        "razorpay_order_id": str(order.gateway_order_id),
        "razorpay_signature": hmac.digest(secret.encode(), content, "sha256").hex(),
    }


def carry_out(org_id: str, order_id: str, refund_id: str) -> None:
    """Let the gateway have said that a refund went through."""
    _, refunds = OrderRepository(org_id).get_with_refunds(order_id)
    refund = next(one for one in refunds if one.refund_id == refund_id)
    seen = RefundSighting(
        gateway_refund_id=new_id("rfnd"),
        payment_id=refund.payment_id,
        progress=RefundProgress.PROCESSED,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        refund_id=refund_id,
    )
    settling_service(org_id).refunds.take(order_id, seen)


def let_earn(org_id: str, user_id: str) -> None:
    """Let somebody have earned a share of a sale that cannot be given back any more."""
    at = system_clock.now() - timedelta(days=400)
    supplier = Supplier(state_code="", registered=False)
    assessment = assess(
        [TaxableLine(amount_minor=10_000_000)], supplier=supplier, place_of_supply=Place(), on=at.date()
    )
    shares = ledger.instructor_shares(assessment.taxable_minor, [(user_id, 5_000)])
    sale = ledger.Sale(order_id=new_id("ord"), currency="INR", assessment=assessment, shares=shares)
    LedgerRepository(org_id).post(ledger.sale(sale, at))
