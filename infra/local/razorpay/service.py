"""Razorpay's REST API, as its SDK speaks it, without a socket: from a request to an answer."""

import base64
import binascii
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from infra.local.razorpay.accounts import Account, Event, Json, Refused

Tell = Callable[[str, Event], None]
"""Hears of every event: the account's id, and the event."""


@dataclass(frozen=True, slots=True)
class Request:
    """What came in."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What goes out."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: Any, status: int = 200) -> "Response":
        """An answer in JSON."""
        return cls(status, json.dumps(body).encode())


class Service:
    """All accounts there are. A key that was never heard of opens an account of its own."""

    def __init__(self, tell: Tell | None = None, now: Callable[[], int] | None = None) -> None:
        self._lock = RLock()
        self._keys: dict[str, tuple[str, str]] = {}
        self._tell = tell or (lambda account_id, event: None)
        self._now = now or (lambda: int(time.time()))
        self.accounts: dict[str, Account] = {}
        self.events: list[tuple[str, Event]] = []
        """Everything that was told, in order."""

    def answer(self, request: Request) -> Response:
        """Answer one request of the API; one after the other."""
        with self._lock:
            account = self._known(request.headers.get("authorization", ""))
            if account is None:
                return _error(Refused("Authentication failed", status=401))
            try:
                return Response.of(self._route(account, request))
            except Refused as refused:
                return _error(refused)

    def account(self, key_id: str) -> Account:
        """The account that a key is of. Raises ``KeyError``."""
        return self.accounts[self._keys[key_id][0]]

    def secret(self, key_id: str) -> str:
        """With what an account's checkout is signed."""
        return self._keys[key_id][1]

    def key_of(self, account_id: str) -> str:
        """The newest key of an account."""
        return [key for key, (owner, _) in self._keys.items() if owner == account_id][-1]

    def order(self, order_id: str) -> tuple[Account, Json]:
        """Whose order it is, and the order. Raises ``Refused``."""
        for account in self.accounts.values():
            if order_id in account.orders:
                return account, account.orders[order_id]
        raise Refused("The id provided does not exist", status=404)

    def state(self) -> dict[str, Any]:
        """All it knows of keys and accounts."""
        return {"keys": self._keys, "accounts": {one: account.state() for one, account in self.accounts.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Know what ``state`` gave."""
        self._keys = state["keys"]
        for account_id, known in state["accounts"].items():
            self._open(account_id).restore(known)

    def _open(self, account_id: str) -> Account:
        def tell(event: Event) -> None:
            self.events.append((account_id, event))
            self._tell(account_id, event)

        self.accounts[account_id] = Account(account_id, self._now, tell, seed=len(self.accounts))
        return self.accounts[account_id]

    def _known(self, header: str) -> Account | None:
        key_id, secret = _basic(header)
        if not key_id or not secret:
            return None
        if key_id not in self._keys:
            account_id = f"acc_{len(self.accounts):014}"
            self._keys[key_id] = account_id, secret
            self._open(account_id)
        account_id, known = self._keys[key_id]
        return self.accounts[account_id] if known == secret else None

    def _route(self, account: Account, request: Request) -> Any:
        for method, pattern, act in _ROUTES:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                return act(account, request, *found.groups())
        raise Refused("The requested URL was not found on the server.")


def _body(request: Request) -> Json:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refused("The request is not valid JSON.")
    return body


def _page(request: Request, found: list[Json]) -> Json:
    skip, count = int(request.query.get("skip", 0)), min(100, int(request.query.get("count", 10)))
    items = found[skip : skip + count]
    return {"entity": "collection", "count": len(items), "items": items}


def _orders(account: Account, request: Request) -> Json:
    receipt = request.query.get("receipt")
    found = [one for one in reversed(account.orders.values()) if receipt in {None, one["receipt"]}]
    return _page(request, found)


def _within(request: Request, things: dict[str, Json]) -> Json:
    """What was made between ``from`` and ``to``, both included, newest first."""
    since, until = int(request.query.get("from", 0)), int(request.query.get("to", 2**53))
    return _page(request, [one for one in reversed(things.values()) if since <= one["created_at"] <= until])


def _subscriptions(account: Account, request: Request) -> Json:
    plan_id = request.query.get("plan_id")
    return _within(
        request, {key: one for key, one in account.subscriptions.items() if plan_id in {None, one["plan_id"]}}
    )


def _capture(account: Account, request: Request, payment_id: str) -> Json:
    wish = _body(request)
    return account.capture(payment_id, wish.get("amount"), wish.get("currency"))


def _refund(account: Account, request: Request, payment_id: str) -> Json:
    return account.refund(payment_id, _body(request), request.headers.get("x-refund-idempotency"))


def _reconciliation(account: Account, request: Request) -> Json:
    wanted = tuple(request.query.get(part) for part in ("year", "month", "day"))

    def falls(line: Json) -> bool:
        at = time.gmtime(line["settled_at"])
        return all(asked is None or int(asked) == there for asked, there in zip(wanted, at[:3], strict=True))

    return _page(request, [line for line in account.settled if falls(line)])


_ID = r"(\w+)"
_ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/v1/orders", _orders),
    ("POST", "/v1/orders", lambda account, request: account.create_order(_body(request))),
    ("GET", f"/v1/orders/{_ID}", lambda account, _, order_id: account._get(account.orders, order_id)),
    (
        "GET",
        f"/v1/orders/{_ID}/payments",
        lambda account, request, order_id: _page(request, account.payments_of(order_id)),
    ),
    ("GET", "/v1/payments", lambda account, request: _within(request, account.payments)),
    ("GET", "/v1/refunds", lambda account, request: _within(request, account.refunds)),
    ("GET", "/v1/settlements", lambda account, request: _within(request, account.settlements)),
    ("GET", f"/v1/invoices/{_ID}", lambda account, _, invoice_id: account._get(account.invoices, invoice_id)),
    ("GET", f"/v1/payments/{_ID}", lambda account, _, payment_id: account._get(account.payments, payment_id)),
    ("POST", f"/v1/payments/{_ID}/capture", _capture),
    ("POST", f"/v1/payments/{_ID}/refund", _refund),
    (
        "GET",
        f"/v1/payments/{_ID}/refunds",
        lambda account, request, payment_id: _page(request, account.refunds_of(payment_id)),
    ),
    ("GET", f"/v1/refunds/{_ID}", lambda account, _, refund_id: account._get(account.refunds, refund_id)),
    ("POST", "/v1/plans", lambda account, request: account.create_plan(_body(request))),
    ("GET", f"/v1/plans/{_ID}", lambda account, _, plan_id: account._get(account.plans, plan_id)),
    ("GET", "/v1/plans", lambda account, request: _within(request, account.plans)),
    ("GET", "/v1/subscriptions", _subscriptions),
    ("POST", "/v1/subscriptions", lambda account, request: account.create_subscription(_body(request))),
    ("GET", f"/v1/subscriptions/{_ID}", lambda account, _, one: account._get(account.subscriptions, one)),
    ("POST", f"/v1/subscriptions/{_ID}/cancel", lambda account, request, one: account.cancel(one, _body(request))),
    ("POST", f"/v1/subscriptions/{_ID}/pause", lambda account, _, one: account.move_subscription(one, "paused")),
    ("POST", f"/v1/subscriptions/{_ID}/resume", lambda account, _, one: account.move_subscription(one, "resumed")),
    ("GET", "/v1/settlements/recon/combined", _reconciliation),
)


def _error(refused: Refused) -> Response:
    error = {"code": refused.code, "description": str(refused), "reason": refused.reason, "source": "business"}
    return Response.of({"error": error}, refused.status)


def _basic(header: str) -> tuple[str, str]:
    """The key and secret of HTTP's basic authentication (RFC 7617); empty where there is none."""
    scheme, _, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    key_id, _, secret = text.partition(":")
    return (key_id, secret) if scheme.lower() == "basic" else ("", "")
