"""Joining and leaving courses, and who is in them."""

from typing import Annotated, Any

from fastapi import Response, status

from functions.learning.errors import (
    CourseFull,
    CourseNotFound,
    CourseNotOpen,
    EnrolmentClosed,
    EnrolmentNotCancellable,
    EnrolmentNotFound,
    NotYourCourse,
    PrerequisitesNotDone,
    TransitionNotAllowed,
)
from functions.learning.permissions import ENROL, MANAGE_ENROLMENTS, USE_ENROLMENT
from functions.learning.schemas import EnrollmentIn, EnrollmentOut, RosterEntryOut
from functions.learning.wiring import Enrolments
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceByKey
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router(tag="Enrolments")

Learner = Annotated[Caller, permitted(ENROL)]
Participant = Annotated[Caller, permitted(USE_ENROLMENT)]
Staff = Annotated[Caller, permitted(MANAGE_ENROLMENTS)]

_KEPT: dict[int | str, dict[str, Any]] = {
    200: {"description": "You have a place already; it is as it was.", "model": EnrollmentOut}
}


@router.post(
    "/courses/{course_id}/enroll",
    status_code=status.HTTP_201_CREATED,
    responses=_KEPT
    | problems(CourseNotFound, CourseNotOpen, EnrolmentClosed, CourseFull, PrerequisitesNotDone, IdempotencyKeyReused),
)
def enrol(
    course_id: PathId, caller: Learner, enrolments: Enrolments, once: OnceByKey, response: Response
) -> EnrollmentOut:
    """Enrol in a course, or wait for a seat.

    A person has one place in a course: enrolling again answers 200 with the place there is. Who had left comes back to
    the progress made before (201). Who is new must have completed the courses that it builds on.

    A course that is sold keeps a seat for 30 minutes (`pending_payment`), in which an order for it is to be paid; who
    holds a pass that opens it needs none.

    Where every seat is taken, the answer is an enrolment that is `waiting`. A seat that becomes free is offered to the
    first in line, for 24 hours: the enrolment then says `until`, and enrolling again takes the seat. So does who was
    `invited`.
    """
    place, is_news = enrolments.enrol(course_id, by=caller, once=once)
    if not is_news:
        response.status_code = status.HTTP_200_OK
    return EnrollmentOut.of(place)


@router.get("/enrollments", responses=problems())
def list_own_enrolments(caller: Participant, enrolments: Enrolments, paging: Paging) -> PageOut[EnrollmentOut]:
    """List your enrolments, the newest first."""
    query = f"enrollments|{caller.user_id}"
    page = enrolments.list_own(by=caller, limit=paging.limit, start=paging.start(query, org_id=caller.org_id))
    return page_out(page, EnrollmentOut.of, query, org_id=caller.org_id)


@router.get("/courses/{course_id}/enrollments/{enrollment_id}", responses=problems(EnrolmentNotFound, NotYourCourse))
def read_enrolment(
    course_id: PathId, enrollment_id: PathId, caller: Participant, enrolments: Enrolments, response: Response
) -> RosterEntryOut:
    """Read an enrolment: your own, or as staff any of a course of yours."""
    place = enrolments.get(course_id, enrollment_id, by=caller)
    tag(response, place.enrolment.revision)
    return RosterEntryOut.of(place)


@router.put(
    "/courses/{course_id}/enrollments/{enrollment_id}",
    responses=problems(
        CourseNotFound,
        EnrolmentNotFound,
        NotYourCourse,
        EnrolmentNotCancellable,
        TransitionNotAllowed,
        CourseFull,
        PreconditionFailed,
        PreconditionRequired,
    ),
)
def change_enrolment(
    course_id: PathId,
    enrollment_id: PathId,
    change: EnrollmentIn,
    caller: Staff,
    enrolments: Enrolments,
    expected: ExpectedRevision,
    response: Response,
) -> RosterEntryOut:
    """Cancel an enrolment, pause it, or make it active (again). For the course's staff.

    Who waits is let in so without regard to the line, if a seat is free. A completed enrolment stays completed: making
    it active changes nothing, cancelling it is refused.
    """
    place = enrolments.put(course_id, enrollment_id, change.state, by=caller, expected=expected)
    tag(response, place.enrolment.revision)
    return RosterEntryOut.of(place)


@router.delete(
    "/courses/{course_id}/enrollments/{enrollment_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(CourseNotFound, EnrolmentNotFound, NotYourCourse, EnrolmentNotCancellable),
)
def cancel_enrolment(course_id: PathId, enrollment_id: PathId, caller: Participant, enrolments: Enrolments) -> None:
    """Leave a course, or as its staff remove a learner. The progress is kept in case they come back."""
    enrolments.cancel(course_id, enrollment_id, by=caller)
