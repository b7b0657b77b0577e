"""The doors of webhooks, described by hand: they take bytes, and have no web framework that could describe them."""

from typing import Any

from shared.contract import PROBLEM_JSON, problems
from shared.errors import BadRequest, Forbidden, InternalError, MethodNotAllowed, NotFound, TooLarge

TAG = {"name": "Webhooks", "description": "What the payment gateway tells, signed over the bytes that it sends."}
VERDICT = "WebhookVerdictOut"
SCHEMAS: dict[str, Any] = {
    VERDICT: {
        "title": VERDICT,
        "type": "object",
        "description": "What was made of the body.",
        "properties": {
            "status": {
                "type": "string",
                "enum": ["accepted", "unreadable"],
                "title": "Status",
                "description": "`unreadable`: signed and kept, but not understood; sending it again is of no use.",
            }
        },
        "required": ["status"],
        "additionalProperties": False,
    }
}
_ABOUT = """\
Take in a webhook of Razorpay.

This is the address to enter at Razorpay, one for each connection. The signature is checked over the body as it comes,
byte for byte, with the connection's webhook secret or, during a rotation, the one before. Every body is kept as it
came; what it means is worked out after the answer, in any order, and once however often it is sent.

Anybody may call this; what is not signed is refused."""
_BODY = {
    "entity": "event",
    "account_id": "acc_BFQ7uQEaa7j2z7",
    "event": "payment.captured",
    "contains": ["payment"],
    "payload": {
        "payment": {
            "entity": {
                "id": "pay_DESlfW9H8K9uqM",
                "entity": "payment",
                "amount": 99900,
                "currency": "INR",
                "status": "captured",
                "order_id": "order_DESlLckIVRkHWj",
                "method": "upi",
                "captured": True,
            }
        }
    },
    "created_at": 1795339800,
}


def webhook_paths() -> dict[str, Any]:
    """The paths of all such doors, in the form of the merged document."""
    return {"/api/v1/webhooks/razorpay/{connection_id}": {"post": _operation()}}


def _operation() -> dict[str, Any]:
    request_id = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
    content = {"schema": {"$ref": f"#/components/schemas/{VERDICT}"}, "example": {"status": "accepted"}}
    answers: dict[str, Any] = {
        "200": {
            "description": "It is kept, and told to whom it concerns.",
            "content": {"application/json": content},
            "headers": request_id,
        }
    }
    codes: list[str] = []
    for status, failure in problems(BadRequest, Forbidden, NotFound, MethodNotAllowed, TooLarge, InternalError).items():
        codes += failure["content"][PROBLEM_JSON]["examples"]
        answers[str(status)] = {**failure, "headers": request_id}
    return {
        "tags": [TAG["name"]],
        "summary": "Take in a webhook of Razorpay",
        "description": _ABOUT,
        "operationId": "commerce_take_webhook",
        "parameters": [
            {
                "name": "connection_id",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "pattern": "^con_[0-9A-Za-z]{1,40}$"},
                "example": "con_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                "description": "The connection's id.",
            },
            {
                "name": "X-Razorpay-Signature",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "description": "HMAC-SHA-256 of the body under the webhook secret, in hexadecimal.",
            },
            {
                "name": "X-Razorpay-Event-Id",
                "in": "header",
                "required": False,
                "schema": {"type": "string"},
                "description": "Names what is told; the same however often it is sent.",
            },
        ],
        "requestBody": {
            "required": True,
            "description": "At most 1 MiB. Nothing is demanded of its form: what matters is that it is signed.",
            "content": {"application/json": {"schema": {"type": "object"}, "example": _BODY}},
        },
        "responses": dict(sorted(answers.items())),
        "security": [],
        "x-signed-by": "razorpay",
        "x-problems": sorted(codes),
    }
