"""What a warm request costs: the calls of storage it makes, whatever the course's size."""

import pytest

from tests.functions.learning.conftest import School
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, publish_course


@pytest.fixture(params=[3, 120], ids=["short course", "long course"])
def course(school: School, request: pytest.FixtureRequest) -> PublishedCourse:
    """A course of this many lessons; its outline and what identity knows are remembered by the process."""
    course = publish_course(school.org.org_id, school.tutor.user_id, lessons=request.param)
    school.world.settle()
    school.learner.post(f"{course.path}/enroll")
    school.learner.get(course.lesson_path(0))
    school.tutor.get(f"{course.path}/enrollments")
    return course


class TestWarm:
    def test_outline_is_one_call(self, school: School, course: PublishedCourse) -> None:
        with counting_calls() as calls:
            school.learner.get(f"{course.path}/learn")

        assert calls == ["BatchGetItem"]

    def test_lesson_is_one_call(self, school: School, course: PublishedCourse) -> None:
        with counting_calls() as calls:
            school.learner.get(course.lesson_path(0))

        assert calls == ["BatchGetItem"]

    def test_completion_is_a_read_and_a_write(self, school: School, course: PublishedCourse) -> None:
        with counting_calls() as calls:
            school.learner.put(course.completion_path(0))
            school.learner.put(course.completion_path(0))

        assert calls == ["BatchGetItem", "PutItem", "BatchGetItem"]

    def test_enrolling_asks_and_writes(self, school: School, course: PublishedCourse) -> None:
        newcomer = school.another_learner()
        newcomer.get("/enrollments")

        with counting_calls() as calls:
            newcomer.post(f"{course.path}/enroll")

        assert calls == ["BatchGetItem", "TransactWriteItems"]

    def test_own_enrolments_are_a_query_and_a_batch(self, school: School, course: PublishedCourse) -> None:
        with counting_calls() as calls:
            school.learner.get("/enrollments")

        assert calls == ["Query", "BatchGetItem"]

    def test_roster_is_a_query_and_a_batch_from_three_rooms(self, school: School, course: PublishedCourse) -> None:
        with counting_calls() as calls:
            school.tutor.get(f"{course.path}/enrollments")

        assert calls == ["Query", "BatchGetItem"]
