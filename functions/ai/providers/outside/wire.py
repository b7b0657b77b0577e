"""The connection to a server: followed nowhere else, read for so long and for so much and no further."""

from collections.abc import Iterator
from time import monotonic

import httpx2

MOST_BYTES = 5_000_000
"""Of an answer, many times what its limit of tokens makes; packed answers are not unpacked."""


class _Bounded(httpx2.SyncByteStream):
    """A body that breaks off with a fault of httpx2 where it is too long, or comes too slowly."""

    def __init__(self, body: httpx2.SyncByteStream, until: float, request: httpx2.Request) -> None:
        self._body = body
        self._until = until
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        read = 0
        for piece in self._body:
            read += len(piece)
            if read > MOST_BYTES:
                raise httpx2.ReadError("The answer is too long.", request=self._request)
            if monotonic() > self._until:
                raise httpx2.ReadTimeout("The answer comes too slowly.", request=self._request)
            yield piece

    def close(self) -> None:
        self._body.close()


class _Wire(httpx2.HTTPTransport):
    def __init__(self, timeout_s: float) -> None:
        super().__init__()
        self._timeout_s = timeout_s

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        until = monotonic() + self._timeout_s
        response = super().handle_request(request)
        assert isinstance(response.stream, httpx2.SyncByteStream)  # noqa: S101  # of a transport that is not async
        response.stream = _Bounded(response.stream, until, request)
        response.headers.pop("content-encoding", None)
        return response


def http_client(timeout_s: float) -> httpx2.Client:
    """A client that follows no redirection: where it leads to was never looked at."""
    return httpx2.Client(
        transport=_Wire(timeout_s),
        timeout=timeout_s,
        headers={"accept-encoding": "identity"},
        follow_redirects=False,
        trust_env=False,
    )
