"""What CloudFront is on AWS: the one address that people use, in front of the HTTP API.

It vouches for where a request came from: whatever a client claims in the headers that only an edge may set is dropped.
"""

import argparse
import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from infra.local import mail
from infra.local.ports import HOST
from shared.errors import BadRequest, NotFound, Problem, TooLarge, Unavailable
from shared.http import render

LARGEST_BODY = 10 * 1024 * 1024  # what API Gateway takes
SLOWEST_ANSWER = 30.0  # how long API Gateway waits
STANDARD_INPUT = 0
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

# Only an edge may say these; from a client they are lies.
ONLY_FROM_THE_EDGE = {b"x-origin-secret", b"cloudfront-viewer-address", b"x-forwarded-for", b"x-forwarded-proto"}
# They concern one connection, not the request (RFC 9110, 7.6.1).
HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Upstream:
    """Where the HTTP API is, and how to prove to it that a request came through the edge."""

    address: str
    api_host: str
    origin_secret: str
    at_once: int = 8
    """Requests in progress at a time; each busy one occupies a worker process of a function."""


def create_app(upstream: Upstream, *, transport: httpx.AsyncBaseTransport | None = None) -> Starlette:
    """The edge as an application."""
    seats = asyncio.Semaphore(upstream.at_once)
    client = httpx.AsyncClient(
        base_url=upstream.address,
        transport=transport,
        limits=httpx.Limits(max_keepalive_connections=upstream.at_once),
        timeout=httpx.Timeout(SLOWEST_ANSWER, connect=2.0),
        trust_env=False,
    )

    @asynccontextmanager
    async def disconnect_at_the_end(_app: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    async def api(request: Request) -> Response:
        outgoing = client.build_request(
            request.method,
            httpx.URL(upstream.address).copy_with(raw_path=_raw_path(request)),
            headers=_headers_for(upstream, request),
            content=await _body(request),
        )
        async with seats:
            answer = await client.send(outgoing, stream=True)
        response = StreamingResponse(
            answer.aiter_raw(), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
        )
        response.raw_headers = [pair for pair in answer.headers.raw if pair[0].lower() not in HOP_BY_HOP]
        return response

    async def mails(_request: Request) -> Response:
        return HTMLResponse(mail.page(mail.read((await client.get(mail.OUTBOX)).content)))

    async def nothing_here(_request: Request) -> Response:
        return render(NotFound("The API is below /api/v1, its description at /api/v1/docs."))

    return Starlette(
        routes=[
            Route("/api/{path:path}", api, methods=METHODS),
            Route("/.well-known/{path:path}", api, methods=METHODS),
            Route("/_mail", mails),
            Route("/{path:path}", nothing_here, methods=METHODS),
        ],
        exception_handlers={
            Problem: _problem,
            httpx.TimeoutException: _too_slow,
            httpx.TransportError: _down,
            httpx.InvalidURL: _unreadable,
            ClientDisconnect: _unreadable,
        },
        lifespan=disconnect_at_the_end,
    )


def _raw_path(request: Request) -> bytes:
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return path + b"?" + query if query else path


def _headers_for(upstream: Upstream, request: Request) -> Headers:
    dropped = HOP_BY_HOP | ONLY_FROM_THE_EDGE | {b"host", b"content-length"}
    kept = [(name, value) for name, value in request.headers.raw if name.lower() not in dropped]
    address, port = request.client or ("127.0.0.1", 0)
    return [
        (b"host", upstream.api_host.encode()),
        *kept,
        (b"x-origin-secret", upstream.origin_secret.encode()),
        (b"cloudfront-viewer-address", f"{address}:{port}".encode()),
    ]


async def _body(request: Request) -> bytes | None:
    """The whole body, as API Gateway collects it too before it calls a function."""
    announced = request.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise TooLarge(f"A request may have at most {LARGEST_BODY} bytes.")
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > LARGEST_BODY:
            raise TooLarge(f"A request may have at most {LARGEST_BODY} bytes.")
    return bytes(received) or None


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render(error)


async def _too_slow(_request: Request, _error: Exception) -> Response:
    return render(Unavailable(f"No answer within {SLOWEST_ANSWER:.0f} seconds."))


async def _down(_request: Request, _error: Exception) -> Response:
    return render(Unavailable("The service cannot be reached at the moment."))


async def _unreadable(_request: Request, _error: Exception) -> Response:
    return render(BadRequest("The request cannot be understood."))


def main() -> None:
    """Serve until told to stop, or until whoever started this process is gone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--upstream", required=True)
    parser.add_argument("--api-host", required=True)
    options = parser.parse_args()
    upstream = Upstream(options.upstream, options.api_host, os.environ["LMS_EDGE_SECRET"])
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(upstream),
            host=HOST,
            port=options.port,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
    )

    def end_with_parent() -> None:
        # Not through sys.stdin: its lock would be held when the interpreter ends.
        while os.read(STANDARD_INPUT, 1):
            pass
        server.should_exit = True

    threading.Thread(target=end_with_parent, daemon=True).start()
    server.run()


if __name__ == "__main__":
    main()
