"""One way in for every request: strict bodies, one format of errors, nothing leaked."""

import json
from typing import Any

import pytest

from infra.local.oneprocess import OneProcess
from shared.http import MAX_BODY_BYTES, create_app, lambda_handler, viewer_address
from tests.support.client import Answer, Client, gateway_event
from tests.support.logs import Lines
from tests.support.shelf import api as shelf_api

MEMBERS = {"type", "title", "status", "detail", "code", "errors", "request_id"}
ANYTHING = "/shelf/anything"
NOT_STRICT_JSON = {
    "cut off": b"{",
    "no JSON": b"nonsense",
    "trailing comma": b"[1,]",
    "trailing text": b'{"a": 1} trailing',
    "single quotes": b"{'a': 1}",
    "not a number": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "float beyond infinity": b'{"a": 1e999}',
    "float below infinity": b'{"a": -1e400}',
    "long float": b'{"a": ' + b"9" * 400 + b".5}",
    "2 to the 63rd": b'{"a": 9223372036854775808}',
    "below -2 to the 63rd": b'{"a": -9223372036854775809}',
    "500 digits, deep inside": b'{"a": [{"b": ' + b"9" * 500 + b"}]}",
    "5000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "lone surrogate": b'{"a": "\\ud800"}',
    "surrogates the wrong way round": b'{"a": "\\udc00\\ud800"}',
    "lone surrogate in a name": b'{"\\ud800": 1}',
    "not UTF-8": b'{"a": "\xff"}',
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": "{}".encode("utf-16"),
    "raw NUL": b"\x00",
    "lists without end": b"[" * 100_000,
    "objects without end": b'{"a":' * 10_000,
    "a thousand lists": b"[" * 1000 + b"]" * 1000,
}


def _post(client: Client, path: str, content: bytes, content_type: str | None = "application/json") -> Answer:
    return client.post(path, content=content, headers={"content-type": content_type} if content_type else {})


class TestAProblem:
    def test_has_every_standard_member_and_its_facts(self, visitor: Client) -> None:
        answer = visitor.post("/shelf/full")

        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) == MEMBERS | {"places", "shelf_id"}
        assert answer.json()["type"] == "/api/v1/problems/shelf_full"
        assert answer.json()["title"] == "There is no room on the shelf"
        assert answer.json()["detail"] == "All 12 places are taken."
        assert answer.json()["places"] == 12

    def test_keeps_its_standard_members_whatever_its_facts_are_called(self, visitor: Client) -> None:
        assert visitor.post("/shelf/full").json()["status"] == 409

    def test_carries_the_id_of_its_request(self, visitor: Client) -> None:
        answer = visitor.post("/shelf/full")

        assert answer.json()["request_id"] == answer.headers["x-request-id"]

    def test_for_an_address_that_is_none(self, visitor: Client) -> None:
        answer = visitor.get("/shelf/nowhere/at/all")

        assert (answer.status_code, answer.code) == (404, "not_found")

    def test_for_a_method_that_is_not_taken_names_those_that_are(self, visitor: Client) -> None:
        answer = visitor.request("PATCH", "/shelf/books")

        assert (answer.status_code, answer.code) == (405, "method_not_allowed")
        assert answer.headers["allow"]

    def test_nobody_foresaw_is_told_without_its_inside(self, visitor: Client, logs: Lines) -> None:
        answer = visitor.post("/shelf/crash", json_body={"title": "A secret title"})

        assert (answer.status_code, answer.code) == (500, "internal_error")
        assert "secret" not in answer.text
        assert "Book" not in answer.text
        assert logs.one("request.crashed")["request_id"] == answer.json()["request_id"]

    def test_nobody_foresaw_is_logged_without_what_was_sent(self, visitor: Client, logs: Lines) -> None:
        visitor.post("/shelf/crash", json_body={"title": "A secret title"})

        assert "string_type" in logs.one("request.crashed")["exception"]
        assert "secret title" not in logs.text


class TestABody:
    @pytest.mark.parametrize("content", NOT_STRICT_JSON.values(), ids=NOT_STRICT_JSON.keys())
    def test_that_is_no_strict_json_cannot_be_understood(self, visitor: Client, content: bytes) -> None:
        answer = _post(visitor, ANYTHING, content)

        assert (answer.status_code, answer.code) == (400, "bad_request")

    @pytest.mark.parametrize(
        ("content", "read"),
        [
            (b'{"a": 9223372036854775807}', {"a": 2**63 - 1}),
            (b'{"a": -9223372036854775808}', {"a": -(2**63)}),
            (b'{"a": 1.5e300}', {"a": 1.5e300}),
            (b'{"a": "1e999 and 99999999999999999999"}', {"a": "1e999 and 99999999999999999999"}),
            (b'{"a": "\\u0000"}', {"a": "\x00"}),
            (b'{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
            (b'{"a": 1, "a": 2}', {"a": 2}),
            (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", None),
        ],
        ids=lambda value: repr(value)[:24],
    )
    def test_at_the_edge_of_strictness_is_taken(self, visitor: Client, content: bytes, read: Any) -> None:
        answer = _post(visitor, ANYTHING, content)

        assert answer.status_code == 200
        assert answer.json() == (json.loads(content) if read is None else read)

    @pytest.mark.parametrize(
        "content_type",
        [
            None,
            "",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "text/json",
            "application/jsonp",
            "json",
            "application/",
            "; charset=utf-8",
        ],
    )
    def test_of_another_kind_is_refused_before_it_is_read(self, visitor: Client, content_type: str | None) -> None:
        answer = _post(visitor, ANYTHING, b"{", content_type)

        assert (answer.status_code, answer.code) == (415, "unsupported_media_type")

    @pytest.mark.parametrize(
        "content_type", ["application/json", "Application/JSON; charset=UTF-8", "application/merge-patch+json"]
    )
    def test_of_any_json_type_is_taken(self, visitor: Client, content_type: str) -> None:
        assert _post(visitor, ANYTHING, b"{}", content_type).status_code == 200

    def test_of_exactly_the_limit_is_taken(self, visitor: Client) -> None:
        shell = len(b'{"a":""}')

        answer = _post(visitor, ANYTHING, b'{"a":"' + b"x" * (MAX_BODY_BYTES - shell) + b'"}')

        assert answer.status_code == 200

    def test_of_one_byte_more_is_too_large(self, visitor: Client) -> None:
        answer = _post(visitor, ANYTHING, b" " * (MAX_BODY_BYTES + 1))

        assert (answer.status_code, answer.code) == (413, "too_large")

    def test_that_is_missing_is_named(self, visitor: Client) -> None:
        answer = _post(visitor, ANYTHING, b"")

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [""]
        assert answer.json()["detail"] == "Not as it must be: the body (Field required)."

    @pytest.mark.parametrize("content", [b"null", b"[]", b"1", b'"text"', b"true"])
    def test_of_another_shape_is_unprocessable(self, visitor: Client, content: bytes) -> None:
        assert _post(visitor, ANYTHING, content).status_code == 422


class TestAField:
    def test_that_is_unknown_is_refused_and_pointed_at(self, tutor: Client) -> None:
        answer = tutor.post("/shelf/books", json_body={"title": "Emma", "org_id": "org_2"})

        assert answer.status_code == 422
        assert answer.json()["errors"] == [
            {"pointer": "/org_id", "code": "extra_forbidden", "message": "Extra inputs are not permitted"}
        ]

    def test_deep_inside_is_pointed_at(self, tutor: Client) -> None:
        answer = tutor.post("/shelf/books", json_body={"title": "Emma", "chapters": [{"name": "I"}, {"nmae": "II"}]})

        assert [error["pointer"] for error in answer.json()["errors"]] == ["/chapters/1/name", "/chapters/1/nmae"]

    def test_with_a_slash_or_tilde_in_its_name_is_escaped(self, tutor: Client) -> None:
        answer = tutor.post("/shelf/books", json_body={"title": "Emma", "a/b~c": 1})

        assert answer.json()["errors"][0]["pointer"] == "/a~1b~0c"

    def test_of_the_query_is_pointed_at_there(self, tutor: Client) -> None:
        answer = tutor.get("/shelf/books", params={"limit": 0})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/query/limit"

    @pytest.mark.parametrize("limit", [0, -1, 101, 2**31, 2**63, -(2**63), 10**400, "", "ten", "1.5", "NaN", "\x00"])
    def test_that_limits_a_list_has_limits(self, tutor: Client, limit: object) -> None:
        assert tutor.get("/shelf/books", params={"limit": limit}).status_code == 422

    def test_of_a_path_that_cannot_be_an_id_is_not_found(self, tutor: Client) -> None:
        for name in ("1", "BOK_1", "bok_", "bok_" + "1" * 45, "bok_1%00", "..%2f..", "bok_ä", "'"):
            answer = tutor.get(f"/shelf/books/{name}")

            assert (answer.status_code, answer.code) == (404, "not_found"), name

    def test_that_is_wrong_a_thousand_times_is_told_of_fifty_times(self, tutor: Client) -> None:
        answer = tutor.post("/shelf/books", json_body={f"unknown_{number}": 1 for number in range(1000)})

        assert answer.status_code == 422
        assert len(answer.json()["errors"]) == 50

    def test_is_never_echoed(self, tutor: Client) -> None:
        answer = tutor.post("/shelf/books", json_body={"title": "x" * 201, "pages": "hunter2", "note": "\x00hunter2"})

        assert answer.status_code == 422
        assert len(answer.json()["errors"]) == 3
        assert "hunter2" not in answer.text


class TestAnAnswer:
    def test_is_never_kept_by_a_cache_nor_guessed_by_a_browser(self, visitor: Client, tutor: Client) -> None:
        for answer in (visitor.post(ANYTHING, json_body={}), visitor.post("/shelf/full"), tutor.get("/shelf/books")):
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-content-type-options"] == "nosniff"

    def test_of_json_is_plain_text_for_the_gateway(self, cloud: OneProcess) -> None:
        headers = {"content-type": "application/json"}

        for path in (ANYTHING, "/shelf/full"):
            answer = shelf_api.handler(gateway_event("POST", f"/api/v1{path}", headers, b"{}", {}), None)

            assert answer["isBase64Encoded"] is False, path


class TestTheEdge:
    @pytest.mark.parametrize("secret", ["", "wrong", "ä", "x" * 5000])
    def test_is_the_only_way_in(self, tutor: Client, secret: str) -> None:
        answer = tutor.get("/shelf/books", headers={"x-origin-secret": secret})

        assert (answer.status_code, answer.code) == (403, "forbidden")

    @pytest.mark.parametrize(
        ("seen", "address"),
        [("203.0.113.7:50000", "203.0.113.7"), ("2001:db8::1:50000", "2001:db8::1"), ("", "192.0.2.1")],
    )
    def test_tells_the_address_of_the_persons_machine(self, seen: str, address: str) -> None:
        from fastapi import Request

        scope = {
            "type": "http",
            "headers": [(b"cloudfront-viewer-address", seen.encode())] if seen else [],
            "client": ("192.0.2.1", 1234),
        }

        assert viewer_address(Request(scope)) == address


def test_a_handler_whose_environment_is_incomplete_says_what_is_missing(
    cloud: OneProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LMS_TABLE_SHELF")
    monkeypatch.delenv("LMS_ISSUER")
    handler = lambda_handler(create_app("shelf", [], authenticate=shelf_api.authenticate))

    with pytest.raises(Exception, match="LMS_ISSUER, LMS_TABLE_SHELF"):
        handler(gateway_event("GET", "/api/v1/shelf/books", {}, None, {}), None)
