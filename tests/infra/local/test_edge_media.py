"""What the edge shows of a bucket, with the store played by a function."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from infra.local.cloudfront import Checker
from infra.local.edge import Shown, Upstream, create_app, create_files_app
from infra.playback_keys import local_ring

NOW = 1_800_000_000
PRODUCT, FILES = "http://localhost:8080", "http://127.0.0.1:8081"
PAGE = "http://localhost:3000"
[KEY] = local_ring().keys
CHECKER = Checker({str(KEY.key_id): KEY.public_key}, lambda: NOW)


class Bucket:
    """A store that has everything, and remembers how it was asked."""

    def __init__(self, content_type: str = "video/mp2t", status: int = 200) -> None:
        self.content_type, self.status = content_type, status
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        headers = {"content-type": self.content_type, "x-amz-meta-name": "secret", "content-range": "bytes 0-3/9"}
        return httpx.Response(self.status, content=self.in_parts(), headers=headers)

    async def in_parts(self) -> AsyncIterator[bytes]:
        """The content as it would come over a network."""
        yield b"fi"
        yield b"lm"


def ask(app: Any, method: str, url: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Send one request to the edge."""

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.request(method, url, headers=headers)

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(sent())


def signature(resource: str) -> dict[str, str]:
    """What opens a resource for another minute."""
    condition = {"DateLessThan": {"AWS:EpochTime": NOW + 60}}
    statement = json.dumps({"Statement": [{"Resource": resource, "Condition": condition}]}, separators=(",", ":"))
    private = load_pem_private_key(KEY.private_key.encode(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    made = private.sign(statement.encode(), ec.ECDSA(hashes.SHA256()))
    values = {"Policy": statement.encode(), "Signature": made}
    text = {name: base64.b64encode(value).decode() for name, value in values.items()}
    encoded = {name: value.translate(str.maketrans("+=/", "-_~")) for name, value in text.items()}
    return {**encoded, "Key-Pair-Id": str(KEY.key_id), "Hash-Algorithm": "SHA256"}


def cookies(resource: str) -> dict[str, str]:
    """The same as a browser sends it."""
    return {"cookie": "; ".join(f"CloudFront-{name}={value}" for name, value in signature(resource).items())}


def video(bucket: Bucket, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> httpx.Response:
    """Ask the product's address."""
    shown = Shown("http://cloud.test/bucket", "videos", PRODUCT, CHECKER, (PAGE,))
    upstream = Upstream("http://cloud.test", "abc.execute-api.test", "the-secret-of-this-stage")
    return ask(create_app(upstream, shown, transport=httpx.MockTransport(bucket)), method, PRODUCT + path, headers)


def file(bucket: Bucket, path: str, resource: str = "*", headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Ask the address of people's files, with a signature."""
    shown = Shown("http://cloud.test/bucket", "files", FILES, CHECKER, (PAGE,))
    query = str(httpx.QueryParams({**signature(resource), "Expires": str(NOW + 60)} if resource else {}))
    return ask(create_files_app(shown, transport=httpx.MockTransport(bucket)), "GET", f"{FILES}{path}?{query}", headers)


class TestVideos:
    def test_are_shown_to_who_has_the_cookies(self) -> None:
        bucket = Bucket()

        answer = video(bucket, "/videos/o/a/1.ts", {**cookies(f"{PRODUCT}/videos/o/a/*"), "range": "bytes=0-3"})

        assert (answer.status_code, answer.content) == (200, b"film")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-range"] == "bytes 0-3/9"
        assert "x-amz-meta-name" not in answer.headers
        [asked] = bucket.requests
        assert asked.url == "http://cloud.test/bucket/videos/o/a/1.ts"
        assert asked.headers["range"] == "bytes=0-3"
        assert "cookie" not in asked.headers
        assert asked.headers["authorization"].startswith("AWS4-HMAC-SHA256")

    @pytest.mark.parametrize(
        "path",
        [
            "/videos/o/b/1.ts",
            "/videos/o/a/../b/1.ts",
            "/videos/o/a/%2e%2e/b/1.ts",
            "/videos/o/a/%2e%2e%2fb/1.ts",
            "/videos/o",
        ],
    )
    def test_of_others_are_not(self, path: str) -> None:
        bucket = Bucket()

        answer = video(bucket, path, cookies(f"{PRODUCT}/videos/o/a/*"))

        assert answer.status_code == 403
        assert "<Code>AccessDenied</Code>" in answer.text
        assert bucket.requests == []

    def test_are_not_shown_to_who_has_none(self) -> None:
        answer = video(Bucket(), "/videos/o/a/1.ts")

        assert (answer.status_code, "<Code>MissingKey</Code>" in answer.text) == (403, True)
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("status", [403, 404])
    def test_that_are_not_there_look_like_those_that_nobody_may_see(self, status: int) -> None:
        answer = video(Bucket(status=status), "/videos/o/a/2.ts", cookies(f"{PRODUCT}/videos/o/a/*"))

        assert (answer.status_code, "<Code>AccessDenied</Code>" in answer.text) == (403, True)

    def test_may_be_read_by_pages_of_the_product_only(self) -> None:
        granted = cookies(f"{PRODUCT}/videos/o/a/*")

        ours = video(Bucket(), "/videos/o/a/1.ts", {**granted, "origin": PAGE})
        others = video(Bucket(), "/videos/o/a/1.ts", {**granted, "origin": "https://elsewhere.example"})

        assert ours.headers["access-control-allow-origin"] == PAGE
        assert ours.headers["access-control-allow-credentials"] == "true"
        assert "access-control-allow-origin" not in others.headers

    def test_cannot_be_written(self) -> None:
        assert video(Bucket(), "/videos/o/a/1.ts", cookies("*"), method="PUT").status_code in {404, 405}


class TestFiles:
    def test_are_opened_by_what_their_address_says(self) -> None:
        bucket = Bucket("image/webp")

        answer = file(bucket, "/files/o/c/w640.webp", f"{FILES}/files/o/c/w640.webp")

        assert answer.status_code == 200
        assert "content-disposition" not in answer.headers
        assert bucket.requests[0].url.query == b""
        assert file(bucket, "/files/o/c/other.webp", f"{FILES}/files/o/c/w640.webp").status_code == 403
        assert file(bucket, "/files/o/c/w640.webp", "").status_code == 403

    @pytest.mark.parametrize(
        "content_type", ["text/html", "image/svg+xml", "application/pdf", "text/xml; charset=utf-8"]
    )
    def test_that_could_act_are_saved_and_can_do_nothing(self, content_type: str) -> None:
        answer = file(Bucket(content_type), "/files/o/c/file")

        assert answer.headers["content-disposition"] == "attachment"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"

    def test_are_all_that_is_shown_there(self) -> None:
        for path in ("/videos/o/a/1.ts", "/sources/o/c", "/quarantine/o/u", "/"):
            assert file(Bucket(), path).status_code == 403
