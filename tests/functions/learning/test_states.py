"""The state machine of enrolments: whatever is done to one, in whatever order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.learning.domain.courses import Course, CourseStatus, lesson_set
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.seats import SeatChange
from functions.learning.domain.states import OPEN, OVER, TRANSITIONS, EnrolmentState
from functions.learning.errors import EnrolmentNotCancellable, NotEnrolled, TransitionNotAllowed
from functions.learning.service.steps import news

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
COURSE = Course(
    course_id="crs_1",
    status=CourseStatus.PUBLISHED,
    title="Cells",
    version=1,
    lessons=lesson_set(0),
    required=lesson_set(0),
    told=1,
)
Step = Callable[[Enrolment, datetime], Enrolment]
STEPS: dict[str, Step] = {
    "open": lambda enrolment, now: enrolment.open(now=now),
    "open for a day": lambda enrolment, now: enrolment.open(now=now, until=now + 24 * HOUR),
    "invite": lambda enrolment, now: enrolment.invite(),
    "wait": lambda enrolment, now: enrolment.wait(now=now),
    "offer": lambda enrolment, now: enrolment.offer(until=now + 24 * HOUR),
    "reserve": lambda enrolment, now: enrolment.reserve(until=now + HOUR / 2),
    "pay": lambda enrolment, now: enrolment.paid("ord_1", told_at=START, now=now, until=None),
    "pause": lambda enrolment, now: enrolment.pause("payment"),
    "resume": lambda enrolment, now: enrolment.resume(),
    "complete": lambda enrolment, now: enrolment.complete_lesson(0, COURSE, now=now),
    "cancel": lambda enrolment, now: enrolment.cancel(now=now),
    "end": lambda enrolment, now: enrolment.end(EnrolmentState.EXPIRED, now=now),
    "refund": lambda enrolment, now: enrolment.end(EnrolmentState.CANCELLED, now=now),
    "clock": lambda enrolment, now: enrolment.at(now),
}
LIVES = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 30)), max_size=25)


def asked() -> Enrolment:
    """Before the first step."""
    return Enrolment.asked("enr_1", "crs_1", "usr_1", now=START)


class TestAnyLife:
    @given(LIVES)
    def test_keeps_to_the_transitions_and_counts_seats_right(self, life: list[tuple[str, int]]) -> None:
        enrolment, now, taken, waiting = asked(), START, 0, 0
        for name, hours in life:
            now += hours * HOUR
            before = enrolment.at(now)
            try:
                after = STEPS[name](before, now)
            except (TransitionNotAllowed, NotEnrolled, EnrolmentNotCancellable):
                after = before
            for earlier, later in ((enrolment, before), (before, after)):
                assert later.state is earlier.state or later.state in TRANSITIONS[earlier.state]
                change = SeatChange.between(earlier, later)
                taken, waiting = taken + change.taken, waiting + change.waiting
            enrolment = after

            assert (taken, waiting) == (int(enrolment.holds_seat), int(enrolment.in_line))
            assert not (enrolment.holds_seat and enrolment.in_line)
            assert enrolment.gives_access(now) == (enrolment.state in OPEN)

    @given(LIVES)
    def test_never_takes_a_completion_back(self, life: list[tuple[str, int]]) -> None:
        enrolment, now, completed_at = asked(), START, None
        for name, hours in life:
            now += hours * HOUR
            try:
                enrolment = STEPS[name](enrolment.at(now), now)
            except (TransitionNotAllowed, NotEnrolled, EnrolmentNotCancellable):
                continue
            completed_at = completed_at or enrolment.completed_at
            assert enrolment.completed_at == completed_at
            if completed_at and enrolment.gives_access(now):
                assert enrolment.state is EnrolmentState.COMPLETED

    @given(LIVES, st.sampled_from(sorted(STEPS)))
    def test_repeats_no_step_with_other_effects(self, life: list[tuple[str, int]], name: str) -> None:
        enrolment, now = asked(), START
        for step, hours in life:
            now += hours * HOUR
            try:
                enrolment = STEPS[step](enrolment.at(now), now)
            except (TransitionNotAllowed, NotEnrolled, EnrolmentNotCancellable):
                continue
        try:
            once = STEPS[name](enrolment.at(now), now)
            twice = STEPS[name](once, now)
        except (TransitionNotAllowed, NotEnrolled, EnrolmentNotCancellable):
            return

        assert twice == once
        assert name in {"reserve", "pay"} or news(once, twice) == [] or once.state is EnrolmentState.WAITING


class TestTheClock:
    def test_ends_access_at_that_moment_whoever_writes_it_down(self) -> None:
        enrolment = asked().open(now=START, until=START + HOUR)

        assert enrolment.gives_access(START + HOUR - timedelta(microseconds=1))
        assert not enrolment.gives_access(START + HOUR)
        assert enrolment.at(START + HOUR).state is EnrolmentState.EXPIRED

    def test_ends_what_was_completed_too(self) -> None:
        done = asked().open(now=START, until=START + HOUR).complete_lesson(0, COURSE, now=START)

        ended = done.at(START + HOUR)

        assert (ended.state, ended.completed_at) == (EnrolmentState.EXPIRED, START)

    @pytest.mark.parametrize(
        "kept", [asked().reserve(until=START + HOUR), asked().wait(now=START).offer(until=START + HOUR)]
    )
    def test_ends_a_seat_that_was_kept_as_cancelled(self, kept: Enrolment) -> None:
        ended = kept.at(START + HOUR)

        assert (ended.state, ended.cancelled_at) == (EnrolmentState.CANCELLED, START + HOUR)

    def test_leaves_alone_who_is_in_line(self) -> None:
        waiting = asked().wait(now=START)

        assert waiting.at(START + 10_000 * HOUR) is waiting


class TestPaid:
    def test_gives_the_longer_time_to_who_studies_already(self) -> None:
        enrolment = asked().open(now=START, until=START + HOUR)

        assert enrolment.paid("ord_1", told_at=START, now=START, until=START + 2 * HOUR).until == START + 2 * HOUR
        assert enrolment.paid("ord_1", told_at=START, now=START, until=None).until is None
        assert asked().open(now=START).paid("ord_1", told_at=START, now=START, until=START + HOUR).until is None

    def test_resumes_what_was_paused_for_want_of_payment_alone(self) -> None:
        opened = asked().open(now=START)

        assert (
            opened.pause("payment").paid("ord_1", told_at=START, now=START, until=None).state is EnrolmentState.ACTIVE
        )
        assert opened.pause("staff").paid("ord_1", told_at=START, now=START, until=None).state is EnrolmentState.PAUSED


class TestComingBack:
    def test_to_a_completed_course_is_to_one_that_is_completed(self) -> None:
        done = asked().open(now=START).complete_lesson(0, COURSE, now=START)

        back = done.end(EnrolmentState.EXPIRED, now=START).open(now=START + HOUR)

        assert (back.state, back.completed_at, back.enrolled_at) == (EnrolmentState.COMPLETED, START, START)

    def test_from_the_line_counts_the_days_from_the_seat_on(self) -> None:
        seated = asked().wait(now=START).offer(until=START + 24 * HOUR).open(now=START + HOUR)

        assert seated.enrolled_at == START + HOUR


def test_what_is_over_can_only_begin_anew() -> None:
    for state in OVER:
        assert not TRANSITIONS[state] & OVER
