"""Reads and writes subscriptions and their charges."""

from collections.abc import Iterator
from contextlib import contextmanager

from functions.commerce.domain.subscriptions import Subscription
from functions.commerce.errors import SubscriptionNotFound
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.tables import ChargeRow, CommerceRow, GatewaySubscriptionRow, ReceiptRow, SubscriptionRow
from shared.deadlines import Deadline
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.listing import Listed, PageKey, each


class SubscriptionRepository(Repository):
    """One tenant's subscriptions."""

    table = CommerceRow

    def get(self, subscription_id: str) -> Subscription:
        """A subscription as it is now. Raises ``SubscriptionNotFound``."""
        row = self._find(SubscriptionRow, SubscriptionRow.key(self.org_id, subscription_id), consistent=True)
        if row is None:
            raise SubscriptionNotFound(subscription_id=subscription_id)
        return Subscription.model_validate(row)

    def find_by_gateway_id(self, gateway_id: str) -> str | None:
        """The id of the subscription that the gateway means; None for one that is not ours."""
        key = GatewaySubscriptionRow.key(self.org_id, gateway_id)
        row = self._find(GatewaySubscriptionRow, key, consistent=True)
        return row.subscription_id if row else None

    def find_charge(self, subscription_id: str, payment_id: str) -> str | None:
        """The id of the order that a charge became."""
        row = self._find(ChargeRow, ChargeRow.key(self.org_id, subscription_id, payment_id), consistent=True)
        return row.order_id if row else None

    def list_of(self, user_id: str, *, limit: int, start: PageKey) -> Listed[Subscription]:
        """Somebody's subscriptions, newest first."""
        pk, _ = SubscriptionRow.subscriber_key(self.org_id, user_id)
        page = self._query(SubscriptionRow, pk, index=True, descending=True, limit=limit, start=start)
        return Listed([Subscription.model_validate(row) for row in page.rows], page.next_key)

    def each_of(self, user_id: str) -> Iterator[Subscription]:
        """All of somebody's subscriptions, read page by page."""
        return each(lambda start: self.list_of(user_id, limit=100, start=start))

    def made_before(self, once: Once) -> str | None:
        """The subscription that the same request began."""
        return once.find(self, ReceiptRow)

    @contextmanager
    def writing(self) -> Iterator["SubscriptionWriting"]:
        """One transaction about a subscription; ``ConditionFailed`` where something is no longer as it was."""
        with self._transaction() as transaction:
            yield SubscriptionWriting(self, transaction)


class SubscriptionWriting:
    """What one transaction does to a subscription and to what lies beside it."""

    def __init__(self, subscriptions: SubscriptionRepository, transaction: Transaction) -> None:
        self._subscriptions = subscriptions
        self._org_id = subscriptions.org_id
        self.transaction = transaction

    def begin(self, subscription: Subscription) -> None:
        """Add a new one."""
        self.transaction.create(self._row(subscription), by=self._subscriptions)
        self._look_later(subscription)

    def save(self, subscription: Subscription, *, tells: tuple[DomainEvent, ...] = ()) -> None:
        """Replace one that is still as it was."""
        self.transaction.save(self._row(subscription), tells=tells, by=self._subscriptions)
        self._look_later(subscription)

    def join(self, subscription: Subscription, gateway_id: str) -> None:
        """Note which one the gateway means."""
        pk, sk = GatewaySubscriptionRow.key(self._org_id, gateway_id)
        row = GatewaySubscriptionRow(pk=pk, sk=sk, subscription_id=subscription.subscription_id)
        self.transaction.create(row, by=self._subscriptions)

    def charge(self, subscription: Subscription, payment_id: str, order_id: str) -> None:
        """Note which order a charge became, once."""
        pk, sk = ChargeRow.key(self._org_id, subscription.subscription_id, payment_id)
        self.transaction.create(ChargeRow(pk=pk, sk=sk, order_id=order_id), by=self._subscriptions)

    def _look_later(self, subscription: Subscription) -> None:
        following = subscription.next_check(self._subscriptions.now())
        if following is not None:
            what = f"subscription:{subscription.subscription_id}"
            DeadlineRepository(self._org_id).set(self.transaction, Deadline(self._org_id, what, following))

    def _row(self, subscription: Subscription) -> SubscriptionRow:
        pk, sk = SubscriptionRow.key(self._org_id, subscription.subscription_id)
        gsi1pk, gsi1sk = SubscriptionRow.subscriber_key(
            self._org_id, subscription.user_id, subscription.subscription_id
        )
        return SubscriptionRow.of(subscription, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
