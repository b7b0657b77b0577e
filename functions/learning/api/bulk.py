"""Enrolling many at once."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request, status
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from functions.learning.domain.bulk import MAX_BYTES, Line, lines_of, read_people
from functions.learning.errors import CourseNotFound, CourseNotOpen, GroupNotFound, NotYourCourse, PeopleNotReadable
from functions.learning.permissions import MANAGE_ENROLMENTS
from functions.learning.schemas.bulk import EXAMPLE, EnrolledOut, ListOut, PeopleIn
from functions.learning.wiring import Bulk
from shared.auth import Caller, permitted
from shared.bodies import content_type, read_limited
from shared.contract import problems
from shared.errors import TooLarge, UnsupportedMediaType
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.jobs import JobNotFound
from shared.pagination import Paging, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router("/courses/{course_id}/enrollments/bulk", tag="Enrolments")

Staff = Annotated[Caller, permitted(MANAGE_ENROLMENTS)]

_LIST: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "At most 10,000 people, by id or e-mail address; or a file with a column `user_id` or `email`.",
        "content": {
            "application/json": {"schema": PeopleIn.model_json_schema(), "example": EXAMPLE},
            "text/csv": {
                "schema": {"type": "string", "format": "binary"},
                "example": "email\nmeera@example.org\narjun@example.org\n",
            },
        },
    }
}


async def _people(request: Request) -> tuple[Line, ...] | str:
    """The lines of the list, or the id of the group that is meant; the body is kept for whoever else asks for it."""
    content = await read_limited(request, MAX_BYTES, "A list")
    kind = content_type(request)
    if kind == "text/csv":
        return read_people(content)
    if kind != "application/json":
        raise UnsupportedMediaType("Send the list as application/json or text/csv.")
    try:
        wanted = PeopleIn.model_validate_json(content)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise RequestValidationError(faults) from None
    return lines_of(wanted.people) if wanted.people is not None else str(wanted.from_group_id)


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    openapi_extra=_LIST,
    responses=problems(
        CourseNotFound,
        CourseNotOpen,
        NotYourCourse,
        GroupNotFound,
        PeopleNotReadable,
        TooLarge,
        UnsupportedMediaType,
        IdempotencyKeyReused,
    ),
)
def enrol_many(
    course_id: PathId,
    caller: Staff,
    bulk: Bulk,
    people: Annotated[tuple[Line, ...] | str, Depends(_people)],
    once: OnceOnly,
    invite: Annotated[
        bool, Query(description="Keep a seat for each until they enrol, rather than enrol them.")
    ] = False,
    into_group_id: Annotated[BodyId | None, Query(description="Put them into this group, too.")] = None,
) -> ListOut:
    """Enrol many people in a course, for nothing. For its staff.

    The answer is a job; `GET /api/v1/jobs/{job_id}` tells how far it is. Who finds no seat free waits for one. What
    cannot be done for one does not stop the others.
    """
    return ListOut.of_list(bulk.request(course_id, people, invite=invite, group_id=into_group_id, by=caller, once=once))


@router.get("/{list_id}/report", responses=problems(CourseNotFound, NotYourCourse, JobNotFound))
def read_bulk_report(
    course_id: PathId, list_id: PathId, caller: Staff, bulk: Bulk, paging: Paging
) -> PageOut[EnrolledOut]:
    """Read what became of each of a list, in its order."""
    query = f"bulk|{course_id}|{list_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = bulk.report(course_id, list_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, EnrolledOut.model_validate, query, org_id=caller.org_id)
