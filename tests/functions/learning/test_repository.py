"""How learning is stored: one test for each access pattern, and what each costs."""

from datetime import UTC, datetime, timedelta

import pytest

from events.learning import EnrolmentOpened
from functions.learning.domain.courses import Course, CourseStatus, lesson_set
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import EnrolmentState
from functions.learning.errors import EnrolmentNotFound
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.rosters import OnRoster, RosterRepository
from shared.dynamo import ConditionFailed, answer
from shared.listing import Listed
from tests.support.calls import counting_calls
from tests.support.world import World

ORG = "org_1"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COURSE = Course(
    course_id="crs_1",
    status=CourseStatus.PUBLISHED,
    title="Cells",
    version=1,
    lessons=lesson_set(0, 1, 2),
    required=lesson_set(0, 1),
    told=2,
)


@pytest.fixture
def repository(world: World) -> LearningRepository:
    return LearningRepository(ORG)


def enrol(repository: LearningRepository, user_id: str, course_id: str = "crs_1", *, minutes: int = 0) -> Enrolment:
    """A stored enrolment. ``minutes`` tell in which order they are made."""
    enrolment = Enrolment.opened(f"enr_{minutes:03}", course_id, user_id, now=NOW + timedelta(minutes=minutes))
    told = EnrolmentOpened(enrolment_id=enrolment.enrolment_id, course_id=course_id, user_id=user_id)
    return repository.advance(enrolment, None, tells=[told], name=f"Learner {user_id}")


class TestOneEnrolment:
    def test_is_found_by_course_and_learner(self, repository: LearningRepository) -> None:
        stored = enrol(repository, "usr_1")

        with counting_calls() as calls:
            found = repository.find("crs_1", "usr_1")

        assert found == stored
        assert calls == ["GetItem"]
        assert repository.find("crs_1", "usr_2") is None
        assert repository.find("crs_2", "usr_1") is None

    def test_is_found_by_its_id_within_its_course(self, repository: LearningRepository) -> None:
        stored = enrol(repository, "usr_1")

        with counting_calls() as calls:
            found = repository.get_by_id("crs_1", stored.enrolment_id)

        assert found == stored
        assert calls == ["GetItem", "GetItem"]
        with pytest.raises(EnrolmentNotFound):
            repository.get_by_id("crs_2", stored.enrolment_id)

    def test_exists_once_for_a_course_and_learner(self, repository: LearningRepository) -> None:
        enrol(repository, "usr_1")

        with pytest.raises(ConditionFailed):
            enrol(repository, "usr_1", minutes=1)

    def test_is_another_tenants_business(self, repository: LearningRepository) -> None:
        enrol(repository, "usr_1")

        assert LearningRepository("org_2").find("crs_1", "usr_1") is None


class TestSave:
    def test_of_progress_writes_one_item(self, repository: LearningRepository) -> None:
        before = enrol(repository, "usr_1")
        after = before.complete_lesson(0, COURSE, now=NOW)

        with counting_calls() as calls:
            saved = repository.save(after, before, tells=[])

        assert calls == ["PutItem"]
        assert repository.find("crs_1", "usr_1") == saved == after.model_copy(update={"revision": 2})

    def test_of_a_state_moves_the_roster_entry(self, repository: LearningRepository) -> None:
        before = enrol(repository, "usr_1")

        with counting_calls() as calls:
            repository.save(before.cancel(now=NOW), before, tells=[])

        assert calls == ["TransactWriteItems"]
        assert states(repository) == {"active": [], "cancelled": ["usr_1"], None: ["usr_1"]}

    def test_of_what_was_changed_meanwhile_is_refused(self, repository: LearningRepository) -> None:
        before = enrol(repository, "usr_1")
        repository.save(before.complete_lesson(0, COURSE, now=NOW), before, tells=[])

        with pytest.raises(ConditionFailed):
            repository.save(before.cancel(now=NOW), before, tells=[])

        assert states(repository) == {"active": ["usr_1"], "cancelled": [], None: ["usr_1"]}


class TestLists:
    def test_a_learners_enrolments_newest_first(self, repository: LearningRepository) -> None:
        for number in range(3):
            enrol(repository, "usr_1", f"crs_{number}", minutes=number)
        enrol(repository, "usr_2")
        repository.save_course(COURSE)

        with counting_calls() as calls:
            first = repository.list_by_learner("usr_1", limit=2, start=None)
            second = repository.list_by_learner("usr_1", limit=2, start=first.next_key)

        assert [item.course_id for item in first.items] == ["crs_2", "crs_1"]
        assert [item.course_id for item in second.items] == ["crs_0"]
        assert (list(first.courses), list(second.courses)) == (["crs_1"], [])
        assert calls == ["Query", "BatchGetItem"] * 2

    def test_a_courses_enrolments_newest_first(self, repository: LearningRepository) -> None:
        for number in range(3):
            enrol(repository, f"usr_{number}", minutes=number)
        enrol(repository, "usr_1", "crs_2", minutes=9)

        with counting_calls() as calls:
            first = roster(repository).list_joined("crs_1", None, EVER, limit=2, start=None)
            second = roster(repository).list_joined("crs_1", None, EVER, limit=2, start=first.next_key)

        assert users(first) == ["usr_2", "usr_1"]
        assert users(second) == ["usr_0"]
        assert calls == ["Query"] * 2

    def test_a_courses_enrolments_in_one_state(self, repository: LearningRepository) -> None:
        for number in range(4):
            stored = enrol(repository, f"usr_{number}", minutes=number)
            if number % 2:
                repository.save(stored.cancel(now=NOW), stored, tells=[])

        with counting_calls() as calls:
            first = roster(repository).list_joined("crs_1", EnrolmentState.CANCELLED, EVER, limit=1, start=None)
            second = roster(repository).list_joined(
                "crs_1", EnrolmentState.CANCELLED, EVER, limit=1, start=first.next_key
            )

        assert users(first) + users(second) == ["usr_3", "usr_1"]
        assert calls == ["Query"] * 2

    def test_several_persons_enrolments_in_a_course(self, repository: LearningRepository) -> None:
        stored = [enrol(repository, f"usr_{number}", minutes=number) for number in range(2)]
        asking = repository.asking_enrolments("crs_1", ["usr_1", "usr_7", "usr_0"])

        with counting_calls() as calls:
            found, again, nothing = answer(asking, asking, repository.asking_enrolments("crs_2", []))

        assert found == again == stored[::-1]
        assert nothing == []
        assert calls == ["BatchGetItem"]


class TestCourses:
    def test_are_found_by_id(self, repository: LearningRepository) -> None:
        repository.save_course(COURSE)

        with counting_calls() as calls:
            found = repository.find_course("crs_1")

        assert found == COURSE.model_copy(update={"revision": 1})
        assert calls == ["GetItem"]
        assert repository.find_course("crs_2") is None

    def test_heard_of_at_once_are_not_overwritten(self, repository: LearningRepository) -> None:
        repository.save_course(COURSE)

        with pytest.raises(ConditionFailed):
            repository.save_course(COURSE)


def states(repository: LearningRepository) -> dict[str | None, list[str]]:
    """The course's learners, by the state that they are listed under."""
    return {
        state: users(roster(repository).list_joined("crs_1", state, EVER, limit=10, start=None))
        for state in (EnrolmentState.ACTIVE, EnrolmentState.CANCELLED, None)
    }


EVER = ("", "~")


def roster(repository: LearningRepository) -> RosterRepository:
    """The rosters of the same organization."""
    return RosterRepository(repository.org_id)


def users(listing: Listed[OnRoster]) -> list[str]:
    """Who is on a page."""
    return [listed.user_id for listed in listing.items]
