"""Reads and writes orders, and what lies beside them. What changes an order goes through ``OrderWriting``."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from events.commerce import PaymentParked
from functions.commerce.domain.orders import Order, OrderState
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.refunds import Refund
from functions.commerce.errors import BoughtAlready, OrderNotFound
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.tables import (
    CommerceRow,
    GatewayOrderRow,
    OrderListingRow,
    OrderRow,
    OwnedRow,
    ParkedRow,
    ReceiptRow,
    RefundRow,
)
from shared.clock import epoch_seconds
from shared.deadlines import Deadline
from shared.dynamo import ConditionFailed, Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey, each

Tells = Sequence[DomainEvent]


class OrderRepository(Repository):
    """One tenant's orders."""

    table = CommerceRow

    def get(self, order_id: str) -> Order:
        """An order as it is now. Raises ``OrderNotFound``."""
        row = self._find(OrderRow, OrderRow.key(self.org_id, order_id), consistent=True)
        if row is None:
            raise OrderNotFound(order_id=order_id)
        return Order.model_validate(row)

    def get_with_refunds(self, order_id: str) -> tuple[Order, list[Refund]]:
        """An order and its refunds, oldest first. Raises ``OrderNotFound``."""
        pk, _ = OrderRow.key(self.org_id, order_id)
        rows = self._query(CommerceRow, pk, limit=1000, consistent=True).rows
        order = next((row for row in rows if isinstance(row, OrderRow)), None)
        if order is None:
            raise OrderNotFound(order_id=order_id)
        refunds = [Refund.model_validate(row) for row in rows if isinstance(row, RefundRow)]
        return Order.model_validate(order), sorted(refunds, key=lambda one: (one.created_at, one.refund_id))

    def find_by_gateway_id(self, gateway_order_id: str) -> str | None:
        """The id of the order that the gateway means; None for one that is not ours."""
        row = self._find(GatewayOrderRow, GatewayOrderRow.key(self.org_id, gateway_order_id), consistent=True)
        return row.order_id if row else None

    def park(self, news: PaymentParked) -> None:
        """Note a payment of nothing that is ours, and tell of it. Safe to repeat: it is told once."""
        pk, sk = ParkedRow.key(self.org_id, news.gateway_id)
        row = ParkedRow(pk=pk, sk=sk, connection_id=news.connection_id, notice_id=news.notice_id)
        with suppress(ConditionFailed):
            self._create(row, tells=news)

    def find_by_gateway_ids(self, gateway_order_ids: Iterable[str]) -> dict[str, Order]:
        """The orders that the gateway means by up to a hundred of its ids; those that are not ours are absent."""
        keys = {one: GatewayOrderRow.key(self.org_id, one) for one in gateway_order_ids}
        named = self._find_many(list(keys.values()), consistent=True)
        ids = {one: row.order_id for one, key in keys.items() if isinstance(row := named.get(key), GatewayOrderRow)}
        places = {order_id: OrderRow.key(self.org_id, order_id) for order_id in ids.values()}
        rows = self._find_many(list(places.values()), consistent=True)
        found = {one: rows.get(places[order_id]) for one, order_id in ids.items()}
        return {one: Order.model_validate(row) for one, row in found.items() if row}

    def find_refunds(self, ids: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Refund]:
        """Up to a hundred refunds by order and id; what is not there is absent."""
        keys = {one: RefundRow.key(self.org_id, *one) for one in ids}
        rows = self._find_many(list(keys.values()), consistent=True)
        return {one: Refund.model_validate(rows[key]) for one, key in keys.items() if key in rows}

    def find_owned(self, user_id: str, thing_id: str) -> str | None:
        """The id of the order by which somebody has a thing at this moment."""
        row = self._find(OwnedRow, OwnedRow.key(self.org_id, user_id, thing_id), consistent=True)
        return row.order_id if row and not self._is_over(row) else None

    def refuse_twice(self, quote: Quote) -> None:
        """Raise ``BoughtAlready`` where the buyer has at this moment what is quoted."""
        if self.find_owned(quote.user_id, quote.thing_id):
            raise BoughtAlready(course_id=quote.course_id, pass_id=quote.pass_id)

    def list_of(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Order]:
        """Somebody's orders, newest first."""
        pk, _ = OrderRow.buyer_key(self.org_id, user_id)
        page = self._query(OrderRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Order.model_validate(row) for row in page.rows], page.next_key)

    def each_of(self, user_id: str) -> Iterator[Order]:
        """All of somebody's orders, read page by page."""
        return each(lambda start: self.list_of(user_id, limit=100, start=start))

    def list(self, state: OrderState | None, *, limit: int, start: PageKey) -> Listed[Order]:
        """All orders, or those in one state, newest first."""
        pk, _ = OrderListingRow.state_key(self.org_id, state) if state else OrderListingRow.key(self.org_id)
        page = self._query(OrderListingRow, pk, index=state is not None, descending=True, limit=limit, start=start)
        rows = self._find_many([OrderRow.key(self.org_id, row.order_id) for row in page.rows])
        found = [rows.get(OrderRow.key(self.org_id, row.order_id)) for row in page.rows]
        return Listed([Order.model_validate(row) for row in found if row], page.next_key)

    def made_before(self, once: Once) -> str | None:
        """The order that the same request placed."""
        return once.find(self, ReceiptRow)

    def _is_over(self, row: OwnedRow) -> bool:
        until: float | None = row.until
        return until is not None and until <= epoch_seconds(self.now())


class OrderWriting:
    """What one transaction does to an order and to what lies beside it; other parts add their own writes."""

    def __init__(self, orders: OrderRepository, transaction: Transaction) -> None:
        self._orders = orders
        self._org_id = orders.org_id
        self.transaction = transaction

    def place(self, order: Order, tells: Tells = ()) -> None:
        """Add a new order."""
        self.transaction.create(self._row(order), tells=tells)
        self.transaction.create(self._listing(order))
        if order.gateway_order_id:
            self._join(order.order_id, order.gateway_order_id)

    def save(self, order: Order, before: Order, tells: Tells = ()) -> None:
        """Replace an order that is still as it was."""
        self.transaction.save(self._row(order), tells=tells)
        if order.state is not before.state:
            self.transaction.overwrite(self._listing(order), OrderListingRow.pk.exists())
        if order.gateway_order_id and order.gateway_order_id != before.gateway_order_id:
            self._join(order.order_id, order.gateway_order_id)

    def own(self, order: Order) -> int:
        """Let the buyer have what they paid for; the position, whose condition fails where they have it already."""
        row = self._owned(order, order.access_until)
        free = OwnedRow.pk.does_not_exist() | (OwnedRow.until <= epoch_seconds(self._orders.now()))
        return self.transaction.overwrite(row, free)

    def keep(self, order: Order, until: datetime | None) -> None:
        """Let the buyer have what they go on paying for until then, by whichever order they had it before."""
        pk, sk = OwnedRow.key(self._org_id, order.user_id, order.course_id or order.pass_id or "")
        row = OwnedRow(pk=pk, sk=sk, order_id=order.order_id, until=epoch_seconds(until) if until else None)
        self.transaction.overwrite(row, by=self._orders)

    def disown(self, order: Order) -> None:
        """Let them have it no longer; they have it by this order."""
        self.transaction.overwrite(self._owned(order, self._orders.now()), OwnedRow.order_id == order.order_id)

    def add_refund(self, refund: Refund) -> None:
        """Add a refund that is not there yet."""
        self.transaction.create(self._refund(refund))

    def save_refund(self, refund: Refund) -> None:
        """Replace a refund that is still as it was."""
        self.transaction.save(self._refund(refund))

    def look_at(self, what: str, at: datetime) -> None:
        """Have it looked at from that moment on."""
        deadlines = DeadlineRepository(self._org_id)
        deadlines.set(self.transaction, Deadline(self._org_id, what, at))

    def _join(self, order_id: str, gateway_order_id: str) -> None:
        pk, sk = GatewayOrderRow.key(self._org_id, gateway_order_id)
        self.transaction.create(GatewayOrderRow(pk=pk, sk=sk, order_id=order_id))

    def _row(self, order: Order) -> OrderRow:
        pk, sk = OrderRow.key(self._org_id, order.order_id)
        gsi1pk, gsi1sk = OrderRow.buyer_key(self._org_id, order.user_id, order.order_id)
        return OrderRow.of(order, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)

    def _listing(self, order: Order) -> OrderListingRow:
        pk, sk = OrderListingRow.key(self._org_id, order.order_id)
        gsi1pk, gsi1sk = OrderListingRow.state_key(self._org_id, order.state, order.order_id)
        return OrderListingRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, order_id=order.order_id)

    def _owned(self, order: Order, until: datetime | None) -> OwnedRow:
        pk, sk = OwnedRow.key(self._org_id, order.user_id, order.thing_id)
        seconds = epoch_seconds(until) if until else None
        return OwnedRow(pk=pk, sk=sk, order_id=order.order_id, until=seconds)

    def _refund(self, refund: Refund) -> RefundRow:
        pk, sk = RefundRow.key(self._org_id, refund.order_id, refund.refund_id)
        return RefundRow.of(refund, pk=pk, sk=sk)


@contextmanager
def writing(orders: OrderRepository) -> Iterator[OrderWriting]:
    """One transaction about an order. Raises ``ConditionFailed`` where something is no longer as it was."""
    with orders._transaction() as transaction:
        yield OrderWriting(orders, transaction)
