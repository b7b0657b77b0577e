"""Who teaches a course, what they may do there, and their share."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.catalog.domain import instructors
from functions.catalog.domain.instructors import MOST_INSTRUCTORS, WHOLE_BP, Instructor, Right
from functions.catalog.errors import InstructorExists, InstructorNotFound, LastInstructor, SharesExceeded
from shared.clock import system_clock
from tests.functions.catalog.conftest import Desk, Json, all_pages, succeeded
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.logs import listening_in
from tests.support.world import at_once

NOTHING = dict.fromkeys(map(str, Right), False)
EVERYTHING = dict.fromkeys(map(str, Right), True)
NOW = system_clock.now()


def add(desk: Desk, who: Actor, share: int = 0, **permissions: bool) -> Answer:
    body = {"instructor_id": who.user_id, "permissions": NOTHING | permissions, "revenue_share_bp": share}
    return desk.tutor.post(f"{desk.path}/instructors", body)


def change(desk: Desk, who: Actor, body: Json, *, by: Actor | None = None) -> Answer:
    tag = next(one["etag"] for one in listed(desk) if one["instructor_id"] == who.user_id)
    path = f"{desk.path}/instructors/{who.user_id}"
    return (by or desk.tutor).put(path, body, headers={"if-match": tag})


def listed(desk: Desk) -> list[Json]:
    items: list[Json] = succeeded(desk.tutor.get(f"{desk.path}/instructors")).json()["items"]
    return items


class TestAdd:
    def test_lets_somebody_teach_the_course(self, desk: Desk) -> None:
        colleague = desk.world.actor("tutor", of=desk.org, name="Ravi Menon")

        answer = add(desk, colleague, 2500, content=True)

        added = answer.json()
        assert (answer.status_code, added["name"], added["revenue_share_bp"]) == (201, "Ravi Menon", 2500)
        assert added["permissions"] == NOTHING | {"content": True}
        assert answer.headers["etag"] == added["etag"]
        assert [one["name"] for one in listed(desk)] == ["Kavita Iyer", "Ravi Menon"]
        assert desk.tutor.get(desk.path).json()["instructor_ids"] == [desk.tutor.user_id, colleague.user_id]

    def test_lists_the_course_among_theirs_in_every_status(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        desk.new_lesson(desk.new_topic())
        add(desk, colleague)
        assert [one["course_id"] for one in all_pages(colleague, "/courses", status="draft")] == [desk.course_id]

        desk.publish()

        assert all_pages(colleague, "/courses", status="draft") == []
        assert [one["course_id"] for one in all_pages(colleague, "/courses", status="published")] == [desk.course_id]

    def test_shows_students_at_once_who_teaches_what_is_on_offer(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        colleague, student = desk.member("tutor"), desk.member("student")

        add(desk, colleague)

        assert student.get(desk.path).json()["instructor_ids"] == [desk.tutor.user_id, colleague.user_id]
        succeeded(desk.tutor.post(f"{desk.path}/archive"))
        assert student.get(desk.path).status_code == 404

    def test_takes_only_active_tutors_and_administrators_of_the_organization(self, desk: Desk) -> None:
        gone = desk.member("tutor")
        admin = desk.member("org_admin")
        tag = admin.get(f"/users/{gone.user_id}").headers["etag"]
        succeeded(admin.put(f"/users/{gone.user_id}", {"status": "deactivated"}, headers={"if-match": tag}))

        refused = [add(desk, who) for who in (desk.member("student"), desk.world.actor("tutor"), gone)]

        assert [(one.status_code, one.json()["errors"][0]["code"]) for one in refused] == [(422, "not_eligible")] * 3
        assert add(desk, admin).status_code == 201

    def test_of_the_same_person_twice_is_refused(self, desk: Desk) -> None:
        colleague = desk.member("tutor")

        answers = [add(desk, colleague, content=content) for content in (True, True, False)]

        assert [answer.status_code for answer in answers] == [201, 201, 409]
        assert answers[2].code == "instructor_exists"

    def test_sixteen_times_at_once_adds_one(self, desk: Desk) -> None:
        colleague = desk.member("tutor")

        answers = at_once(16, lambda _: add(desk, colleague, 100))

        assert {answer.status_code for answer in answers} <= {201, 409}
        assert len(listed(desk)) == 2

    def test_refuses_an_instructor_too_many(self, desk: Desk) -> None:
        for _ in range(MOST_INSTRUCTORS - 1):
            succeeded(add(desk, desk.member("tutor")))

        assert add(desk, desk.member("tutor")).code == "team_full"

    @pytest.mark.parametrize("share", [-1, 10_001, 0.5, "a tenth"])
    def test_refuses_a_share_that_is_none(self, desk: Desk, share: Any) -> None:
        assert add(desk, desk.member("tutor"), share).status_code == 422


class TestShares:
    def test_are_never_more_than_the_whole_together(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        succeeded(add(desk, colleague, 6000))

        refused = add(desk, desk.member("tutor"), 4001)

        assert (refused.code, refused.json()["given_bp"]) == ("shares_exceeded", 10_001)
        assert change(desk, desk.tutor, {"revenue_share_bp": 4001}).code == "shares_exceeded"
        assert change(desk, desk.tutor, {"revenue_share_bp": 4000}).status_code == 200

    def test_given_at_once_are_never_more_either(self, desk: Desk) -> None:
        colleagues = [desk.member("tutor") for _ in range(16)]

        answers = at_once(16, lambda number: add(desk, colleagues[number], 1500))

        assert sorted(answer.status_code for answer in answers) == [201] * 6 + [409] * 10
        assert sum(one["revenue_share_bp"] for one in listed(desk)) == 9000

    def test_changed_at_once_are_never_more_either(self, desk: Desk) -> None:
        colleagues = [desk.member("tutor") for _ in range(5)]
        for colleague in colleagues:
            succeeded(add(desk, colleague, 1000))

        answers = at_once(5, lambda number: change(desk, colleagues[number], {"revenue_share_bp": 3000}))

        assert sorted(answer.status_code for answer in answers) == [200] * 2 + [409] * 3
        assert sum(one["revenue_share_bp"] for one in listed(desk)) == 9000


class TestChange:
    def test_needs_the_tag_of_what_was_read(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        path = f"{desk.path}/instructors/{colleague.user_id}"
        tag = {"if-match": add(desk, colleague).headers["etag"]}

        answers = [desk.tutor.put(path, {"revenue_share_bp": share}, headers=tag) for share in (100, 200)]

        assert [answer.status_code for answer in answers] == [200, 412]
        assert answers[1].json()["differs"] == ["revenue_share_bp"]
        assert desk.tutor.put(path, {"revenue_share_bp": 1}).status_code == 428

    def test_replaces_permissions_and_leaves_the_share(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        add(desk, colleague, 700, content=True)

        changed = change(desk, colleague, {"permissions": NOTHING | {"reviews": True}}).json()

        assert changed["permissions"] == NOTHING | {"reviews": True}
        assert changed["revenue_share_bp"] == 700

    def test_leaves_somebody_who_may_do_everything(self, desk: Desk) -> None:
        refused = change(desk, desk.tutor, {"permissions": EVERYTHING | {"publish": False}})
        assert (refused.status_code, refused.code) == (409, "last_instructor")

        add(desk, desk.member("tutor"), **EVERYTHING)

        assert change(desk, desk.tutor, {"permissions": NOTHING}).status_code == 200

    def test_of_the_last_two_at_once_leaves_one_who_may_do_everything(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        add(desk, colleague, **EVERYTHING)
        both = (desk.tutor, colleague)

        answers = at_once(2, lambda number: desk.tutor.delete(f"{desk.path}/instructors/{both[number].user_id}"))

        assert sorted(answer.status_code for answer in answers)[0] == 204
        left = desk.member("org_admin").get(f"{desk.path}/instructors").json()["items"]
        assert [one["permissions"] for one in left] == [EVERYTHING]


class TestRemove:
    def test_ends_what_they_might_do_and_the_listing(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        add(desk, colleague, content=True)
        assert colleague.get(f"{desk.path}/topics").status_code == 200

        succeeded(desk.tutor.delete(f"{desk.path}/instructors/{colleague.user_id}"))

        assert colleague.get(f"{desk.path}/topics").code == "not_an_instructor"
        assert all_pages(colleague, "/courses", status="draft") == []
        assert all_pages(colleague, "/courses") == []
        assert desk.tutor.delete(f"{desk.path}/instructors/{colleague.user_id}").code == "instructor_not_found"

    def test_is_also_leaving(self, desk: Desk) -> None:
        colleague, other = desk.member("tutor"), desk.member("tutor")
        add(desk, colleague)
        add(desk, other)

        assert colleague.delete(f"{desk.path}/instructors/{other.user_id}").code == "not_an_instructor"
        assert colleague.delete(f"{desk.path}/instructors/{colleague.user_id}").status_code == 204


class TestPermissions:
    """What an instructor may do who has just one of them."""

    @pytest.fixture
    def colleague(self, desk: Desk) -> Actor:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        return desk.member("tutor")

    @pytest.mark.parametrize("right", list(Right))
    def test_are_asked_wherever_a_course_is_changed(self, desk: Desk, colleague: Actor, right: Right) -> None:
        add(desk, colleague, **{right.value: True})
        topic_id = desk.topic_ids()[0]
        lesson_id = desk.lesson_ids(topic_id)[0]
        tag = {"if-match": '"rev-1"'}

        codes = {
            "change": colleague.put(desk.path, {"title": "x"}, headers={"if-match": '"rev-0"'}).code,
            "topic": colleague.put(f"{desk.path}/topics/{topic_id}", {"title": "Mine"}, headers=tag).code,
            "lesson": colleague.put(f"/lessons/{lesson_id}", {"title": "Mine"}, headers=tag).code,
            "add": colleague.post(f"/topics/{topic_id}/lessons", {"title": "Mine"}).code,
            "publish": colleague.post(f"{desk.path}/publish").code,
            "roster": colleague.get(f"{desk.path}/enrollments").code,
            "team": colleague.put(f"{desk.path}/instructors/{desk.tutor.user_id}", {}, headers=tag).code,
        }

        refusals = {name: code for name, code in codes.items() if code in {"not_an_instructor", "not_your_course"}}
        allowed = {"content": {"change", "topic", "lesson", "add"}, "publish": {"publish"}, "students": {"roster"}}
        assert codes.keys() - refusals.keys() == allowed.get(right, set())
        assert colleague.get(f"/lessons/{lesson_id}").status_code == 200

    def test_count_from_the_next_request_on(self, desk: Desk, colleague: Actor) -> None:
        add(desk, colleague, publish=True)
        assert colleague.post(f"{desk.path}/archive").status_code == 200

        succeeded(change(desk, colleague, {"permissions": NOTHING}))

        assert colleague.post(f"{desk.path}/publish").code == "not_an_instructor"


class TestNews:
    def test_say_who_may_do_what_from_now_on(self, desk: Desk) -> None:
        colleague = desk.member("tutor")
        desk.world.settle()
        add(desk, colleague)
        change(desk, colleague, {"revenue_share_bp": 5})
        change(desk, colleague, {"revenue_share_bp": 5})
        desk.tutor.delete(f"{desk.path}/instructors/{colleague.user_id}")

        with listening_in() as lines:
            desk.world.settle()

        told = sorted(line["detail_type"] for line in lines.all("event.sent"))
        assert told == ["InstructorAdded.v1", "InstructorChanged.v1", "InstructorRemoved.v1"]


people = st.integers(0, 6).map(lambda number: f"usr_{number}")
members = st.builds(
    Instructor,
    user_id=people,
    publish=st.booleans(),
    analytics=st.booleans(),
    revenue_share_bp=st.integers(0, WHOLE_BP),
    added_at=st.just(NOW),
)
acts = st.lists(st.tuples(st.sampled_from(["add", "change", "remove"]), members), max_size=30)


class TestAnyTeam:
    @given(acts)
    def test_stays_sound_whatever_is_tried(self, acts: list[tuple[str, Instructor]]) -> None:
        team: tuple[Instructor, ...] = (Instructor(user_id="usr_first", added_at=NOW),)
        for verb, one in acts:
            try:
                if verb == "add":
                    team = instructors.with_one_more(team, one)
                else:
                    instructors.get(team, one.user_id)
                    team = (
                        instructors.with_changed(team, one)
                        if verb == "change"
                        else instructors.without(team, one.user_id)
                    )
            except (InstructorExists, InstructorNotFound, LastInstructor, SharesExceeded):
                continue

        assert any(one.may_all for one in team)
        assert sum(one.revenue_share_bp for one in team) <= WHOLE_BP
        assert len({one.user_id for one in team}) == len(team)
