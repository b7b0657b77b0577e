"""Optimistic concurrency over HTTP: ``ETag`` says which revision was read, ``If-Match`` which one is being changed."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from shared.errors import PreconditionRequired

_TAG = re.compile(r'(?:W/)?"rev-(\d{1,18})"')
_NEVER = -1


def etag(revision: int) -> str:
    """The tag of one revision of a thing."""
    return f'"rev-{revision}"'


def tag(response: Response, revision: int) -> None:
    """Put the revision's tag on the answer."""
    response.headers["etag"] = etag(revision)


async def _expected(
    if_match: Annotated[
        str | None, Header(max_length=100, description="The `ETag` of the version that is being changed.")
    ] = None,
) -> int:
    if if_match is None:
        raise PreconditionRequired
    found = _TAG.fullmatch(if_match.strip())
    return int(found[1]) if found else _NEVER


ExpectedRevision = Annotated[int, Depends(_expected)]
"""The revision that the client changed, from a required ``If-Match``. A tag of ours it is not matches nothing (412)."""
