"""The questions of an assessment over HTTP."""

from typing import Annotated

from fastapi import Response, status

from functions.assessment.errors import (
    AssessmentFull,
    AssessmentNotFound,
    NotYourCourse,
    QuestionNotFound,
    QuestionNotValid,
)
from functions.assessment.permissions import MANAGE_ASSESSMENTS
from functions.assessment.schemas import AskedQuestionIn, QuestionOut, QuestionsOut
from functions.assessment.wiring import Questions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.schemas import PathId

router = api_router("/assessments/{assessment_id}/questions", tag="Questions")

Author = Annotated[Caller, permitted(MANAGE_ASSESSMENTS)]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(AssessmentNotFound, NotYourCourse, AssessmentFull, QuestionNotValid, IdempotencyKeyReused),
)
def add_question(
    assessment_id: PathId,
    body: AskedQuestionIn,
    caller: Author,
    questions: Questions,
    once: OnceOnly,
    response: Response,
) -> QuestionOut:
    """Write a question into the bank of the course, and ask it at the end of the assessment."""
    whole = questions.add_to(assessment_id, body.draft(), body.points_centi, by=caller, once=once)
    tag(response, whole.question.revision)
    return QuestionOut.whole(whole)


@router.get("", responses=problems(AssessmentNotFound, NotYourCourse))
def list_questions(assessment_id: PathId, caller: Author, questions: Questions) -> QuestionsOut:
    """List the questions that everybody is asked, in order, with what is right; drawn ones are in the bank."""
    return QuestionsOut(items=[QuestionOut.whole(one) for one in questions.list_of(assessment_id, by=caller)])


@router.put(
    "/{question_id}",
    responses=problems(
        AssessmentNotFound,
        QuestionNotFound,
        NotYourCourse,
        QuestionNotValid,
        PreconditionFailed,
        PreconditionRequired,
    ),
)
def change_question(
    assessment_id: PathId,
    question_id: PathId,
    body: AskedQuestionIn,
    caller: Author,
    questions: Questions,
    expected: ExpectedRevision,
    response: Response,
) -> QuestionOut:
    """Change a question. Attempts that run keep the version with which they began."""
    whole = questions.change_in(
        assessment_id, question_id, body.draft(), body.points_centi, by=caller, expected=expected
    )
    tag(response, whole.question.revision)
    return QuestionOut.whole(whole)


@router.delete(
    "/{question_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(AssessmentNotFound, QuestionNotFound, NotYourCourse),
)
def remove_question(assessment_id: PathId, question_id: PathId, caller: Author, questions: Questions) -> None:
    """Ask a question no more. It stays in the bank, and in attempts that began with it."""
    questions.remove_from(assessment_id, question_id, by=caller)
