"""Razorpay's REST API, as its SDK speaks it, without a socket: from a request to an answer."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any

Json = dict[str, Any]


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

    @classmethod
    def of(cls, body: Json, status: int = 200) -> "Response":
        """An answer in JSON."""
        return cls(status, json.dumps(body).encode())


class Service:
    """All accounts there are."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._secrets: dict[str, str] = {}

    def answer(self, request: Request) -> Response:
        """Answer one request; one after the other."""
        with self._lock:
            key_id, secret = _basic(request.headers.get("authorization", ""))
            if not key_id or self._secrets.setdefault(key_id, secret) != secret:
                return _error(401, "BAD_REQUEST_ERROR", "Authentication failed")
            if (request.method, request.path) == ("GET", "/v1/orders"):
                return Response.of({"entity": "collection", "count": 0, "items": []})
            return _error(400, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.")


def _error(status: int, code: str, description: str) -> Response:
    return Response.of({"error": {"code": code, "description": description}}, status)


def _basic(header: str) -> tuple[str, str]:
    """The key and secret of HTTP's basic authentication (RFC 7617); empty where there is none."""
    scheme, _, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    key_id, _, secret = text.partition(":")
    return (key_id, secret) if scheme.lower() == "basic" else ("", "")
