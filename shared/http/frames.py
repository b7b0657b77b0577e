"""What is around every request: its trace, its log line, and a last net."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import settings
from shared.errors import Forbidden, InternalError
from shared.http.problems import render
from shared.ids import new_id
from shared.metering import metering
from shared.observability import Trace, log, log_failure, metric, tracing
from shared.secrets import is_origin_secret

Header = tuple[bytes, bytes]

_NOT_THE_EDGE = "Requests must come through the public address."


class RequestFrame:
    """Around every request: its trace, the check that it came through the edge, the log line, and a last net.

    Written as plain ASGI: Starlette's convenient base class costs a task group per request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        trace = _trace_of(scope, headers)
        status = 500

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _framed(message["headers"], trace)
            await send(message)

        with tracing(trace), metering() as meter:
            try:
                answer = self._app if _came_through_the_edge(headers) else render(Forbidden(_NOT_THE_EDGE))
                await answer(scope, receive, send_framed)
            except Exception:
                log_failure("request.crashed", path=scope["path"], method=scope["method"])
                metric("UnhandledError")
                await render(InternalError())(scope, receive, send_framed)
            route = scope.get("route")
            log(
                "request",
                method=scope["method"],
                route=getattr(route, "path", "unrouted"),
                status=status,
                duration_ms=round((time.perf_counter() - started) * 1000, 1),
                **meter.facts(),
            )
        if status >= 500:
            metric("ServerError")


def _came_through_the_edge(headers: Mapping[str, str]) -> bool:
    """Whether it did, where there is an edge."""
    return not settings.optional_setting("LMS_ORIGIN_SECRET") or is_origin_secret(headers.get("x-origin-secret", ""))


def _framed(headers: Iterable[Header], trace: Trace) -> list[Header]:
    """The headers of an answer, and those that every answer has."""
    framed = [*headers, (b"x-request-id", trace.request_id.encode()), (b"x-content-type-options", b"nosniff")]
    if not any(name == b"cache-control" for name, _ in framed):
        framed.append((b"cache-control", b"no-store"))
    return framed


def _trace_of(scope: Scope, headers: Mapping[str, str]) -> Trace:
    event = cast(dict[str, Any], scope.get("aws.event") or {})
    request_id = event.get("requestContext", {}).get("requestId") or new_id("req")
    asked = headers.get("x-correlation-id", "")
    usable = 8 <= len(asked) <= 64 and asked.isascii() and asked.replace("-", "").replace("_", "").isalnum()
    return Trace(request_id=request_id, correlation_id=asked if usable else request_id)
