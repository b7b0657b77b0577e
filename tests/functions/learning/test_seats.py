"""Seats, the line for them, and what ends by the clock, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from functions.learning.repository.seats import SeatsRepository
from functions.learning.tasks import handler as tasks
from tests.functions.learning.conftest import School
from tests.support.actors import Actor
from tests.support.faults import every_death, killed
from tests.support.world import at_once


def settings(school: School, **rules: Any) -> Any:
    """Set how one may enrol in the school's course."""
    path = f"{school.course.path}/enrollments/settings"
    tutor = school.again(school.tutor)
    before = tutor.get(path)
    answer = tutor.put(path, {"seats": None} | rules, headers={"if-match": before.headers["etag"]})
    assert answer.status_code == 200, answer.text
    school.world.settle()
    return answer.json()


def enrol(school: School, learner: Actor) -> Any:
    """Enrol somebody, or put them in line."""
    answer = learner.post(f"{school.course.path}/enroll")
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def leave(school: School, learner: Actor) -> None:
    """Somebody leaves, and the news is heard."""
    enrolment_id = learner.get("/enrollments").json()["items"][0]["enrollment_id"]
    assert learner.delete(f"{school.course.path}/enrollments/{enrolment_id}").status_code == 204
    school.world.settle()


def mine(learner: Actor) -> tuple[str, bool]:
    """The state of somebody's only enrolment, and whether it ends by itself."""
    (enrolment,) = learner.get("/enrollments").json()["items"]
    return enrolment["state"], enrolment["until"] is not None


def in_state(school: School, state: str) -> list[str]:
    """Who is on the roster in a state."""
    page = school.tutor.get(f"{school.course.path}/enrollments", params={"state": state, "limit": 100}).json()
    return [item["user_id"] for item in page["items"]]


def count(school: School) -> tuple[int, int]:
    """How many seats are taken, and how many wait."""
    seats = SeatsRepository(school.org.org_id).find(school.course.course_id)
    return seats.taken, seats.waiting


class TestSettings:
    def test_begin_without_limits(self, school: School) -> None:
        answer = school.tutor.get(f"{school.course.path}/enrollments/settings")

        assert answer.headers["etag"] == '"rev-0"'
        assert answer.json() == {
            "seats": None,
            "opens_at": None,
            "closes_at": None,
            "access_days": None,
            "waiting_list": True,
            "taken": 0,
            "waiting": 0,
        }

    def test_count_who_came_before_there_were_any(self, school: School) -> None:
        school.enrolled()

        assert settings(school, seats=1)["taken"] == 1
        assert enrol(school, school.another_learner())["state"] == "waiting"

    def test_are_not_overwritten_by_who_did_not_see_them(self, school: School) -> None:
        path = f"{school.course.path}/enrollments/settings"
        settings(school, seats=5)

        late = school.tutor.put(path, {"seats": 9}, headers={"if-match": '"rev-0"'})

        assert late.code == "precondition_failed"
        assert school.tutor.get(path).json()["seats"] == 5

    def test_keep_their_tag_while_people_come_and_go(self, school: School) -> None:
        settings(school, seats=5)
        school.enrolled()

        assert school.tutor.get(f"{school.course.path}/enrollments/settings").headers["etag"] == '"rev-1"'

    def test_are_the_staffs_alone(self, school: School) -> None:
        path = f"{school.course.path}/enrollments/settings"

        assert school.learner.get(path).code == "forbidden"
        assert school.world.actor("tutor", of=school.org).get(path).code == "not_your_course"
        assert school.world.actor("tutor").get(path).code == "course_not_found"

    @pytest.mark.parametrize(
        ("rules", "pointer"),
        [
            ({"seats": -1}, "/seats"),
            ({"seats": 1_000_001}, "/seats"),
            ({"access_days": 0}, "/access_days"),
            ({"opens_at": "9999-12-31T23:59:59-14:00"}, "/opens_at"),
            ({"opens_at": "2026-01-02T00:00:00Z", "closes_at": "2026-01-01T00:00:00Z"}, ""),
        ],
    )
    def test_must_make_sense(self, school: School, rules: dict[str, Any], pointer: str) -> None:
        answer = school.tutor.put(f"{school.course.path}/enrollments/settings", rules, headers={"if-match": '"rev-0"'})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer


class TestAWindow:
    def test_is_kept_by_the_clock(self, school: School) -> None:
        with school.world.clock() as clock:
            opens, closes = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
            settings(school, opens_at=opens.isoformat(), closes_at=closes.isoformat())

            assert school.learner.post(f"{school.course.path}/enroll").code == "enrolment_closed"
            clock.advance(timedelta(hours=1))
            learner = school.again(school.learner)
            assert learner.post(f"{school.course.path}/enroll").status_code == 201
            clock.advance(timedelta(hours=1))
            assert school.another_learner().post(f"{school.course.path}/enroll").code == "enrolment_closed"
            assert school.again(learner).post(f"{school.course.path}/enroll").status_code == 200


class TestAFullCourse:
    def test_puts_people_in_line_and_offers_a_seat_that_is_free_to_the_first(self, school: School) -> None:
        settings(school, seats=1)
        first, second, third = school.learner, school.another_learner("B"), school.another_learner("C")
        assert [enrol(school, one)["state"] for one in (first, second, third)] == ["active", "waiting", "waiting"]

        leave(school, first)

        assert (mine(second), mine(third)) == (("waiting", True), ("waiting", False))
        assert count(school) == (1, 1)
        assert enrol(school, second)["state"] == "active"
        assert enrol(school, first)["state"] == "waiting"
        assert count(school) == (1, 2)

    def test_says_so_where_nobody_can_wait(self, school: School) -> None:
        settings(school, seats=0, waiting_list=False)

        assert school.learner.post(f"{school.course.path}/enroll").code == "course_full"

    def test_does_not_let_in_who_waits_without_an_offer(self, school: School) -> None:
        settings(school, seats=0)
        enrol(school, school.learner)

        again = school.learner.post(f"{school.course.path}/enroll")

        assert (again.status_code, again.json()["state"]) == (200, "waiting")
        assert school.learner.get(f"{school.course.path}/learn").code == "not_enrolled"

    def test_lets_in_nobody_past_the_line(self, school: School) -> None:
        settings(school, seats=1)
        enrol(school, school.learner)
        waiting = school.another_learner("B")
        enrol(school, waiting)
        enrolment_id = school.learner.get("/enrollments").json()["items"][0]["enrollment_id"]
        school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")  # nobody has heard of it yet

        newcomer = enrol(school, school.another_learner("C"))

        assert newcomer["state"] == "waiting"
        assert mine(waiting) == ("waiting", True)

    def test_throws_nobody_out_when_it_gets_smaller(self, school: School) -> None:
        settings(school, seats=3)
        learners = [school.learner, school.another_learner("B"), school.another_learner("C")]
        for learner in learners:
            enrol(school, learner)

        assert settings(school, seats=1)["taken"] == 3

        assert [mine(learner)[0] for learner in learners] == ["active"] * 3
        waiting = school.another_learner("D")
        enrol(school, waiting)
        leave(school, learners[0])
        leave(school, learners[1])
        assert mine(waiting) == ("waiting", False)
        leave(school, learners[2])
        assert mine(waiting) == ("waiting", True)

    def test_offers_what_is_added_to_as_many_as_there_is_room_for(self, school: School) -> None:
        settings(school, seats=0)
        learners = [school.another_learner(name) for name in "ABC"]
        for learner in learners:
            enrol(school, learner)

        settings(school, seats=2)

        assert [mine(learner) for learner in learners] == [("waiting", True), ("waiting", True), ("waiting", False)]
        settings(school)
        assert [mine(learner)[1] for learner in learners] == [True] * 3

    def test_forgets_who_leaves_the_line(self, school: School) -> None:
        settings(school, seats=1)
        enrol(school, school.learner)
        second, third = school.another_learner("B"), school.another_learner("C")
        enrol(school, second)
        enrol(school, third)

        leave(school, second)
        leave(school, school.learner)

        assert (mine(second), mine(third)) == (("cancelled", False), ("waiting", True))
        assert count(school) == (1, 0)

    def test_lets_staff_let_somebody_in_where_a_seat_is_free(self, school: School) -> None:
        settings(school, seats=0)
        enrolment = enrol(school, school.learner)
        path = f"{school.course.path}/enrollments/{enrolment['enrollment_id']}"

        def admit() -> Any:
            tag = school.tutor.get(path).headers["etag"]
            return school.tutor.put(path, {"state": "active"}, headers={"if-match": tag})

        assert admit().code == "course_full"
        SeatsRepository(school.org.org_id).save_rules(
            school.course.course_id,
            SeatsRepository(school.org.org_id).find(school.course.course_id).model_copy(update={"seats": 1}),
            expected=1,
        )
        assert admit().json()["state"] == "active"
        assert count(school) == (1, 0)


class TestAnOffer:
    def test_that_nobody_takes_goes_to_the_next(self, school: School) -> None:
        with school.world.clock() as clock:
            settings(school, seats=1)
            second, third = school.another_learner("B"), school.another_learner("C")
            for learner in (school.learner, second, third):
                enrol(school, learner)
                clock.advance(timedelta(seconds=1))
            leave(school, school.learner)
            clock.advance(timedelta(hours=24))
            second, third = school.again(second), school.again(third)
            assert mine(second) == ("cancelled", False)

            assert tasks({"task": "look_at_due_seats"}, None)["looked_at"] == 1
            school.world.settle()

            assert (mine(second), mine(third)) == (("cancelled", False), ("waiting", True))
            assert enrol(school, second)["state"] == "waiting"

    def test_that_is_over_is_ended_by_who_wants_the_seat(self, school: School) -> None:
        with school.world.clock() as clock:
            settings(school, seats=1)
            second = school.another_learner("B")
            enrol(school, school.learner)
            enrol(school, second)
            leave(school, school.learner)
            clock.advance(timedelta(hours=25))

            assert enrol(school, school.another_learner("C"))["state"] == "active"
            assert count(school) == (1, 0)


class TestAccess:
    def test_ends_by_the_clock_and_is_told_by_the_round(self, school: School) -> None:
        with school.world.clock() as clock:
            settings(school, access_days=30)
            enrolment = enrol(school, school.learner)
            assert enrolment["until"] is not None
            clock.advance(timedelta(days=30))

            learner = school.again(school.learner)
            assert learner.get(f"{school.course.path}/learn").code == "not_enrolled"
            assert mine(learner)[0] == "expired"
            assert tasks({"task": "look_at_due_seats"}, None)["looked_at"] == 1
            assert tasks({"task": "look_at_due_seats"}, None)["looked_at"] == 0
            assert count(school) == (0, 0)

    def test_begins_anew_for_who_comes_back(self, school: School) -> None:
        with school.world.clock() as clock:
            settings(school, access_days=30, seats=1)
            enrol(school, school.learner)
            clock.advance(timedelta(days=31))

            learner = school.again(school.learner)
            assert enrol(school, learner)["state"] == "active"
            assert learner.get(f"{school.course.path}/learn").status_code == 200
            assert count(school) == (1, 0)

    def test_is_taken_for_a_while_by_staff(self, school: School) -> None:
        enrolment_id = school.enrolled()
        path = f"{school.course.path}/enrollments/{enrolment_id}"

        paused = school.tutor.put(path, {"state": "paused"}, headers={"if-match": '"rev-1"'})

        assert paused.json()["state"] == "paused"
        assert school.learner.get(f"{school.course.path}/learn").code == "not_enrolled"
        assert school.learner.post(f"{school.course.path}/enroll").json()["state"] == "paused"
        resumed = school.tutor.put(path, {"state": "active"}, headers={"if-match": paused.headers["etag"]})
        assert resumed.json()["state"] == "active"
        assert count(school) == (1, 0)


class TestARace:
    def test_of_forty_for_ten_seats_loses_nobody(self, school: School) -> None:
        settings(school, seats=10)
        learners = [school.another_learner(f"L{number}") for number in range(40)]
        for learner in learners:
            learner.get("/enrollments")

        states = at_once(40, lambda number: enrol(school, learners[number])["state"])

        assert (states.count("active"), states.count("waiting")) == (10, 30)
        assert count(school) == (10, 30)
        assert len(in_state(school, "waiting")) == 30

    def test_of_ten_leaving_offers_ten_seats_once_each(self, school: School) -> None:
        settings(school, seats=10)
        learners = [school.another_learner(f"L{number}") for number in range(25)]
        enrolments = [enrol(school, learner) for learner in learners]

        at_once(
            10,
            lambda number: learners[number].delete(
                f"{school.course.path}/enrollments/{enrolments[number]['enrollment_id']}"
            ),
        )
        school.world.settle()

        assert count(school) == (10, 5)
        assert [mine(learner)[1] for learner in learners[10:]] == [True] * 10 + [False] * 5


class TestADeath:
    """Whoever takes or frees a seat dies before or after any of their calls; asked again, all is as if they had not."""

    def test_while_enrolling_leaves_one_seat_taken(self, school: School) -> None:
        settings(school, seats=50)
        path, learners = f"{school.course.path}/enroll", iter([school.another_learner(f"L{n}") for n in range(12)])
        first = next(learners)
        first.get("/enrollments")
        deaths = list(every_death(lambda: first.post(path)))

        for number, moment in deaths:
            learner = next(learners)
            learner.get("/enrollments")
            taken = count(school)[0]
            with killed(number, moment) as death:
                learner.post(path)

            assert enrol(school, learner)["state"] == "active", death.at
            assert count(school)[0] == taken + 1, death.at

    def test_while_leaving_and_offering_passes_the_seat_on_once(self, school: School) -> None:
        def story() -> tuple[Actor, Actor]:
            seated, waiting = school.another_learner("S"), school.another_learner("W")
            settings(school, seats=count(school)[0] + 1)
            enrol(school, seated)
            enrol(school, waiting)
            enrolment_id = seated.get("/enrollments").json()["items"][0]["enrollment_id"]
            assert seated.delete(f"{school.course.path}/enrollments/{enrolment_id}").status_code == 204
            return seated, waiting

        story()
        deaths = list(every_death(school.world.settle, of="learning-"))
        for number, moment in deaths:
            seated, waiting = story()
            taken = count(school)[0]
            with killed(number, moment) as death:
                school.world.settle()
            school.world.settle()

            assert (mine(seated)[0], mine(waiting)) == ("cancelled", ("waiting", True)), death.at
            assert count(school) == (taken + 1, 0), death.at
