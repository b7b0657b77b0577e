"""The edge's two addresses as applications."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from infra.local import mail
from infra.local.edge.api import METHODS, SLOWEST_ANSWER, Upstream, ask_api
from infra.local.edge.media import READING, Shown, show
from shared.errors import BadRequest, NotFound, Problem, Unavailable
from shared.http import render


def create_app(
    upstream: Upstream, shown: Shown | None = None, *, transport: httpx.AsyncBaseTransport | None = None
) -> Starlette:
    """The product's own address: the API, videos, and the mails that were sent."""
    seats = asyncio.Semaphore(upstream.at_once)
    client = _client(upstream.address, upstream.at_once, transport)

    async def api(request: Request) -> Response:
        return await ask_api(client, upstream, seats, request)

    async def videos(request: Request) -> Response:
        return await show(client, shown, request, by_cookies=True) if shown else await nothing_here(request)

    async def mails(_request: Request) -> Response:
        return HTMLResponse(mail.page(mail.read((await client.get(mail.OUTBOX)).content)))

    async def nothing_here(_request: Request) -> Response:
        return render(NotFound("The API is below /api/v1, its description at /api/v1/docs."))

    routes = [
        Route("/api/{path:path}", api, methods=METHODS),
        Route("/.well-known/{path:path}", api, methods=METHODS),
        Route("/videos/{path:path}", videos, methods=READING),
        Route("/_mail", mails),
        Route("/{path:path}", nothing_here, methods=METHODS),
    ]
    return _application(routes, client)


def create_files_app(shown: Shown, *, transport: httpx.AsyncBaseTransport | None = None) -> Starlette:
    """The address of people's files."""
    client = _client(shown.bucket, 8, transport)

    async def files(request: Request) -> Response:
        return await show(client, shown, request, by_cookies=False)

    return _application([Route("/{path:path}", files, methods=READING)], client)


def _client(address: str, at_once: int, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        base_url=address,
        transport=transport,
        limits=httpx.Limits(max_keepalive_connections=at_once),
        timeout=httpx.Timeout(SLOWEST_ANSWER, connect=2.0),
        trust_env=False,
    )


def _application(routes: list[Route], client: httpx.AsyncClient) -> Starlette:
    @asynccontextmanager
    async def disconnect_at_the_end(_app: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    return Starlette(
        routes=routes,
        exception_handlers={
            Problem: _problem,
            httpx.TimeoutException: _too_slow,
            httpx.TransportError: _down,
            httpx.InvalidURL: _unreadable,
            ClientDisconnect: _unreadable,
        },
        lifespan=disconnect_at_the_end,
    )


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render(error)


async def _too_slow(_request: Request, _error: Exception) -> Response:
    return render(Unavailable(f"No answer within {SLOWEST_ANSWER:.0f} seconds."))


async def _down(_request: Request, _error: Exception) -> Response:
    return render(Unavailable("The service cannot be reached at the moment."))


async def _unreadable(_request: Request, _error: Exception) -> Response:
    return render(BadRequest("The request cannot be understood."))
