"""Results over HTTP."""

from typing import Annotated

from functions.assessment.errors import (
    AssessmentNotFound,
    AttemptNotFound,
    AttemptNotSubmitted,
    NotEnrolled,
    NotYourCourse,
    QuestionNotFound,
    RubricNotFollowed,
)
from functions.assessment.permissions import GRADE, TAKE
from functions.assessment.schemas import GradeIn, ResultOut, ResultsOut
from functions.assessment.wiring import Results
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/assessments/{assessment_id}", tag="Results")

Participant = Annotated[Caller, permitted(TAKE)]
Marker = Annotated[Caller, permitted(GRADE)]


@router.get("/results", responses=problems(AssessmentNotFound, NotEnrolled))
def read_own_results(assessment_id: PathId, caller: Participant, results: Results) -> ResultsOut:
    """Read your attempts and the grade that they make, as far as they may be seen by now."""
    return ResultsOut.of(results.own(assessment_id, by=caller))


@router.get("/learners", responses=problems(AssessmentNotFound, NotYourCourse))
def list_results(assessment_id: PathId, caller: Marker, results: Results, paging: Paging) -> PageOut[ResultsOut]:
    """List who has taken the assessment, with attempts and grades. For staff."""
    query = f"results|{assessment_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = results.list(assessment_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, ResultsOut.of, query, org_id=caller.org_id)


@router.get("/attempts/{attempt_id}/result", responses=problems(AttemptNotFound, NotYourCourse))
def read_result(assessment_id: PathId, attempt_id: PathId, caller: Participant, results: Results) -> ResultOut:
    """Read an attempt question by question: your own as far as it may be seen by now, as staff any learner's."""
    return ResultOut.of(results.read(assessment_id, attempt_id, by=caller))


@router.post(
    "/grade",
    responses=problems(
        AssessmentNotFound, AttemptNotFound, QuestionNotFound, NotYourCourse, AttemptNotSubmitted, RubricNotFollowed
    ),
)
def grade_answer(assessment_id: PathId, body: GradeIn, caller: Marker, results: Results) -> ResultOut:
    """Mark an answer that no rule can mark, or mark one anew. Repeating it changes nothing."""
    return ResultOut.of(results.grade(assessment_id, body.attempt_id, body.question_id, body.given_mark(), by=caller))
