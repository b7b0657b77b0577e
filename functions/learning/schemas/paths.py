"""Bodies about learning paths."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.learning.domain.paths import MOST_COURSES, Path, PathCourse, PathStatus, Step, StepState
from functions.learning.domain.states import EnrolmentState
from functions.learning.service.paths import Walk
from shared.schemas import BodyId, In, Line, Out, Text

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"
_SAID: dict[str, Any] = {
    "title": "From cells to bodies",
    "description": "Four courses for the eleventh class.",
    "courses": [{"course_id": _COURSE, "after": []}],
}
_PATH: dict[str, Any] = {
    "path_id": "pth_01JD0N8B1C2D3E4F5G6H7J8K9M",
    **_SAID,
    "status": "published",
    "created_at": "2026-11-22T09:30:00Z",
    "updated_at": "2026-11-22T09:30:00Z",
}
_STEP: dict[str, Any] = {
    "course_id": _COURSE,
    "title": "Cells: the units of life",
    "state": "started",
    "enrollment_state": "active",
    "percent": 25,
    "after": [],
    "locked_by": [],
}


class PathCourseIn(In):
    """A course of a path, and the courses of the path that are to be completed before it."""

    course_id: BodyId
    after: Annotated[tuple[BodyId, ...], Field(max_length=MOST_COURSES)] = ()

    def course(self) -> PathCourse:
        """The course that it is."""
        return PathCourse(course_id=self.course_id, after=tuple(dict.fromkeys(self.after)))


class PathIn(In):
    """A path: courses in the order in which they are shown."""

    title: Line
    description: Text = ""
    courses: Annotated[tuple[PathCourseIn, ...], Field(max_length=MOST_COURSES)] = ()

    model_config = ConfigDict(json_schema_extra={"examples": [_SAID]})

    def said(self) -> dict[str, Any]:
        """What it says."""
        courses = [course.course() for course in self.courses]
        return {"title": self.title, "description": self.description, "courses": courses}


class PathCourseOut(Out):
    """A course of a path."""

    course_id: str
    after: list[str]


class PathOut(Out):
    """A learning path."""

    path_id: str
    title: str
    description: str
    status: PathStatus
    courses: list[PathCourseOut]
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_PATH]})


class FollowedPathOut(PathOut):
    """A learning path that you follow."""

    joined_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_PATH | {"joined_at": "2026-11-23T08:00:00Z"}]})

    @classmethod
    def of(cls, path: Path, joined_at: datetime) -> "FollowedPathOut":
        """The answer for a path that somebody follows since then."""
        return cls(**PathOut.model_validate(path).model_dump(), joined_at=joined_at)


class PathLockOut(Out):
    """A course to complete first: because the `path` asks for it, or the `course` itself."""

    course_id: str
    title: str
    asked_by: str


class StepOut(Out):
    """A course of a path as it is for you: `completed`, `started`, `open`, `locked`, or no longer on offer.

    `percent` is 100 only once the course is completed, and stays so when it gets more lessons.
    """

    course_id: str
    title: str
    state: StepState
    enrollment_state: EnrolmentState | None
    percent: int
    after: list[str]
    locked_by: list[PathLockOut]


class WalkOut(Out):
    """A path, and how far you are on it: the mean of its courses. `next_course_ids` are what to go on with.

    What is no longer on offer counts for nothing, unless you have it already.
    """

    path_id: str
    title: str
    description: str
    status: PathStatus
    joined_at: datetime | None
    percent: int
    completed: int
    total: int
    next_course_ids: list[str]
    courses: list[StepOut]
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_PATH,
                    "joined_at": "2026-11-23T08:00:00Z",
                    "percent": 25,
                    "completed": 0,
                    "total": 1,
                    "next_course_ids": [_COURSE],
                    "courses": [_STEP],
                }
            ]
        }
    )

    @classmethod
    def of(cls, walk: Walk) -> "WalkOut":
        """The answer for somebody."""
        path = walk.path
        return cls(
            path_id=path.path_id,
            title=path.title,
            description=path.description,
            status=path.status,
            joined_at=walk.joined_at,
            percent=walk.way.percent,
            completed=walk.way.completed,
            total=len(walk.way.counted),
            next_course_ids=list(walk.way.next_course_ids),
            courses=[
                _step(step, course, walk.titles) for step, course in zip(walk.way.steps, path.courses, strict=True)
            ],
            created_at=path.created_at,
            updated_at=path.updated_at,
        )


def _step(step: Step, course: PathCourse, titles: dict[str, str]) -> StepOut:
    return StepOut(
        course_id=step.course_id,
        title=titles.get(step.course_id, step.course_id),
        state=step.state,
        enrollment_state=step.enrolment.state if step.enrolment else None,
        percent=step.percent,
        after=list(course.after),
        locked_by=[
            PathLockOut(
                course_id=lock.course_id,
                title=titles.get(lock.course_id, lock.course_id),
                asked_by="path" if lock.by_path else "course",
            )
            for lock in step.locks
        ],
    )
