"""Razorpay in one process: its stand-in, reached by the product's own connections to the gateway."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter

from infra.local.razorpay.service import Request, Service

URL = "https://razorpay.test"


class Shortcut(BaseAdapter):
    """Hands requests to the stand-in instead of sending them."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """The stand-in's answer."""
        parts = urlsplit(request.url or "")
        body: Any = request.body or b""
        answered = self._service.answer(
            Request(
                method=str(request.method),
                path=str(parts.path),
                query=dict(parse_qsl(str(parts.query))),
                headers={name.lower(): str(value) for name, value in request.headers.items()},
                body=body.encode() if isinstance(body, str) else body,
            )
        )
        response = requests.Response()
        response.status_code = answered.status
        response._content = answered.body
        response.headers["content-type"] = answered.content_type
        response.url = str(request.url)
        response.request = request
        return response

    def close(self) -> None:
        """Nothing is open."""


def lead_to_stand_in(service: Service) -> None:
    """Let the product's calls to the gateway reach this stand-in."""
    from functions.commerce.gateways.razorpay import session

    session().mount(URL, Shortcut(service))
