"""What a script may rely on when it talks to the API."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from infra.local.client import Api, Refused, Tokens, Unreachable

Answerer = Callable[[httpx.Request], httpx.Response]


def tokens(number: int = 1) -> dict[str, object]:
    return {
        "access_token": f"access-{number}",
        "token_type": "Bearer",
        "expires_in": 900,
        "refresh_token": f"refresh-{number}",
        "session_id": "ses_1",
        "organization_id": "org_1",
        "memberships": [],
    }


def api(answerer: Answerer, waits: list[float] | None = None) -> Api:
    return Api(
        "http://api.example",
        transport=httpx.MockTransport(answerer),
        pause=([] if waits is None else waits).append,
    )


def bearer(request: httpx.Request) -> str:
    return str(request.headers.get("authorization", "")).removeprefix("Bearer ")


class TestSigningIn:
    def test_asks_as_that_person_from_then_on(self) -> None:
        def answerer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/api/v1/auth/login":
                return httpx.Response(200, json=tokens())
            return httpx.Response(200, json={"asked_by": bearer(request)})

        visitor = api(answerer)
        person = visitor.sign_in("a@example.com", "secret words")

        assert person.get("/auth/me") == {"asked_by": "access-1"}
        assert visitor.get("/auth/me") == {"asked_by": ""}
        assert person.organization_id == "org_1"

    def test_an_expired_access_token_is_renewed_once_for_all_threads(self) -> None:
        refreshes: list[str] = []
        guard = threading.Lock()

        def answerer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/api/v1/auth/refresh":
                with guard:
                    refreshes.append(json.loads(request.content)["refresh_token"])
                return httpx.Response(200, json=tokens(2))
            if bearer(request) == "access-2":
                return httpx.Response(200, json={})
            return httpx.Response(401, json={"code": "token_expired"})

        person = api(answerer).carrying(Tokens.of(tokens()))
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: person.get("/auth/me"), range(16)))

        assert refreshes == ["refresh-1"]

    def test_an_ended_session_is_told_as_it_is(self) -> None:
        person = api(lambda _: httpx.Response(401, json={"code": "session_ended"})).carrying(Tokens.of(tokens()))

        with pytest.raises(Refused) as refusal:
            person.get("/auth/me")

        assert refusal.value.code == "session_ended"

    def test_a_token_that_is_never_accepted_does_not_loop(self) -> None:
        def answerer(request: httpx.Request) -> httpx.Response:
            fresh = request.url.path == "/api/v1/auth/refresh"
            return httpx.Response(200, json=tokens(2)) if fresh else httpx.Response(401, json={"code": "no"})

        with pytest.raises(Refused):
            api(answerer).carrying(Tokens.of(tokens())).get("/auth/me")


class TestAsking:
    def test_a_list_is_read_to_its_end(self) -> None:
        def answerer(request: httpx.Request) -> httpx.Response:
            if request.url.params.get("cursor") == "next":
                return httpx.Response(200, json={"items": [{"n": 3}], "next_cursor": None})
            return httpx.Response(200, json={"items": [{"n": 1}, {"n": 2}], "next_cursor": "next"})

        assert [item["n"] for item in api(answerer).items("/courses", limit=2)] == [1, 2, 3]

    def test_an_edit_names_the_revision_that_it_read(self) -> None:
        seen: list[str | None] = []

        def answerer(request: httpx.Request) -> httpx.Response:
            if request.method == "GET":
                return httpx.Response(200, json={}, headers={"etag": '"7"'})
            seen.append(request.headers.get("if-match"))
            return httpx.Response(200, json={})

        api(answerer).edit("/users/usr_1", {"status": "deactivated"})

        assert seen == ['"7"']

    def test_an_empty_answer_is_an_empty_body(self) -> None:
        assert api(lambda _: httpx.Response(204)).post("/auth/logout") == {}


class TestPatience:
    def test_waits_as_long_as_it_is_asked_to(self) -> None:
        answers = [httpx.Response(429, headers={"retry-after": "7"}), httpx.Response(200, json={"ok": True})]
        waits: list[float] = []

        assert api(lambda _: answers.pop(0), waits).post("/auth/login", {}) == {"ok": True}
        assert waits == [7.0]

    def test_repeats_a_keyed_post_after_a_hiccup(self) -> None:
        answers = [httpx.Response(503), httpx.Response(201, json={"course_id": "crs_1"})]

        assert api(lambda _: answers.pop(0)).post("/courses", {}, key="k") == {"course_id": "crs_1"}

    def test_never_repeats_a_post_without_a_key(self) -> None:
        sent: list[httpx.Request] = []

        def answerer(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            return httpx.Response(503)

        with pytest.raises(Refused):
            api(answerer).post("/courses", {})
        assert len(sent) == 1

    def test_says_so_when_nobody_answers(self) -> None:
        def answerer(request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("connection refused", request=request)

        with pytest.raises(Unreachable, match="Is the stack running"):
            api(answerer).get("/health")


class TestRefusal:
    def test_tells_request_problem_and_fields_but_no_secret(self) -> None:
        problem = {
            "title": "The request is not valid.",
            "status": 422,
            "code": "invalid_request",
            "detail": "One field is wrong.",
            "errors": [{"pointer": "/email", "code": "value_error", "message": "Not an address."}],
            "request_id": "req_9",
        }

        with pytest.raises(Refused) as refusal:
            api(lambda _: httpx.Response(422, json=problem)).post("/auth/login", {"email": "x", "password": "hunter2"})

        story = str(refusal.value)
        assert story.splitlines()[0] == "POST http://api.example/api/v1/auth/login answered 422 invalid_request"
        assert "/email: Not an address. (value_error)" in story
        assert "req_9" in story
        assert "hunter2" not in story
        assert refusal.value.request_id == "req_9"

    def test_an_answer_that_is_no_problem_is_quoted(self) -> None:
        with pytest.raises(Refused, match="Bad gateway from the proxy"):
            api(lambda _: httpx.Response(502, text="Bad gateway from the proxy")).post("/courses", {})
