"""Passing requests on to the HTTP API.

The edge vouches for where a request came from: whatever a client claims in the headers that only an edge may set is
dropped.
"""

import asyncio
from dataclasses import dataclass

import httpx
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from shared.errors import TooLarge

LARGEST_BODY = 10 * 1024 * 1024  # what API Gateway takes
SLOWEST_ANSWER = 30.0  # how long API Gateway waits
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


async def ask_api(
    client: httpx.AsyncClient, upstream: Upstream, seats: asyncio.Semaphore, request: Request
) -> Response:
    """The API's answer, as it comes."""
    outgoing = client.build_request(
        request.method,
        httpx.URL(upstream.address).copy_with(raw_path=_raw_path(request)),
        headers=_headers_for(upstream, request),
        content=await _body(request),
    )
    async with seats:
        answer = await client.send(outgoing, stream=True)
    return passed_on(answer)


def passed_on(answer: httpx.Response) -> StreamingResponse:
    """An answer with its status and headers, whose body follows as it comes."""
    response = StreamingResponse(
        answer.aiter_raw(), status_code=answer.status_code, background=BackgroundTask(answer.aclose)
    )
    response.raw_headers = [pair for pair in answer.headers.raw if pair[0].lower() not in HOP_BY_HOP]
    return response


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
