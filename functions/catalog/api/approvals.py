"""The approval of courses over HTTP."""

from typing import Annotated

from functions.catalog.domain.approvals import ApprovalRequest
from functions.catalog.errors import (
    AlreadyDecided,
    ApprovalRequestNotFound,
    ContentChanged,
    CourseBeingRestored,
    CourseNotFound,
    CourseNotPublishable,
    NotAnInstructor,
    ReleaseCycle,
)
from functions.catalog.permissions import APPROVE_COURSES, EDIT_COURSES, PUBLISH_COURSES
from functions.catalog.schemas import ApprovalRequestIn, ApprovalRequestOut, DecisionIn
from functions.catalog.wiring import Approvals
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceByKey
from shared.listing import Listed
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router(tag="Approval")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]
Publisher = Annotated[Caller, permitted(PUBLISH_COURSES)]
Approver = Annotated[Caller, permitted(APPROVE_COURSES)]


@router.post(
    "/courses/{course_id}/approval-requests",
    status_code=201,
    response_model=ApprovalRequestOut,
    responses=problems(
        CourseNotFound,
        NotAnInstructor,
        CourseNotPublishable,
        ReleaseCycle,
        CourseBeingRestored,
        IdempotencyKeyReused,
    ),
)
def request_approval(
    course_id: PathId, body: ApprovalRequestIn, caller: Publisher, approvals: Approvals, once: OnceByKey
) -> ApprovalRequestOut:
    """Ask an administrator to approve the course as it is now. Asking again for the same changes nothing.

    Needed before tutors publish, where the organization's settings say so. It takes the place of a request that waits.
    """
    request = approvals.ask(course_id, body.message, by=caller, once=once)
    return ApprovalRequestOut.model_validate(request)


@router.get(
    "/courses/{course_id}/approval-requests",
    response_model=PageOut[ApprovalRequestOut],
    responses=problems(CourseNotFound, NotAnInstructor),
)
def list_approval_requests(
    course_id: PathId, caller: Editor, approvals: Approvals, paging: Paging
) -> PageOut[ApprovalRequestOut]:
    """List a course's requests for approval, the newest first."""
    query = f"approvals|{course_id}"
    start = paging.start(query, org_id=caller.org_id)
    return _page(approvals.list(course_id, by=caller, limit=paging.limit, start=start), query, caller)


@router.get("/course-approval-requests", response_model=PageOut[ApprovalRequestOut], responses=problems())
def list_waiting_requests(caller: Approver, approvals: Approvals, paging: Paging) -> PageOut[ApprovalRequestOut]:
    """List all requests for approval that wait, the oldest first. For the organization's administrators."""
    start = paging.start("approvals", org_id=caller.org_id)
    return _page(approvals.list_waiting(limit=paging.limit, start=start), "approvals", caller)


@router.put(
    "/courses/{course_id}/approval-requests/{request_id}",
    response_model=ApprovalRequestOut,
    responses=problems(
        CourseNotFound,
        ApprovalRequestNotFound,
        AlreadyDecided,
        ContentChanged,
        CourseNotPublishable,
        ReleaseCycle,
        CourseBeingRestored,
    ),
)
def decide_approval(
    course_id: PathId, request_id: PathId, body: DecisionIn, caller: Approver, approvals: Approvals
) -> ApprovalRequestOut:
    """Approve a course exactly as it was when approval was asked for, or reject it and say why."""
    request = approvals.decide(course_id, request_id, body.state, body.note, by=caller)
    return ApprovalRequestOut.model_validate(request)


def _page(page: Listed[ApprovalRequest], query: str, caller: Caller) -> PageOut[ApprovalRequestOut]:
    return page_out(page, ApprovalRequestOut.model_validate, query, org_id=caller.org_id)
