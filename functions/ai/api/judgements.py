"""Suggested grades, over HTTP."""

from typing import Annotated

from fastapi import status

from functions.ai.errors import AttemptToJudgeNotFound, CourseNotYoursToJudge, JudgementNotFound
from functions.ai.permissions import SUGGEST_GRADES
from functions.ai.schemas.judgements import GradeAssignmentIn, JudgementBriefOut, JudgementOut
from functions.ai.wiring import Judging
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

asking = api_router("/ai/grade-assignment", tag="AI")
of_attempts = api_router("/ai/attempts", tag="AI")
router = api_router("/ai/judgements", tag="AI")

Grader = Annotated[Caller, permitted(SUGGEST_GRADES)]


@asking.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(AttemptToJudgeNotFound, CourseNotYoursToJudge, IdempotencyKeyReused),
)
def grade_assignment(body: GradeAssignmentIn, caller: Grader, judging: Judging, once: OnceOnly) -> JudgementBriefOut:
    """Have the open answers of an attempt, or what was handed in for an assignment, judged: a level per criterion with
    quoted evidence, and how sure that is.

    `GET /api/v1/ai/judgements/{judgement_id}` tells when it is ready. Nothing is graded by this.
    """
    return JudgementBriefOut.of(judging.request(body.work_id, by=caller, once=once))


@of_attempts.get("/{attempt_id}/judgements", responses=problems(AttemptToJudgeNotFound, CourseNotYoursToJudge))
def list_judgements(attempt_id: PathId, caller: Grader, judging: Judging, paging: Paging) -> PageOut[JudgementBriefOut]:
    """List what was suggested for an attempt, newest first."""
    query = f"judgements:{attempt_id}"
    start = paging.start(query, org_id=caller.org_id)
    page = judging.list(attempt_id, by=caller, limit=paging.limit, start=start)
    return page_out(page, JudgementBriefOut.of, query, org_id=caller.org_id)


@router.get("/{judgement_id}", responses=problems(JudgementNotFound, CourseNotYoursToJudge))
def read_judgement(judgement_id: PathId, caller: Grader, judging: Judging) -> JudgementOut:
    """Read what is suggested for an attempt or a submission, from which words, and how sure that is."""
    return JudgementOut.made(*judging.read(judgement_id, by=caller))
