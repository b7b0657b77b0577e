"""A client that comes in as API Gateway does: an event into the Lambda handler, its answer out."""

import asyncio
import base64
import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from infra.local.oneprocess.running import running_as
from infra.routing import door_for
from shared.http import Handler
from shared.ids import new_id
from shared.manifest import Context
from shared.secrets import origin_secrets


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status_code: int
    headers: Mapping[str, str]
    text: str
    cookies: tuple[str, ...] = ()
    """What the answer sets, with attributes."""

    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.text)

    @property
    def code(self) -> str | None:
        """The problem's code, or None when it is no problem."""
        is_problem = self.headers.get("content-type", "").startswith("application/problem+json")
        return self.json()["code"] if is_problem else None


class Client:
    """Requests to all rooms, each to the one that API Gateway would choose.

    A room's door is its ``functions.<room>.api.handler``, unless ``doors`` has another one.
    """

    def __init__(
        self,
        contexts: tuple[Context, ...],
        headers: Mapping[str, str] | None = None,
        *,
        doors: Mapping[str, Handler] | None = None,
    ) -> None:
        self._contexts = contexts
        self._headers = dict(headers or {})
        self._doors = dict(doors or {})

    def with_headers(self, **headers: str) -> "Client":
        """The same client, sending these headers (underscores become hyphens) with every request."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(self._contexts, {**self._headers, **named}, doors=self._doors)

    def get(self, path: str, **options: Any) -> Answer:
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Answer:
        """POST."""
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Answer:
        """PUT."""
        return self.request("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """DELETE."""
        return self.request("DELETE", path, **options)

    def request(
        self,
        method: str,
        path: str,
        *,
        json_body: Any = None,
        content: bytes | None = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request. A path without ``/api`` or ``/.`` in front is one under ``/api/v1``."""
        path = path if path.startswith(("/api", "/.")) else f"/api/v1{path}"
        found = door_for(path, self._contexts)
        if found is None:
            return Answer(404, {}, '{"message":"Not Found"}')
        sent = {"x-origin-secret": origin_secrets()[0], "cloudfront-viewer-address": "203.0.113.7:50000"}
        if json_body is not None:
            content = json.dumps(json_body).encode()
            sent["content-type"] = "application/json"
        sent |= self._headers | dict(headers or {})
        event = gateway_event(method, path, sent, content, params or {})
        _ensure_loop()
        room, module = found
        door = self._doors.get(room.name) or importlib.import_module(f"functions.{room.name}.{module}").handler
        with running_as(f"{room.name}-{module}"):
            return _answer(door(event, None))


def gateway_event(
    method: str, path: str, headers: Mapping[str, str], content: bytes | None, params: Mapping[str, Any]
) -> dict[str, Any]:
    """An event of API Gateway's HTTP API, payload format 2.0."""
    return {
        "version": "2.0",
        "routeKey": f"ANY {path}",
        "rawPath": path,
        "rawQueryString": urlencode(params, doseq=True),
        "headers": dict(headers),
        "requestContext": {
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7"},
            "requestId": new_id("req"),
            "stage": "$default",
        },
        "body": base64.b64encode(content).decode() if content is not None else None,
        "isBase64Encoded": content is not None,
    }


def _answer(answer: Mapping[str, Any]) -> Answer:
    body = answer.get("body") or ""
    text = base64.b64decode(body).decode() if answer.get("isBase64Encoded") else body
    headers = {name.lower(): value for name, value in answer["headers"].items()}
    return Answer(answer["statusCode"], headers, text, tuple(answer.get("cookies") or ()))


def _ensure_loop() -> None:
    """Mangum expects an event loop, which only the main thread has by itself."""
    try:
        asyncio.get_event_loop()
    except RuntimeError:
        asyncio.set_event_loop(asyncio.new_event_loop())
