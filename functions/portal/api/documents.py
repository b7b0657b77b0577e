"""The API's document, and the page that shows it."""

from typing import Annotated, Any

from fastapi import Header, Path, Response, status
from fastapi.responses import HTMLResponse

from functions.portal import gateways
from functions.portal.errors import PageNotFound
from shared.auth import Anyone
from shared.contract import problems
from shared.http import api_router

router = api_router(tag="Documents")

# The page runs its own scripts from its own address and talks to its own API; nothing else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"


def _content(**media_types: str) -> dict[int | str, dict[str, Any]]:
    kinds = {media_type: {"schema": {"type": "string"}, "example": text} for media_type, text in media_types.items()}
    return {200: {"description": "The content.", "content": kinds}}


@router.get("/docs", response_class=HTMLResponse, responses=_content(**{"text/html": "<!doctype html>…"}))
def read_docs(_: Anyone) -> HTMLResponse:
    """Browse the API: every operation with its examples, and a way to try it.

    Everything on the page comes from this address; it works without the internet.
    """
    headers = {"content-security-policy": POLICY, "cache-control": FOR_A_WHILE, "referrer-policy": "no-referrer"}
    return HTMLResponse(gateways.page(), headers=headers)


@router.get(
    "/docs/{asset_name}",
    response_class=Response,
    responses=_content(
        **{"text/javascript": "SwaggerUIBundle({…});", "text/css": "body {…}", "image/svg+xml": "<svg>…</svg>"}
    )
    | problems(PageNotFound),
)
def read_docs_asset(asset_name: Annotated[str, Path(max_length=80)], _: Anyone) -> Response:
    """Read a part of the docs page. Its name changes with its content, so it may be kept for good."""
    asset = gateways.assets().get(asset_name)
    if asset is None:
        raise PageNotFound
    return Response(asset.path.read_bytes(), media_type=asset.media_type, headers={"cache-control": FOR_GOOD})


@router.get(
    "/openapi.json",
    response_class=Response,
    responses={
        200: {
            "description": "The document.",
            "content": {"application/json": {"schema": {"type": "object"}, "example": {"openapi": "3.1.0"}}},
        },
        304: {"description": "It is still as the `ETag` in `If-None-Match` says."},
    },
)
def read_openapi(_: Anyone, if_none_match: Annotated[str | None, Header(max_length=400)] = None) -> Response:
    """Read the OpenAPI 3.1 document of the whole API."""
    headers = {"etag": gateways.document_tag(), "cache-control": FOR_A_WHILE}
    if if_none_match and gateways.document_tag() in if_none_match:
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(gateways.document_text(), media_type="application/json", headers=headers)
