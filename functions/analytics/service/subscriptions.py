"""Subscriptions: a dashboard as a file, for each week or month that is over."""

from collections.abc import Callable

from functions.analytics.domain.exports import ExportKind, Rhythm, Subscription, Wish
from functions.analytics.errors import ReportSubscriptionNotFound, TooManyReportSubscriptions
from functions.analytics.repository.exports import (
    MOST_SUBSCRIPTIONS,
    Due,
    DueRepository,
    SubscriptionRepository,
)
from functions.analytics.service.exports import ExportService, caller_now
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.observability import log, log_failure

UTC_ZONE = "UTC"


class SubscriptionService:
    """One tenant's subscriptions."""

    def __init__(
        self, subscriptions: SubscriptionRepository, exports: ExportService, clock: Clock = system_clock
    ) -> None:
        self._subscriptions = subscriptions
        self._exports = exports
        self._clock = clock

    def subscribe(self, wish: Wish, rhythm: Rhythm, *, by: Caller, once: Once) -> Subscription:
        """Want a table every week or month; the first is of the one that is running.

        Raises ``FiguresExportUnsound``, ``TooManyReportSubscriptions``, and what the dashboard raises for the caller.
        """
        now, zone = self._clock.now(), self._zone(wish.kind)
        due_at = rhythm.due_after(now, zone)
        export, _ = self._exports.draft(wish, rhythm.period_before(due_at, zone), by.user_id)
        self._exports.require_allowed(export, by)
        if len(self._subscriptions.list_of(by.user_id)) >= MOST_SUBSCRIPTIONS:
            raise TooManyReportSubscriptions(most=MOST_SUBSCRIPTIONS)
        one = Subscription(
            subscription_id=new_id("sbs", self._clock),
            owner_id=by.user_id,
            rhythm=rhythm,
            due_at=due_at,
            created_at=now,
            **wish.model_dump(),
        )
        return self._subscriptions.get(by.user_id, self._subscriptions.add(one, once))

    def list_own(self, *, by: Caller) -> list[Subscription]:
        """The caller's, oldest first."""
        return self._subscriptions.list_of(by.user_id)

    def read_own(self, subscription_id: str, *, by: Caller) -> Subscription:
        """One of the caller's. Raises ``ReportSubscriptionNotFound``."""
        return self._subscriptions.get(by.user_id, subscription_id)

    def end(self, subscription_id: str, *, by: Caller) -> None:
        """End one of the caller's. Raises ``ReportSubscriptionNotFound``."""
        self._subscriptions.drop(self._subscriptions.get(by.user_id, subscription_id))

    def send(self, due: Due) -> bool:
        """Ask for the table of the week or month that is over, once. Returns whether that was still to be done.

        Of somebody who may have no files any more, the subscription ends.
        """
        one = self._subscriptions.get(due.owner_id, due.subscription_id)
        if one.due_at > self._clock.now():
            return False
        if caller_now(due.org_id, due.owner_id) is None:
            self._subscriptions.drop(one)
            return False
        zone = self._zone(one.kind)
        export, job = self._exports.draft(one.wish, one.rhythm.period_before(one.due_at, zone), one.owner_id, one)
        later = one.model_copy(update={"due_at": one.rhythm.due_after(one.due_at, zone)})
        try:
            self._subscriptions.send(one, later, export, job)
        except ConditionFailed:
            # Another run did it, or it was ended meanwhile.
            return False
        return True

    def _zone(self, kind: ExportKind) -> str:
        if kind in {ExportKind.PLATFORM_DAYS, ExportKind.PLATFORM_MONEY}:
            return UTC_ZONE
        found = identity.find_organization(self._subscriptions.org_id)
        return found.time_zone if found else UTC_ZONE


def send_due(dues: DueRepository, service_of: Callable[[str], SubscriptionService], clock: Clock = system_clock) -> int:
    """Ask for everything that is due, in all organizations. Returns how many. Safe to repeat, at once too.

    One that fails holds up no other; what failed is raised in the end, and tried again the next time.
    """
    sent, failed = 0, list[Exception]()
    for due in dues.each_due(clock.now()):
        try:
            sent += service_of(due.org_id).send(due)
        except ReportSubscriptionNotFound:
            dues.drop(due)
        except Exception as failure:
            log_failure("subscription.failed", org_id=due.org_id, subscription_id=due.subscription_id)
            failed.append(failure)
    log("subscriptions.sent", sent=sent, failed=len(failed))
    if failed:
        raise failed[0]
    return sent
