"""Lessons that open later, and courses that build on others, as learners meet them."""

from datetime import timedelta
from typing import Any

import pytest

from functions.catalog.domain.release import Condition, DaysAfterEnrolment, LessonDone, OpensAt, PreviousLessonDone
from shared.clock import system_clock
from tests.functions.learning.conftest import School
from tests.support.actors import Actor, sign_in
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, archive_course, publish_again, publish_course

PREVIOUS = PreviousLessonDone(type="previous_lesson")
WEEK = DaysAfterEnrolment(type="days_after_enrolment", days=7)


def release_with(school: School, release: dict[int, tuple[Condition, ...]]) -> PublishedCourse:
    """A course of three lessons with these conditions, in which the learner is enrolled."""
    course = publish_course(school.org.org_id, school.tutor.user_id, lessons=3, release=release)
    school.world.settle()
    school.learner.post(f"{course.path}/enroll")
    return course


def shown(school: School, course: PublishedCourse, learner: Actor | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (learner or school.learner).get(f"{course.path}/learn").json()["items"]
    return items


def locked(school: School, course: PublishedCourse, learner: Actor | None = None) -> list[bool]:
    return [item["locked"] for item in shown(school, course, learner)]


def again(school: School) -> Actor:
    """The learner with a new session, as the old one's token is good for minutes only."""
    return sign_in(school.world.client, school.org, school.learner.user_id, school.learner.email)


class TestOutline:
    def test_says_what_is_locked_and_why(self, school: School) -> None:
        course = release_with(school, {1: (PREVIOUS,), 2: (PREVIOUS, WEEK)})

        first, second, third = shown(school, course)

        assert (first["locked"], first["reasons"]) == (False, [])
        assert second["reasons"] == [
            {
                "code": "lesson_not_done",
                "message": "Complete “Lesson 0” first.",
                "opens_at": None,
                "lesson_id": course.lesson_ids[0],
                "assessment_id": None,
                "at_least": None,
            }
        ]
        assert [reason["code"] for reason in third["reasons"]] == ["lesson_not_done", "not_yet"]

    def test_opens_one_after_the_other(self, school: School) -> None:
        course = release_with(school, {1: (PREVIOUS,), 2: (PREVIOUS,)})

        seen = [locked(school, course)]
        for number in (0, 1):
            school.learner.put(course.completion_path(number))
            seen.append(locked(school, course))

        assert seen == [[False, True, True], [False, False, True], [False, False, False]]

    def test_opens_some_days_after_the_first_enrolment(self, school: School) -> None:
        course = release_with(school, {1: (WEEK,)})
        enrolment_id = school.learner.get("/enrollments").json()["items"][0]["enrollment_id"]
        school.learner.delete(f"{course.path}/enrollments/{enrolment_id}")

        with school.world.later(days=6, hours=23):
            learner = again(school)
            learner.post(f"{course.path}/enroll")
            before = locked(school, course, learner)
        with school.world.later(days=7, hours=1):
            after = locked(school, course, again(school))

        assert (before, after) == ([False, True, False], [False] * 3)

    def test_opens_at_a_moment(self, school: School) -> None:
        at = system_clock.now() + timedelta(minutes=5)
        course = release_with(school, {0: (OpensAt(type="date", opens_at=at),)})

        before = locked(school, course)
        with school.world.clock(at):
            after = locked(school, course)

        assert (before[0], after[0]) == (True, False)

    def test_costs_no_call_more(self, school: School) -> None:
        course = release_with(school, {1: (PREVIOUS, WEEK), 2: (LessonDone(type="lesson_done", lesson_id="les_x"),)})
        shown(school, course)

        with counting_calls() as calls:
            shown(school, course)

        assert calls == ["BatchGetItem"]


class TestLockedLesson:
    def test_is_neither_read_nor_completed(self, school: School) -> None:
        course = release_with(school, {1: (PREVIOUS, WEEK)})

        answers = [school.learner.get(course.lesson_path(1)), school.learner.put(course.completion_path(1))]

        for refused in answers:
            assert (refused.status_code, refused.code) == (409, "lesson_locked")
            assert [error["code"] for error in refused.json()["errors"]] == ["lesson_not_done", "not_yet"]
            assert refused.json()["detail"].startswith("Complete “Lesson 0” first. It opens at ")
            assert "blocks" not in refused.text
        assert school.learner.get(f"{course.path}/learn").json()["progress"]["completed"] == 0

    def test_opens_to_each_learner_by_themselves(self, school: School) -> None:
        course = release_with(school, {1: (PREVIOUS,)})
        other = school.another_learner()
        other.post(f"{course.path}/enroll")

        school.learner.put(course.completion_path(0))

        assert school.learner.get(course.lesson_path(1)).status_code == 200
        assert other.get(course.lesson_path(1)).code == "lesson_locked"

    def test_that_was_completed_before_stays_open(self, school: School) -> None:
        course = release_with(school, {})
        school.learner.put(course.completion_path(1))
        newer = publish_again(course, ordinals=[0, 1, 2], release={1: (PREVIOUS,), 2: (PREVIOUS,)})
        school.world.settle()

        assert locked(school, newer) == [False, False, False]
        assert school.learner.get(newer.lesson_path(1)).status_code == 200


class TestPrerequisites:
    @pytest.fixture
    def after(self, school: School) -> PublishedCourse:
        """A course that builds on the school's."""
        course = publish_course(school.org.org_id, school.tutor.user_id, title="Tissues")
        school.world.settle()
        self.put_before(school, course, school.course.course_id)
        return course

    def put_before(self, school: School, course: PublishedCourse, *prerequisites: str) -> None:
        read = school.tutor.get(course.path)
        changed = school.tutor.put(
            course.path, {"prerequisites": list(prerequisites)}, headers={"if-match": read.headers["etag"]}
        )
        assert changed.status_code == 200, changed.text

    def complete(self, school: School) -> Answer:
        school.enrolled()
        return [school.learner.put(school.course.completion_path(number)) for number in range(3)][-1]

    def test_keep_out_who_has_not_completed_them(self, school: School, after: PublishedCourse) -> None:
        answers = [school.learner.post(f"{after.path}/enroll")]
        school.enrolled()
        school.learner.put(school.course.completion_path(0))
        answers.append(school.learner.post(f"{after.path}/enroll"))

        for refused in answers:
            assert (refused.status_code, refused.code) == (409, "prerequisites_not_done")
            assert refused.json()["prerequisites"] == [school.course.course_id]
            assert refused.json()["detail"] == "Complete “Cells” first."
        assert len(school.learner.get("/enrollments").json()["items"]) == 1

    def test_let_in_who_has(self, school: School, after: PublishedCourse) -> None:
        self.complete(school)

        assert school.learner.post(f"{after.path}/enroll").status_code == 201

    def test_do_not_matter_to_who_has_a_place(self, school: School) -> None:
        later = publish_course(school.org.org_id, school.tutor.user_id)
        school.world.settle()
        enrolment_id = school.learner.post(f"{later.path}/enroll").json()["enrollment_id"]
        self.put_before(school, later, school.course.course_id)

        kept = school.learner.post(f"{later.path}/enroll")
        school.learner.delete(f"{later.path}/enrollments/{enrolment_id}")
        back = school.learner.post(f"{later.path}/enroll")

        assert (kept.status_code, back.status_code) == (200, 201)

    def test_that_are_archived_are_not_asked_for(self, school: School, after: PublishedCourse) -> None:
        archive_course(school.course)
        school.world.settle()

        assert school.learner.post(f"{after.path}/enroll").status_code == 201

    def test_are_asked_for_in_one_call(self, school: School, after: PublishedCourse) -> None:
        others = [publish_course(school.org.org_id, school.tutor.user_id, title=f"Part {n}") for n in range(9)]
        for other in others:
            archive_course(other)
        school.world.settle()
        self.put_before(school, after, school.course.course_id, *(other.course_id for other in others))
        self.complete(school)
        school.learner.get(f"{school.course.path}/learn")

        with counting_calls() as calls:
            answer = school.learner.post(f"{after.path}/enroll")

        assert answer.status_code == 201
        assert [call for call in calls if call != "Query"] == ["BatchGetItem", "BatchGetItem", "TransactWriteItems"]
