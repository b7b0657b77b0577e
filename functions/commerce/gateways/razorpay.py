"""Razorpay: the port that commerce calls it through, and the real one, on its SDK with the SDK's faults contained.

The SDK knows paths and parameters; how a call is sent and its answer read is ours, because the SDK's own way verifies
certificates against a list of 2015, waits without end, prints to standard output, sends POSTs twice when told to retry,
and fails on answers that are not JSON.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from functions.commerce.domain.connections import Credentials
from functions.commerce.domain.payments import RefundSighting, Sighting
from functions.commerce.domain.sightings import id_in, payment_seen, refund_seen
from functions.commerce.errors import GatewayKeyRefused, GatewayRefused, GatewayUnavailable
from shared.errors import FieldError
from shared.money import Money
from shared.observability import log
from shared.settings import optional_setting

if TYPE_CHECKING:
    import requests

URL = "https://api.razorpay.com"
MOST_AT_ONCE = 100
"""Of payments of one order, or refunds of one payment, in one answer."""
TIMEOUT_S = (3, 10)
"""For connecting, and for each piece of the answer."""

Json = dict[str, Any]


class Gateway(Protocol):
    """A payment gateway. What it raises: ``GatewayUnavailable`` when what came of a call is not known,
    ``GatewayRefused`` when it was refused, ``GatewayKeyRefused`` when the key is wrong.
    """

    def check(self, credentials: Credentials) -> None:
        """Return if the gateway accepts the key; nothing is changed there."""
        ...

    def create_order(self, credentials: Credentials, receipt: str, amount: Money) -> str:
        """Have an order made; its id there. One with this receipt is made once, where the gateway keeps its word."""
        ...

    def find_order(self, credentials: Credentials, receipt: str) -> str | None:
        """The id of the order that was made with this receipt, the oldest if several; None if none was."""
        ...

    def payments(self, credentials: Credentials, gateway_order_id: str) -> list[Sighting]:
        """All payments of an order."""
        ...

    def capture(self, credentials: Credentials, payment_id: str, amount: Money) -> Sighting | None:
        """Take what a bank holds; None where it was taken already or cannot be any more."""
        ...

    def refund(
        self, credentials: Credentials, refund_id: str, payment_id: str, amount: Money, *, order_id: str
    ) -> RefundSighting:
        """Send money back. Asked again under the same id, the gateway answers with the same refund."""
        ...

    def refunds(self, credentials: Credentials, payment_id: str) -> list[RefundSighting]:
        """All refunds of a payment."""
        ...


class Razorpay:
    """The real one."""

    def check(self, credentials: Credentials) -> None:
        """Return if the gateway accepts the key; nothing is changed there."""
        sdk(credentials).order.all({"count": 1})

    def create_order(self, credentials: Credentials, receipt: str, amount: Money) -> str:
        """Have an order made, whose payments the gateway captures by itself; its id there."""
        made = sdk(credentials).order.create(
            {
                "amount": amount.minor,
                "currency": amount.currency,
                "receipt": receipt,
                "unique_receipt": True,
                "notes": {"order_id": receipt},
                "payment": {"capture": "automatic", "capture_options": {"refund_speed": "normal"}},
            }
        )
        return id_of(made)

    def find_order(self, credentials: Credentials, receipt: str) -> str | None:
        """The id of the order that was made with this receipt, the oldest if several; None if none was."""
        found = [one for one in items_of(sdk(credentials).order.all({"receipt": receipt})) if one["receipt"] == receipt]
        return id_of(min(found, key=lambda one: (one["created_at"], one["id"]))) if found else None

    def payments(self, credentials: Credentials, gateway_order_id: str) -> list[Sighting]:
        """All payments of an order."""
        found = items_of(sdk(credentials).order.payments(gateway_order_id, {"count": MOST_AT_ONCE}))
        return [sighting for one in found if (sighting := payment_seen(one))]

    def capture(self, credentials: Credentials, payment_id: str, amount: Money) -> Sighting | None:
        """Take what a bank holds; None where it was taken already or cannot be any more."""
        try:
            answer = sdk(credentials).payment.capture(payment_id, amount.minor, {"currency": amount.currency})
        except GatewayRefused:
            return None
        return payment_seen(answer)

    def refund(
        self, credentials: Credentials, refund_id: str, payment_id: str, amount: Money, *, order_id: str
    ) -> RefundSighting:
        """Send money back. Asked again under the same id, the gateway answers with the same refund."""
        answer = sdk(credentials).payment.refund(
            payment_id,
            {
                "amount": amount.minor,
                "speed": "normal",
                "receipt": refund_id,
                "notes": {"refund_id": refund_id, "order_id": order_id},
            },
            headers={"X-Refund-Idempotency": refund_id},
        )
        sighting = refund_seen(answer)
        if sighting is None:
            raise GatewayUnavailable
        return sighting

    def refunds(self, credentials: Credentials, payment_id: str) -> list[RefundSighting]:
        """All refunds of a payment."""
        found = items_of(sdk(credentials).payment.fetch_multiple_refund(payment_id, {"count": MOST_AT_ONCE}))
        return [sighting for one in found if (sighting := refund_seen(one))]


def sdk(credentials: Credentials) -> Any:
    """The SDK with these credentials; each of its calls is one request, guarded."""
    return _guarded_class()(
        session=session(),
        auth=(credentials.key_id, credentials.key_secret),
        base_url=optional_setting("LMS_RAZORPAY_URL") or URL,
    )


@cache
def session() -> "requests.Session":
    """The process's connections to the gateway."""
    import requests

    return requests.Session()


@cache
def _guarded_class() -> type:
    """Made when first needed: the SDK and ``requests`` take 100 ms to import."""
    import certifi
    import razorpay
    import requests

    class Guarded(razorpay.Client):  # type: ignore[misc]  # the SDK has no types
        """The SDK's client with another way to send."""

        def request(self, method: str, path: str, **options: Any) -> Json:
            """Send one request, once; its answer, which is always an object."""
            headers = {**options.pop("headers", {}), "User-Agent": f"Razorpay-Python/{self._get_version()}"}
            try:
                response = self.session.request(
                    method,
                    f"{self.base_url}{path}",
                    auth=self.auth,
                    headers=headers,
                    timeout=TIMEOUT_S,
                    verify=certifi.where(),
                    allow_redirects=False,
                    **options,
                )
            except requests.exceptions.RequestException as error:
                log("gateway.silent", method=method, error=type(error).__name__)
                raise GatewayUnavailable from error
            return _read(response.status_code, response.content)

    return Guarded


def items_of(answer: Json) -> list[Json]:
    """What the answer lists. Raises ``GatewayUnavailable`` where it is no list."""
    items = answer.get("items")
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise GatewayUnavailable
    return items


def id_of(answer: Json) -> str:
    """The id of what was made or found. Raises ``GatewayUnavailable`` where there is none."""
    found = id_in(answer, "id")
    if found is None:
        raise GatewayUnavailable
    return found


def _read(status: int, content: bytes) -> Json:
    try:
        answer = json.loads(content) if content else {}
    except ValueError:
        answer = None
    if 200 <= status < 300 and isinstance(answer, dict):
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    said: Mapping[str, Any] = error if isinstance(error, dict) else {}
    log("gateway.refused", status=status, code=said.get("code"), reason=said.get("reason"))
    if status in {401, 403}:
        raise GatewayKeyRefused(
            errors=[
                FieldError("/key_secret", "gateway_key_refused", "The gateway does not accept this key and secret.")
            ]
        )
    if 400 <= status < 500 and status not in {408, 409, 425, 429}:
        raise GatewayRefused(reason=str(said.get("reason") or said.get("code") or status)[:100])
    raise GatewayUnavailable
