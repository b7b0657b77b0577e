"""Showing what lies in a room's bucket to who may see it."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode
from xml.sax.saxutils import escape

import httpx
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from starlette.requests import Request
from starlette.responses import Response

from infra.config import LOCAL
from infra.local.clients import ROOT_KEY
from infra.local.cloudfront import Checker, Denied, Viewed
from infra.local.edge.api import passed_on

READING = ["GET", "HEAD", "OPTIONS"]
ASKED = ("range", "if-none-match", "if-modified-since", "if-range")
"""What S3 is told of a request; cookies and tokens are not its business."""
HIDDEN = ("x-amz-", "server", "date")
SIGNED_BY = {"Policy", "Expires", "Signature", "Key-Pair-Id", "Hash-Algorithm"}

# As the edge's stack and its function say it (infra/stacks/edge.py, infra/stacks/files_headers.js).
SHOWN_IN_PAGES = {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "text/vtt"}
SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Shown:
    """What of a bucket is shown, at which address, and who checks that it may be."""

    bucket: str
    prefix: str
    address: str
    checker: Checker
    origins: tuple[str, ...] = ()
    """Pages of these origins may read it."""


async def show(client: httpx.AsyncClient, shown: Shown, request: Request, *, by_cookies: bool) -> Response:
    """What lies at the path, or CloudFront's refusal."""
    path = request.scope["raw_path"].decode("ascii")
    headers = _for_pages(shown, request, credentials=by_cookies)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers | {"access-control-allow-methods": "GET, HEAD"})
    try:
        if not path.startswith(f"/{shown.prefix}/") or {".", ".."} & set(unquote(path).split("/")):
            raise Denied
        query = _own_query(request)
        viewed = _by_cookies if by_cookies else _by_address
        shown.checker.check(viewed(request, shown.address + path + (f"?{query}" if query else "")))
    except Denied as denied:
        return _refusal(denied)
    asked = {name: request.headers[name] for name in ASKED if name in request.headers}
    asked |= _signed(request.method, shown.bucket + path)
    answer = await client.send(client.build_request(request.method, shown.bucket + path, headers=asked), stream=True)
    if answer.status_code in {403, 404}:
        await answer.aclose()
        return _refusal(Denied())
    response = passed_on(answer)
    for name in [name for name in response.headers if name.startswith(HIDDEN)]:
        del response.headers[name]
    headers |= {"x-content-type-options": "nosniff"}
    response.headers.update(headers if by_cookies else headers | _for_files(response.headers.get("content-type", "")))
    return response


def _signed(method: str, url: str) -> dict[str, str]:
    """What makes it the edge's own request, as origin access control signs it."""
    request = AWSRequest(method=method, url=url)
    S3SigV4Auth(Credentials(ROOT_KEY, ROOT_KEY), "s3", LOCAL.region).add_auth(request)
    return dict(request.headers.items())


def _for_files(content_type: str) -> dict[str, str]:
    """What people uploaded can do nothing where it is shown, and is saved unless it is harmless in a page."""
    kept = {"content-security-policy": SANDBOX, "cross-origin-resource-policy": "cross-origin"}
    return kept if content_type.partition(";")[0] in SHOWN_IN_PAGES else kept | {"content-disposition": "attachment"}


def _for_pages(shown: Shown, request: Request, *, credentials: bool) -> dict[str, str]:
    origin = request.headers.get("origin")
    if origin not in shown.origins:
        return {}
    allowed = {"access-control-allow-origin": origin or "", "vary": "Origin"}
    return allowed | {"access-control-allow-credentials": "true"} if credentials else allowed


def _by_cookies(request: Request, address: str) -> Viewed:
    given = request.cookies
    return Viewed(
        address,
        policy=given.get("CloudFront-Policy"),
        expires=given.get("CloudFront-Expires"),
        signature=given.get("CloudFront-Signature"),
        key_id=given.get("CloudFront-Key-Pair-Id"),
        algorithm=given.get("CloudFront-Hash-Algorithm"),
        viewer=_viewer(request),
    )


def _by_address(request: Request, address: str) -> Viewed:
    given = request.query_params
    return Viewed(
        address,
        policy=given.get("Policy"),
        expires=given.get("Expires"),
        signature=given.get("Signature"),
        key_id=given.get("Key-Pair-Id"),
        algorithm=given.get("Hash-Algorithm"),
        viewer=_viewer(request),
    )


def _own_query(request: Request) -> str:
    """The query without what signs it."""
    pairs = parse_qsl(request.scope["query_string"].decode("ascii"), keep_blank_values=True)
    return urlencode([pair for pair in pairs if pair[0] not in SIGNED_BY])


def _viewer(request: Request) -> str:
    return request.client.host if request.client else "127.0.0.1"


def _refusal(denied: Denied) -> Response:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f"<Error><Code>{escape(denied.code)}</Code><Message>{escape(str(denied))}</Message></Error>"
    )
    return Response(body, status_code=403, media_type="text/xml", headers={"cache-control": "no-store"})
