"""Who may call is said in a signature, and checked before anything else happens."""

import pytest

from infra.local.oneprocess import OneProcess
from shared.auth import MAX_TOKEN_LENGTH
from tests.shared.test_dynamo import items
from tests.support.client import Client
from tests.support.logs import Lines

BOOK = {"title": "Emma"}


class TestSomebodyWithoutAToken:
    def test_is_asked_to_sign_in(self, visitor: Client) -> None:
        answer = visitor.get("/shelf/books")

        assert (answer.status_code, answer.code) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_may_call_what_anyone_may(self, visitor: Client) -> None:
        assert visitor.post("/shelf/anything", json_body={}).status_code == 200

    def test_hears_nothing_about_the_body_or_the_thing(self, visitor: Client) -> None:
        for answer in (
            visitor.post("/shelf/books", json_body={"nonsense": 1}),
            visitor.get("/shelf/books/bok_1"),
            visitor.get("/shelf/books", params={"limit": "x"}),
        ):
            assert answer.status_code == 401


class TestAnAuthorizationHeader:
    @pytest.mark.parametrize(
        "header",
        [
            "",
            "Bearer",
            "Bearer ",
            "ada.1.tutor",
            "Basic YTpi",
            "Bearerada.1.tutor",
            "Bearer nobody",
            "Bearer ada.1.emperor",
            "Bearer\tada.1.tutor",
            "Bearer ada.1.tutor, Bearer bob.1.student",
            "bearer \x00",
            "Bearer ünïcödé.1.tutor\xff",
        ],
        ids=repr,
    )
    def test_that_is_no_valid_bearer_token_is_refused(self, visitor: Client, header: str) -> None:
        answer = visitor.get("/shelf/books", headers={"authorization": header})

        assert (answer.status_code, answer.code) == (401, "unauthenticated")

    def test_beyond_every_tokens_length_is_not_even_tried(self, visitor: Client) -> None:
        longest = "ada.1.tutor".rjust(MAX_TOKEN_LENGTH, "a")

        assert visitor.get("/shelf/books", headers={"authorization": f"Bearer {longest}"}).status_code == 200
        assert visitor.get("/shelf/books", headers={"authorization": f"Bearer a{longest}"}).status_code == 401

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_names_its_scheme_in_any_case(self, visitor: Client, scheme: str) -> None:
        assert visitor.get("/shelf/books", headers={"authorization": f"{scheme} ada.1.tutor"}).status_code == 200

    def test_is_not_looked_at_where_anyone_may_call(self, visitor: Client) -> None:
        answer = visitor.post("/shelf/anything", json_body={}, headers={"authorization": "Bearer nobody"})

        assert answer.status_code == 200


class TestAPermission:
    def test_lets_in_the_roles_that_have_it(self, visitor: Client) -> None:
        for role in ("tutor", "org_admin"):
            client = visitor.with_headers(authorization=f"Bearer ada.1.{role}")

            assert client.post("/shelf/books", json_body={"title": role}).status_code == 201

    def test_keeps_out_the_others_and_names_what_they_lack(self, visitor: Client) -> None:
        for role in ("student", "platform_admin"):
            client = visitor.with_headers(authorization=f"Bearer ada.1.{role}")

            answer = client.post("/shelf/books", json_body=BOOK)

            assert (answer.status_code, answer.code) == (403, "forbidden")
            assert answer.json()["permission"] == "books.place"
        assert items() == []


class TestTheActor:
    def test_is_on_record_for_all_that_the_request_does(self, tutor: Client, logs: Lines) -> None:
        tutor.post("/shelf/books", json_body=BOOK)

        assert logs.one("request")["actor_id"] == "usr_ada"
        assert any('"actor_id":"usr_ada"' in item.get("tells", {}).get("S", "") for item in items())

    def test_is_forgotten_when_the_request_is_over(self, tutor: Client, visitor: Client, logs: Lines) -> None:
        tutor.get("/shelf/books")
        visitor.get("/shelf/books")

        assert [line["actor_id"] for line in logs.all("request")] == ["usr_ada", "system"]


def test_one_organizations_token_opens_nothing_of_another(cloud: OneProcess, visitor: Client) -> None:
    mine = visitor.with_headers(authorization="Bearer ada.1.tutor")
    theirs = visitor.with_headers(authorization="Bearer eve.2.org_admin")
    book_id = mine.post("/shelf/books", json_body=BOOK).json()["book_id"]

    assert mine.get(f"/shelf/books/{book_id}").status_code == 200
    assert theirs.get(f"/shelf/books/{book_id}").status_code == 404
    assert theirs.get("/shelf/books").json()["items"] == []
