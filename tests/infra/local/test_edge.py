"""The edge, with the API behind it played by a function."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import httpx
import pytest

from infra.local.edge import LARGEST_BODY, Upstream, create_app

UPSTREAM = Upstream("http://cloud.test", "abc.execute-api.test", "the-secret-of-this-stage")

Api = Callable[[httpx.Request], httpx.Response]


def through_the_edge(api: Api, method: str, path: str, **request: Any) -> httpx.Response:
    """Send one request through an edge in front of `api`."""
    app = create_app(UPSTREAM, transport=httpx.MockTransport(api))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://edge.test") as client:
            return await client.request(method, path, **request)

    # A runner with a loop of its own leaves alone the one that Mangum keeps for other tests.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        return runner.run(ask())


class Recorder:
    """An API that always answers the same and remembers what it was asked."""

    def __init__(
        self, status: int = 200, content: bytes = b'{"fine":true}', headers: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.status, self.content, self.headers = status, content, headers

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(self.status, content=self.in_parts(), headers=self.headers)

    async def in_parts(self) -> AsyncIterator[bytes]:
        """The content as it would come over a network."""
        yield self.content[:5]
        yield self.content[5:]


class TestPassingOn:
    def test_reaches_the_api_with_path_query_and_body_as_they_came(self) -> None:
        api = Recorder()

        answer = through_the_edge(api, "POST", "/api/v1/courses/a%2Fb?q=%E0%A4%95&q=2", content=b"{}")

        assert answer.json() == {"fine": True}
        assert api.request.url.raw_path == b"/api/v1/courses/a%2Fb?q=%E0%A4%95&q=2"
        assert api.request.content == b"{}"
        assert api.request.headers["host"] == "abc.execute-api.test"

    def test_vouches_for_itself_and_for_the_viewers_address(self) -> None:
        api = Recorder()

        through_the_edge(api, "GET", "/.well-known/jwks.json")

        assert api.request.headers["x-origin-secret"] == "the-secret-of-this-stage"
        assert api.request.headers["cloudfront-viewer-address"] == "127.0.0.1:123"

    def test_drops_what_only_an_edge_may_say(self) -> None:
        api = Recorder()
        claims = {
            "X-Origin-Secret": "guessed",
            "CloudFront-Viewer-Address": "10.0.0.1:1",
            "X-Forwarded-For": "10.0.0.1",
            "Authorization": "Bearer token",
        }

        through_the_edge(api, "GET", "/api/v1/courses", headers=claims)

        assert api.request.headers.get_list("x-origin-secret") == ["the-secret-of-this-stage"]
        assert api.request.headers.get_list("cloudfront-viewer-address") == ["127.0.0.1:123"]
        assert "x-forwarded-for" not in api.request.headers
        assert api.request.headers["authorization"] == "Bearer token"

    def test_gives_back_status_and_every_header(self) -> None:
        headers = [
            ("content-type", "application/problem+json"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
            ("connection", "close"),
        ]
        api = Recorder(404, b'{"code":"not_found"}', headers)

        answer = through_the_edge(api, "GET", "/api/v1/courses/x")

        assert answer.status_code == 404
        assert answer.json() == {"code": "not_found"}
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
        assert "connection" not in answer.headers

    def test_takes_a_body_of_the_full_size(self) -> None:
        api = Recorder()

        answer = through_the_edge(api, "PUT", "/api/v1/x", content=b"x" * LARGEST_BODY)

        assert answer.status_code == 200
        assert len(api.request.content) == LARGEST_BODY


class TestRefusing:
    def test_a_body_that_says_it_is_too_large(self) -> None:
        answer = through_the_edge(Recorder(), "POST", "/api/v1/x", content=b"x" * (LARGEST_BODY + 1))

        assert_problem(answer, 413, "too_large")

    def test_a_body_that_turns_out_too_large(self) -> None:
        async def parts() -> AsyncIterator[bytes]:
            for _ in range(11):
                yield b"x" * 1024 * 1024

        answer = through_the_edge(Recorder(), "POST", "/api/v1/x", content=parts())

        assert_problem(answer, 413, "too_large")

    @pytest.mark.parametrize("failure", [httpx.ConnectError("refused"), httpx.RemoteProtocolError("cut off")])
    def test_while_the_api_cannot_be_reached(self, failure: httpx.TransportError) -> None:
        def down(_request: httpx.Request) -> httpx.Response:
            raise failure

        assert_problem(through_the_edge(down, "GET", "/api/v1/x"), 503, "unavailable")

    def test_when_the_api_takes_too_long(self) -> None:
        def slow(_request: httpx.Request) -> httpx.Response:
            raise httpx.ReadTimeout("too long")

        assert_problem(through_the_edge(slow, "GET", "/api/v1/x"), 503, "unavailable")

    def test_what_is_not_the_apis(self) -> None:
        assert_problem(through_the_edge(Recorder(), "GET", "/wp-admin"), 404, "not_found")


class TestMail:
    def test_is_shown_to_a_person_and_cannot_run_scripts(self) -> None:
        letter = {
            "Source": "no-reply@lms.example",
            "To": ["ada@example.org"],
            "Subject": "<script>alert(1)</script>",
            "BodyText": "Follow https://lms.example/verify-email?token=abc",
            "BodyHtml": None,
            "Timestamp": 1.0,
        }
        outbox = Recorder(content=json.dumps({"messages": {"000000000000": [letter]}}).encode())

        answer = through_the_edge(outbox, "GET", "/_mail")

        assert "verify-email?token=abc" in answer.text
        assert "ada@example.org" in answer.text
        assert "<script>" not in answer.text


def assert_problem(answer: httpx.Response, status: int, code: str) -> None:
    """The answer is a problem of that kind."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
