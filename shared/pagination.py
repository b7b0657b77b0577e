"""Cursors: opaque, signed, bound to the tenant and the query they were made for, and good for a day."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, TypeVar

from fastapi import Depends, Query

from shared.clock import Clock, epoch_seconds, system_clock
from shared.errors import Unprocessable
from shared.listing import Paged, PageKey
from shared.schemas import PageOut
from shared.secrets import platform_keys

T = TypeVar("T")
U = TypeVar("U")
GOOD_FOR = timedelta(days=1)
MAX_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class PageRequest:
    """How much of a list is wanted, and from where."""

    limit: int
    cursor: str | None

    def start(self, query: str, *, org_id: str, clock: Clock = system_clock) -> PageKey:
        """The key to start after. ``query`` names the list and its filters; another one's cursor is refused (422)."""
        return None if self.cursor is None else _open(self.cursor, f"{org_id}|{query}", clock)


async def page_request(
    limit: Annotated[int, Query(ge=1, le=100, description="How many items at most.")] = 25,
    cursor: Annotated[
        str | None, Query(max_length=MAX_LENGTH, description="`next_cursor` of the page before this one.")
    ] = None,
) -> PageRequest:
    """The paging parameters that every list takes."""
    return PageRequest(limit, cursor)


Paging = Annotated[PageRequest, Depends(page_request)]
"""For the signature of an endpoint that lists."""


def next_cursor(next_key: PageKey, query: str, *, org_id: str, clock: Clock = system_clock) -> str | None:
    """The cursor for the page after this one, or None at the end."""
    if next_key is None:
        return None
    until = epoch_seconds(clock.now() + GOOD_FOR)
    body = json.dumps([until, dict(next_key)], separators=(",", ":")).encode()
    signature = _sign(platform_keys()[0], body, f"{org_id}|{query}")
    return base64.urlsafe_b64encode(signature + body).decode().rstrip("=")


def page_out(page: Paged[T], make: Callable[[T], U], query: str, *, org_id: str) -> PageOut[U]:
    """The answer for a page of the list that ``query`` names: what is made of each, and the cursor for the next one."""
    return PageOut(
        items=[make(one) for one in page.items], next_cursor=next_cursor(page.next_key, query, org_id=org_id)
    )


def _open(cursor: str, scope: str, clock: Clock) -> Mapping[str, str]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise _refused() from None
    signature, body = raw[:16], raw[16:]
    if not any(hmac.compare_digest(signature, _sign(key, body, scope)) for key in platform_keys()):
        raise _refused()
    until, key = json.loads(body)
    if until < epoch_seconds(clock.now()):
        raise _refused()
    return dict(key)


def _sign(key: bytes, body: bytes, scope: str) -> bytes:
    # The scope goes in as a digest, so that no scope and body can be taken for another scope and body.
    return hmac.new(key, hashlib.sha256(b"cursor|" + scope.encode()).digest() + body, hashlib.sha256).digest()[:16]


def _refused() -> Unprocessable:
    return Unprocessable.field(
        "/query/cursor",
        "cursor_invalid",
        "The cursor is not one of this list, or older than a day. Start again without.",
    )
