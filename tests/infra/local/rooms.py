"""The rooms in this process, reached by the same client that scripts use against a running stack."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing

import httpx

from infra.local.client import Api
from infra.local.mail import Mail
from tests.support.world import World

LOUD = (
    "/register",
    "/organization",
    "/invitations",
    "/publish",
    "/enroll",
    "/grade",
    "/completion",
    "/regrades",
    "/application",
    "/submissions",
    "/submit",
    "/summarize-content",
    "/generate-questions",
    "/approval",
    "/payment",
    "/analytics/exports",
)
"""What causes mails and other rooms' news."""


class Rooms(httpx.BaseTransport):
    """Requests go to the rooms' Lambda handlers; what they tell is heard before the next one."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One request, as API Gateway would bring it."""
        if threading.current_thread() is threading.main_thread():
            return self._handle(request)
        # A Lambda function's thread has a loop, which Mangum runs on; other threads need one of their own.
        with closing(asyncio.new_event_loop()) as loop:
            asyncio.set_event_loop(loop)
            return self._handle(request)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        answer = self._world.client.request(
            request.method,
            request.url.path,
            content=request.read() or None,
            params=dict(request.url.params),
            headers=dict(request.headers),
        )
        if request.method in {"POST", "PUT"} and request.url.path.endswith(LOUD):
            self._world.settle()
        return httpx.Response(answer.status_code, headers=dict(answer.headers), text=answer.text, request=request)


def visitor(world: World, watch: Callable[[httpx.Response], None] = lambda _: None) -> Api:
    """Somebody who has not signed in."""
    return Api("http://lms.example", transport=Rooms(world), watch=watch)


def post(world: World) -> Callable[[str], list[Mail]]:
    """Everybody's mail box."""

    def letters(to: str) -> list[Mail]:
        return [
            Mail((mail["to"],), "no-reply@lms.example", mail["subject"], mail["text"], "", float(number))
            for number, mail in enumerate(world.mails())
            if mail["to"] == to
        ]

    return letters
