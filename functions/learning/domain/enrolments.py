"""Enrolments: their transitions, and how far one is in them."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.completion import Rules
from functions.learning.domain.courses import Course, LessonSet, lesson_set
from functions.learning.domain.states import OPEN, OVER, TRANSITIONS, EnrolmentState
from functions.learning.errors import EnrolmentNotCancellable, NotEnrolled, TransitionNotAllowed


class Progress(BaseModel):
    """How far an enrolment is in a version of the course."""

    model_config = ConfigDict(frozen=True)

    completed: int
    total: int
    percent: int
    """Rounded down, so that 100 means every lesson."""
    completed_at: datetime | None


class Enrolment(BaseModel):
    """One person's place in one course. There is one for each person and course, whatever becomes of it.

    A transition gives another enrolment, or the same one where there is nothing to do; ``TransitionNotAllowed`` where
    ``TRANSITIONS`` has no such step. What ends by the clock has ended at that moment, whoever writes it down when: ask
    ``at`` before anything else.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    enrolment_id: str
    course_id: str
    user_id: str
    state: EnrolmentState
    lessons_done: LessonSet = 0
    enrolled_at: datetime
    """When the learner got the place; until then, when they asked for it or were invited."""
    last_active_at: datetime
    completed_at: datetime | None = None
    """When the course was completed. Never taken back, whatever becomes of the place."""
    cancelled_at: datetime | None = None
    until: datetime | None = None
    """When the state ends by itself: an offer of a seat, a reservation, access. None for never."""
    line_since: datetime | None = None
    """Since when the learner is in line for a seat."""
    paused_for: str | None = None
    """``payment`` or ``staff``."""
    order_id: str | None = None
    """The order that paid for the place."""
    order_told_at: datetime | None = None
    """From when the latest news about that order is. Older news is ignored: an order and its subscription tell apart,
    so that their revisions say nothing of each other."""
    by_pass: bool = False
    """Whether the place was given for a pass that opens several courses."""
    joined: bool = False
    """Whether the learner ever had access."""
    revision: int = 0

    # -- beginnings

    @classmethod
    def asked(cls, enrolment_id: str, course_id: str, user_id: str, *, now: datetime) -> "Enrolment":
        """A place that nobody has yet: what it begins as is the first transition's."""
        return cls(
            enrolment_id=enrolment_id,
            course_id=course_id,
            user_id=user_id,
            state=EnrolmentState.CANCELLED,
            enrolled_at=now,
            last_active_at=now,
        )

    @classmethod
    def opened(cls, enrolment_id: str, course_id: str, user_id: str, *, now: datetime) -> "Enrolment":
        """A new place in a course, open at once."""
        return cls.asked(enrolment_id, course_id, user_id, now=now).open(now=now)

    # -- transitions

    def open(self, *, now: datetime, until: datetime | None = None, by_pass: bool = False) -> "Enrolment":
        """Give access, until a moment or for good, with the progress made before; who may study already goes on."""
        if self.state in OPEN:
            return self
        changes: dict[str, object] = {} if self.joined else {"enrolled_at": now}
        return self._to(
            EnrolmentState.COMPLETED if self.completed_at else EnrolmentState.ACTIVE,
            until=until,
            by_pass=by_pass,
            joined=True,
            last_active_at=now,
            **changes,
        )

    def invite(self) -> "Enrolment":
        """Keep a seat for somebody whom the course's staff want in it; who has a place keeps it as it is."""
        return self._to(EnrolmentState.INVITED) if self.state in OVER else self

    def wait(self, *, now: datetime) -> "Enrolment":
        """Go to the end of the line; who is in it stays where they are."""
        return self if self.in_line else self._to(EnrolmentState.WAITING, line_since=now)

    def offer(self, *, until: datetime) -> "Enrolment":
        """Keep the seat that became free for this person, until a moment."""
        if not self.in_line:
            raise TransitionNotAllowed(enrollment_id=self.enrolment_id)
        return self._to(EnrolmentState.WAITING, until=until)

    def reserve(self, *, until: datetime) -> "Enrolment":
        """Keep a seat while the learner pays."""
        return self._to(EnrolmentState.PENDING_PAYMENT, until=until)

    def paid(self, order_id: str, *, told_at: datetime, now: datetime, until: datetime | None) -> "Enrolment":
        """Give the access that an order bought; who may study already has the longer one of both times."""
        bought = {"order_id": order_id, "order_told_at": told_at}
        if self.state in OPEN or self.state is EnrolmentState.PAUSED:
            longest = None if self.until is None or until is None else max(self.until, until)
            resumed = self.resume() if self.paused_for == "payment" else self
            return resumed.model_copy(update={**bought, "until": longest})
        return self.open(now=now, until=until).model_copy(update=bought)

    def pause(self, reason: str) -> "Enrolment":
        """Take access away for now; who is paused stays so, for the first reason."""
        if self.state is EnrolmentState.PAUSED:
            return self
        return self._to(EnrolmentState.PAUSED, until=self.until, paused_for=reason)

    def resume(self, *, until: datetime | None = None) -> "Enrolment":
        """Give access again, until a moment where one is named; who may study already goes on."""
        if self.state in OPEN:
            return self
        if self.state is not EnrolmentState.PAUSED:
            raise TransitionNotAllowed(enrollment_id=self.enrolment_id, state=self.state)
        state = EnrolmentState.COMPLETED if self.completed_at else EnrolmentState.ACTIVE
        return self._to(state, until=until or self.until)

    def complete_lesson(self, ordinal: int, course: Course, *, now: datetime) -> "Enrolment":
        """Note that the lesson is done, and with the last one needed that the course is."""
        return self.complete(lesson_set(ordinal), course, now=now)

    def complete(
        self,
        lessons: LessonSet,
        course: Course,
        *,
        now: datetime,
        rules: Rules | None = None,
        scores: Mapping[str, int] | None = None,
    ) -> "Enrolment":
        """Note that these lessons are done, and that the course is, if by its rules it is with that.

        A lesson counts once; what is complete stays complete, whatever lessons are added later.
        """
        self.require_access(now)
        done = self.lessons_done | lessons
        met = (rules or Rules()).completes(course, done, scores or {})
        reached = self.state is EnrolmentState.ACTIVE and met
        if done == self.lessons_done and not reached:
            return self
        changes: dict[str, object] = {"lessons_done": done, "last_active_at": now}
        if reached:
            changes |= {"state": EnrolmentState.COMPLETED, "completed_at": now}
        return self.model_copy(update=changes)

    def cancel(self, *, now: datetime) -> "Enrolment":
        """Give up the place; who has none stays as they are. Progress is kept in case the learner comes back.

        Raises ``EnrolmentNotCancellable`` for a completed one: only who gave the access ends that.
        """
        if self.state is EnrolmentState.COMPLETED:
            raise EnrolmentNotCancellable(enrollment_id=self.enrolment_id)
        return self.end(EnrolmentState.CANCELLED, now=now)

    def end(self, state: EnrolmentState, *, now: datetime) -> "Enrolment":
        """Take the place away, as expired or cancelled; who has none stays as they are."""
        if self.state in OVER:
            return self
        if state is EnrolmentState.CANCELLED or not self.joined:
            return self._to(EnrolmentState.CANCELLED, cancelled_at=now)
        return self._to(EnrolmentState.EXPIRED, until=self.until)

    def at(self, now: datetime) -> "Enrolment":
        """The enrolment as the clock has it: what was to end by now has ended."""
        if self.until is None or now < self.until or self.state in OVER:
            return self
        unused = self.state in {EnrolmentState.WAITING, EnrolmentState.PENDING_PAYMENT}
        return self.end(EnrolmentState.CANCELLED if unused else EnrolmentState.EXPIRED, now=self.until)

    def knows(self, order_id: str, told_at: datetime, *, ends: bool = False) -> bool:
        """Whether news about an order is older than what the enrolment goes by. Ids of orders sort by time. The end of
        an order is its last news, whatever the clocks of those who told of it say.
        """
        if self.order_id is None:
            return False
        latest = self.order_told_at
        older = not ends and latest is not None and told_at <= latest
        return order_id < self.order_id or (order_id == self.order_id and older)

    # -- what follows from it

    @property
    def in_line(self) -> bool:
        """Whether the learner waits, and no seat is kept for them yet."""
        return self.state is EnrolmentState.WAITING and self.until is None

    @property
    def holds_seat(self) -> bool:
        """Whether one of the course's seats is this one's."""
        return self.state not in OVER and not self.in_line

    def gives_access(self, now: datetime) -> bool:
        """Whether the learner may study at a moment."""
        return self.at(now).state in OPEN

    def require_access(self, now: datetime) -> None:
        """Raise ``NotEnrolled`` unless the learner may study now."""
        if not self.gives_access(now):
            raise NotEnrolled(course_id=self.course_id)

    def has_done(self, ordinal: int) -> bool:
        """Whether the lesson is completed."""
        return bool(self.lessons_done >> ordinal & 1)

    def progress(self, course: Course) -> Progress:
        """How far this is in the course's version. Lessons that the version no longer has do not count."""
        total = course.lessons.bit_count()
        completed = (self.lessons_done & course.lessons).bit_count()
        return Progress(
            completed=completed,
            total=total,
            percent=100 * completed // total if total else 0,
            completed_at=self.completed_at,
        )

    def _to(self, state: EnrolmentState, **changes: object) -> "Enrolment":
        """The next state. What belonged to the one before is gone, unless it is among the changes."""
        if state not in TRANSITIONS[self.state]:
            raise TransitionNotAllowed(
                f"What is {self.state} cannot become {state}.", enrollment_id=self.enrolment_id, state=self.state
            )
        gone: dict[str, object] = {"until": None, "line_since": None, "paused_for": None, "cancelled_at": None}
        return self.model_copy(update={**gone, "state": state, **changes})
