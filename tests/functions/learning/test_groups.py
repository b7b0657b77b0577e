"""Groups over HTTP."""

from typing import Any

import pytest

from functions.learning.domain import groups as rules
from tests.functions.learning.conftest import School
from tests.support.actors import Actor
from tests.support.world import at_once


@pytest.fixture
def admin(school: School) -> Actor:
    """Who administers the school."""
    return school.world.actor("org_admin", of=school.org)


def make(actor: Actor, course_id: str | None = None, **more: Any) -> str:
    """A group. Returns its id."""
    answer = actor.post("/groups", {"name": "Batch of November", "course_id": course_id, **more})
    assert answer.status_code == 201, answer.text
    group_id: str = answer.json()["group_id"]
    return group_id


def add(actor: Actor, group_id: str, *learners: Actor) -> Any:
    """Put people into a group."""
    return actor.post(f"/groups/{group_id}/members", {"user_ids": [learner.user_id for learner in learners]})


class TestAGroup:
    def test_of_a_course_is_its_staffs(self, school: School) -> None:
        group_id = make(school.tutor, school.course.course_id, starts_on="2026-11-02", ends_on="2027-02-27")

        assert school.tutor.get(f"/groups/{group_id}").json()["starts_on"] == "2026-11-02"
        listed = school.tutor.get("/groups", params={"course_id": school.course.course_id}).json()["items"]
        assert [group["group_id"] for group in listed] == [group_id]
        assert school.world.actor("tutor", of=school.org).get(f"/groups/{group_id}").code == "not_your_course"
        assert school.world.actor("org_admin").get(f"/groups/{group_id}").code == "group_not_found"
        assert school.learner.get(f"/groups/{group_id}").code == "forbidden"

    def test_of_the_organization_is_the_administrators(self, school: School, admin: Actor) -> None:
        group_id = make(admin)

        assert school.tutor.post("/groups", {"name": "Mine"}).code == "not_your_course"
        assert school.tutor.get("/groups").code == "not_your_course"
        assert [group["group_id"] for group in admin.get("/groups").json()["items"]] == [group_id]

    def test_is_changed_by_who_saw_it_last(self, admin: Actor) -> None:
        group_id = make(admin)
        change = {"name": "Evening batch"}

        first = admin.put(f"/groups/{group_id}", change, headers={"if-match": '"rev-1"'})
        late = admin.put(f"/groups/{group_id}", {"name": "Other"}, headers={"if-match": '"rev-1"'})

        assert (first.json()["name"], late.code) == ("Evening batch", "precondition_failed")

    @pytest.mark.parametrize(
        "dates", [{"starts_on": "2026-02-30"}, {"starts_on": "2026-03-01", "ends_on": "2026-02-01"}]
    )
    def test_has_dates_that_make_sense(self, admin: Actor, dates: dict[str, str]) -> None:
        assert admin.post("/groups", {"name": "Batch", **dates}).status_code == 422


class TestMembers:
    def test_come_and_go_and_are_counted_once(self, school: School, admin: Actor) -> None:
        group_id, other = make(admin), school.another_learner()

        assert add(admin, group_id, school.learner, other).json()["size"] == 2
        assert add(admin, group_id, school.learner, other).json()["size"] == 2
        for _ in range(2):
            assert admin.delete(f"/groups/{group_id}/members/{other.user_id}").status_code == 204

        assert admin.get(f"/groups/{group_id}").json()["size"] == 1
        assert [one["name"] for one in admin.get(f"/groups/{group_id}/members").json()["items"]] == ["Meera Nair"]
        assert add(admin, group_id, other).json()["size"] == 2

    def test_are_members_of_the_organization(self, school: School, admin: Actor) -> None:
        stranger = school.world.actor("student")

        refused = add(admin, make(admin), school.learner, stranger)

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/user_ids/1")

    def test_at_once_are_counted_once(self, school: School, admin: Actor) -> None:
        group_id = make(admin)

        at_once(8, lambda _: add(admin, group_id, school.learner))

        assert admin.get(f"/groups/{group_id}").json()["size"] == 1

    def test_have_a_limit(self, school: School, admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.learning.repository.groups.MAX_MEMBERS", 1)
        group_id = make(admin)
        add(admin, group_id, school.learner)

        assert add(admin, group_id, school.another_learner()).code == "group_full"
        assert rules.MAX_MEMBERS == 10_000

    def test_leave_with_the_group_and_keep_their_places(self, school: School, admin: Actor) -> None:
        school.enrolled()
        group_id = make(admin)
        add(admin, group_id, school.learner)

        assert admin.delete(f"/groups/{group_id}").status_code == 204
        school.world.settle()

        assert admin.get(f"/groups/{group_id}").code == "group_not_found"
        assert admin.delete(f"/groups/{group_id}").code == "group_not_found"
        assert add(admin, group_id, school.learner).code == "group_not_found"
        assert len(school.learner.get("/enrollments").json()["items"]) == 1
