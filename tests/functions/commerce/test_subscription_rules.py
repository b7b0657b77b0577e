"""What a subscription becomes, whichever way the gateway's news of it arrive."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.commerce.domain.subscriptions import (
    AccessState,
    Subscription,
    SubscriptionNews,
    SubscriptionStatus,
    news_of,
)
from tests.functions.commerce.terms import AT, a_quote, an_offer, days

news = st.builds(
    SubscriptionNews,
    gateway_id=st.just("sub_1"),
    status=st.sampled_from(SubscriptionStatus),
    at=st.integers(0, 6).map(days),
    paid_count=st.integers(0, 5),
    paid_through=st.none() | st.integers(0, 90).map(days),
    ended_at=st.none() | st.integers(0, 90).map(days),
)


def a_subscription(**more: Any) -> Subscription:
    """A monthly subscription that the gateway does not know yet, with three days of grace."""
    values = {
        "subscription_id": "sbn_1",
        "user_id": "usr_1",
        "connection_id": "con_1",
        "quote": a_quote(an_offer("subscription")),
    }
    return Subscription.model_validate({**values, "created_at": AT, "updated_at": AT, **more})


def said(status: str, at: datetime = AT, **more: Any) -> SubscriptionNews:
    """What the gateway said."""
    return SubscriptionNews.model_validate({"gateway_id": "sub_1", "status": status, "at": at, **more})


class TestHear:
    @given(st.lists(news, max_size=7), st.randoms(use_true_random=False))
    def test_any_order_and_any_repetition_end_alike(self, told: list[SubscriptionNews], chance: Any) -> None:
        shuffled = [*told, *told]
        chance.shuffle(shuffled)

        assert heard(told) == heard(shuffled)

    def test_nothing_follows_the_end(self) -> None:
        subscription = heard([said("cancelled", days(1)), said("active", days(2))])

        assert subscription.status is SubscriptionStatus.CANCELLED

    def test_an_overtaken_failure_does_not_undo_a_payment(self) -> None:
        paid = said("active", days(31), paid_count=2, paid_through=days(60))
        failed = said("pending", days(30), paid_count=1, paid_through=days(30))

        assert heard([paid, failed]).status is SubscriptionStatus.ACTIVE
        assert heard([paid, failed]).paid_through == days(60)


class TestAccess:
    def test_begins_with_what_is_paid(self) -> None:
        assert a_subscription().access_at(days(9)) is AccessState.WAITING
        assert heard([said("active", paid_count=1, paid_through=days(30))]).access_at(AT) is AccessState.RUNNING

    def test_pauses_after_the_grace_and_goes_on_with_a_payment(self) -> None:
        overdue = heard([said("active", paid_through=days(30)), said("halted", days(31))])

        assert [overdue.access_at(days(day)) for day in (32.9, 33)] == [AccessState.RUNNING, AccessState.PAUSED]
        assert overdue.hear(said("active", days(40), paid_through=days(70))).access_at(days(40)) is AccessState.RUNNING

    def test_cancelled_now_ends_now(self) -> None:
        over = heard([said("active", paid_through=days(30)), said("cancelled", days(5), ended_at=days(5))])

        assert [over.access_at(days(day)) for day in (4.9, 5)] == [AccessState.RUNNING, AccessState.ENDED]

    def test_cancelled_at_the_end_of_the_period_has_no_grace(self) -> None:
        leaving = heard([said("active", paid_through=days(30))]).model_copy(update={"cancel_requested": True})

        assert [leaving.access_at(days(day)) for day in (29.9, 30)] == [AccessState.RUNNING, AccessState.ENDED]

    def test_completed_lasts_as_long_as_is_paid_for(self) -> None:
        done = heard([said("active", paid_through=days(30)), said("completed", days(1), ended_at=days(1))])

        assert [done.access_at(days(day)) for day in (29, 30)] == [AccessState.RUNNING, AccessState.ENDED]

    @given(st.lists(news, max_size=5), st.integers(0, 120))
    def test_between_two_checks_nothing_changes(self, told: list[SubscriptionNews], day: int) -> None:
        subscription, now = heard(told), days(day)
        following = subscription.next_check(now)
        moment = (following - timedelta(seconds=1)) if following else days(9_999)

        assert subscription.access_at(max(now, moment)) is subscription.access_at(now)


class TestNewsOf:
    def test_a_charge(self) -> None:
        until = datetime.fromtimestamp(1_800_000_000, AT.tzinfo)

        told = news_of("sub_1", "active", int(AT.timestamp()), 1, 1_800_000_000)

        assert told == said("active", AT, paid_count=1, paid_through=until)

    @pytest.mark.parametrize(("count", "until"), [(None, 1_800_000_000), (0, 1_800_000_000), (1, None), (1, 10**15)])
    def test_nothing_is_paid_for_without_a_charge_and_its_time(self, count: int | None, until: int | None) -> None:
        told = news_of("sub_1", "active", int(AT.timestamp()), count, until)

        assert told is not None
        assert told.paid_through is None

    @pytest.mark.parametrize(("status", "told_at"), [("strange", 1), ("", 1), ("active", 0), ("active", 10**15)])
    def test_what_is_not_understood(self, status: str, told_at: int) -> None:
        assert news_of("sub_1", status, told_at, 1, 1_800_000_000) is None

    def test_a_mandate_begins_the_trial(self) -> None:
        subscription = a_subscription(quote=a_quote(an_offer("subscription", trial_days=7)))

        assert subscription.hear(said("created")).paid_through is None
        assert subscription.hear(said("authenticated")).paid_through == days(7)


def heard(told: list[SubscriptionNews]) -> Subscription:
    """The subscription after these news."""
    subscription = a_subscription()
    for one in told:
        subscription = subscription.hear(one)
    return subscription
