"""Asking the gateway for all that it has, since the last time: what webhooks lost goes through the same reducer."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from functions.commerce.domain import ledger
from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.orders import Order
from functions.commerce.domain.payments import Progress, RefundProgress, RefundSighting, Sighting
from functions.commerce.domain.refunds import Refund, RefundState
from functions.commerce.domain.sweeps import EVERY, ListedPayment, ListedSettlement, SettledLine, Sweep, SweptKind
from functions.commerce.errors import ConnectionNotFound, OrderNotFound
from functions.commerce.gateways.listing import GatewayPage, Listing
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.settlements import SettlementRepository
from functions.commerce.repository.sweeps import SweepRepository
from functions.commerce.service.accounts import Accounts
from functions.commerce.service.settling import SettlingService
from functions.commerce.service.subscriptions import SubscriptionService
from shared.clock import system_clock
from shared.dynamo import ConditionFailed
from shared.observability import log, metric

PAGES_AT_ONCE = 40
"""How many pages of a hundred one turn takes; a long sweep goes on in the next turn, and lets others have theirs."""
SOON = timedelta(seconds=1)
SETTLED_IN = "INR"
"""The gateway pays out in rupees, whatever was paid in."""


class SweepingService:
    """One tenant's accounts at the gateway."""

    def __init__(
        self,
        sweeps: SweepRepository,
        accounts: Accounts,
        listing: Listing,
        orders: OrderRepository,
        settling: SettlingService,
        subscriptions: SubscriptionService,
        books: LedgerRepository,
        settlements: SettlementRepository,
    ) -> None:
        self._sweeps = sweeps
        self._accounts = accounts
        self._listing = listing
        self._orders = orders
        self._settling = settling
        self._subscriptions = subscriptions
        self._books = books
        self._settlements = settlements

    def sweep(self, connection_id: str) -> None:
        """Ask for what was made since the last sweep, some pages of it at a time. Safe to repeat, and to do twice at
        once: what is known already changes nothing.

        Raises ``GatewayUnavailable``, ``GatewayKeyRefused``: then it goes on later from where it was.
        """
        now = system_clock.now()
        try:
            credentials = self._accounts.credentials(connection_id)
        except ConnectionNotFound:
            return
        sweep = self._sweeps.find(connection_id) or Sweep.first(connection_id, now)
        if sweep.ended:
            sweep = sweep.next(now)
        for _ in range(PAGES_AT_ONCE):
            sweep = self._page(sweep, credentials)
            if sweep.ended:
                log("sweep.ended", connection_id=connection_id, seen=sweep.seen, found=sweep.found)
                break
        try:
            self._sweeps.save(sweep, now + EVERY if sweep.ended else system_clock.now() + SOON)
        except ConditionFailed:
            log("sweep.overtaken", connection_id=connection_id)

    def _page(self, sweep: Sweep, credentials: Credentials) -> Sweep:
        window = (sweep.since, sweep.until, sweep.offset)
        if sweep.asking is SweptKind.PAYMENTS:
            payments = self._listing.payments(credentials, *window)
            return _after(sweep, payments, self._take_payments(credentials, payments.items))
        if sweep.asking is SweptKind.REFUNDS:
            refunds = self._listing.refunds(credentials, *window)
            return _after(sweep, refunds, self._take_refunds(credentials, refunds.items))
        settlements = self._listing.settlements(credentials, *window)
        found = sum(self._take_settlement(credentials, one) for one in settlements.items)
        return _after(sweep, settlements, found)

    def _take_payments(self, credentials: Credentials, listed: Sequence[ListedPayment]) -> int:
        """How many of them told something new."""
        orders = self._orders.find_by_gateway_ids({one.gateway_order_id for one in listed if one.gateway_order_id})
        found = 0
        for one in listed:
            order = orders.get(one.gateway_order_id or "")
            if order is None:
                found += self._take_charge(credentials, one)
            elif _is_news(order, one.sighting):
                self._settling.settle(order.order_id, [one.sighting])
                metric("WebhookMissed")
                log("sweep.found", order_id=order.order_id, payment_id=one.sighting.payment_id)
                found += 1
        return found

    def _take_charge(self, credentials: Credentials, listed: ListedPayment) -> bool:
        """A captured payment that the gateway made an invoice for is a charge, if its subscription is ours."""
        if listed.gateway_invoice_id is None or listed.sighting.progress is not Progress.CAPTURED:
            return False
        news = self._listing.charged(credentials, listed.gateway_invoice_id)
        subscription_id = self._subscriptions.find(news) if news else None
        if news is None or subscription_id is None:
            return False
        self._subscriptions.hear(subscription_id, news, listed.sighting, listed.gateway_order_id)
        metric("WebhookMissed")
        log("sweep.found", subscription_id=subscription_id, payment_id=listed.sighting.payment_id)
        return True

    def _take_refunds(self, credentials: Credentials, listed: Sequence[RefundSighting]) -> int:
        known = self._orders.find_refunds(
            {(one.order_id, one.refund_id) for one in listed if one.order_id and one.refund_id}
        )
        return sum(self._take_refund(credentials, one, known) for one in listed)

    def _take_refund(
        self, credentials: Credentials, seen: RefundSighting, known: dict[tuple[str, str], Refund]
    ) -> bool:
        refund = known.get((seen.order_id or "", seen.refund_id or ""))
        if refund:
            order_id: str = refund.order_id
        else:  # somebody made it at the gateway itself
            gateway_order_id = self._listing.order_of(credentials, seen.payment_id)
            named = self._orders.find_by_gateway_id(gateway_order_id) if gateway_order_id else None
            if named is None:
                return False
            order_id, mine = named, self._orders.get_with_refunds(named)[1]
            refund = next((one for one in mine if one.gateway_refund_id == seen.gateway_refund_id), None)
        if refund and not _moves(refund, seen):
            return False
        try:
            self._settling.refunds.take(order_id, seen)
        except OrderNotFound:
            return False
        return True

    def _take_settlement(self, credentials: Credentials, listed: ListedSettlement) -> bool:
        """Keep its lines, book the fees that were not known, and then what went to the bank, once."""
        at = datetime.fromtimestamp(listed.created_at, UTC)
        posting = ledger.settlement(listed.settlement_id, SETTLED_IN, listed.amount_minor, at)
        if not posting.entries or self._books.find(posting.posting_id):
            return False
        lines = self._listing.lines(credentials, listed)
        self._settlements.keep(listed, lines)
        self._take_fees(lines)
        self._books.post(posting)
        return True

    def _take_fees(self, lines: Sequence[SettledLine]) -> None:
        fees = [
            ledger.fee(
                line.movement_id,
                line.currency,
                line.fee_minor,
                line.fee_tax_minor,
                datetime.fromtimestamp(line.at, UTC),
            )
            for line in lines
            if line.amount_minor > 0 and line.fee_minor
        ]
        known = self._books.find_posted([one.posting_id for one in fees])
        for fee in fees:
            if fee.posting_id not in known:
                self._books.post(fee)


def _after(sweep: Sweep, page: GatewayPage[object], found: int) -> Sweep:
    return sweep.after(page.count, found, last=page.last)


def _is_news(order: Order, seen: Sighting) -> bool:
    """Whether there is anything in it that the order does not know, or has not acted upon."""
    after = order.seen([seen])
    return after != order or after.payment_to_accept() is not None


def _moves(refund: Refund, seen: RefundSighting) -> bool:
    """Whether a refund is further at the gateway than here."""
    if seen.progress is RefundProgress.PROCESSED:
        return refund.state is not RefundState.PROCESSED
    return not refund.is_final and (seen.progress is RefundProgress.FAILED or refund.gateway_refund_id is None)
