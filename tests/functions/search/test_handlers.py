"""Search's reactions: also twice, out of order, and at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import pytest

from events.catalog import (
    CourseArchived,
    CourseDeleted,
    CoursePublished,
    InstructorAdded,
    InstructorRemoved,
    ReviewsChanged,
)
from events.commerce import OfferChanged
from events.identity import OrganizationDeleted
from functions.search.domain import Rating
from functions.search.repository import SearchRepository
from functions.search.wiring import ONE_IN, build_now_and_then
from infra.local.oneprocess.running import running_as
from shared import aws, settings
from shared.remembering import forget_memories
from tests.functions.search.conftest import School, a_school
from tests.functions.search.news import deliver, news
from tests.support.world import at_once


class TestPublication:
    def test_twice_is_as_once(self, school: School) -> None:
        course_id = school.publish("Cells")
        message = news(school.org.org_id, CoursePublished, course_id, revision=2)
        deliver(message)
        before = SearchRepository(school.org.org_id).find(course_id)

        assert deliver(message, message) == []

        assert SearchRepository(school.org.org_id).find(course_id) == before

    def test_older_news_brings_nothing_back(self, school: School) -> None:
        course_id = school.publish("Cells")
        published = news(school.org.org_id, CoursePublished, course_id, revision=2)
        school.tutor.post(f"/courses/{course_id}/archive")

        deliver(news(school.org.org_id, CourseArchived, course_id, revision=3), published)

        kept = SearchRepository(school.org.org_id).find(course_id)
        assert kept is not None
        assert (kept.entry, kept.told) == (None, 3)

    def test_shows_what_is_on_offer_now_whatever_the_news_says(self, school: School) -> None:
        course_id = school.publish("Cells")
        school.tutor.post(f"/courses/{course_id}/archive")

        deliver(news(school.org.org_id, CoursePublished, course_id, revision=2))

        assert school.titles() == []

    def test_of_many_courses_at_once_loses_none(self, school: School) -> None:
        ids = [school.publish(f"Course {number}") for number in range(12)]
        forget_memories()
        messages = [news(school.org.org_id, CoursePublished, one, revision=2) for one in ids]

        failed = at_once(12, lambda number: deliver(messages[number]))

        assert failed == [[]] * 12
        assert school.search()["total"] == 12


class TestRating:
    def test_is_the_newest_count(self, school: School) -> None:
        course_id = school.publish("Cells")
        school.heard()
        newer, older = (rated(school.org.org_id, course_id, revision=revision) for revision in (3, 2))

        deliver(newer, older)

        offer = school.search(min_rating=4)["items"][0]
        assert offer["rating"] == {"average": 4.0, "count": 3}
        assert school.get(f"/courses/{course_id}").json()["rating"] == {"average": 4.0, "count": 3}

    def test_may_come_before_the_course_is_heard_of(self, school: School) -> None:
        course_id = school.publish("Cells")
        org_id = school.org.org_id

        deliver(news(org_id, ReviewsChanged, course_id, count=1, sum=5))
        deliver(news(org_id, CoursePublished, course_id, revision=2))

        kept = SearchRepository(org_id).find(course_id)
        assert kept is not None
        assert (kept.rating, kept.entry is not None) == (Rating(count=1, sum=5), True)

    def test_and_publication_at_the_same_moment_are_both_kept(self, school: School) -> None:
        course_id, org_id = school.publish("Cells"), school.org.org_id
        messages = [
            news(org_id, CoursePublished, course_id, revision=2),
            *(rated(org_id, course_id, revision=revision) for revision in range(1, 6)),
        ]

        failed = at_once(6, lambda number: deliver(messages[number]))

        kept = SearchRepository(org_id).find(course_id)
        assert failed == [[]] * 6
        assert kept is not None
        assert (kept.rating, kept.told, kept.entry is not None) == (Rating(count=5, sum=20), 2, True)


class TestPrice:
    def test_is_the_newest_one(self, school: School) -> None:
        course_id = school.publish("Cells")
        school.heard()
        newer = news(school.org.org_id, OfferChanged, course_id, revision=3, price_minor=39_900)
        older = news(school.org.org_id, OfferChanged, course_id, revision=2)

        deliver(newer, older, newer)

        (offer,) = school.search(free=False, max_price=40_000)["items"]
        assert (offer["free"], offer["price_minor"], offer["currency"]) == (False, 39_900, "INR")
        page = school.get(f"/courses/{course_id}").json()
        assert (page["free"], page["price_minor"], page["currency"]) == (False, 39_900, "INR")
        assert '"price":"399.00"' in page["json_ld"]

    def test_may_come_before_the_course_is_heard_of(self, school: School) -> None:
        course_id, org_id = school.publish("Cells"), school.org.org_id

        deliver(news(org_id, OfferChanged, course_id))
        deliver(news(org_id, CoursePublished, course_id, revision=2))

        assert [offer["price_minor"] for offer in school.search()["items"]] == [49_900]

    def test_a_course_is_free_again_when_an_offer_says_so(self, school: School) -> None:
        course_id, org_id = school.publish("Cells"), school.org.org_id
        school.heard()

        deliver(news(org_id, OfferChanged, course_id))
        deliver(news(org_id, OfferChanged, course_id, revision=2, free=True, price_minor=None, currency=None))

        assert [offer["price_minor"] for offer in school.search(free=True)["items"]] == [None]


class TestInstructors:
    @pytest.mark.parametrize("kind", [InstructorAdded, InstructorRemoved])
    def test_are_read_anew(self, school: School, kind: type) -> None:
        course_id = school.publish("Cells")
        school.heard()
        more: dict[str, Any] = {"permissions": [], "revenue_share_bp": 0} if kind is InstructorAdded else {}

        failed = deliver(news(school.org.org_id, kind, course_id, instructor_id="usr_9", **more))

        assert failed == []
        assert school.titles(instructor=school.tutor.user_id) == ["Cells"]


class TestDeletion:
    def test_of_a_course_that_was_never_offered_leaves_nothing(self, school: School) -> None:
        course_id = "crs_01JD0000000000000000000000"

        assert deliver(news(school.org.org_id, CourseDeleted, course_id)) == []

        assert SearchRepository(school.org.org_id).find(course_id) is None

    def test_of_an_organization_takes_everything_of_it_and_nothing_else(self, school: School) -> None:
        other = a_school(school.world)
        for one in (school, other):
            one.publish("Cells")
        school.heard()
        gone = news("org_platform", OrganizationDeleted, school.org.org_id)

        assert deliver(gone, gone) == []

        assert SearchRepository(school.org.org_id).list_changes().items == []
        assert other.titles() == ["Cells"]


class TestBuildingNowAndThen:
    def test_is_decided_by_the_event_so_a_repeated_one_starts_nothing_twice(self, school: School) -> None:
        chosen = next(
            f"evt_{n}" for n in range(10_000) if int(sha256(f"evt_{n}".encode()).hexdigest(), 16) % ONE_IN == 0
        )

        with counting_starts() as started:
            for event_id in (chosen, chosen, f"{chosen}0", f"{chosen}1"):
                with running_as("search-handlers"):
                    build_now_and_then(school.org.org_id, event_id)

        assert len(started) == 1


def rated(org_id: str, course_id: str, *, revision: int) -> dict[str, Any]:
    """News of as many reviews as there were changes, each of four stars."""
    message = news(org_id, ReviewsChanged, course_id)
    message["detail"]["data"] |= {"count": revision, "sum": 4 * revision, "revision": revision}
    return message


@contextmanager
def counting_starts() -> Iterator[set[str]]:
    """The executions there are afterwards that were not there before."""
    client, machine = aws.client("stepfunctions"), settings.setting("LMS_MACHINE_INDEXING")

    def names() -> set[str]:
        return {one["name"] for one in client.list_executions(stateMachineArn=machine)["executions"]}

    before, found = names(), set[str]()
    yield found
    found |= names() - before
