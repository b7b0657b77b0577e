"""Who is at risk: judged by the clock, listed by chance, told why; and not judged where they do not want it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from events.commerce import PaymentParked, RefundFailed
from events.identity import MemberRemoved, OrganizationRegistered, OrganizationSuspended
from functions.analytics.domain.pace import Pace
from functions.analytics.handlers import _begun
from functions.analytics.repository.rounds import LEASE, RoundRepository
from functions.analytics.service.judging import next_night
from functions.analytics.tasks import handler
from shared.clock import system_clock
from tests.functions.analytics.observatory import NOON, Observatory, Told, enrolled, finished, graded, lesson, told
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import at_once


@pytest.fixture
def tutor(observatory: Observatory) -> Actor:
    """Who teaches."""
    return observatory.world.actor("tutor", of=observatory.org)


@pytest.fixture
def course(observatory: Observatory, tutor: Actor) -> Iterator[PublishedCourse]:
    """What they teach."""
    _begun.forget()
    yield publish_course(observatory.org.org_id, tutor.user_id)
    _begun.forget()


@pytest.fixture
def student(observatory: Observatory, course: PublishedCourse) -> Actor:
    """Somebody who came with others, and stopped when these went on."""
    student = observatory.world.actor("student", of=observatory.org)
    observatory.study(*a_course(course.course_id, student.user_id))
    observatory.tell(told(enrolled("usr_new", course.course_id), NOON - timedelta(days=2)))
    return student


def a_course(course_id: str, user_id: str) -> list[Told]:
    begun = NOON - timedelta(days=42)
    happened = [told(enrolled(user_id, course_id), begun), told(lesson(user_id, "les_0", course_id), begun)]
    for number in range(6):
        other = f"usr_{number}"
        happened.append(told(enrolled(other, course_id), begun))
        happened += [
            told(lesson(other, f"les_{week}", course_id), begun + timedelta(days=7 * week)) for week in range(6)
        ]
        mark = graded(other, 5000 + 500 * number, attempt_id=f"att_{number}", course_id=course_id)
        happened.append(told(mark, begun + timedelta(days=14)))
    return happened


def go() -> int:
    """What the clock does every minute."""
    done: int = handler({"task": "go_rounds"}, None)["rounds"]
    return done


def judged(who: Actor, course: PublishedCourse, **asked: object) -> list[dict[str, object]]:
    """The list, after a round that was asked for."""
    assert who.put(f"/analytics/course/{course.course_id}/risk-round").status_code == 202
    go()
    found: list[dict[str, object]] = listed(who, course, **asked)
    return found


def listed(who: Actor, course: PublishedCourse, **asked: object) -> list[dict[str, object]]:
    """The list."""
    answer = who.get(f"/analytics/course/{course.course_id}/at-risk", params=asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, object]] = answer.json()["items"]
    return items


class TestListLearnersAtRisk:
    def test_has_the_highest_chance_first_with_reasons_and_what_to_do(
        self, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        found = judged(tutor, course)

        assert found[0]["user_id"] == student.user_id
        assert found[0]["level"] == "high"
        codes = [one["code"] for one in found[0]["reasons"]]  # type: ignore[attr-defined]  # JSON
        assert 2 <= len(codes) <= 3
        assert "silent" in codes
        assert {one["text"] for one in found[0]["reasons"]} >= {"No activity for 42 days."}  # type: ignore[attr-defined]  # JSON
        assert found[0]["next_step"] == {"code": "come_back", "text": "Write to them and ask what keeps them away."}

    def test_lists_who_is_new_as_unknown_only_where_that_is_asked_for(
        self, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        everybody = listed(tutor, course, level="unknown")

        assert [one["user_id"] for one in listed(tutor, course, level="high")] == [student.user_id]
        assert (everybody[-1]["user_id"], everybody[-1]["level"], everybody[-1]["chance_bp"]) == (
            "usr_new",
            "unknown",
            None,
        )
        chances = [one["chance_bp"] for one in everybody[:-1]]
        assert chances == sorted(chances, reverse=True)  # type: ignore[type-var]  # numbers
        assert len(everybody) == 8

    def test_is_read_in_two_calls_and_page_by_page(self, tutor: Actor, course: PublishedCourse, student: Actor) -> None:
        everybody = judged(tutor, course, level="unknown")
        path = f"/analytics/course/{course.course_id}/at-risk"
        with counting_calls() as calls:
            page = tutor.get(path, params={"level": "unknown", "limit": 5}).json()
        rest = tutor.get(path, params={"level": "unknown", "limit": 5, "cursor": page["next_cursor"]}).json()

        assert len(calls) <= 3
        assert page["items"] + rest["items"] == everybody
        assert tutor.get(path, params={"level": "low", "cursor": page["next_cursor"]}).status_code == 422

    def test_speaks_hindi(self, tutor: Actor, course: PublishedCourse, student: Actor) -> None:
        judged(tutor, course)

        (found,) = listed(tutor, course, level="high", language="hi")
        assert found["next_step"]["text"] == "उन्हें लिखें और पूछें कि क्या बाधा है।"  # type: ignore[index]  # JSON

    def test_is_for_who_teaches_the_course_and_administrators(
        self, observatory: Observatory, course: PublishedCourse, student: Actor
    ) -> None:
        path = f"/analytics/course/{course.course_id}/at-risk"

        assert observatory.admin.get(path).status_code == 200
        assert student.get(path).status_code == 403
        assert observatory.world.actor("tutor", of=observatory.org).get(path).status_code == 403
        assert observatory.world.actor("org_admin").get(path).status_code == 404
        assert (
            observatory.world.actor("tutor", of=observatory.org)
            .put(f"/analytics/course/{course.course_id}/risk-round")
            .status_code
            == 403
        )


class TestRounds:
    def test_begin_with_the_first_learner_and_go_on_every_night(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        assert go() == 0
        with observatory.later(minutes=11):
            assert go() == 1
            assert go() == 0
            assert listed(tutor, course)
            found = RoundRepository().find(observatory.org.org_id, course.course_id)
            assert found is not None
            assert timedelta(hours=13) <= found.due_at - NOON <= timedelta(hours=18)
        with observatory.later(hours=18):
            assert go() == 1

    def test_change_nothing_where_figures_are_the_same(
        self, tutor: Actor, course: PublishedCourse, student: Actor, observatory: Observatory
    ) -> None:
        before = judged(tutor, course, level="unknown")
        with observatory.later(minutes=11), counting_calls() as calls:
            after = judged(tutor, course, level="unknown")

        assert after == before
        assert "TransactWriteItems" not in calls

    def test_forget_who_left_and_who_finished(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        observatory.tell(told(finished(student.user_id, course.course_id)))
        with observatory.later(minutes=11):
            assert student.user_id not in {one["user_id"] for one in judged(tutor, course, level="unknown")}

    def test_are_not_asked_for_again_within_ten_minutes(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        path = f"/analytics/course/{course.course_id}/risk-round"
        assert tutor.put(path).json()["judged_at"] is not None

        assert go() == 0
        with observatory.later(minutes=11):
            tutor.put(path)
            assert go() == 1

    def test_are_gone_through_once_by_many_at_once(self, tutor: Actor, course: PublishedCourse, student: Actor) -> None:
        tutor.put(f"/analytics/course/{course.course_id}/risk-round")

        assert sum(at_once(4, lambda _: go())) == 1

    def test_are_taken_up_again_where_somebody_died(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        tutor.put(f"/analytics/course/{course.course_id}/risk-round")
        (due,) = RoundRepository().list_due(system_clock.now())
        assert RoundRepository().take(due) is not None

        assert go() == 0
        with observatory.later(seconds=LEASE.total_seconds() + 1):
            assert go() == 1
            assert listed(tutor, course)

    def test_that_fail_are_told_of_and_tried_again_within_the_hour(
        self,
        observatory: Observatory,
        tutor: Actor,
        course: PublishedCourse,
        student: Actor,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(Pace, "of", lambda *_: 1 / 0)
            assert not judged(tutor, course)
        assert "RoundFailed" in capsys.readouterr().out

        with observatory.later(hours=1):
            assert go() == 1
        assert judged(tutor, course)

    def test_that_fail_while_somebody_asks_anew_hold_up_no_other(
        self, tutor: Actor, course: PublishedCourse, student: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rounds = RoundRepository()

        def asked_anew(*_: object) -> None:
            found = rounds.find(tutor.org_id, course.course_id)
            assert found is not None
            rounds.save(found, due_at=system_clock.now(), judged_at=None, after=None)
            raise ZeroDivisionError

        tutor.put(f"/analytics/course/{course.course_id}/risk-round")
        with monkeypatch.context() as broken:
            broken.setattr(Pace, "of", asked_anew)
            assert go() == 0

        assert go() == 1

    def test_are_at_night_in_the_organization(self) -> None:
        for zone, hour in (("Asia/Kolkata", 2), ("America/New_York", 2)):
            due = next_night(datetime(2037, 11, 22, 6, 30, tzinfo=UTC), zone, "crs_1")
            assert hour <= due.hour <= hour + 3
            assert due > datetime(2037, 11, 22, 6, 30, tzinfo=UTC)


class TestReadLearnerInsights:
    def test_tells_tutors_and_the_learner_each_in_their_words(
        self, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        path = f"/analytics/user/{student.user_id}/insights"
        with counting_calls() as calls:
            (seen,) = tutor.get(path).json()["courses"]
        (own,) = student.get(path).json()["courses"]

        assert len(calls) <= 3
        assert own["insights"] == seen["insights"]
        assert own["next_step"]["code"] == seen["next_step"]["code"] == "come_back"
        assert own["next_step"]["text"] != seen["next_step"]["text"]
        assert {one["code"]: one["lesson_id"] for one in own["insights"]}["stopped"] == "les_0"

    def test_says_nothing_that_was_disproved_since(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        newcomer = observatory.world.actor("student", of=observatory.org)
        observatory.tell(told(enrolled(newcomer.user_id, course.course_id), NOON - timedelta(days=8)))
        judged(tutor, course)
        path = f"/analytics/user/{newcomer.user_id}/insights"
        (before,) = newcomer.get(path).json()["courses"]
        observatory.tell(told(lesson(newcomer.user_id, "les_1", course.course_id)))
        (begun,) = newcomer.get(path).json()["courses"]
        observatory.tell(told(finished(newcomer.user_id, course.course_id)))

        assert [one["code"] for one in before["insights"]] == ["not_started"]
        assert begun["insights"] == []
        assert begun["next_step"]["code"] == "go_on"
        assert newcomer.get(path).json()["courses"] == []

    def test_is_closed_to_others(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        path = f"/analytics/user/{student.user_id}/insights"

        assert observatory.world.actor("tutor", of=observatory.org).get(path).status_code == 403
        assert observatory.world.actor("student", of=observatory.org).get(path).status_code == 403
        assert observatory.world.actor("org_admin").get(path).status_code == 404


class TestChooseProfiling:
    def test_forgets_what_stands_and_judges_no_more_until_it_is_wanted_again(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        assert student.get("/analytics/profiling").json() == {"is_judged": True}

        assert student.put("/analytics/profiling", {"is_judged": False}).json() == {"is_judged": False}
        assert student.user_id not in {one["user_id"] for one in listed(tutor, course, level="unknown")}
        assert student.get(f"/analytics/user/{student.user_id}/insights").json()["courses"] == []
        with observatory.later(minutes=1):
            assert student.user_id not in {one["user_id"] for one in listed(tutor, course, level="unknown")}
            student.put("/analytics/profiling", {"is_judged": True})
        with observatory.later(minutes=14):
            assert student.user_id in {one["user_id"] for one in judged(tutor, course, level="unknown")}

    def test_is_done_for_who_is_removed(
        self, observatory: Observatory, tutor: Actor, course: PublishedCourse, student: Actor
    ) -> None:
        judged(tutor, course)
        observatory.tell(told(MemberRemoved(user_id=student.user_id)))

        assert student.user_id not in {one["user_id"] for one in listed(tutor, course, level="unknown")}


class TestListOrganizationHealths:
    def test_has_each_with_its_figures_in_one_call(
        self, observatory: Observatory, course: PublishedCourse, student: Actor
    ) -> None:
        org_id = observatory.org.org_id
        news = lesson(student.user_id, "les_9", course.course_id)
        observatory.tell(told(OrganizationRegistered(organization_id=org_id)), told(news, NOON - timedelta(days=2)))
        parked = PaymentParked(connection_id="con_1", notice_id="evt_1", gateway_id="order_1")
        refused = RefundFailed(
            refund_id="rfd_1", order_id="ord_1", user_id="usr_1", course_id=None, amount_minor=1, currency="INR"
        )
        observatory.tell(told(parked), told(parked), told(refused), told(refused, NOON - timedelta(days=1)))
        operator = observatory.world.actor("platform_admin")
        with observatory.later(minutes=11):
            assert go() == 2
            with counting_calls() as calls:
                found = {
                    one["org_id"]: one for one in operator.get("/analytics/platform/organizations").json()["items"]
                }

        assert calls.count("Query") == 1
        assert len(calls) <= 3
        assert found[org_id]["last_active_on"] == "2037-11-20"
        assert found[org_id]["studying"] == 8
        assert found[org_id]["name"] == observatory.org.name
        assert (found[org_id]["payments_parked"], found[org_id]["refunds_failed"]) == (1, 1)

    def test_has_an_organization_from_its_first_event_on(self, observatory: Observatory) -> None:
        org = observatory.org
        observatory.tell(told(OrganizationRegistered(organization_id=org.org_id)))
        operator = observatory.world.actor("platform_admin")

        found = {one["org_id"]: one for one in operator.get("/analytics/platform/organizations").json()["items"]}

        assert (found[org.org_id]["name"], found[org.org_id]["status"]) == (org.name, "active")
        assert operator.put(f"/organizations/{org.org_id}/suspension").status_code == 200
        observatory.tell(told(OrganizationSuspended(organization_id=org.org_id)))
        found = {one["org_id"]: one for one in operator.get("/analytics/platform/organizations").json()["items"]}
        assert found[org.org_id]["status"] == "suspended"

    def test_is_for_operators(self, observatory: Observatory) -> None:
        assert observatory.admin.get("/analytics/platform/organizations").status_code == 403


class TestFunnel:
    def test_of_an_organization_has_everybody_once_in_each_course(
        self, observatory: Observatory, course: PublishedCourse, student: Actor
    ) -> None:
        found = observatory.dashboard()

        assert found["funnel"]["enrolled"] == 8
        assert found["funnel"]["started"] == 7
        assert [(one["week"], one["learners"]) for one in found["cohorts"]] == [("2037-10-05", 7), ("2037-11-16", 1)]
        assert found["cohorts"][0]["active_by_week"][:2] == [7, 6]
