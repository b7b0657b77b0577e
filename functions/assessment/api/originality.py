"""Originality over HTTP."""

from typing import Annotated

from functions.assessment.errors import AssignmentNotFound, AttemptNotFound, NotYourCourse, SubmissionNotFound
from functions.assessment.permissions import GRADE
from functions.assessment.schemas.originality import (
    OriginalityOut,
    OriginalityReportOut,
    SubmissionOriginalityOut,
    SubmissionReportOut,
)
from functions.assessment.wiring import OriginalityReports
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("", tag="Grading")

Marker = Annotated[Caller, permitted(GRADE)]


@router.get(
    "/assessments/{assessment_id}/attempts/{attempt_id}/originality", responses=problems(AttemptNotFound, NotYourCourse)
)
def read_originality(
    assessment_id: PathId, attempt_id: PathId, caller: Marker, reports: OriginalityReports
) -> OriginalityOut:
    """Read which passages of an attempt's answers stand in what others handed in, or in lessons. For staff.

    Answers are checked while they are graded, where the assessment's rules ask for it.
    """
    found = reports.of_attempt(assessment_id, attempt_id, by=caller)
    return OriginalityOut(reports=[OriginalityReportOut.of(one) for one in found])


@router.get(
    "/assignments/{assignment_id}/submissions/{submission_id}/originality",
    responses=problems(AssignmentNotFound, SubmissionNotFound, NotYourCourse),
)
def read_submission_originality(
    assignment_id: PathId, submission_id: PathId, caller: Marker, reports: OriginalityReports
) -> SubmissionOriginalityOut:
    """Read which passages of a submission's text stand in what others handed in, or in lessons. For staff.

    Texts are checked a moment after they are handed in, where the assignment's rules ask for it.
    """
    found = reports.of_submission(assignment_id, submission_id, by=caller)
    return SubmissionOriginalityOut(report=SubmissionReportOut.of(found) if found else None)
