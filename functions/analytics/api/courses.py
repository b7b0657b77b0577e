"""How courses do, over HTTP."""

from typing import Annotated

from functions.analytics.api.asked import Days
from functions.analytics.errors import CourseNotFound, LessonNotFound, NotYourCourse
from functions.analytics.permissions import SEE_COURSE_FIGURES
from functions.analytics.schemas.courses import CoursePerformanceOut, LessonWatchingOut
from functions.analytics.schemas.people import CourseStudentOut
from functions.analytics.wiring import Dashboards
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/analytics/course", tag="Analytics")

Teacher = Annotated[Caller, permitted(SEE_COURSE_FIGURES)]


@router.get("/{course_id}/performance", responses=problems(CourseNotFound, NotYourCourse))
def read_course_performance(
    course_id: PathId, caller: Teacher, dashboards: Dashboards, days: Days = 30
) -> CoursePerformanceOut:
    """Read how a course does: its days, how far its learners come, where they stop, and which weeks' learners stay.

    Of money it has what administrators may see; tutors get an empty list there.
    """
    return CoursePerformanceOut.of(dashboards.course(course_id, days, by=caller), by=caller)


@router.get(
    "/{course_id}/lessons/{lesson_id}/watching", responses=problems(CourseNotFound, LessonNotFound, NotYourCourse)
)
def read_lesson_watching(
    course_id: PathId, lesson_id: PathId, caller: Teacher, dashboards: Dashboards
) -> LessonWatchingOut:
    """Read in which minutes a lesson's videos are watched, and where they lose people, as clients track it."""
    return LessonWatchingOut.of(lesson_id, dashboards.watching(course_id, lesson_id, by=caller))


@router.get("/{course_id}/students", responses=problems(CourseNotFound, NotYourCourse))
def list_course_students(
    course_id: PathId, caller: Teacher, dashboards: Dashboards, paging: Paging
) -> PageOut[CourseStudentOut]:
    """List everybody who ever was in a course, by id, with how each is doing and when they were last at it."""
    query = f"course_students|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = dashboards.students(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, CourseStudentOut.about, query, org_id=caller.org_id)
