"""A course's question bank over HTTP."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.assessment.domain.bank import Difficulty
from functions.assessment.domain.papers import Tag
from functions.assessment.errors import CourseNotFound, NotYourCourse, QuestionNotFound, QuestionNotValid
from functions.assessment.permissions import MANAGE_ASSESSMENTS
from functions.assessment.schemas import BankQuestionOut, QuestionIn, QuestionOut
from functions.assessment.wiring import Questions
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/question-banks/{course_id}/questions", tag="Questions")

Author = Annotated[Caller, permitted(MANAGE_ASSESSMENTS)]


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, NotYourCourse, QuestionNotValid, IdempotencyKeyReused),
)
def add_bank_question(
    course_id: PathId, body: QuestionIn, caller: Author, questions: Questions, once: OnceOnly, response: Response
) -> QuestionOut:
    """Write a question into a course's bank, to be asked by assessments or drawn by its tags."""
    whole = questions.add(course_id, body.draft(), by=caller, once=once)
    tag(response, whole.question.revision)
    return QuestionOut.whole(whole)


@router.get("", responses=problems(CourseNotFound, NotYourCourse))
def list_bank_questions(
    course_id: PathId,
    caller: Author,
    questions: Questions,
    paging: Paging,
    tagged: Annotated[
        Tag | None, Query(alias="tag", description="Only those with this tag, the easiest first.")
    ] = None,
    difficulty: Annotated[Difficulty | None, Query(description="Only those of this difficulty; with a tag.")] = None,
) -> PageOut[BankQuestionOut]:
    """List a course's questions, in the order of their making or by tag and difficulty."""
    query = f"bank|{course_id}|{tagged}|{difficulty}"
    start = paging.start(query, org_id=caller.org_id)
    page = questions.list_bank(course_id, tagged, difficulty, by=caller, limit=paging.limit, start=start)
    return page_out(page, BankQuestionOut.of, query, org_id=caller.org_id)


@router.get("/{question_id}", responses=problems(CourseNotFound, QuestionNotFound, NotYourCourse))
def read_bank_question(
    course_id: PathId, question_id: PathId, caller: Author, questions: Questions, response: Response
) -> QuestionOut:
    """Read a question of the bank, with what is right."""
    whole = questions.get(course_id, question_id, by=caller)
    tag(response, whole.question.revision)
    return QuestionOut.whole(whole)


@router.put(
    "/{question_id}",
    responses=problems(
        CourseNotFound, QuestionNotFound, NotYourCourse, QuestionNotValid, PreconditionFailed, PreconditionRequired
    ),
)
def change_bank_question(
    course_id: PathId,
    question_id: PathId,
    body: QuestionIn,
    caller: Author,
    questions: Questions,
    expected: ExpectedRevision,
    response: Response,
) -> QuestionOut:
    """Change a question wherever it is asked from now on. Attempts that run keep the version they began with."""
    whole = questions.change(course_id, question_id, body.draft(), by=caller, expected=expected)
    tag(response, whole.question.revision)
    return QuestionOut.whole(whole)


@router.delete(
    "/{question_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(CourseNotFound, QuestionNotFound, NotYourCourse),
)
def delete_bank_question(course_id: PathId, question_id: PathId, caller: Author, questions: Questions) -> None:
    """Take a question out of the bank: assessments ask it no more. Attempts that asked it keep it."""
    questions.remove(course_id, question_id, by=caller)
