"""A course's quality over HTTP."""

from typing import Annotated

from functions.catalog.api import limits
from functions.catalog.errors import CourseNotFound, NotAnInstructor
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import QualityOut
from functions.catalog.wiring import Appraisals
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.schemas import PathId

router = api_router("/courses/{course_id}/quality", tag="Courses")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.get(
    "", response_model=QualityOut, responses=problems(CourseNotFound, NotAnInstructor), dependencies=[limits.appraisals]
)
def read_quality(course_id: PathId, caller: Editor, appraisals: Appraisals) -> QualityOut:
    """Score the draft from 0 to 100, with suggestions for what would make it better."""
    return QualityOut.of(course_id, appraisals.appraise(course_id, by=caller))
