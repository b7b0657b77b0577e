"""So many requests per window, and a clear word about when to come back."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.local.oneprocess import OneProcess
from shared.clock import SetClock, system_clock
from shared.errors import TooManyRequests
from shared.ratelimit import RateLimit
from tests.shared.test_dynamo import items
from tests.support.client import Client
from tests.support.shelf.storage import ShelfRow
from tests.support.world import at_once

FIVE_A_MINUTE = RateLimit("tries", 5, per=timedelta(minutes=1))
MINUTE = SetClock(datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC))


def tries(count: int, subject: str = "ada@example.org", limit: RateLimit = FIVE_A_MINUTE) -> list[bool]:
    """Which of so many tries were let through."""

    def one(number: int) -> bool:
        try:
            limit.count(ShelfRow, subject)
        except TooManyRequests:
            return False
        return True

    return [one(number) for number in range(count)]


@pytest.mark.usefixtures("cloud")
class TestALimit:
    def test_lets_so_many_through_and_no_more(self) -> None:
        with system_clock.time_from(MINUTE):
            assert tries(8) == [True] * 5 + [False] * 3

    def test_says_when_the_window_is_over(self) -> None:
        with system_clock.time_from(MINUTE):
            tries(5)
            with pytest.raises(TooManyRequests) as refused:
                FIVE_A_MINUTE.count(ShelfRow, "ada@example.org")

        assert refused.value.headers() == {"retry-after": "50"}

    def test_begins_anew_with_the_next_window(self) -> None:
        clock = SetClock(MINUTE.now())
        with system_clock.time_from(clock):
            tries(6)
            clock.advance(timedelta(seconds=50))
            assert tries(6) == [True] * 5 + [False]

    def test_holds_for_each_subject_alone(self) -> None:
        with system_clock.time_from(MINUTE):
            tries(6)
            assert tries(1, "bob@example.org") == [True]

    def test_holds_for_each_thing_that_is_limited_alone(self) -> None:
        with system_clock.time_from(MINUTE):
            tries(6)
            assert tries(1, limit=RateLimit("others", 5, per=timedelta(minutes=1))) == [True]

    def test_lets_exactly_so_many_of_sixteen_at_once_through(self) -> None:
        with system_clock.time_from(MINUTE):
            passed = at_once(16, lambda number: tries(1)[0])

        assert sum(passed) == 5

    def test_keeps_no_subject_in_the_clear_and_nothing_for_long(self) -> None:
        with system_clock.time_from(MINUTE):
            tries(1)

        (item,) = items()
        assert "ada" not in str(item)
        assert int(item["expires_at"]["N"]) == int(MINUTE.now().timestamp()) + 50


class TestThroughHttp:
    def test_a_limit_by_address_counts_the_persons_machine(self, visitor: Client) -> None:
        with system_clock.time_from(MINUTE):
            answers = [visitor.post("/shelf/knock") for _ in range(4)]
            elsewhere = visitor.post("/shelf/knock", headers={"cloudfront-viewer-address": "198.51.100.1:1"})
            other_port = visitor.post("/shelf/knock", headers={"cloudfront-viewer-address": "203.0.113.7:1"})

        assert [answer.status_code for answer in answers] == [204, 204, 204, 429]
        assert elsewhere.status_code == 204
        assert other_port.status_code == 429

    def test_the_refusal_says_when_to_come_back(self, visitor: Client) -> None:
        with system_clock.time_from(MINUTE):
            answer = [visitor.post("/shelf/knock") for _ in range(4)][-1]

        assert (answer.code, answer.headers["retry-after"]) == ("too_many_requests", "50")
        assert answer.json()["retry_after_s"] == 50

    @pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded", "true-client-ip"])
    def test_a_header_that_anybody_may_send_is_no_way_around(self, visitor: Client, header: str) -> None:
        with system_clock.time_from(MINUTE):
            answers = [visitor.post("/shelf/knock", headers={header: f"198.51.100.{n}"}) for n in range(4)]

        assert answers[-1].status_code == 429

    def test_addresses_of_one_ipv6_network_count_as_one(self, visitor: Client) -> None:
        """Whoever has an IPv6 address has 2**64 of them."""
        with system_clock.time_from(MINUTE):
            answers = [
                visitor.post("/shelf/knock", headers={"cloudfront-viewer-address": f"2001:db8:1:2::{n:x}:443"})
                for n in range(1, 5)
            ]
            next_door = visitor.post("/shelf/knock", headers={"cloudfront-viewer-address": "2001:db8:1:3::1:443"})

        assert [answer.status_code for answer in answers] == [204, 204, 204, 429]
        assert next_door.status_code == 204

    def test_a_limit_by_person_counts_the_person_wherever_they_are(self, tutor: Client, student: Client) -> None:
        with system_clock.time_from(MINUTE):
            answers = [
                tutor.post("/shelf/call", headers={"cloudfront-viewer-address": f"198.51.100.{number}:1"})
                for number in range(3)
            ]
            another = student.post("/shelf/call")

        assert [answer.status_code for answer in answers] == [204, 204, 429]
        assert another.status_code == 204

    def test_a_limit_by_person_asks_for_a_person_first(self, visitor: Client, cloud: OneProcess) -> None:
        assert visitor.post("/shelf/call").status_code == 401
        assert items() == []
