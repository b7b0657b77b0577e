"""How one may enrol in a course: seats, times, the line."""

from typing import Annotated

from fastapi import Response

from functions.learning.errors import CourseNotFound, NotYourCourse
from functions.learning.permissions import MANAGE_ENROLMENTS
from functions.learning.schemas import EnrollmentSettingsIn, EnrollmentSettingsOut
from functions.learning.wiring import Seating
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/courses/{course_id}/enrollments/settings", tag="Enrolments")

Staff = Annotated[Caller, permitted(MANAGE_ENROLMENTS)]


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def read_enrolment_settings(
    course_id: PathId, caller: Staff, seating: Seating, response: Response
) -> EnrollmentSettingsOut:
    """Read how one may enrol in a course, and how many seats are taken. For its staff."""
    seats = seating.read(course_id, by=caller)
    tag(response, seats.edition)
    return EnrollmentSettingsOut.model_validate(seats)


@router.put("", responses=problems(CourseNotFound, NotYourCourse, PreconditionFailed, PreconditionRequired))
def change_enrolment_settings(
    course_id: PathId,
    settings: EnrollmentSettingsIn,
    caller: Staff,
    seating: Seating,
    expected: ExpectedRevision,
    response: Response,
) -> EnrollmentSettingsOut:
    """Replace how one may enrol in a course. For its staff.

    Fewer seats than are taken throw nobody out: nobody gets in until enough have left. Seats that are free from now on
    are offered to who is in line. `access_days` holds for who gets in from now on.
    """
    seats = seating.put(course_id, settings.rules(), by=caller, expected=expected)
    tag(response, seats.edition)
    return EnrollmentSettingsOut.model_validate(seats)
