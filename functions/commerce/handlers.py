"""Commerce's reactions to what the gateway told, and to what follows from it."""

from events.commerce import (
    AccessEnded,
    AccessPaused,
    AccessResumed,
    GatewayNotified,
    OrderPaid,
    PaymentParked,
    RefundProcessed,
)
from events.finance import PayoutMade
from events.identity import MemberRemoved
from events.learning import EnrolmentRefused
from functions.commerce.domain import ledger
from functions.commerce.domain.payments import RefundSighting, Sighting
from functions.commerce.domain.refunds import RefundReason
from functions.commerce.domain.subscriptions import news_of
from functions.commerce.manifest import COMMERCE
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.wiring import (
    buying_service,
    invoice_service,
    parting_service,
    refund_service,
    revenue_service,
    settling_service,
    subscription_service,
)
from shared.events import Envelope
from shared.listening import Listener
from shared.observability import log, metric

listener = Listener(COMMERCE)

MOVES_ORDERS = ("payment.", "order.", "refund.")


@listener.on(GatewayNotified)
def move_order(told: Envelope[GatewayNotified]) -> None:
    """Take in what is said of an order's payment or refund. Safe to repeat: what is known already changes nothing.

    A payment of an order that is not ours is parked: the file of it is kept, and somebody is called. One that the
    gateway makes out an invoice for is a charge of a subscription, of which it tells apart.
    """
    notice = told.data
    if not notice.notice.startswith(MOVES_ORDERS) or notice.gateway_order_id is None:
        return
    order_id = OrderRepository(told.org_id).find_by_gateway_id(notice.gateway_order_id)
    if order_id is None:
        if notice.gateway_invoice_id is None:
            _park(told, notice.gateway_order_id)
        return
    settling = settling_service(told.org_id)
    settling.settle(order_id, [Sighting(**notice.payment.model_dump())] if notice.payment else [])
    if notice.refund:
        settling.refunds.take(order_id, RefundSighting(**notice.refund.model_dump()))


@listener.on(OrderPaid)
def bill(told: Envelope[OrderPaid]) -> None:
    """Issue the invoice of a paid order. Safe to repeat: the order is the invoice's key."""
    invoice_service(told.org_id).issue(told.data.order_id, at=told.occurred_at)


@listener.on(RefundProcessed)
def credit_back(told: Envelope[RefundProcessed]) -> None:
    """Issue the credit note of a refund. Safe to repeat: the refund is the note's key.

    News that comes before the invoice is there fails, and comes again.
    """
    news = told.data
    invoice_service(told.org_id).credit(news.order_id, news.refund_id, news.amount_minor, at=told.occurred_at)


@listener.on(GatewayNotified)
def move_subscription(told: Envelope[GatewayNotified]) -> None:
    """Take in what is said of a subscription. Safe to repeat: a charge is found by its payment, the rest is joined."""
    notice = told.data
    said = notice.subscription
    if said is None:
        return
    news = news_of(
        said.gateway_subscription_id,
        said.status,
        notice.told_at,
        said.paid_count,
        said.current_end,
        said.subscription_id,
    )
    service = subscription_service(told.org_id)
    subscription_id = service.find(news) if news else None
    if news is None or subscription_id is None:
        _park(told, said.gateway_subscription_id)
        return
    payment = Sighting(**notice.payment.model_dump()) if notice.payment else None
    service.hear(subscription_id, news, payment, notice.gateway_order_id)


@listener.on(EnrolmentRefused)
def give_back(told: Envelope[EnrolmentRefused]) -> None:
    """Send back what was paid for a place that cannot be given. Safe to repeat: the order has one such refund."""
    refund_service(told.org_id).give_back(told.data.order_id, RefundReason.REFUSED)


@listener.on(MemberRemoved)
def part(told: Envelope[MemberRemoved]) -> None:
    """Charge who left no more, and forget what the books need not know of them. Safe to repeat: what is done stays so.

    News that comes before their last invoice is there fails, and comes again.
    """
    parting_service(told.org_id).part(told.data.user_id)


@listener.on(OrderPaid)
def follow_payment(told: Envelope[OrderPaid]) -> None:
    """Begin instalments, hand out a pass, owe a commission. Safe to repeat: each is found by the order's id."""
    buying_service(told.org_id).follow_payment(told.data.order_id)


@listener.on(RefundProcessed)
def follow_refund(told: Envelope[RefundProcessed]) -> None:
    """Take a commission back. Safe to repeat: each refund counts once."""
    news = told.data
    buying_service(told.org_id).follow_refund(news.order_id, news.refund_id, news.amount_minor)


@listener.on(AccessEnded)
def follow_end(told: Envelope[AccessEnded]) -> None:
    """Let instalments end, and take a pass away. Safe to repeat: what is over stays so."""
    buying_service(told.org_id).follow_end(told.data.order_id)


@listener.on(AccessPaused)
def pause_pass(told: Envelope[AccessPaused]) -> None:
    """Let a pass that is overdue open nothing. Safe to repeat: what the instalments say now is what counts."""
    buying_service(told.org_id).follow_access(told.data.order_id)


@listener.on(OrderPaid)
def count_sale(told: Envelope[OrderPaid]) -> None:
    """Count what was sold. Safe to repeat: each order counts once."""
    revenue_service(told.org_id).count_sale(told.data.order_id, told.occurred_at)


@listener.on(RefundProcessed)
def count_refund(told: Envelope[RefundProcessed]) -> None:
    """Count what went back. Safe to repeat: each refund counts once. News that comes before the sale comes again."""
    news = told.data
    revenue_service(told.org_id).count_refund(news.order_id, news.refund_id, news.amount_minor, told.occurred_at)


@listener.on(AccessPaused)
def count_pause(told: Envelope[AccessPaused]) -> None:
    """What is not paid for any longer brings nothing. Safe to repeat: only news later than what is known counts."""
    revenue_service(told.org_id).note_access(told.data.order_id, told.occurred_at, runs=False)


@listener.on(AccessResumed)
def count_return(told: Envelope[AccessResumed]) -> None:
    """What is paid for again. Safe to repeat, likewise."""
    revenue_service(told.org_id).note_access(told.data.order_id, told.occurred_at, runs=True)


@listener.on(AccessEnded)
def count_end(told: Envelope[AccessEnded]) -> None:
    """What has ended. Safe to repeat, likewise."""
    revenue_service(told.org_id).note_access(told.data.order_id, told.occurred_at, runs=False)


def _park(told: Envelope[GatewayNotified], gateway_id: str) -> None:
    """Leave it in its file, and call somebody: the runbook says how it is told again."""
    news = told.data
    OrderRepository(told.org_id).park(
        PaymentParked(connection_id=news.connection_id, notice_id=news.notice_id, gateway_id=gateway_id)
    )
    metric("NoticeParked")
    log("notice.parked", notice_id=told.data.notice_id, notice=told.data.notice, org_id=told.org_id)


@listener.on(PayoutMade)
def book_payout(told: Envelope[PayoutMade]) -> None:
    """Book what somebody was paid. Safe to repeat: the posting has the payout's id."""
    paid = told.data
    LedgerRepository(told.org_id).post(
        ledger.payout(paid.payout_id, paid.user_id, paid.currency, paid.amount_minor, told.occurred_at)
    )


listener.require_all()
handler = listener.handler
