"""Assessments over HTTP."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.assessment.errors import (
    AssessmentNotFound,
    AssessmentNotPublishable,
    AssessmentNotPublished,
    AssessmentNotValid,
    AssessmentTaken,
    CourseNotFound,
    LearnerNotFound,
    NotEnrolled,
    NotYourCourse,
)
from functions.assessment.permissions import GRADE, MANAGE_ASSESSMENTS, TAKE
from functions.assessment.schemas import AssessmentChangeIn, AssessmentIn, AssessmentOut, OverrideIn, OverrideOut
from functions.assessment.wiring import Assessments
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, next_cursor, page_out
from shared.schemas import BodyId, PageOut, PathId

router = api_router("/assessments", tag="Assessments")

Author = Annotated[Caller, permitted(MANAGE_ASSESSMENTS)]
Marker = Annotated[Caller, permitted(GRADE)]
Participant = Annotated[Caller, permitted(TAKE)]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, NotYourCourse, AssessmentNotValid, IdempotencyKeyReused),
)
def create_assessment(
    body: AssessmentIn, caller: Author, assessments: Assessments, once: OnceOnly, response: Response
) -> AssessmentOut:
    """Begin an assessment in a course. Learners do not see it before it is published."""
    assessment = assessments.create({**body.fields(), "course_id": body.course_id}, by=caller, once=once)
    tag(response, assessment.revision)
    return AssessmentOut.of(assessment)


@router.get("", responses=problems(CourseNotFound, NotEnrolled))
def list_assessments(
    caller: Participant,
    assessments: Assessments,
    paging: Paging,
    course_id: Annotated[BodyId | None, Query(description="Only those of this course; learners must name one.")] = None,
) -> PageOut[AssessmentOut]:
    """List assessments: a course's, or as staff those that you made (all, as an administrator)."""
    query = f"assessments|{course_id or caller.user_id}"
    start = paging.start(query, org_id=caller.org_id)
    page, is_staff = assessments.list(course_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, lambda one: AssessmentOut.of(one, is_staff=is_staff), query, org_id=caller.org_id)


@router.get("/{assessment_id}", responses=problems(AssessmentNotFound, NotEnrolled, AssessmentNotPublished))
def read_assessment(
    assessment_id: PathId, caller: Participant, assessments: Assessments, response: Response
) -> AssessmentOut:
    """Read an assessment: what it is about and its rules; as staff also what it asks."""
    assessment, is_staff = assessments.get(assessment_id, by=caller)
    tag(response, assessment.revision)
    return AssessmentOut.of(assessment, is_staff=is_staff)


@router.put(
    "/{assessment_id}",
    responses=problems(AssessmentNotFound, NotYourCourse, AssessmentNotValid, PreconditionFailed, PreconditionRequired),
)
def change_assessment(
    assessment_id: PathId,
    body: AssessmentChangeIn,
    caller: Author,
    assessments: Assessments,
    expected: ExpectedRevision,
    response: Response,
) -> AssessmentOut:
    """Replace title, instructions, slots and rules. Attempts that run keep what they began with."""
    assessment = assessments.change(assessment_id, body.fields(), by=caller, expected=expected)
    tag(response, assessment.revision)
    return AssessmentOut.of(assessment)


@router.delete(
    "/{assessment_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(AssessmentNotFound, NotYourCourse, AssessmentTaken, PreconditionFailed),
)
def delete_assessment(assessment_id: PathId, caller: Author, assessments: Assessments) -> None:
    """Delete an assessment that nobody has taken. Its questions stay in the bank."""
    assessments.remove(assessment_id, by=caller)


@router.post(
    "/{assessment_id}/publish", responses=problems(AssessmentNotFound, NotYourCourse, AssessmentNotPublishable)
)
def publish_assessment(
    assessment_id: PathId, caller: Author, assessments: Assessments, response: Response
) -> AssessmentOut:
    """Let learners take an assessment."""
    assessment = assessments.publish(assessment_id, by=caller)
    tag(response, assessment.revision)
    return AssessmentOut.of(assessment)


@router.put("/{assessment_id}/archive", responses=problems(AssessmentNotFound, NotYourCourse))
def archive_assessment(
    assessment_id: PathId, caller: Author, assessments: Assessments, response: Response
) -> AssessmentOut:
    """Let nobody begin an assessment any more. Attempts that run go on, results stay."""
    assessment = assessments.archive(assessment_id, by=caller)
    tag(response, assessment.revision)
    return AssessmentOut.of(assessment)


@router.get("/{assessment_id}/overrides", responses=problems(AssessmentNotFound, NotYourCourse))
def list_overrides(
    assessment_id: PathId, caller: Marker, assessments: Assessments, paging: Paging
) -> PageOut[OverrideOut]:
    """List the learners for whom something is otherwise."""
    query = f"overrides|{assessment_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = assessments.list_overrides(assessment_id, by=caller, limit=paging.limit, start=start)
    return PageOut(
        items=[OverrideOut.of(user_id, override) for user_id, override in page.items],
        next_cursor=next_cursor(page.next_key, query, org_id=caller.org_id),
    )


@router.put(
    "/{assessment_id}/overrides/{user_id}",
    responses=problems(AssessmentNotFound, NotYourCourse, LearnerNotFound),
)
def put_override(
    assessment_id: PathId, user_id: PathId, body: OverrideIn, caller: Marker, assessments: Assessments
) -> OverrideOut:
    """Give one learner more time, other dates, or more attempts, from the next attempt on."""
    return OverrideOut.of(user_id, assessments.put_override(assessment_id, user_id, body.override(), by=caller))


@router.delete(
    "/{assessment_id}/overrides/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(AssessmentNotFound, NotYourCourse, LearnerNotFound),
)
def delete_override(assessment_id: PathId, user_id: PathId, caller: Marker, assessments: Assessments) -> None:
    """Let a learner have the rules of everybody again."""
    assessments.drop_override(assessment_id, user_id, by=caller)
