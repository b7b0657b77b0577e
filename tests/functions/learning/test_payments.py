"""Enrolments that somebody pays for: seats kept meanwhile, and what commerce tells afterwards."""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from functions.learning.handlers import handler
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.seats import SeatsRepository
from functions.learning.tasks import handler as tasks
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.learning.conftest import School
from tests.functions.learning.test_seats import count, enrol, mine, settings
from tests.support.actors import Actor
from tests.support.courses import archive_course
from tests.support.faults import every_death, killed

PRICE = {"name": "Whole course", "kind": "one_time", "currency": "INR", "price_minor": 100_000}


@pytest.fixture
def shop(school: School) -> School:
    """The school sells its course."""
    assert school.tutor.post(f"{school.course.path}/offers", PRICE).status_code == 201
    school.world.settle()
    return school


def told(
    school: School,
    name: str,
    learner: Actor,
    order_id: str,
    *,
    at: datetime | None = None,
    course_id: str | None = "",
    **more: Any,
) -> dict[str, Any]:
    """A record of the room's queue, with news of commerce."""
    money = {"amount_minor": 118_000, "currency": "INR"} if name == "OrderPaid" else {}
    course = school.course.course_id if course_id == "" else course_id
    detail = {
        "event_id": new_id("evt"),
        "occurred_at": (at or system_clock.now()).isoformat(),
        "org_id": school.org.org_id,
        "actor_id": learner.user_id,
        "request_id": "req_1",
        "correlation_id": "req_1",
        "revision": 2,
        "data": {"order_id": order_id, "user_id": learner.user_id, "course_id": course, **money, **more},
    }
    return {"messageId": name, "body": json.dumps({"detail-type": f"{name}.v1", "detail": detail})}


def hear(*records: dict[str, Any]) -> list[str]:
    """Hand news to the room. Returns the names of those that failed."""
    answer = handler({"Records": list(records)}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def paid(school: School, learner: Actor, order_id: str, until: datetime | None = None, **more: Any) -> dict[str, Any]:
    """The news that an order is paid."""
    return told(school, "OrderPaid", learner, order_id, access_until=until.isoformat() if until else None, **more)


def refused(school: School, learner: Actor, order_id: str) -> bool:
    """Whether what an order paid for was refused."""
    return SeatsRepository(school.org.org_id).was_refused(learner.user_id, order_id)


class TestEnrolInACourseThatIsSold:
    def test_keeps_a_seat_for_half_an_hour(self, shop: School) -> None:
        with shop.world.clock() as clock:
            settings(shop, seats=1)

            enrolment = enrol(shop, shop.learner)

            assert enrolment["state"] == "pending_payment"
            assert datetime.fromisoformat(enrolment["until"]) == clock.now() + timedelta(minutes=30)
            assert shop.learner.get(f"{shop.course.path}/learn").code == "not_enrolled"
            assert enrol(shop, shop.another_learner())["state"] == "waiting"

    def test_gives_the_seat_to_the_next_when_nobody_pays(self, shop: School) -> None:
        with shop.world.clock() as clock:
            settings(shop, seats=1)
            second = shop.another_learner()
            enrol(shop, shop.learner)
            enrol(shop, second)
            clock.advance(timedelta(minutes=30))

            tasks({"task": "look_at_due_seats"}, None)
            shop.world.settle()

            first, second = shop.again(shop.learner), shop.again(second)
            assert (mine(first), mine(second)) == (("cancelled", False), ("waiting", True))
            assert enrol(shop, second)["state"] == "pending_payment"
            assert count(shop) == (1, 0)

    def test_needs_no_payment_where_staff_let_somebody_in(self, shop: School) -> None:
        enrolment = enrol(shop, shop.learner)
        path = f"{shop.course.path}/enrollments/{enrolment['enrollment_id']}"

        answer = shop.tutor.put(path, {"state": "active"}, headers={"if-match": '"rev-1"'})

        assert (answer.json()["state"], answer.json()["until"]) == ("active", None)


class TestPaid:
    def test_opens_the_seat_that_was_kept_once(self, shop: School) -> None:
        settings(shop, seats=1)
        enrol(shop, shop.learner)
        news = paid(shop, shop.learner, "ord_1")

        assert hear(news, news) == []

        assert mine(shop.learner) == ("active", False)
        assert count(shop) == (1, 0)
        assert shop.learner.get(f"{shop.course.path}/learn").status_code == 200

    def test_too_late_takes_a_seat_that_is_free(self, shop: School) -> None:
        with shop.world.clock() as clock:
            settings(shop, seats=1)
            enrol(shop, shop.learner)
            clock.advance(timedelta(hours=2))

            assert hear(paid(shop, shop.learner, "ord_1")) == []

            assert mine(shop.again(shop.learner)) == ("active", False)
            assert not refused(shop, shop.learner, "ord_1")

    def test_too_late_for_a_full_course_is_refused_once_and_for_good(self, shop: School) -> None:
        with shop.world.clock() as clock:
            settings(shop, seats=1)
            enrol(shop, shop.learner)
            clock.advance(timedelta(hours=2))
            other = shop.another_learner()
            enrol(shop, other)
            hear(paid(shop, other, "ord_2"))
            news = paid(shop, shop.learner, "ord_1")

            assert hear(news, news) == []
            settings(shop, seats=9)
            assert hear(news) == []

            assert refused(shop, shop.learner, "ord_1")
            assert mine(shop.again(shop.learner)) == ("cancelled", False)
            assert count(shop) == (1, 0)

    def test_of_a_course_off_offer_is_refused_unless_a_seat_is_kept(self, shop: School) -> None:
        enrol(shop, shop.learner)
        archive_course(shop.course)
        shop.world.settle()
        stranger = shop.another_learner()

        assert hear(paid(shop, shop.learner, "ord_1"), paid(shop, stranger, "ord_2")) == []

        assert mine(shop.learner) == ("active", False)
        assert refused(shop, stranger, "ord_2")

    def test_without_having_enrolled_enrols(self, shop: School) -> None:
        until = system_clock.now() + timedelta(days=90)

        assert hear(paid(shop, shop.learner, "ord_1", until)) == []

        assert mine(shop.learner) == ("active", True)

    def test_dying_anywhere_gives_or_refuses_once(self, shop: School) -> None:
        def story(number: int) -> tuple[Actor, dict[str, Any]]:
            learner = shop.another_learner(f"L{number}")
            settings(shop, seats=count(shop)[0] + number % 2)
            return learner, paid(shop, learner, f"ord_{number}")

        for parity in (0, 1):
            _, first = story(parity)
            for number, (call, moment) in enumerate(list(every_death(partial(hear, first)))):
                learner, news = story(10 + 2 * number + parity)
                taken = count(shop)[0]
                with killed(call, moment) as death:
                    hear(news)
                hear(news)

                order_id = f"ord_{10 + 2 * number + parity}"
                own = LearningRepository(shop.org.org_id).find(shop.course.course_id, learner.user_id)
                assert (own is not None) == (parity == 1), death.at
                assert refused(shop, learner, order_id) == (parity == 0), death.at
                assert count(shop)[0] == taken + parity, death.at


class TestWhatFollows:
    def test_an_overdue_payment_pauses_until_it_is_made(self, shop: School) -> None:
        hear(paid(shop, shop.learner, "ord_1"))

        hear(told(shop, "AccessPaused", shop.learner, "ord_1"))
        assert mine(shop.learner) == ("paused", False)
        assert shop.learner.get(f"{shop.course.path}/learn").code == "not_enrolled"

        hear(told(shop, "AccessResumed", shop.learner, "ord_1", access_until=None))
        assert mine(shop.learner) == ("active", False)

    def test_a_refund_cancels_and_frees_the_seat_even_of_who_completed(self, shop: School) -> None:
        hear(paid(shop, shop.learner, "ord_1"))
        for number in range(3):
            shop.learner.put(shop.course.completion_path(number))
        assert mine(shop.learner)[0] == "completed"

        hear(told(shop, "AccessEnded", shop.learner, "ord_1", reason="refund"))

        assert mine(shop.learner)[0] == "cancelled"
        assert shop.learner.get("/enrollments").json()["items"][0]["progress"]["completed_at"] is not None
        assert count(shop) == (0, 0)

    def test_the_end_of_a_subscription_expires(self, shop: School) -> None:
        hear(paid(shop, shop.learner, "ord_1"))

        hear(told(shop, "AccessEnded", shop.learner, "ord_1", reason="ended"))

        assert mine(shop.learner)[0] == "expired"

    def test_older_news_changes_nothing(self, shop: School) -> None:
        now = system_clock.now()
        hear(paid(shop, shop.learner, "ord_1", at=now))
        paused = told(shop, "AccessPaused", shop.learner, "ord_1", at=now + timedelta(seconds=1))
        resumed = told(shop, "AccessResumed", shop.learner, "ord_1", at=now + timedelta(seconds=2), access_until=None)

        assert hear(resumed, paused, resumed) == []

        assert mine(shop.learner) == ("active", False)

    def test_news_of_an_order_that_another_followed_changes_nothing(self, shop: School) -> None:
        hear(paid(shop, shop.learner, "ord_1"), paid(shop, shop.learner, "ord_2"))

        assert hear(told(shop, "AccessEnded", shop.learner, "ord_1", reason="refund")) == []

        assert mine(shop.learner) == ("active", False)

    def test_news_that_overtook_the_payment_comes_again(self, shop: School) -> None:
        later = system_clock.now() + timedelta(seconds=9)
        ended = told(shop, "AccessEnded", shop.learner, "ord_1", at=later, reason="refund")

        assert hear(ended) == ["AccessEnded"]
        assert hear(paid(shop, shop.learner, "ord_1"), ended) == []
        assert mine(shop.learner)[0] == "cancelled"

    def test_an_end_in_the_same_microsecond_follows_the_payment(self, shop: School) -> None:
        now = system_clock.now()
        payment = paid(shop, shop.learner, "ord_1", at=now)
        ended = told(shop, "AccessEnded", shop.learner, "ord_1", at=now, reason="refund")

        assert hear(payment, ended, ended, payment) == []

        assert mine(shop.learner)[0] == "cancelled"

    def test_news_of_what_was_refused_changes_nothing(self, shop: School) -> None:
        settings(shop, seats=0)
        hear(paid(shop, shop.learner, "ord_1"))

        assert hear(told(shop, "AccessEnded", shop.learner, "ord_1", reason="refund")) == []
