"""Learning paths: courses in an order, with what is to be completed before each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import Course, CourseStatus
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import OPEN, EnrolmentState
from shared.errors import FieldError

MOST_COURSES = 20
"""So many courses a path may have: with all that belongs to them one batch."""
MOST_OUTSIDE = 20
"""Of so many courses that lie outside a path it remembers that its own build on them."""


class PathStatus(StrEnum):
    """Whether learners see a path."""

    DRAFT = "draft"
    PUBLISHED = "published"


class PathCourse(BaseModel):
    """A course of a path, and which courses of the path are to be completed before it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    after: tuple[str, ...] = ()


class Path(BaseModel):
    """Courses in the order in which they are shown. ``after`` and what the courses themselves build on is no ring."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    path_id: str
    title: str
    description: str
    status: PathStatus = PathStatus.DRAFT
    courses: tuple[PathCourse, ...] = ()
    outside: tuple[str, ...] = ()
    """Courses outside the path that those in it build on, as it was when the path was last changed."""
    owner_id: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def course_ids(self) -> tuple[str, ...]:
        """Its courses, in order."""
        return tuple(course.course_id for course in self.courses)


def faults(courses: Sequence[PathCourse]) -> Iterator[FieldError]:
    """What is wrong with the courses of a path by themselves: one is there twice, or waits for one that is not."""
    ids = [course.course_id for course in courses]
    for place, course in enumerate(courses):
        if course.course_id in ids[:place]:
            yield FieldError(f"/courses/{place}/course_id", "twice", "A path has each course once.")
        for number, before in enumerate(course.after):
            if before not in ids:
                yield FieldError(f"/courses/{place}/after/{number}", "not_in_path", "It must be a course of the path.")


class StepState(StrEnum):
    """How a course of a path stands to somebody."""

    COMPLETED = "completed"
    STARTED = "started"
    OPEN = "open"
    """They may enrol now."""
    LOCKED = "locked"
    NOT_OFFERED = "not_offered"
    """It takes nobody any more. Nothing waits for it, and it counts for nothing."""


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a course of a path is locked: this one is to be completed first."""

    course_id: str
    by_path: bool
    """Whether the path asks for it; else the course itself does, on whatever path one comes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A course of a path as it is for one learner."""

    course_id: str
    course: Course | None
    enrolment: Enrolment | None
    state: StepState
    locks: tuple[Lock, ...] = ()

    @property
    def percent(self) -> int:
        """How far the learner is in the course; 100 means that it is completed, now or in an earlier version."""
        if self.state is StepState.COMPLETED:
            return 100
        return min(99, self.enrolment.progress(self.course).percent) if self.enrolment and self.course else 0


@dataclass(frozen=True, slots=True)
class Way:
    """How far somebody is on a path."""

    steps: tuple[Step, ...]

    @property
    def counted(self) -> tuple[Step, ...]:
        """The courses that count."""
        return tuple(step for step in self.steps if step.state is not StepState.NOT_OFFERED)

    @property
    def percent(self) -> int:
        """The mean of the courses, rounded down: 100 means that all are completed."""
        return sum(step.percent for step in self.counted) // len(self.counted) if self.counted else 0

    @property
    def completed(self) -> int:
        """How many courses are completed."""
        return sum(step.state is StepState.COMPLETED for step in self.steps)

    @property
    def next_course_ids(self) -> tuple[str, ...]:
        """What to go on with: courses that are begun, then those that are open."""
        return tuple(
            step.course_id
            for state in (StepState.STARTED, StepState.OPEN)
            for step in self.steps
            if step.state is state
        )


def way(
    path: Path,
    courses: Mapping[str, Course],
    prerequisites: Mapping[str, Sequence[str]],
    enrolments: Mapping[str, Enrolment],
) -> Way:
    """How far somebody with these enrolments is. All are asked for by course; what is not known of is absent.

    A path guides: it locks nothing that its learner has begun already. What is no longer on offer is waited for by
    nothing, as nobody could begin it any more.
    """

    def done(course_id: str) -> bool:
        own, known = enrolments.get(course_id), courses.get(course_id)
        return bool((own and own.completed_at) or (known and known.status is CourseStatus.ARCHIVED))

    def step(one: PathCourse) -> Step:
        course, own = courses.get(one.course_id), enrolments.get(one.course_id)
        found = one.course_id, course, own
        if own and own.completed_at:
            return Step(*found, StepState.COMPLETED)
        if own and own.state in OPEN | {EnrolmentState.PAUSED}:
            return Step(*found, StepState.STARTED)
        if course is None or course.status is CourseStatus.ARCHIVED:
            return Step(*found, StepState.NOT_OFFERED)
        own_locks = [Lock(before, by_path=False) for before in prerequisites.get(one.course_id, ()) if not done(before)]
        asked = {lock.course_id for lock in own_locks}
        locks = [Lock(before, by_path=True) for before in one.after if before not in asked and not done(before)]
        return Step(*found, StepState.LOCKED if own_locks or locks else StepState.OPEN, (*own_locks, *locks))

    return Way(tuple(step(one) for one in path.courses))
