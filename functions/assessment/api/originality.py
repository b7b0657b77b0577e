"""Originality over HTTP."""

from typing import Annotated

from functions.assessment.errors import AttemptNotFound, NotYourCourse
from functions.assessment.permissions import GRADE
from functions.assessment.schemas.originality import OriginalityOut, OriginalityReportOut
from functions.assessment.wiring import OriginalityChecks
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/assessments/{assessment_id}/attempts/{attempt_id}/originality", tag="Grading")

Marker = Annotated[Caller, permitted(GRADE)]


@router.get("", responses=problems(AttemptNotFound, NotYourCourse))
def read_originality(
    assessment_id: PathId, attempt_id: PathId, caller: Marker, checks: OriginalityChecks
) -> OriginalityOut:
    """Read which passages of an attempt's answers stand in what others handed in. For staff.

    Answers are checked while they are graded, where the assessment's rules ask for it.
    """
    reports = checks.read(assessment_id, attempt_id, by=caller)
    return OriginalityOut(reports=[OriginalityReportOut.of(one) for one in reports])
