"""Dashboards: what each shows, who may see it, and what it costs."""

from datetime import timedelta

import pytest

from events.catalog import CoursePublished, ReviewsChanged
from events.identity import MemberJoined, MemberRemoved, OrganizationRegistered, OrganizationSuspended
from functions.commerce.published import books
from functions.commerce.published.books import month_of
from shared.clock import system_clock
from tests.functions.analytics.observatory import (
    NOON,
    Observatory,
    Told,
    enrolled,
    finished,
    graded,
    lesson,
    paid,
    sent_back,
    told,
)
from tests.functions.commerce.shop import shop, succeeded
from tests.functions.commerce.test_books import paid as bought
from tests.functions.commerce.till import Till, till
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, publish_course

__all__ = ["shop", "till"]


@pytest.fixture
def tutor(observatory: Observatory) -> Actor:
    """Who teaches."""
    return observatory.world.actor("tutor", of=observatory.org)


@pytest.fixture
def course(observatory: Observatory, tutor: Actor) -> PublishedCourse:
    """What they teach."""
    return publish_course(observatory.org.org_id, tutor.user_id)


@pytest.fixture
def student(observatory: Observatory, course: PublishedCourse) -> Actor:
    """Somebody who comes into the course, having paid, learns, passes and finishes it; some of the money goes back."""
    student = observatory.world.actor("student", of=observatory.org)
    user_id, course_id = student.user_id, course.course_id
    observatory.tell(*a_fortnight(course_id, user_id))
    return student


def a_fortnight(course_id: str, user_id: str) -> list[Told]:
    return [
        told(paid("ord_1", 49900, course_id=course_id), NOON - timedelta(days=13)),
        told(enrolled(user_id, course_id), NOON - timedelta(days=13)),
        told(lesson(user_id, "les_1", course_id), NOON - timedelta(days=13)),
        told(lesson(user_id, "les_2", course_id), NOON - timedelta(days=1)),
        told(graded(user_id, 8000, course_id=course_id), NOON),
        told(finished(user_id, course_id), NOON),
        told(sent_back("rfd_1", 900), NOON),
    ]


class TestOrganizationDashboard:
    def test_shows_people_learning_and_money(self, observatory: Observatory, student: Actor) -> None:
        observatory.tell(
            told(MemberJoined(user_id="usr_1", roles=["student"]), NOON),
            told(MemberJoined(user_id="usr_2", roles=["tutor", "student"]), NOON),
            told(MemberRemoved(user_id="usr_1"), NOON + timedelta(hours=1)),
            told(CoursePublished(course_id="crs_1", version=1, topic_count=1, lesson_count=1, required_count=1), NOON),
            told(ReviewsChanged(course_id="crs_1", count=3, sum=14, revision=2), NOON),
        )
        found = observatory.dashboard(days=14)

        assert found["people"] == {"members": 1, "students": 1, "tutors": 1}
        assert found["offer"]["courses"] == 1
        assert found["offer"]["rating_centi"] == 467
        assert (found["first_day"], found["last_day"], len(found["days"])) == ("2037-11-09", "2037-11-22", 14)
        assert found["learnt"]["lessons_completed"] == 2
        assert found["learnt"]["mean_score_bp"] == 8000
        assert found["learnt"]["passed_bp"] == 10_000
        assert found["active_this_month"] == 1
        assert [day["day"] for day in found["days"] if day["active"]] == ["2037-11-09", "2037-11-21"]
        (money,) = found["money"]
        assert (money["sold_minor"], money["refunded_minor"], money["net_minor"]) == (49900, 900, 49000)

    def test_leaves_out_what_was_before_the_period(self, observatory: Observatory, student: Actor) -> None:
        found = observatory.dashboard(days=2)

        assert found["learnt"]["lessons_completed"] == 1
        assert found["learnt_in_all"]["lessons_completed"] == 2
        assert found["money"][0]["sold_minor"] == 0
        assert found["money_in_all"][0]["sold_minor"] == 49900

    def test_has_the_money_of_the_ledger(self, till: Till) -> None:
        order = bought(till)
        succeeded(till.refund(order, amount_minor=33_333))
        till.shop.world.settle()

        admin, org_id = till.shop.admin, till.shop.org.org_id
        (money,) = succeeded(admin.get(f"/analytics/organization/{org_id}/dashboard")).json()["money"]

        postings = list(books.each_posting(org_id, month_of(system_clock.now())))
        assert money["sold_minor"] == sum(one.amount_of("gateway") for one in postings if one.kind == "sale")
        assert money["refunded_minor"] == -sum(one.amount_of("gateway") for one in postings if one.kind == "refund")
        assert (money["sold_minor"], money["refunded_minor"]) == (100_000, 33_333)

    def test_takes_one_query_beside_who_is_calling(self, observatory: Observatory, student: Actor) -> None:
        observatory.dashboard()

        with counting_calls() as calls:
            observatory.dashboard(days=90)

        assert calls.count("Query") == 1
        assert len(calls) <= 3

    def test_is_the_administrators_own(self, observatory: Observatory, student: Actor, tutor: Actor) -> None:
        path = f"/analytics/organization/{observatory.org.org_id}/dashboard"

        assert student.get(path).status_code == 403
        assert tutor.get(path).status_code == 403
        assert observatory.world.actor("org_admin").get(path).status_code == 404


class TestCoursePerformance:
    def test_shows_how_far_learners_come_and_who_stays(
        self, observatory: Observatory, student: Actor, tutor: Actor, course: PublishedCourse
    ) -> None:
        found = succeeded(tutor.get(f"/analytics/course/{course.course_id}/performance")).json()

        assert found["funnel"] == {"studying": 1, "enrolled": 1, "started": 1, "half": 1, "finished": 1, "certified": 0}
        assert found["cohorts"] == [{"week": "2037-11-09", "learners": 1, "active_by_week": [1, 1]}]
        assert [one["completions"] for one in found["lessons"]] == [1, 1]
        assert found["marks"] == [{"asked_id": "asm_1", "graded": 1, "mean_score_bp": 8000, "passed_bp": 10_000}]
        assert found["money_in_all"] == []

    def test_shows_money_to_administrators(
        self, observatory: Observatory, student: Actor, course: PublishedCourse
    ) -> None:
        path = f"/analytics/course/{course.course_id}/performance"

        assert observatory.admin.get(path).json()["money_in_all"][0]["sold_minor"] == 49900

    def test_is_for_those_who_teach_it(self, observatory: Observatory, student: Actor, course: PublishedCourse) -> None:
        path = f"/analytics/course/{course.course_id}/performance"

        assert observatory.world.actor("tutor", of=observatory.org).get(path).status_code == 403
        assert observatory.world.actor("tutor").get(path).status_code == 404


class TestCourseStudents:
    def test_lists_everybody_page_by_page(
        self, observatory: Observatory, student: Actor, tutor: Actor, course: PublishedCourse
    ) -> None:
        observatory.tell(*(told(enrolled(f"usr_{n}", course.course_id), NOON) for n in range(3)))
        path, found, cursor = f"/analytics/course/{course.course_id}/students", list[str](), None
        while True:
            page = succeeded(tutor.get(path, params={"limit": 2} | ({"cursor": cursor} if cursor else {}))).json()
            found += [one["user_id"] for one in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break

        assert sorted(found) == sorted(["usr_0", "usr_1", "usr_2", student.user_id])


class TestLearnerProgress:
    def test_shows_somebody_in_their_courses(
        self, observatory: Observatory, student: Actor, tutor: Actor, course: PublishedCourse
    ) -> None:
        path = f"/analytics/user/{student.user_id}/progress"
        own, seen = (succeeded(who.get(path)).json() for who in (student, tutor))

        assert own == seen
        assert own["active_days"] == ["2037-11-09", "2037-11-21"]
        (one,) = own["courses"]
        assert (one["course_id"], one["lessons_completed"], one["mean_score_bp"]) == (course.course_id, 2, 8000)
        assert (one["enrolled_on"], one["finished_on"], one["last_active_on"]) == (
            "2037-11-09",
            "2037-11-22",
            "2037-11-21",
        )

    def test_is_for_oneself_and_those_who_teach_them(self, observatory: Observatory, student: Actor) -> None:
        path = f"/analytics/user/{student.user_id}/progress"

        assert observatory.world.actor("student", of=observatory.org).get(path).status_code == 403
        assert observatory.world.actor("tutor", of=observatory.org).get(path).status_code == 403
        assert observatory.admin.get(path).status_code == 200
        assert observatory.world.actor("org_admin").get(path).status_code == 404


class TestTutorDashboard:
    def test_lists_what_one_teaches_in_three_calls(
        self, observatory: Observatory, student: Actor, tutor: Actor, course: PublishedCourse
    ) -> None:
        publish_course(observatory.org.org_id, "usr_somebody_else")
        tutor.get("/analytics/tutor/dashboard")

        with counting_calls() as calls:
            (one,) = succeeded(tutor.get("/analytics/tutor/dashboard")).json()["items"]

        assert (one["course_id"], one["funnel"]["finished"], one["mean_score_bp"]) == (course.course_id, 1, 8000)
        assert len(calls) <= 4


class TestPlatformDashboard:
    def test_adds_up_all_organizations(self, observatory: Observatory, student: Actor) -> None:
        operator = observatory.world.actor("platform_admin")
        before = operator.get("/analytics/platform/dashboard").json()
        observatory.tell(
            told(OrganizationRegistered(organization_id="org_a"), NOON),
            told(OrganizationRegistered(organization_id="org_b"), NOON),
            told(OrganizationSuspended(organization_id="org_b"), NOON + timedelta(hours=1)),
        )

        found = succeeded(operator.get("/analytics/platform/dashboard")).json()

        assert found["organizations"] == before["organizations"] + 1
        assert found["active_this_month"] >= 1
        assert found["money_in_all"][0]["net_minor"] >= 49000

    def test_is_for_operators(self, observatory: Observatory) -> None:
        assert observatory.admin.get("/analytics/platform/dashboard").status_code == 403
