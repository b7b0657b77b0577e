"""One merchant's account: orders, payments, refunds, plans, subscriptions and settlements, in Razorpay's shapes."""

import json
import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
ALPHABET = string.ascii_letters + string.digits
LEAST_MINOR = 100
FEE_BP, TAX_ON_FEE_BP = 200, 1_800


class Refused(Exception):
    """Razorpay's answer to what cannot be."""

    def __init__(
        self, description: str, *, status: int = 400, code: str = "BAD_REQUEST_ERROR", reason: str = ""
    ) -> None:
        super().__init__(description)
        self.status, self.code, self.reason = status, code, reason or "input_validation_failed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that webhooks tell of. Its body is signed as it is."""

    event_id: str
    name: str
    body: bytes


class Account:
    """What one merchant has. Every change is put into ``tell`` as an event."""

    def __init__(self, account_id: str, now: Callable[[], int], tell: Callable[[Event], None], seed: int) -> None:
        self.account_id = account_id
        self._now = now
        self._tell = tell
        self._random = random.Random(seed)  # noqa: S311  # ids of a stand-in, the same every time
        self.orders: dict[str, Json] = {}
        self.payments: dict[str, Json] = {}
        self.refunds: dict[str, Json] = {}
        self.plans: dict[str, Json] = {}
        self.subscriptions: dict[str, Json] = {}
        self.invoices: dict[str, Json] = {}
        self.settlements: dict[str, Json] = {}
        self.settled: list[Json] = []
        self._refund_keys: dict[str, tuple[Json, str]] = {}

    def state(self) -> Json:
        """All it knows."""
        return {name: value for name, value in vars(self).items() if name not in {"_now", "_tell"}}

    def restore(self, state: Json) -> None:
        """Know what ``state`` gave."""
        vars(self).update(state)

    # -- orders and payments

    def create_order(self, wish: Mapping[str, Any]) -> Json:
        """Make an order. With ``unique_receipt``, one for each receipt."""
        amount, currency, receipt = wish.get("amount"), wish.get("currency"), wish.get("receipt")
        if not isinstance(amount, int) or isinstance(amount, bool) or amount < LEAST_MINOR:
            raise Refused("Order amount less than minimum amount allowed")
        if not isinstance(currency, str) or len(currency) != 3:
            raise Refused("The currency field is required.")
        if receipt is not None and (not isinstance(receipt, str) or len(receipt) > 40):
            raise Refused("The receipt may not be greater than 40 characters.")
        if wish.get("unique_receipt"):
            same = [order for order in self.orders.values() if order["receipt"] == receipt]
            if same:
                return same[0]
        order: Json = {
            "id": self._id("order"),
            "entity": "order",
            "amount": amount,
            "amount_paid": 0,
            "amount_due": amount,
            "currency": currency,
            "receipt": receipt,
            "offer_id": None,
            "status": "created",
            "attempts": 0,
            "notes": wish.get("notes") or [],
            "created_at": self._now(),
        }
        self.orders[order["id"]] = order
        return order

    def pay(
        self,
        order_id: str,
        *,
        outcome: str = "captured",
        method: str = "upi",
        amount: int | None = None,
        error: str = "payment_failed",
    ) -> Json:
        """Somebody pays: what comes of it is ``captured``, ``authorized`` (the bank holds it) or ``failed``."""
        order = self._get(self.orders, order_id)
        payment = self._new_payment(order["amount"] if amount is None else amount, order["currency"], method)
        payment |= {"order_id": order_id, "notes": order["notes"]}
        order["attempts"] += 1
        if order["status"] == "created":
            order["status"] = "attempted"
        if outcome == "failed":
            payment |= {"status": "failed", "error_code": "BAD_REQUEST_ERROR", "error_reason": error}
            self._say("payment.failed", payment=payment)
            return payment
        payment["status"] = "authorized"
        self._say("payment.authorized", payment=payment)
        return self.capture(payment["id"]) if outcome == "captured" else payment

    def capture(self, payment_id: str, amount: int | None = None, currency: str | None = None) -> Json:
        """Take what the bank holds. A payment that failed may still be taken when the bank answers late."""
        payment = self._get(self.payments, payment_id)
        if payment["status"] in {"captured", "refunded"}:
            raise Refused("This payment has already been captured")
        if amount not in {None, payment["amount"]} or currency not in {None, payment["currency"]}:
            raise Refused("Capture amount must be equal to the amount authorized")
        fee = -(-payment["amount"] * FEE_BP // 10_000)
        tax = fee * TAX_ON_FEE_BP // 10_000
        payment |= {"status": "captured", "captured": True, "fee": fee + tax, "tax": tax}
        payment |= {"error_code": None, "error_reason": None}
        self._say("payment.captured", payment=payment)
        order = self.orders.get(payment["order_id"] or "")
        if order:
            order["amount_paid"] += payment["amount"]
            order["amount_due"] = max(0, order["amount"] - order["amount_paid"])
            if order["amount_due"] == 0 and order["status"] != "paid":
                order["status"] = "paid"
                self._say("order.paid", payment=payment, order=order)
        return payment

    def payments_of(self, order_id: str) -> list[Json]:
        """All payments of an order, newest first."""
        self._get(self.orders, order_id)
        return [one for one in reversed(self.payments.values()) if one["order_id"] == order_id]

    # -- refunds

    def refund(
        self, payment_id: str, wish: Mapping[str, Any], key: str | None = None, *, outcome: str = "processed"
    ) -> Json:
        """Send money back; under the same key it is the same refund."""
        asked = json.dumps([payment_id, wish], sort_keys=True)
        if key in self._refund_keys:
            before, body = self._refund_keys[key]
            if body != asked:
                raise Refused("Different request body for the same idempotency key")
            return before
        payment = self._get(self.payments, payment_id)
        if payment["status"] not in {"captured", "refunded"}:
            raise Refused("The payment status should be captured for action to be taken")
        left = payment["amount"] - payment["amount_refunded"]
        amount = wish.get("amount", left)
        if not isinstance(amount, int) or isinstance(amount, bool) or not 1 <= amount <= left:
            raise Refused("The total refund amount is greater than the refund payment amount")
        refund: Json = {
            "id": self._id("rfnd"),
            "entity": "refund",
            "amount": amount,
            "currency": payment["currency"],
            "payment_id": payment_id,
            "notes": wish.get("notes") or [],
            "receipt": wish.get("receipt"),
            "acquirer_data": {"arn": None},
            "status": "pending",
            "speed_requested": "normal",
            "speed_processed": "normal",
            "created_at": self._now(),
        }
        self.refunds[refund["id"]] = refund
        if key:
            self._refund_keys[key] = refund, asked
        self._count_refund(payment, amount)
        self._say("refund.created", refund=refund, payment=payment)
        if outcome != "pending":
            self.end_refund(refund["id"], processed=outcome == "processed")
        return refund

    def end_refund(self, refund_id: str, *, processed: bool) -> Json:
        """The bank has taken it, or not."""
        refund = self._get(self.refunds, refund_id)
        payment = self.payments[refund["payment_id"]]
        if refund["status"] == "pending":
            refund["status"] = "processed" if processed else "failed"
            if not processed:
                self._count_refund(payment, -refund["amount"])
            self._say(f"refund.{refund['status']}", refund=refund, payment=payment)
        return refund

    def refunds_of(self, payment_id: str) -> list[Json]:
        """All refunds of a payment."""
        self._get(self.payments, payment_id)
        return [one for one in self.refunds.values() if one["payment_id"] == payment_id]

    # -- plans and subscriptions

    def create_plan(self, wish: Mapping[str, Any]) -> Json:
        """What a subscription charges, and how often."""
        item = wish.get("item")
        if wish.get("period") not in {"daily", "weekly", "monthly", "yearly"} or not isinstance(item, dict):
            raise Refused("The period and item are required.")
        if not isinstance(item.get("amount"), int) or item["amount"] < LEAST_MINOR:
            raise Refused("The amount must be atleast INR 1.00")
        plan: Json = {
            "id": self._id("plan"),
            "entity": "plan",
            "interval": wish.get("interval", 1),
            "period": wish["period"],
            "item": {"id": self._id("item"), "active": True, "type": "plan", **item},
            "notes": wish.get("notes") or [],
            "created_at": self._now(),
        }
        self.plans[plan["id"]] = plan
        return plan

    def create_subscription(self, wish: Mapping[str, Any]) -> Json:
        """Agree to be charged by a plan, once the person has said yes on the pay page."""
        plan = self._get(self.plans, str(wish.get("plan_id")))
        if not isinstance(wish.get("total_count"), int):
            raise Refused("The total count field is required.")
        subscription: Json = {
            "id": self._id("sub"),
            "entity": "subscription",
            "plan_id": plan["id"],
            "customer_id": None,
            "status": "created",
            "current_start": None,
            "current_end": None,
            "ended_at": None,
            "quantity": wish.get("quantity", 1),
            "notes": wish.get("notes") or [],
            "charge_at": wish.get("start_at"),
            "start_at": wish.get("start_at"),
            "end_at": None,
            "auth_attempts": 0,
            "total_count": wish["total_count"],
            "paid_count": 0,
            "remaining_count": wish["total_count"],
            "customer_notify": bool(wish.get("customer_notify", True)),
            "short_url": None,
            "has_scheduled_changes": False,
            "created_at": self._now(),
        }
        self.subscriptions[subscription["id"]] = subscription
        return subscription

    def charge(self, subscription_id: str, *, outcome: str = "captured") -> Json:
        """The next charge of a subscription; the first one also begins it. One that fails makes it pending."""
        subscription = self._get(self.subscriptions, subscription_id)
        plan = self.plans[subscription["plan_id"]]
        amount = plan["item"]["amount"] * subscription["quantity"]
        payment = self._new_payment(amount, plan["item"].get("currency", "INR"), "upi")
        payment |= {"order_id": self._order_of_charge(payment), "notes": subscription["notes"]}
        payment |= {"invoice_id": self._invoice(payment, subscription_id)}
        if outcome == "failed":
            payment |= {"status": "failed", "error_code": "BAD_REQUEST_ERROR", "error_reason": "payment_failed"}
            self._say("payment.failed", payment=payment)
            return self.move_subscription(subscription_id, "pending")
        first = subscription["paid_count"] == 0
        if first:
            self.move_subscription(subscription_id, "authenticated")
        self.capture(payment["id"])
        now = self._now()
        subscription |= {"current_start": now, "current_end": now + _PERIOD_S[plan["period"]] * plan["interval"]}
        subscription |= {
            "paid_count": subscription["paid_count"] + 1,
            "remaining_count": subscription["remaining_count"] - 1,
            "charge_at": subscription["current_end"],
        }
        was, subscription["status"] = subscription["status"], "active"
        if was != "active":
            self._say("subscription.activated", subscription=subscription)
        self._say("subscription.charged", subscription=subscription, payment=payment)
        if subscription["remaining_count"] == 0:
            self.move_subscription(subscription_id, "completed")
        return subscription

    def cancel(self, subscription_id: str, wish: Mapping[str, Any]) -> Json:
        """Charge no more: from now on, or when the period is over that is paid for."""
        subscription = self._get(self.subscriptions, subscription_id)
        if wish.get("cancel_at_cycle_end") in (1, True, "1") and subscription["status"] == "active":
            subscription |= {"has_scheduled_changes": True, "charge_at": None}
            return subscription
        return self.move_subscription(subscription_id, "cancelled")

    def move_subscription(self, subscription_id: str, status: str) -> Json:
        """Cancel, pause, resume, halt it."""
        subscription = self._get(self.subscriptions, subscription_id)
        if subscription["status"] in {"cancelled", "completed", "expired"}:
            raise Refused(f"Subscription is not in a state to be {status}")
        subscription["status"] = "active" if status == "resumed" else status
        if status in {"cancelled", "completed"}:
            subscription["ended_at"] = self._now()
        self._say(f"subscription.{status}", subscription=subscription)
        return subscription

    # -- settlements

    def settle(self) -> Json:
        """Pay out whatever is captured and refunded and was not settled before; its lines are the reconciliation."""
        done = {line["entity_id"] for line in self.settled}
        now, settlement_id = self._now(), self._id("setl")
        utr = f"UTR{self._random.randrange(10**12):012}"
        common = {"settled": True, "settled_at": now, "settlement_id": settlement_id, "settlement_utr": utr}
        lines = [
            _settled(one, "payment", credit=one["amount"] - one["fee"], fee=one["fee"], tax=one["tax"])
            | {"order_id": one["order_id"], "method": one["method"], **common}
            for one in self.payments.values()
            if one["status"] in {"captured", "refunded"} and one["id"] not in done
        ]
        lines += [
            _settled(one, "refund", debit=one["amount"]) | {"payment_id": one["payment_id"], **common}
            for one in self.refunds.values()
            if one["status"] == "processed" and one["id"] not in done
        ]
        self.settled += lines
        settlement = {
            "id": settlement_id,
            "entity": "settlement",
            "amount": sum(line["credit"] - line["debit"] for line in lines),
            "status": "processed",
            "fees": sum(line["fee"] for line in lines),
            "tax": sum(line["tax"] for line in lines),
            "utr": utr,
            "created_at": now,
        }
        self.settlements[settlement_id] = settlement
        self._say("settlement.processed", settlement=settlement)
        return settlement

    # -- inside

    def _new_payment(self, amount: int, currency: str, method: str) -> Json:
        payment: Json = {
            "id": self._id("pay"),
            "entity": "payment",
            "amount": amount,
            "currency": currency,
            "status": "created",
            "order_id": None,
            "invoice_id": None,
            "international": False,
            "method": method,
            "amount_refunded": 0,
            "refund_status": None,
            "captured": False,
            "description": None,
            "email": "somebody@example.com",
            "contact": "+919900000000",
            "notes": [],
            "fee": None,
            "tax": None,
            "error_code": None,
            "error_description": None,
            "error_reason": None,
            "acquirer_data": {},
            "created_at": self._now(),
        }
        self.payments[payment["id"]] = payment
        return payment

    def _order_of_charge(self, payment: Json) -> str:
        """The order that Razorpay itself makes for each charge of a subscription."""
        wish = {"amount": payment["amount"], "currency": payment["currency"]}
        return str(self.create_order(wish)["id"])

    def _invoice(self, payment: Json, subscription_id: str) -> str:
        invoice: Json = {
            "id": self._id("inv"),
            "entity": "invoice",
            "subscription_id": subscription_id,
            "order_id": payment["order_id"],
            "payment_id": payment["id"],
            "amount": payment["amount"],
            "currency": payment["currency"],
            "created_at": self._now(),
        }
        self.invoices[invoice["id"]] = invoice
        return str(invoice["id"])

    def _count_refund(self, payment: Json, amount: int) -> None:
        payment["amount_refunded"] += amount
        whole = payment["amount_refunded"] == payment["amount"]
        payment["refund_status"] = "full" if whole else ("partial" if payment["amount_refunded"] else None)
        payment["status"] = "refunded" if whole else "captured"

    def _say(self, name: str, **entities: Json) -> None:
        body = {
            "entity": "event",
            "account_id": self.account_id,
            "event": name,
            "contains": list(entities),
            "payload": {kind: {"entity": dict(one)} for kind, one in entities.items()},
            "created_at": self._now(),
        }
        event_id = "".join(self._random.choices(ALPHABET, k=14))
        self._tell(Event(event_id, name, json.dumps(body).encode()))

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{''.join(self._random.choices(ALPHABET, k=14))}"

    @staticmethod
    def _get(things: dict[str, Json], thing_id: str) -> Json:
        if thing_id not in things:
            raise Refused("The id provided does not exist")
        return things[thing_id]


_PERIOD_S = {"daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def _settled(one: Json, kind: str, *, debit: int = 0, credit: int = 0, fee: int = 0, tax: int = 0) -> Json:
    """A line of a settlement, of a payment or a refund."""
    moved = {"debit": debit, "credit": credit, "fee": fee, "tax": tax}
    return {"entity_id": one["id"], "type": kind, **moved} | {
        name: one[name] for name in ("amount", "currency", "created_at")
    }
