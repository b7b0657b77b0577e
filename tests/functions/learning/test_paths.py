"""Learning paths over HTTP, and how far one is on them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.catalog.repository.courses import CourseRepository
from functions.learning.domain.courses import Course, CourseStatus, lesson_set
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.paths import Path, PathCourse, StepState, way
from shared.clock import system_clock
from shared.remembering import forget_memories
from tests.functions.learning.conftest import School
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, archive_course, draft_course, publish_again, publish_course


def a_course(school: School, title: str = "Cells", *, needs: tuple[PublishedCourse, ...] = ()) -> PublishedCourse:
    """A published course of one lesson that builds on others."""
    course = publish_course(school.org.org_id, school.tutor.user_id, lessons=1, title=title)
    repository = CourseRepository(school.org.org_id)
    before = repository.get(course.course_id)
    repository.save(before.model_copy(update={"prerequisites": tuple(one.course_id for one in needs)}))
    school.world.settle()
    return course


def said(
    *courses: PublishedCourse, after: dict[int, list[int]] | None = None, title: str = "Biology"
) -> dict[str, Any]:
    """A body for a path of these courses, each of which waits for some others, by place."""
    waits = after or {}
    return {
        "title": title,
        "courses": [
            {"course_id": one.course_id, "after": [courses[before].course_id for before in waits.get(place, [])]}
            for place, one in enumerate(courses)
        ],
    }


def make(actor: Actor, body: dict[str, Any], *, publish: bool = True) -> str:
    """A path. Returns its id."""
    answer = actor.post("/paths", body)
    assert answer.status_code == 201, answer.text
    path_id: str = answer.json()["path_id"]
    if publish:
        assert actor.post(f"/paths/{path_id}/publish").status_code == 200
    return path_id


def complete(learner: Actor, course: PublishedCourse) -> None:
    """Enrol in a course of one lesson and complete it."""
    learner.post(f"{course.path}/enroll")
    assert learner.put(course.completion_path(0)).status_code == 200


def states(learner: Actor, path_id: str) -> list[str]:
    """How the courses of a path are for somebody."""
    return [step["state"] for step in learner.get(f"/paths/{path_id}").json()["courses"]]


class TestMaking:
    def test_is_staffs_and_shown_once_published(self, school: School) -> None:
        path_id = make(school.tutor, said(school.course), publish=False)

        assert school.learner.post("/paths", said(school.course)).code == "forbidden"
        assert school.learner.get(f"/paths/{path_id}").code == "path_not_found"
        assert school.learner.put(f"/paths/{path_id}/following").code == "path_not_found"
        assert school.learner.get("/paths", params={"status": "draft"}).code == "forbidden"
        assert [one["path_id"] for one in school.tutor.get("/paths", params={"status": "draft"}).json()["items"]] == [
            path_id
        ]

        for _ in range(2):
            assert school.tutor.post(f"/paths/{path_id}/publish").json()["status"] == "published"

        assert [one["path_id"] for one in school.learner.get("/paths").json()["items"]] == [path_id]
        assert school.world.actor("org_admin").get(f"/paths/{path_id}").code == "path_not_found"

    def test_is_changed_by_its_maker_who_saw_it_last_or_an_administrator(self, school: School) -> None:
        path_id = make(school.tutor, said(school.course))
        change = said(school.course, title="Biology, again")
        tag = school.tutor.get(f"/paths/{path_id}").headers["etag"]
        put = f"/paths/{path_id}"

        assert school.world.actor("tutor", of=school.org).put(put, change, headers={"if-match": tag}).code == (
            "not_your_path"
        )
        assert school.tutor.put(put, change, headers={"if-match": tag}).json()["title"] == "Biology, again"
        assert school.tutor.put(put, change, headers={"if-match": tag}).code == "precondition_failed"
        assert school.world.actor("org_admin", of=school.org).delete(put).status_code == 204
        assert school.tutor.get(put).code == "path_not_found"

    def test_with_the_same_key_makes_one(self, school: School) -> None:
        made = [
            school.tutor.post("/paths", said(school.course), headers={"idempotency-key": "k1"}).json()["path_id"]
            for _ in range(2)
        ]

        assert made[0] == made[1]

    def test_refuses_a_ring_and_names_it(self, school: School) -> None:
        one, two, three = (a_course(school, title) for title in ("One", "Two", "Three"))

        refused = school.tutor.post("/paths", said(one, two, three, after={0: [2], 1: [0], 2: [1]}))

        assert refused.code == "path_cycle"
        assert sorted(refused.json()["titles"]) == ["One", "Three", "Two"]
        assert set(refused.json()["course_ids"]) == {one.course_id, two.course_id, three.course_id}
        assert school.tutor.post("/paths", said(one, after={0: [0]})).code == "path_cycle"

    def test_refuses_a_ring_through_what_courses_build_on_outside(self, school: School) -> None:
        base = a_course(school, "Base")
        between = a_course(school, "Between", needs=(base,))
        top = a_course(school, "Top", needs=(between,))

        refused = school.tutor.post("/paths", said(base, top, after={0: [1]}))

        assert (refused.code, sorted(refused.json()["titles"])) == ("path_cycle", ["Base", "Between", "Top"])

    def test_refuses_courses_that_are_not_there_or_twice(self, school: School) -> None:
        foreign = publish_course(school.world.organization().org_id, "usr_1")
        twice = said(school.course, school.course)
        loose = said(school.course)
        loose["courses"][0]["after"] = ["crs_none"]

        for body, pointer in (
            (said(school.course, foreign), "/courses/1/course_id"),
            (twice, "/courses/1/course_id"),
            (loose, "/courses/0/after/0"),
        ):
            refused = school.tutor.post("/paths", body)
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    def test_publishes_only_what_learners_can_enrol_in(self, school: School) -> None:
        draft = draft_course(school.org.org_id, school.tutor.user_id)
        empty = make(school.tutor, {"title": "Nothing"}, publish=False)
        early = make(school.tutor, said(draft), publish=False)

        assert school.tutor.post(f"/paths/{empty}/publish").code == "path_not_publishable"
        assert school.tutor.post(f"/paths/{early}/publish").json()["errors"][0]["pointer"] == "/courses/0/course_id"


class TestFollowing:
    def test_is_joined_and_left(self, school: School) -> None:
        path_id = make(school.tutor, said(school.course))

        for _ in range(2):
            assert school.learner.put(f"/paths/{path_id}/following").json()["joined_at"]
        assert [one["path_id"] for one in school.learner.get("/paths/followed").json()["items"]] == [path_id]
        for _ in range(2):
            assert school.learner.delete(f"/paths/{path_id}/following").status_code == 204

        assert school.learner.get("/paths/followed").json()["items"] == []
        assert school.learner.get(f"/paths/{path_id}").json()["joined_at"] is None

    def test_of_a_path_that_was_deleted_is_not_shown(self, school: School) -> None:
        path_id = make(school.tutor, said(school.course))
        school.learner.put(f"/paths/{path_id}/following")

        school.tutor.delete(f"/paths/{path_id}")

        assert school.learner.get("/paths/followed").json()["items"] == []


class TestWalking:
    def test_opens_what_comes_next(self, school: School) -> None:
        one, two, three = (a_course(school, title) for title in ("One", "Two", "Three"))
        path_id = make(school.tutor, said(one, two, three, after={1: [0], 2: [1]}))
        assert states(school.learner, path_id) == ["open", "locked", "locked"]

        complete(school.learner, one)
        school.learner.post(f"{two.path}/enroll")
        walk = school.learner.get(f"/paths/{path_id}").json()

        assert [step["state"] for step in walk["courses"]] == ["completed", "started", "locked"]
        assert (walk["percent"], walk["completed"], walk["total"]) == (33, 1, 3)
        assert walk["next_course_ids"] == [two.course_id]
        assert walk["courses"][2]["locked_by"] == [
            {"course_id": two.course_id, "title": "Two", "asked_by": "path"},
        ]

    def test_respects_what_courses_build_on_themselves(self, school: School) -> None:
        base = a_course(school, "Base")
        top = a_course(school, "Top", needs=(base,))
        path_id = make(school.tutor, said(top))

        walk = school.learner.get(f"/paths/{path_id}").json()
        assert walk["courses"][0]["locked_by"] == [{"course_id": base.course_id, "title": "Base", "asked_by": "course"}]
        assert school.learner.post(f"{top.path}/enroll").code == "prerequisites_not_done"

        complete(school.learner, base)
        assert states(school.learner, path_id) == ["open"]
        assert school.learner.post(f"{top.path}/enroll").status_code == 201

    def test_sees_at_once_what_a_course_builds_on_by_now(self, school: School) -> None:
        base, top = a_course(school, "Base"), a_course(school, "Top")
        path_id = make(school.tutor, said(top))
        repository = CourseRepository(school.org.org_id)
        repository.save(repository.get(top.course_id).model_copy(update={"prerequisites": (base.course_id,)}))

        assert states(school.learner, path_id) == ["locked"]

    def test_waits_for_nothing_that_is_no_longer_on_offer(self, school: School) -> None:
        one, two = a_course(school, "One"), a_course(school, "Two")
        path_id = make(school.tutor, said(one, two, after={1: [0]}))

        archive_course(one)
        school.world.settle()

        assert states(school.learner, path_id) == ["not_offered", "open"]
        complete(school.learner, two)
        assert school.learner.get(f"/paths/{path_id}").json()["percent"] == 100

    def test_stays_complete_when_a_course_gets_more_lessons(self, school: School) -> None:
        one = a_course(school, "One")
        path_id = make(school.tutor, said(one))
        complete(school.learner, one)

        publish_again(one, ordinals=range(3))
        school.world.settle()

        assert school.learner.get(f"/paths/{path_id}").json()["percent"] == 100

    @pytest.mark.parametrize("length", [1, 20])
    def test_is_two_calls_however_long_the_path(self, school: School, length: int) -> None:
        path_id = make(school.tutor, said(*(a_course(school, f"Course {number}") for number in range(length))))
        forget_memories()  # also in a process that knows of no course yet
        school.learner.get("/enrollments")

        with counting_calls() as calls:
            assert len(states(school.learner, path_id)) == length

        assert calls == ["BatchGetItem", "BatchGetItem"]


class TestWay:
    @given(st.data())
    def test_is_open_exactly_where_all_before_is_completed(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(1, 8))
        before = [data.draw(st.sets(st.integers(0, number - 1) if number else st.nothing())) for number in range(size)]
        done = data.draw(st.sets(st.integers(0, size - 1)))
        now = system_clock.now()
        courses = {f"crs_{number}": _known(f"crs_{number}") for number in range(size)}
        own = {
            key: Enrolment.opened("enr_1", key, "usr_1", now=now).complete_lesson(0, courses[key], now=now)
            for key in (f"crs_{number}" for number in done)
        }
        path = Path(
            path_id="pth_1",
            title="All",
            description="",
            courses=tuple(
                PathCourse(course_id=f"crs_{number}", after=tuple(f"crs_{one}" for one in sorted(waits)))
                for number, waits in enumerate(before)
            ),
            owner_id="usr_2",
            created_at=now,
            updated_at=now,
        )

        found = way(path, courses, {}, own)

        for number, step in enumerate(found.steps):
            expected = StepState.OPEN if before[number] <= done else StepState.LOCKED
            assert step.state is (StepState.COMPLETED if number in done else expected)
        assert found.percent == 100 * len(done) // size
        assert (found.percent == 100) == (len(done) == size)
        assert len(done) == size or found.next_course_ids


def _known(course_id: str) -> Course:
    return Course(
        course_id=course_id,
        status=CourseStatus.PUBLISHED,
        title=course_id,
        version=1,
        lessons=lesson_set(0),
        required=lesson_set(0),
        told=1,
    )
