"""Taking an assessment over HTTP."""

from typing import Annotated, Any

from fastapi import Response, status

from functions.assessment.errors import (
    AnswerSuperseded,
    AssessmentNotFound,
    AssessmentNotOpen,
    AssessmentNotPublished,
    AttemptNotFound,
    AttemptOver,
    NoAttemptsLeft,
    NotEnoughQuestions,
    NotEnrolled,
    NothingToCheck,
    ProgramsNotRun,
    QuestionNotFound,
    ResponseNotValid,
    RetakeTooEarly,
)
from functions.assessment.permissions import TAKE
from functions.assessment.schemas import AnswerIn, AnswerOut, AttemptIn, CheckIn, CheckOut, WorkOut
from functions.assessment.wiring import Attempts
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceByKey
from shared.schemas import PathId

router = api_router("/assessments/{assessment_id}", tag="Attempts")

Participant = Annotated[Caller, permitted(TAKE)]

_KEPT: dict[int | str, dict[str, Any]] = {
    200: {"description": "An attempt runs already; go on with it.", "model": WorkOut}
}


@router.post(
    "/attempts",
    status_code=status.HTTP_201_CREATED,
    responses=_KEPT
    | problems(
        AssessmentNotFound,
        NotEnrolled,
        AssessmentNotPublished,
        AssessmentNotOpen,
        NoAttemptsLeft,
        RetakeTooEarly,
        NotEnoughQuestions,
        IdempotencyKeyReused,
    ),
)
def start_attempt(
    assessment_id: PathId,
    body: AttemptIn,
    caller: Participant,
    attempts: Attempts,
    once: OnceByKey,
    response: Response,
) -> WorkOut:
    """Begin an attempt, or go on with the one that runs (200): on any device, with all that was saved.

    The paper is drawn and shuffled for this attempt and stays as it is. The server's clock decides when it is over.
    Staff begin a preview, which counts for nothing.
    """
    work, is_new = attempts.start(assessment_id, by=caller, once=once, device=body.device)
    if not is_new:
        response.status_code = status.HTTP_200_OK
    return WorkOut.of(work)


@router.get("/attempts/{attempt_id}", responses=problems(AttemptNotFound))
def read_attempt(assessment_id: PathId, attempt_id: PathId, caller: Participant, attempts: Attempts) -> WorkOut:
    """Read your attempt: its questions, the answers saved so far, and how the server's clock stands."""
    return WorkOut.of(attempts.read(assessment_id, attempt_id, by=caller))


@router.put(
    "/attempts/{attempt_id}/answers/{question_id}",
    responses=problems(AttemptNotFound, QuestionNotFound, ResponseNotValid, AnswerSuperseded, AttemptOver),
)
def save_answer(
    assessment_id: PathId,
    attempt_id: PathId,
    question_id: PathId,
    body: AnswerIn,
    caller: Participant,
    attempts: Attempts,
) -> AnswerOut:
    """Save an answer, as often as you like. Safe to repeat and to send out of order: the highest `sequence` stands.

    An answer of 200 counts when the time runs out, even if nothing more is heard of you.
    """
    attempt, answer = attempts.save_answer(
        assessment_id,
        attempt_id,
        question_id,
        body.response,
        sequence=body.sequence,
        flagged=body.flagged,
        device=body.device,
        by=caller,
    )
    return AnswerOut.saved(attempt, answer)


@router.put(
    "/attempts/{attempt_id}/checks/{question_id}",
    responses=problems(
        AttemptNotFound, QuestionNotFound, ResponseNotValid, NothingToCheck, AttemptOver, ProgramsNotRun
    ),
)
def check_answer(
    assessment_id: PathId,
    attempt_id: PathId,
    question_id: PathId,
    body: CheckIn,
    caller: Participant,
    attempts: Attempts,
) -> CheckOut:
    """Have an answer checked, in practice or where there are several tries. The same again is no new try.

    A program is run at once, in all tests of its question, which may take 20 seconds.
    """
    return CheckOut.of(attempts.check(assessment_id, attempt_id, question_id, body.response, by=caller))


@router.post("/submit", responses=problems(AssessmentNotFound, AttemptNotFound, AttemptOver))
def submit_attempt(assessment_id: PathId, caller: Participant, attempts: Attempts) -> WorkOut:
    """Hand in your attempt. What a rule can mark is marked at once; what of it you may see, the results say.

    Repeating it changes nothing.
    """
    return WorkOut.of(attempts.submit(assessment_id, by=caller))
