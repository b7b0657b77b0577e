"""Statistics over HTTP."""

from typing import Annotated

from functions.assessment.errors import AssessmentNotFound, NotYourCourse
from functions.assessment.permissions import GRADE
from functions.assessment.schemas.statistics import AssessmentAnalyticsOut
from functions.assessment.wiring import Statistics
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/assessments/{assessment_id}/analytics", tag="Results")

Marker = Annotated[Caller, permitted(GRADE)]


@router.get("", responses=problems(AssessmentNotFound, NotYourCourse))
def read_assessment_analytics(assessment_id: PathId, caller: Marker, statistics: Statistics) -> AssessmentAnalyticsOut:
    """Read how hard questions are, how well they tell the able from the others, and which may be broken. For staff.

    Counted a moment after an attempt is graded.
    """
    return AssessmentAnalyticsOut.of(statistics.read(assessment_id, by=caller))
