"""Finding learners on a course's roster, and its statistics."""

from datetime import timedelta
from typing import Any

import pytest

from functions.learning.wiring import standing_service
from shared.clock import system_clock
from tests.functions.learning.conftest import School
from tests.functions.learning.test_groups import add, make
from tests.functions.learning.test_seats import enrol, leave, settings
from tests.support.actors import Actor
from tests.support.calls import counting_calls


@pytest.fixture
def people(school: School) -> dict[str, Actor]:
    """Four learners who have done 0, 1, 2 and all 3 of the lessons."""
    names = ["Anita Rao", "anil Sen", "Meera Das", "Mohan Rao"]
    found = {name: school.another_learner(name) for name in names}
    for done, learner in enumerate(found.values()):
        enrol(school, learner)
        for number in range(done):
            learner.put(school.course.completion_path(number))
    school.world.settle()
    return found


def names(school: School, **filters: Any) -> list[str]:
    """Who is found, over all pages."""
    found, cursor = [], None
    for _ in range(20):
        params = {**filters, **({"cursor": cursor} if cursor else {})}
        page = school.tutor.get(f"{school.course.path}/enrollments", params=params)
        assert page.status_code == 200, page.text
        assert len(page.json()["items"]) <= filters.get("limit", 25)
        found += [item["user_name"] for item in page.json()["items"]]
        cursor = page.json()["next_cursor"]
        if cursor is None:
            return found
    raise AssertionError("too many pages")


def today(**later: float) -> str:
    """A day from now."""
    return (system_clock.now() + timedelta(**later)).date().isoformat()


class TestFilters:
    def test_by_name_in_any_case_and_order(self, school: School, people: dict[str, Actor]) -> None:
        assert names(school, name="AN") == ["anil Sen", "Anita Rao"]
        assert names(school, name="m", limit=1) == ["Meera Das", "Mohan Rao"]
        assert names(school, name="x") == []

    def test_by_progress_from_the_least(self, school: School, people: dict[str, Actor]) -> None:
        assert names(school, progress_from=1, progress_to=99) == ["anil Sen", "Meera Das"]
        assert names(school, progress_from=100) == ["Mohan Rao"]
        assert names(school, progress_to=0) == ["Anita Rao"]
        assert names(school, progress_from=50, progress_to=40) == []

    def test_by_the_days_of_joining_and_of_activity(self, school: School, people: dict[str, Actor]) -> None:
        assert len(names(school, joined_from=today(), joined_to=today())) == 4
        assert names(school, joined_from=today(days=1)) == []
        assert names(school, joined_to=today(days=-1)) == []
        assert len(names(school, active_from=today())) == 4
        assert names(school, active_to=today(days=-1)) == []

    def test_by_state_within_days(self, school: School, people: dict[str, Actor]) -> None:
        assert names(school, state="completed", joined_from=today()) == ["Mohan Rao"]
        assert names(school, state="completed", joined_from=today(days=1)) == []

    def test_by_group(self, school: School, people: dict[str, Actor]) -> None:
        group_id = make(school.tutor, school.course.course_id)
        add(school.tutor, group_id, people["Anita Rao"], people["Mohan Rao"], school.learner)

        assert sorted(names(school, group_id=group_id)) == ["Anita Rao", "Mohan Rao"]

    @pytest.mark.parametrize("limit", [1, 2, 25])
    def test_combined(self, school: School, people: dict[str, Actor], limit: int) -> None:
        group_id = make(school.tutor, school.course.course_id)
        add(school.tutor, group_id, *people.values())

        assert names(school, name="m", state="completed", limit=limit) == ["Mohan Rao"]
        assert names(school, name="a", progress_from=1, limit=limit) == ["anil Sen"]
        assert names(school, progress_to=70, active_from=today(), name="m", limit=limit) == ["Meera Das"]
        assert sorted(names(school, group_id=group_id, progress_to=50, limit=limit)) == ["Anita Rao", "anil Sen"]
        assert len(names(school, group_id=group_id, joined_from=today(), active_to=today(), limit=limit)) == 4

    def test_follow_a_new_name(self, school: School, people: dict[str, Actor]) -> None:
        learner = people["Mohan Rao"]
        me = learner.get("/users/me")
        changed = learner.put("/users/me", {"name": "Zubin Rao"}, headers={"if-match": me.headers["etag"]})
        assert changed.status_code == 200, changed.text
        school.world.settle()

        assert (names(school, name="mo"), names(school, name="zub")) == ([], ["Zubin Rao"])

    def test_see_what_the_clock_has_ended(self, school: School) -> None:
        with school.world.clock() as clock:
            settings(school, access_days=1)
            enrol(school, school.learner)
            clock.advance(timedelta(days=2))
            tutor = school.again(school.tutor)

            path = f"{school.course.path}/enrollments"
            assert tutor.get(path, params={"state": "active"}).json()["items"] == []
            assert tutor.get(path).json()["items"][0]["state"] == "expired"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"progress_from": 101},
            {"progress_to": -1},
            {"joined_from": "yesterday"},
            {"active_to": "9999-12-31"},
            {"name": "a\0"},
            {"group_id": "x"},
            {"state": "happy"},
        ],
    )
    def test_refuse_what_makes_no_sense(self, school: School, wrong: dict[str, Any]) -> None:
        assert school.tutor.get(f"{school.course.path}/enrollments", params=wrong).status_code == 422

    @pytest.mark.parametrize(
        "filters", [{"name": "a"}, {"progress_from": 1}, {"active_from": "2026-01-01"}, {"state": "active"}]
    )
    def test_cost_a_query_and_a_batch(self, school: School, people: dict[str, Actor], filters: dict[str, Any]) -> None:
        school.tutor.get(f"{school.course.path}/enrollments")

        with counting_calls() as calls:
            school.tutor.get(f"{school.course.path}/enrollments", params=filters)

        assert calls == ["Query", "BatchGetItem"]


class TestAnalytics:
    def test_count_states_progress_and_days(self, school: School, people: dict[str, Actor]) -> None:
        leave(school, people["anil Sen"])

        report = school.tutor.get(f"{school.course.path}/enrollments/analytics").json()

        assert {state: count for state, count in report["by_state"].items() if count} == {
            "active": 2,
            "completed": 1,
            "cancelled": 1,
        }
        assert (report["joined"], report["completed"], report["completion_percent"]) == (4, 1, 25)
        bands = {band["from_percent"]: band["enrollments"] for band in report["progress"] if band["enrollments"]}
        assert bands == {0: 1, 60: 1, 100: 1}
        assert report["joined_per_day"] == [{"day": today(), "enrollments": 4}]

    def test_are_the_same_whatever_is_heard_twice(self, school: School, people: dict[str, Actor]) -> None:
        path = f"{school.course.path}/enrollments/analytics"
        before = school.tutor.get(path).json()

        for learner in people.values():
            standing_service(school.org.org_id).count(school.course.course_id, learner.user_id)

        assert school.tutor.get(path).json() == before

    def test_count_a_group_by_itself(self, school: School, people: dict[str, Actor]) -> None:
        group_id = make(school.tutor, school.course.course_id)
        add(school.tutor, group_id, people["Meera Das"], people["Mohan Rao"])
        school.world.settle()
        path = f"{school.course.path}/enrollments/analytics"

        of_group = school.tutor.get(path, params={"group_id": group_id}).json()
        assert (of_group["joined"], of_group["completed"]) == (2, 1)
        assert of_group["joined_per_day"] == [{"day": today(), "enrollments": 2}]

        school.tutor.delete(f"/groups/{group_id}/members/{people['Mohan Rao'].user_id}")
        school.world.settle()
        of_group = school.tutor.get(path, params={"group_id": group_id}).json()
        assert (of_group["joined"], of_group["completed"]) == (1, 0)

    def test_are_of_groups_in_the_course(self, school: School) -> None:
        admin = school.world.actor("org_admin", of=school.org)
        path = f"{school.course.path}/enrollments/analytics"

        assert school.tutor.get(path, params={"group_id": make(admin)}).json()["joined"] == 0
        assert school.tutor.get(path, params={"group_id": "grp_1"}).code == "group_not_found"

    @pytest.mark.parametrize("days", [("2026-01-02", "2026-01-01"), ("2026-01-01", "2026-06-01")])
    def test_show_a_quarter_at_most(self, school: School, days: tuple[str, str]) -> None:
        first, last = days
        asked = {"first_day": first, "last_day": last}

        assert school.tutor.get(f"{school.course.path}/enrollments/analytics", params=asked).status_code == 422

    def test_cost_the_same_for_any_course(self, school: School, people: dict[str, Actor]) -> None:
        with counting_calls() as calls:
            school.tutor.get(f"{school.course.path}/enrollments/analytics")

        assert calls[-3:] == ["GetItem", "Query", "Query"]
