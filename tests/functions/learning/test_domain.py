"""The rules of enrolments and progress."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.learning.domain.courses import Course, CourseStatus, lesson_set
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import EnrolmentState
from functions.learning.errors import EnrolmentNotCancellable, NotEnrolled
from functions.learning.tables import EnrolmentRow

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=3)

ordinals = st.integers(min_value=0, max_value=300)
some_lessons = st.frozensets(ordinals, max_size=40)


def a_course(lessons: set[int] | frozenset[int], required: set[int] | frozenset[int] | None = None) -> Course:
    return Course(
        course_id="crs_1",
        status=CourseStatus.PUBLISHED,
        title="Cells",
        version=1,
        lessons=lesson_set(*lessons),
        required=lesson_set(*(lessons if required is None else required)),
        told=1,
    )


def an_enrolment(done: set[int] | frozenset[int] = frozenset()) -> Enrolment:
    opened = Enrolment.opened("enr_1", "crs_1", "usr_1", now=NOW)
    return opened.model_copy(update={"lessons_done": lesson_set(*done)})


class TestCompleteLesson:
    def test_counts_a_lesson_once(self) -> None:
        course = a_course({0, 1, 2})

        once = an_enrolment().complete_lesson(1, course, now=NOW)
        twice = once.complete_lesson(1, course, now=LATER)

        assert once.progress(course).completed == 1
        assert twice is once

    def test_completes_the_course_with_the_last_required_lesson(self) -> None:
        course = a_course({0, 1, 2}, required={0, 2})

        almost = an_enrolment().complete_lesson(0, course, now=NOW)
        done = almost.complete_lesson(2, course, now=LATER)

        assert almost.state is EnrolmentState.ACTIVE
        assert (done.state, done.completed_at) == (EnrolmentState.COMPLETED, LATER)
        assert done.progress(course).percent == 66

    def test_needs_every_lesson_where_none_is_required(self) -> None:
        course = a_course({0, 1}, required=set())

        almost = an_enrolment().complete_lesson(0, course, now=NOW)

        assert almost.state is EnrolmentState.ACTIVE
        assert almost.complete_lesson(1, course, now=NOW).state is EnrolmentState.COMPLETED

    def test_ignores_required_lessons_that_the_version_does_not_have(self) -> None:
        course = a_course({0, 1}, required={0, 7})

        assert an_enrolment().complete_lesson(0, course, now=NOW).state is EnrolmentState.COMPLETED

    def test_completes_a_course_that_lost_the_lesson_still_open(self) -> None:
        enrolment = an_enrolment(done={0})

        done = enrolment.complete_lesson(0, a_course({0}), now=LATER)

        assert (done.state, done.completed_at) == (EnrolmentState.COMPLETED, LATER)

    def test_is_refused_to_who_left(self) -> None:
        with pytest.raises(NotEnrolled):
            an_enrolment().cancel(now=NOW).complete_lesson(0, a_course({0}), now=NOW)


class TestProgress:
    def test_falls_with_a_lesson_added_but_the_completion_stays(self) -> None:
        done = an_enrolment().complete_lesson(0, a_course({0}), now=NOW)

        progress = done.progress(a_course({0, 1}))

        assert (progress.percent, progress.completed_at) == (50, NOW)

    def test_a_lesson_added_to_a_completed_course_completes_nothing_again(self) -> None:
        done = an_enrolment().complete_lesson(0, a_course({0}), now=NOW)

        more = done.complete_lesson(1, a_course({0, 1}), now=LATER)

        assert (more.state, more.completed_at) == (EnrolmentState.COMPLETED, NOW)
        assert more.progress(a_course({0, 1})).percent == 100

    def test_is_100_only_when_everything_is_done(self) -> None:
        course = a_course(set(range(300)))

        assert an_enrolment(done=set(range(299))).progress(course).percent == 99

    def test_of_an_empty_course_is_0(self) -> None:
        assert an_enrolment().progress(a_course(set())).percent == 0

    @given(done=some_lessons, lessons=some_lessons)
    def test_equals_counting_a_set(self, done: frozenset[int], lessons: frozenset[int]) -> None:
        progress = an_enrolment(done=done).progress(a_course(lessons))

        assert progress.completed == len(done & lessons)
        assert progress.total == len(lessons)
        assert progress.percent == (int(100 * len(done & lessons) / len(lessons)) if lessons else 0)

    @given(completions=st.lists(ordinals, max_size=60), lessons=some_lessons, required=some_lessons)
    def test_any_order_and_repetition_gives_what_a_set_gives(
        self, completions: list[int], lessons: frozenset[int], required: frozenset[int]
    ) -> None:
        course = a_course(lessons, required)
        goal = required & lessons or lessons
        enrolment, seen, completed_after = an_enrolment(), set[int](), None

        for number, ordinal in enumerate(completions):
            enrolment = enrolment.complete_lesson(ordinal, course, now=NOW + timedelta(seconds=number))
            seen.add(ordinal)
            if completed_after is None and goal <= seen:
                completed_after = NOW + timedelta(seconds=number)

        assert all(enrolment.has_done(ordinal) == (ordinal in seen) for ordinal in range(301))
        assert enrolment.completed_at == completed_after
        assert (enrolment.state is EnrolmentState.COMPLETED) == (completed_after is not None)

    @given(done=some_lessons)
    def test_survives_being_stored(self, done: frozenset[int]) -> None:
        enrolment = an_enrolment(done=done).model_copy(update={"revision": 4})

        row = EnrolmentRow.of(enrolment, pk="ORG#org_1#LEARNER#usr_1", sk="ENROLMENT#crs_1")

        assert Enrolment.model_validate(row) == enrolment
        assert len(row.lessons_done) == max(1, (max(done, default=0) + 8) // 8)


class TestCancel:
    def test_keeps_the_progress_for_coming_back(self) -> None:
        left = an_enrolment(done={3}).cancel(now=NOW)

        back = left.open(now=LATER)

        assert (left.state, left.cancelled_at) == (EnrolmentState.CANCELLED, NOW)
        assert (back.state, back.cancelled_at) == (EnrolmentState.ACTIVE, None)
        assert back.has_done(3)

    def test_twice_is_as_once(self) -> None:
        left = an_enrolment().cancel(now=NOW)

        assert left.cancel(now=LATER) is left

    def test_is_refused_after_completion(self) -> None:
        done = an_enrolment().complete_lesson(0, a_course({0}), now=NOW)

        with pytest.raises(EnrolmentNotCancellable):
            done.cancel(now=LATER)


class TestReopen:
    def test_leaves_alone_who_did_not_leave(self) -> None:
        enrolment = an_enrolment()

        assert enrolment.open(now=LATER) is enrolment
