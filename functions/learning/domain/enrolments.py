"""Enrolments, and how far one is in them."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import Course, LessonSet, lesson_set
from functions.learning.errors import EnrolmentNotCancellable, NotEnrolled


class Progress(BaseModel):
    """How far an enrolment is in a version of the course."""

    model_config = ConfigDict(frozen=True)

    completed: int
    total: int
    percent: int
    """Rounded down, so that 100 means every lesson."""
    completed_at: datetime | None


class EnrolmentState(StrEnum):
    """What an enrolment is."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Enrolment(BaseModel):
    """One person's place in one course. There is one for each person and course, whatever becomes of it.

    Its transitions: ``opened``, ``cancel``, ``reopen``, and ``complete_lesson``, which also completes the course.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    enrolment_id: str
    course_id: str
    user_id: str
    state: EnrolmentState
    lessons_done: LessonSet = 0
    enrolled_at: datetime
    last_active_at: datetime
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    revision: int = 0

    @classmethod
    def opened(cls, enrolment_id: str, course_id: str, user_id: str, *, now: datetime) -> "Enrolment":
        """A new place in a course."""
        return cls(
            enrolment_id=enrolment_id,
            course_id=course_id,
            user_id=user_id,
            state=EnrolmentState.ACTIVE,
            enrolled_at=now,
            last_active_at=now,
        )

    def cancel(self, *, now: datetime) -> "Enrolment":
        """Give up the place; a cancelled one stays as it is. Progress is kept in case the learner comes back."""
        if self.state is EnrolmentState.COMPLETED:
            raise EnrolmentNotCancellable(enrollment_id=self.enrolment_id)
        if self.state is EnrolmentState.CANCELLED:
            return self
        return self.model_copy(update={"state": EnrolmentState.CANCELLED, "cancelled_at": now})

    def reopen(self, *, now: datetime) -> "Enrolment":
        """Take the place again, with the progress made before; one that is not cancelled stays as it is."""
        if self.state is not EnrolmentState.CANCELLED:
            return self
        return self.model_copy(update={"state": EnrolmentState.ACTIVE, "cancelled_at": None, "last_active_at": now})

    def complete_lesson(self, ordinal: int, course: Course, *, now: datetime) -> "Enrolment":
        """Note that the lesson is done, and with the last one needed that the course is.

        A lesson counts once; what is complete stays complete, whatever lessons are added later.
        """
        self.require_access()
        done = self.lessons_done | lesson_set(ordinal)
        reached = self.state is EnrolmentState.ACTIVE and course.goal & ~done == 0
        if done == self.lessons_done and not reached:
            return self
        changes: dict[str, object] = {"lessons_done": done, "last_active_at": now}
        if reached:
            changes |= {"state": EnrolmentState.COMPLETED, "completed_at": now}
        return self.model_copy(update=changes)

    def require_access(self) -> None:
        """Raise ``NotEnrolled`` unless the learner may study now."""
        if self.state is EnrolmentState.CANCELLED:
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
