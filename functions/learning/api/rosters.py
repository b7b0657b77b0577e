"""Who is in a course, and how many."""

from typing import Annotated, Any

from fastapi import Query
from pydantic import AfterValidator

from functions.learning.domain.states import EnrolmentState
from functions.learning.errors import CourseNotFound, GroupNotFound, NotYourCourse
from functions.learning.permissions import MANAGE_ENROLMENTS
from functions.learning.schemas import EnrollmentReportOut, RosterEntryOut
from functions.learning.schemas.groups import Day
from functions.learning.service.rosters import Filters, Span
from functions.learning.wiring import Rosters, Standings
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import BodyId, OneLine, PageOut, PathId, Printable

router = api_router("/courses/{course_id}/enrollments", tag="Enrolments")

Staff = Annotated[Caller, permitted(MANAGE_ENROLMENTS)]


def _day(description: str) -> Any:
    return Query(description=description)


Percent = Annotated[int | None, Query(ge=0, le=100, description="Done so many percent, by the learner's latest step.")]


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def list_course_enrolments(
    course_id: PathId,
    caller: Staff,
    rosters: Rosters,
    paging: Paging,
    state: Annotated[EnrolmentState | None, Query(description="Only those in this state.")] = None,
    group_id: Annotated[BodyId | None, Query(description="Only who is in this group.")] = None,
    name: Annotated[
        str | None,
        Query(min_length=1, max_length=60, description="Only whose name begins so, whatever the case."),
        AfterValidator(str.strip),
        Printable,
        OneLine,
    ] = None,
    progress_from: Percent = None,
    progress_to: Percent = None,
    active_from: Annotated[Day | None, _day("Last active on this UTC day or later.")] = None,
    active_to: Annotated[Day | None, _day("Last active on this UTC day or before.")] = None,
    joined_from: Annotated[Day | None, _day("Enrolled, invited or in line since this UTC day or later.")] = None,
    joined_to: Annotated[Day | None, _day("Enrolled, invited or in line since this UTC day or before.")] = None,
) -> PageOut[RosterEntryOut]:
    """List a course's learners. For its instructors and the organization's administrators.

    The order follows from what leads: `group_id` by id, `name` by name, `progress_…` the least far first, `active_…`
    the longest ago first, otherwise the newest first. Filters can be combined: a page then looks at a hundred
    enrolments of the leading list, and may hold fewer than `limit`, or none, while there is a `next_cursor`.
    """
    progress = None
    if progress_from is not None or progress_to is not None:
        progress = (progress_from or 0, 100 if progress_to is None else progress_to)
    filters = Filters(
        state=state,
        group_id=group_id,
        name=name or None,
        progress=progress,
        active=Span(active_from, active_to),
        joined=Span(joined_from, joined_to),
    )
    query = f"roster|{course_id}|{filters}"
    start = paging.start(query, org_id=caller.org_id)
    page = rosters.list(course_id, filters, by=caller, limit=paging.limit, start=start)
    return page_out(page, RosterEntryOut.of, query, org_id=caller.org_id)


@router.get("/analytics", responses=problems(CourseNotFound, NotYourCourse, GroupNotFound))
def read_enrolment_analytics(
    course_id: PathId,
    caller: Staff,
    standings: Standings,
    group_id: Annotated[BodyId | None, Query(description="Only who is in this group.")] = None,
    first_day: Annotated[Day | None, _day("The first UTC day of `joined_per_day`; 29 days before the last.")] = None,
    last_day: Annotated[Day | None, _day("The last UTC day of `joined_per_day`; today.")] = None,
) -> EnrollmentReportOut:
    """Read a course's enrolments in numbers: by state, by progress, by day. They follow what happens within seconds.

    `joined_per_day` shows up to 92 days.
    """
    return EnrollmentReportOut.of(standings.report(course_id, group_id, first_day, last_day, by=caller))
