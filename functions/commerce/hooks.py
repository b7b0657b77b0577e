"""Commerce's door for webhooks: ``POST /api/v1/webhooks/razorpay/{connection_id}``.

A function of its own without a web framework, so that it starts fast and answers within the gateway's five seconds
whatever else is going on. It takes the body as bytes: what is signed is those, not what they mean.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import botocore.session  # noqa: F401  # the first request needs it; at the start Lambda lends more processor time

from functions.commerce.domain.notices import LARGEST_BODY, Verdict
from functions.commerce.gateways.archive import Archive
from functions.commerce.gateways.bus import Bus
from functions.commerce.gateways.safe import KeyService
from functions.commerce.repository.doors import DoorRepository
from functions.commerce.service.noticing import NoticingService
from shared import settings
from shared.errors import BadRequest, Forbidden, InternalError, MethodNotAllowed, NotFound, Problem, TooLarge
from shared.observability import Trace, current_trace, log_failure, metric, tracing
from shared.secrets import is_origin_secret
from shared.start import started

_PATH = re.compile(r"/api/v1/webhooks/razorpay/(con_[0-9A-Za-z]{1,40})")


def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """The Lambda entry point, for API Gateway's HTTP API (payload format 2.0)."""
    _check_settings()
    started()
    request_id = event.get("requestContext", {}).get("requestId", "none")
    with tracing(Trace(request_id=request_id, correlation_id=request_id)):
        try:
            return _answer(200, {"status": _take(event)})
        except Problem as problem:
            return _problem(problem)
        except Exception:
            log_failure("webhook.crashed")
            metric("ServerError")
            return _problem(InternalError())


def _take(event: Mapping[str, Any]) -> str:
    headers: Mapping[str, str] = event.get("headers") or {}
    if settings.optional_setting("LMS_ORIGIN_SECRET") and not is_origin_secret(headers.get("x-origin-secret", "")):
        raise Forbidden("Requests must come through the public address.")
    place = _PATH.fullmatch(event.get("rawPath", ""))
    if place is None:
        raise NotFound
    if event["requestContext"]["http"]["method"] != "POST":
        raise MethodNotAllowed
    body = _body(event)
    service = NoticingService(DoorRepository(), KeyService(), Archive(), Bus())
    verdict = service.take(place[1], body, headers.get("x-razorpay-signature"), headers.get("x-razorpay-event-id"))
    if verdict is None:
        raise NotFound
    if verdict is Verdict.REFUSED:
        raise BadRequest("The signature is not that of this body.")
    return verdict.value


def _body(event: Mapping[str, Any]) -> bytes:
    text = event.get("body") or ""
    try:
        body = base64.b64decode(text, validate=True) if event.get("isBase64Encoded") else text.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise BadRequest("The body cannot be read.") from None
    if not body:
        raise BadRequest("The body is empty.")
    if len(body) > LARGEST_BODY:
        raise TooLarge(f"The body may have at most {LARGEST_BODY} bytes.")
    return body


def _problem(problem: Problem) -> dict[str, Any]:
    body = {
        "type": f"/api/v1/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [],
        "request_id": current_trace().request_id,
    }
    return _answer(problem.status, body, "application/problem+json")


def _answer(status: int, body: Mapping[str, Any], content_type: str = "application/json") -> dict[str, Any]:
    headers = {
        "content-type": content_type,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": current_trace().request_id,
    }
    return {"statusCode": status, "headers": headers, "body": json.dumps(body), "isBase64Encoded": False}


@cache
def _check_settings() -> None:
    settings.check()
