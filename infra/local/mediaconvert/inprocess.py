"""The stand-in without a socket: requests of botocore's own clients go to the application in this process."""

import asyncio
from typing import Any

import httpx
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from starlette.applications import Starlette

BASE = "http://mediaconvert.test"


class Shortcut:
    """A handler for botocore's ``before-send`` event: what it returns is the answer."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def __call__(self, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        """Answer a request."""
        # A runner with a loop of its own: the caller's thread may have one already that is not running.
        with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
            answer = runner.run(self._ask(request))
        return AWSResponse(str(request.url), answer.status_code, answer.headers, _Raw(answer.content))

    async def _ask(self, request: AWSPreparedRequest) -> httpx.Response:
        body: Any = request.body
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=BASE) as client:
            path = httpx.URL(str(request.url)).raw_path.decode()
            return await client.request(str(request.method), path, content=body)


class _Raw:
    """A body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, *_: Any, **__: Any) -> list[bytes]:
        return [self._content]
