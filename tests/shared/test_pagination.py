"""Cursors open only the list, the filters and the tenant they were made for, and only for a day."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.local.oneprocess import OneProcess
from shared import aws
from shared.clock import SetClock
from shared.errors import Unprocessable
from shared.pagination import PageRequest, next_cursor
from shared.settings import setting
from tests.support.client import Client

KEY = {"pk": "ORG#org_1#BOOKS", "sk": "BOOK", "gsi1sk": "Ämma|#1"}
CLOCK = SetClock(datetime(2026, 3, 1, tzinfo=UTC))


def make(query: str = "books", org_id: str = "org_1") -> str:
    """A cursor."""
    cursor = next_cursor(KEY, query, org_id=org_id, clock=CLOCK)
    assert cursor is not None
    return cursor


def opened(
    cursor: str, query: str = "books", org_id: str = "org_1", *, after: timedelta = timedelta()
) -> dict[str, str]:
    """What a cursor says; raises if it is refused."""
    start = PageRequest(25, cursor).start(query, org_id=org_id, clock=SetClock(CLOCK.now() + after))
    assert start is not None
    return dict(start)


@pytest.mark.usefixtures("cloud")
class TestACursor:
    def test_says_where_to_go_on(self) -> None:
        assert opened(make()) == KEY

    def test_is_none_at_the_end(self) -> None:
        assert next_cursor(None, "books", org_id="org_1") is None
        assert PageRequest(25, None).start("books", org_id="org_1") is None

    def test_fits_into_an_address(self) -> None:
        assert make().replace("-", "").replace("_", "").isalnum()

    @pytest.mark.parametrize(
        ("query", "org_id"),
        [("books", "org_2"), ("authors", "org_1"), ("books:a", "org_1"), ("book", "org_1"), ("", "org_1|books")],
    )
    def test_opens_nothing_else(self, query: str, org_id: str) -> None:
        with pytest.raises(Unprocessable):
            opened(make(), query, org_id)

    def test_of_one_filter_opens_no_other_that_reads_like_it(self) -> None:
        cursor = make("books|q=a")
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        head, _, tail = raw[16:].partition(b"|")
        forged = base64.urlsafe_b64encode(raw[:16] + tail).decode().rstrip("=")

        with pytest.raises(Unprocessable):
            opened(forged, f"books|q=a|{head.decode()}")

    def test_is_good_for_a_day(self) -> None:
        assert opened(make(), after=timedelta(days=1)) == KEY
        with pytest.raises(Unprocessable):
            opened(make(), after=timedelta(days=1, seconds=1))

    def test_is_refused_with_a_single_bit_turned(self) -> None:
        cursor = make()
        raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))

        for position in range(len(raw)):
            turned = bytes([*raw[:position], raw[position] ^ 1, *raw[position + 1 :]])
            with pytest.raises(Unprocessable):
                opened(base64.urlsafe_b64encode(turned).decode().rstrip("="))

    def test_cannot_be_made_without_the_key(self) -> None:
        until = int(CLOCK.now().timestamp()) + 1000
        body = json.dumps([until, {"pk": "ORG#org_2#BOOKS"}]).encode()

        for signature in (b"", b"\x00" * 16, b"x" * 32):
            with pytest.raises(Unprocessable):
                opened(base64.urlsafe_b64encode(signature + body).decode())

    @given(text=st.text(max_size=100) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def test_that_is_anything_else_is_refused_clearly(self, text: str) -> None:
        with pytest.raises(Unprocessable) as refused:
            opened(text)

        assert [(error.pointer, error.code) for error in refused.value.errors] == [("/query/cursor", "cursor_invalid")]


class TestWhenTheKeyChanges:
    def test_cursors_of_the_previous_key_still_open(self, cloud: OneProcess) -> None:
        cursor = make()

        _rotate(lambda current: {"current": "n" * 32, "previous": current})

        assert opened(cursor) == KEY
        assert opened(make()) == KEY

    def test_cursors_of_a_key_that_is_gone_do_not(self, cloud: OneProcess) -> None:
        cursor = make()

        _rotate(lambda current: {"current": "n" * 32, "previous": ""})

        with pytest.raises(Unprocessable):
            opened(cursor)


class TestThroughHttp:
    def test_pages_lead_through_the_whole_list(self, tutor: Client) -> None:
        for number in range(7):
            tutor.post("/shelf/books", json_body={"title": f"{number}"})

        titles, cursor = [], None
        for _ in range(4):
            page = tutor.get("/shelf/books", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
            titles += [book["title"] for book in page["items"]]
            cursor = page["next_cursor"]

        assert titles == [str(number) for number in range(7)]
        assert cursor is None

    def test_a_cursor_of_another_filter_or_tenant_is_refused(self, tutor: Client, visitor: Client) -> None:
        stranger = visitor.with_headers(authorization="Bearer eve.2.tutor")
        for number in range(2):
            tutor.post("/shelf/books", json_body={"title": f"{number}"})
        cursor = tutor.get("/shelf/books", params={"limit": 1}).json()["next_cursor"]

        for answer in (
            tutor.get("/shelf/books", params={"cursor": cursor, "shelf": "other"}),
            stranger.get("/shelf/books", params={"cursor": cursor}),
            tutor.get("/shelf/books", params={"cursor": cursor + "A"}),
            tutor.get("/shelf/books", params={"cursor": ""}),
            tutor.get("/shelf/books", params={"cursor": "x" * 3000}),
        ):
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["pointer"] == "/query/cursor"


def _rotate(change: Callable[[str], dict[str, str]]) -> None:
    arn = setting("LMS_ORIGIN_SECRET")
    current = json.loads(aws.secret(arn))["current"]
    aws.client("secretsmanager").put_secret_value(SecretId=arn, SecretString=json.dumps(change(current)))
    aws.secret.cache_clear()
