"""A market for the machine that tries commerce out: people who buy, a gateway that is moody, a process that may die."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from fastapi import Response as Answering

from functions.commerce.domain.coupons import Coupon, CouponKind
from functions.commerce.domain.ledger import (
    AFFILIATE_SHARES,
    BANK,
    FEE_TAX,
    FEES,
    GATEWAY,
    INSTRUCTOR_SHARES,
    Posting,
    balances_of,
    payable,
)
from functions.commerce.domain.orders import Order, OrderState
from functions.commerce.repository.coupons import CouponRepository
from functions.commerce.repository.deadlines import DeadlineRepository
from functions.commerce.repository.ledger import LedgerRepository, _posting
from functions.commerce.tables import OrderRow, PostingRow
from functions.commerce.wiring import due_service
from infra.local.razorpay.service import Request, Response
from shared.clock import SetClock, system_clock
from shared.idempotency import Once
from shared.ids import new_id
from tests.functions.commerce.shop import MONTHLY, succeeded
from tests.functions.commerce.till import Json, Till
from tests.support.actors import Actor, sign_in
from tests.support.books import Balances, balances_in
from tests.support.faults import Killed, Moment, every_call
from tests.support.scene.tables import Tables

CODE = "FIRST"
USES = 1
TEACHES_BP, BRINGS_BP = 4_000, 1_000
"""What the tutor has of each sale without its tax, and the affiliate of what the first buyer pays."""
SUPPLIER = {"legal_name": "Lotus School", "address": "Kochi", "gstin": "32AAAAA0001A1ZA"}
STATES = "32", "27"
"""Where the buyers are: one at home, one in another state."""
SIGNED_IN_FOR_S = 300
"""Tokens last a quarter of an hour, and thousands of stories longer."""
MONEY_ACCOUNTS = (GATEWAY, BANK, FEES, FEE_TAX)
"""What was captured and did not go back lies in these."""
LATER = ({"minutes": 6}, {"minutes": 40}, {"hours": 3}, {"hours": 13}, {"days": 1.1}, {"days": 3.1}, {"days": 6.1})
"""When the job runs at last, so that it has looked at everything it ever looks at."""


class Market:
    """One organization that owes taxes, a tutor and an affiliate who have shares, two people who buy, a coupon that may
    be used once, a pass that one subscribes to. Everything that happens is told to it.
    """

    def __init__(self, till: Till) -> None:
        self.till = till
        shop = till.shop
        self.admin = shop.admin
        self.buyers = [shop.student, shop.world.actor("student", of=shop.org)]
        now = system_clock.now()
        coupon = Coupon(
            coupon_id=new_id("cpn"),
            code=CODE,
            kind=CouponKind.PERCENT,
            percent_bp=1_000,
            limit_total=USES,
            created_at=now,
            updated_at=now,
        )
        CouponRepository(shop.org.org_id).add(coupon, Once(shop.admin.user_id, "", "", None, Answering()))
        self.pass_id = shop.new_pass(course_ids=[shop.course_id])
        succeeded(shop.admin.post(f"/passes/{self.pass_id}/offers", MONTHLY))
        shop.world.settle()
        self.coupon = coupon
        self.brings = self._agree_on_shares()
        self.signed_in = time.monotonic()
        self.tables = Tables(shop.world.process)
        self.keys: list[str] = []
        self.wishes: list[str] = []
        self.service = shop.world.process.razorpay

    def _agree_on_shares(self) -> Actor:
        """Taxes are owed, the tutor has a share, and the first buyer comes by an affiliate, who is given."""
        shop, brings = self.till.shop, self.till.shop.world.actor("student", of=self.till.shop.org)
        read = self.admin.get("/invoice-settings")
        succeeded(self.admin.put("/invoice-settings", SUPPLIER, headers={"if-match": read.headers["etag"]}))
        teaches = f"/courses/{shop.course_id}/instructors/{shop.tutor.user_id}"
        succeeded(self.admin.put(teaches, {"revenue_share_bp": TEACHES_BP}, headers={"if-match": '"rev-1"'}))
        affiliate = {"user_id": brings.user_id, "code": "asha", "commission_bp": BRINGS_BP}
        succeeded(self.admin.post("/affiliates", affiliate))
        succeeded(self.buyers[0].put("/referrals/me", {"code": "asha"}))
        return brings

    def begin(self) -> None:
        """Back to the first day."""
        self.tables.rewind()
        self.till.shop.world.process.skip_news()
        self.keys.clear()
        self.wishes.clear()
        for account in self.service.accounts.values():
            for things in (account.orders, account.payments, account.refunds, account._refund_keys):
                things.clear()
            for more in (account.plans, account.subscriptions, account.invoices, account.settlements, account.settled):
                more.clear()
        self.service.events.clear()
        if time.monotonic() - self.signed_in > SIGNED_IN_FOR_S:
            self.admin, *self.buyers = (
                sign_in(one.client, one.org, one.user_id, one.email) for one in (self.admin, *self.buyers)
            )
            self.signed_in = time.monotonic()
            self.tables.keep()  # their sessions are rows too

    # -- what may happen

    def place(self, buyer: int, with_coupon: bool, again: bool) -> None:
        """Somebody orders, perhaps once more under the key that they used last."""
        if not (again and self.keys):
            self.keys.append(new_id("key"))
        wish: dict[str, Any] = {"buyer": {"state_code": STATES[buyer]}}
        if with_coupon:
            wish["coupon_codes"] = [CODE]
        answer = self.till.ask(self.buyers[buyer], self.keys[-1], **wish)
        assert answer.status_code < 500 or answer.code in {"gateway_unavailable", "unavailable"}, answer.text
        assert answer.status_code != 401

    def pay(self, number: int, outcome: str, amount: int | None) -> None:
        """Somebody pays at the gateway; nothing of the product is called."""
        orders = [order_id for order_id, one in self.till.account.orders.items() if one["receipt"]]  # no charges
        if orders:
            self.till.account.pay(orders[number % len(orders)], outcome=outcome, amount=amount)

    def subscribe(self, buyer: int, again: bool) -> None:
        """Somebody wants the pass every month, perhaps once more under the key that they used last."""
        if not (again and self.wishes):
            self.wishes.append(new_id("key"))
        wish = {"pass_id": self.pass_id}
        headers = {"idempotency-key": self.wishes[-1]}
        answer = self.buyers[buyer].post("/subscriptions", wish, headers=headers)
        assert answer.status_code < 500 or answer.code in {"gateway_unavailable", "unavailable"}, answer.text
        assert answer.status_code != 401

    def charge(self, number: int, outcome: str) -> None:
        """The gateway charges a subscription, for the first time or the next; nothing of the product is called."""
        over = {"cancelled", "completed", "expired"}
        running = [one for one in self.till.account.subscriptions.values() if one["status"] not in over]
        if running:
            self.till.account.charge(running[number % len(running)]["id"], outcome=outcome)

    def settle(self) -> None:
        """The gateway pays out to the bank."""
        self.till.account.settle()

    def answer_late(self, number: int) -> None:
        """A bank lets a payment through that failed, or that it held."""
        waiting = [one for one in self.till.account.payments.values() if one["status"] in {"failed", "authorized"}]
        if waiting:
            self.till.account.capture(waiting[number % len(waiting)]["id"])

    def hear(self, number: int, times: int) -> None:
        """A webhook comes, perhaps an old one, perhaps twice."""
        events = self.till.events
        if events:
            for _ in range(times):
                self.till.notify(events[number % len(events)])
            self.till.shop.world.settle()

    def confirm(self, number: int) -> None:
        """A browser comes back."""
        payments = [one for one in self.till.account.payments.values() if one["order_id"]]
        if payments:
            payment = payments[number % len(payments)]
            order = self.stored_by_gateway().get(payment["order_id"])
            if order:
                buyer = next(one for one in self.buyers if one.user_id == order.user_id)
                shown = {"order_id": order.order_id, "checkout": {"gateway_order_id": payment["order_id"]}}
                self.till.confirm(shown, payment, by=buyer)

    def refund(self, number: int, amount: int | None) -> None:
        """The organization sends money back."""
        paid = [one for one in self.stored() if one.is_paid]
        if paid:
            wish: dict[str, Any] = {} if amount is None else {"amount_minor": amount}
            answer = self.till.refund({"order_id": paid[number % len(paid)].order_id}, by=self.admin, **wish)
            assert answer.status_code != 401

    def refund_at_gateway(self, number: int, amount: int) -> None:
        """Somebody sends money back at the gateway itself."""
        captured = [one for one in self.till.account.payments.values() if one["status"] == "captured"]
        if captured:
            payment = captured[number % len(captured)]
            left = payment["amount"] - payment["amount_refunded"]
            self.till.account.refund(payment["id"], {"amount": min(amount, left)})

    def look(self, **later: float) -> None:
        """The job runs."""
        with self.till.shop.world.later(**later) as clock:
            ticking(clock)
            due_service().look()
        self.till.shop.world.settle()

    def look_soon(self) -> None:
        """The job runs after some minutes."""
        self.look(minutes=6)

    def look_late(self) -> None:
        """The job runs when orders have lapsed."""
        self.look(minutes=40)

    def come_to_rest(self, *, hears: bool) -> None:
        """Everything that was told is heard, or never will be; and the job has looked at everything."""
        for event in list(self.till.events) if hears else ():
            self.till.notify(event)
        self.till.shop.world.settle()
        for later in LATER:
            self.look(**later)

    # -- what must hold

    def check(self) -> None:
        """What holds at any moment, whatever died."""
        payments, orders = self.till.account.payments, self.stored()
        kept, told = self.balances(), self.told()
        for order in orders:
            assert order.refunding_minor >= 0
            assert order.refunded_minor + order.refunding_minor <= order.amount_minor
            assert told["OrderPaid.v1", order.order_id] == int(order.is_paid)
            if order.is_paid and order.amount_minor:
                payment = payments[order.payment_id or ""]
                assert payment["order_id"] == order.gateway_order_id
                assert (payment["amount"], payment["captured"]) == (order.amount_minor, True)
        for payment in payments.values():
            assert 0 <= payment["amount_refunded"] <= payment["amount"]
        assert self.uses() <= USES
        having = Counter(one.user_id for one in orders if one.course_id and one.is_paid and not one.access_ended)
        assert all(times == 1 for times in having.values())
        noted = Counter(one["notes"]["subscription_id"] for one in self.till.account.subscriptions.values())
        assert all(times == 1 for times in noted.values())
        self.check_books(kept)
        self.check_shares(orders, kept)
        self.check_numbers()

    def check_books(self, kept: Balances) -> None:
        """Every posting is balanced, the kept balances are their sums, and nothing is there that never came."""
        postings = self.postings()
        assert not any(balances_of(postings, by_account=False).values())
        assert {place: sum_ for place, sum_ in balances_of(postings).items() if sum_} == {
            place: sum_ for place, sum_ in kept.items() if sum_
        }
        captured = sum(one["amount"] for one in self.till.account.payments.values() if one["captured"])
        assert 0 <= money_in(kept) <= captured

    def check_shares(self, orders: list[Order], kept: Balances) -> None:
        """Who teaches and who brings buyers is owed their share of each sale, less that of what went back, and no fee
        is booked that the gateway did not keep.
        """
        taught = sum(_left(order, _taxable(order) * TEACHES_BP // 10_000) for order in orders if order.course_id)
        first = self.buyers[0].user_id
        brought = sum(_left(one, one.amount_minor * BRINGS_BP // 10_000) for one in orders if one.user_id == first)
        for share, party, earned in (
            (INSTRUCTOR_SHARES, self.till.shop.tutor, taught),
            (AFFILIATE_SHARES, self.brings, brought),
        ):
            assert (kept.get((share, "INR"), 0), -kept.get((payable(party.user_id), "INR"), 0)) == (earned, earned)
        assert 0 <= fees_in(kept) <= self.fees_kept()

    def fees_kept(self) -> int:
        """What the gateway kept of all payments, by its own word."""
        return sum(one["fee"] for one in self.till.account.payments.values() if one["captured"])

    def check_numbers(self) -> None:
        """Invoices and credit notes are numbered from one on, each number once."""
        for numbers in self.numbers():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    def check_at_rest(self) -> None:
        """No money without what it paid for, and nothing given for no money."""
        self.check()
        orders = self.stored()
        by_payment = {order.payment_id: order for order in orders if order.is_paid}
        for payment in self.till.account.payments.values():
            if payment["captured"]:
                order = by_payment.get(payment["id"])
                went_back = order.refunded_minor if order else payment["amount"]
                assert payment["amount_refunded"] == went_back, (payment, order)
        for order in orders:
            assert not order.is_open
            assert order.refunding_minor == 0
        self.check_money_at_rest(orders, self.balances())
        self.check_places(orders)
        consumed = sum(one.is_paid and bool(one.quote["lines"][0]["discounts"]) for one in orders)
        assert self.uses() == consumed

    def check_money_at_rest(self, orders: list[Order], kept: Balances) -> None:
        """What lies at the gateway is what the books say, and every sale and every refund is billed."""
        account = self.till.account
        captured = sum(one["amount"] for one in account.payments.values() if one["captured"])
        went_back = sum(one["amount"] for one in account.refunds.values() if one["status"] == "processed")
        assert money_in(kept) == captured - went_back
        assert fees_in(kept) == self.fees_kept()
        taken = {one["id"] for one in account.payments.values() if one["captured"]}
        charges = taken & {one["payment_id"] for one in account.invoices.values()}
        assert charges <= {order.payment_id for order in orders}
        sold = [one for one in orders if one.is_paid and one.amount_minor]
        invoices, notes = self.numbers()
        assert len(invoices) == len(sold)
        assert len(notes) >= sum(one.refunded_minor > 0 for one in sold)

    def check_places(self, orders: list[Order]) -> None:
        """Who paid is in the course, and nobody else."""
        having = {one.user_id for one in orders if one.course_id and one.is_paid and not one.access_ended}
        listed = self.admin.get(f"/courses/{self.till.shop.course_id}/enrollments").json()["items"]
        inside = {one["user_id"] for one in listed if one["state"] == "active"}
        assert inside == having, (listed, orders)

    def postings(self) -> list[Posting]:
        """Everything that was ever posted, by the rows themselves."""
        rows = [row for row in map(_new, self.tables.changes()) if row and "#POSTING#" in row["pk"]["S"]]
        return [_posting(PostingRow.from_raw_data(row)) for row in rows]

    def numbers(self) -> tuple[list[int], list[int]]:
        """The counts in the numbers of all invoices, and of all credit notes."""
        rows = {(row["pk"]["S"], row["sk"]["S"]): row for row in map(_new, self.tables.changes()) if row}
        kinds: dict[str, list[int]] = {"Invoice": [], "CreditNote": []}
        for row in rows.values():
            kind = row["kind"]["S"]
            if kind in kinds:
                kinds[kind].append(int(row["number"]["S"].rpartition("/")[2]))
        return kinds["Invoice"], kinds["CreditNote"]

    def balances(self) -> Balances:
        """The balances that the ledger keeps."""
        return balances_in(LedgerRepository(self.till.shop.org.org_id))

    def stored(self) -> list[Order]:
        """All orders as they are now, newest first, by the rows themselves."""
        place = OrderRow.key(self.till.shop.org.org_id, "")[0]
        rows = {row["pk"]["S"]: row for row in map(_new, self.tables.changes()) if row and row["sk"]["S"] == "ORDER"}
        found = (rows[pk] for pk in sorted(rows, reverse=True) if pk.startswith(place))
        return [Order.model_validate(OrderRow.from_raw_data(row)) for row in found]

    def stored_by_gateway(self) -> dict[str, Order]:
        """The orders that the gateway knows, by its ids."""
        return {one.gateway_order_id: one for one in self.stored() if one.gateway_order_id}

    def uses(self) -> int:
        """How often the coupon is used, by the redemptions themselves."""
        coupons = CouponRepository(self.till.shop.org.org_id)
        found = coupons.list_redemptions(self.coupon, limit=100, start=None).items
        counted = sum(one.state != "released" for one in found)
        assert coupons.uses([self.coupon]).get(self.coupon.coupon_id, 0) == counted
        return counted

    def told(self) -> Counter[tuple[str, str]]:
        """How often each order told each thing, by what its row carried."""
        found: Counter[tuple[str, str]] = Counter()
        for record in self.tables.changes():
            new = record.get("NewImage", {}).get("tells", {}).get("S")
            if new and new != record.get("OldImage", {}).get("tells", {}).get("S") and "order_id" in record["NewImage"]:
                found["OrderPaid.v1", record["NewImage"]["order_id"]["S"]] += new.count('"OrderPaid.v1"')
        return found


@contextmanager
def watching(market: Market, around: Callable[[Callable[[], Any]], Any]) -> Iterator[None]:
    """Meanwhile ``around`` gets every call to AWS or to the gateway, as something that makes it."""
    answer = market.service.answer

    def watched(request: Request) -> Response:
        answered: Response = around(lambda: answer(request))
        return answered

    market.service.answer = watched  # type: ignore[method-assign]  # until the block ends
    try:
        with every_call(lambda _, call: around(call)):
            yield
    finally:
        market.service.answer = answer  # type: ignore[method-assign]  # as above


def calls_of(market: Market, act: Callable[[], object]) -> int:
    """How many calls to AWS and to the gateway something makes."""
    calls = count()

    def around(call: Callable[[], Any]) -> Any:
        next(calls)
        return call()

    with watching(market, around):
        act()
    return next(calls)


@contextmanager
def dying(market: Market, number: int | None, moment: Moment) -> Iterator[None]:
    """The process dies at its call of that number, to AWS or to the gateway: before it arrives, or when it took effect.

    Whoever waits for it hears nothing.
    """
    if number is None:
        yield
        return
    calls = count()

    def around(call: Callable[[], Any]) -> Any:
        turn = next(calls)
        if turn < number:
            return call()
        if turn == number and moment == "after":
            call()
        raise Killed(f"{moment} call {number}")

    with watching(market, around), suppress(Killed):
        yield


def _new(record: dict[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = record.get("NewImage")
    return found


def _taxable(order: Order) -> int:
    return sum(line["taxable_minor"] for line in (order.tax or {"lines": ()})["lines"])


def _left(order: Order, share: int) -> int:
    """What is left of a share of a sale when some of it went back."""
    if not order.is_paid or not order.amount_minor:
        return 0
    return share - share * order.refunded_minor // order.amount_minor


Step = tuple[str, tuple[Any, ...], int | None, Moment]


def ticking(clock: SetClock) -> None:
    """Let a clock that stands still go on a little whenever it is looked at, as clocks do: what follows is later."""
    now = clock.now

    def tick() -> datetime:
        clock.advance(timedelta(microseconds=1))
        return now()

    clock.now = tick  # type: ignore[method-assign]  # for as long as the clock is used


def money_in(balances: Mapping[tuple[str, str], int]) -> int:
    """What the books say was captured and did not go back."""
    return sum(amount for (account, _), amount in balances.items() if account in MONEY_ACCOUNTS)


def fees_in(balances: Mapping[tuple[str, str], int]) -> int:
    """What the books say the gateway kept, with its tax."""
    return sum(amount for (account, _), amount in balances.items() if account in {FEES, FEE_TAX})


@pytest.fixture
def one_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    """All deadlines lie in one shard: looking into fifteen empty ones again and again would take most of the time, and
    most of the deaths.
    """
    monkeypatch.setattr(DeadlineRepository, "shards", 1)


@pytest.fixture
def market(one_shard: None, till: Till) -> Market:
    """A market on its first day."""
    return Market(till)


def run(market: Market, steps: list[Step], *, hears: bool = True) -> None:
    """Do what these steps say from the first day on, and hold at each that nothing is lost. In the end every webhook is
    heard, or none that was not heard by then.
    """
    market.begin()
    for name, given, death, moment in steps:
        with dying(market, death, moment):
            try:
                getattr(market, name)(*given)
            except AssertionError:
                if death is None:
                    raise
        market.check()
    market.come_to_rest(hears=hears)
    market.check_at_rest()


__all__ = ["Json", "Market", "OrderState", "Step", "calls_of", "dying", "market", "one_shard", "run"]
