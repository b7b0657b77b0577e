"""Generated questions over HTTP."""

from typing import Annotated

from fastapi import Query, Response, status

from functions.ai.domain.generations import DraftState
from functions.ai.errors import (
    AiSwitchedOff,
    CourseNotFound,
    GenerationNotFound,
    GenerationOver,
    NothingToAskAbout,
    NotYourCourse,
    QuestionDraftDecided,
    QuestionDraftNotFound,
    QuestionDraftTooLarge,
)
from functions.ai.permissions import GENERATE_QUESTIONS
from functions.ai.schemas.questions import (
    DraftRejectionIn,
    GenerateQuestionsIn,
    GenerationOut,
    QuestionDraftIn,
    QuestionDraftOut,
)
from functions.ai.wiring import Drafts, Generations
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/ai", tag="AI questions")

QuestionAuthor = Annotated[Caller, permitted(GENERATE_QUESTIONS)]


@router.post(
    "/generate-questions",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(CourseNotFound, NotYourCourse, NothingToAskAbout, AiSwitchedOff, IdempotencyKeyReused),
)
def generate_questions(
    body: GenerateQuestionsIn, caller: QuestionAuthor, generations: Generations, once: OnceOnly
) -> GenerationOut:
    """Have questions made of a course's lessons or of a text. `GET /api/v1/jobs/{job_id}` tells how far it is.

    They wait as drafts until they are approved. While the same is being made already, that is the answer.
    """
    return GenerationOut.of(generations.request(body.course_id, body.order(), by=caller, once=once))


@router.get("/question-generations/{generation_id}", responses=problems(GenerationNotFound, NotYourCourse))
def read_generation(generation_id: PathId, caller: QuestionAuthor, generations: Generations) -> GenerationOut:
    """Read what came of a request for questions: how many are drafted, what was rejected and why."""
    return GenerationOut.of(generations.read(generation_id, by=caller))


@router.post(
    "/question-generations/{generation_id}/cancellation",
    responses=problems(GenerationNotFound, NotYourCourse, GenerationOver),
)
def cancel_generation(generation_id: PathId, caller: QuestionAuthor, generations: Generations) -> GenerationOut:
    """Make no more questions; nothing of it is kept."""
    return GenerationOut.of(generations.cancel(generation_id, by=caller))


@router.get("/courses/{course_id}/question-drafts", responses=problems(CourseNotFound, NotYourCourse))
def list_question_drafts(
    course_id: PathId,
    caller: QuestionAuthor,
    drafts: Drafts,
    paging: Paging,
    state: Annotated[
        DraftState, Query(description="Those that wait, or those that were decided.")
    ] = DraftState.PENDING,
) -> PageOut[QuestionDraftOut]:
    """List a course's drafts of questions, in the order of their making."""
    query = f"question-drafts|{course_id}|{state}"
    start = paging.start(query, org_id=caller.org_id)
    page = drafts.list(course_id, state, by=caller, limit=paging.limit, start=start)
    return page_out(page, QuestionDraftOut.of, query, org_id=caller.org_id)


@router.get("/question-drafts/{draft_id}", responses=problems(QuestionDraftNotFound, NotYourCourse))
def read_question_draft(
    draft_id: PathId, caller: QuestionAuthor, drafts: Drafts, response: Response
) -> QuestionDraftOut:
    """Read a draft with the passages that it asks about."""
    draft = drafts.get(draft_id, by=caller)
    tag(response, draft.revision)
    return QuestionDraftOut.of(draft)


@router.put(
    "/question-drafts/{draft_id}",
    responses=problems(
        QuestionDraftNotFound,
        NotYourCourse,
        QuestionDraftDecided,
        QuestionDraftTooLarge,
        PreconditionFailed,
        PreconditionRequired,
    ),
)
def change_question_draft(
    draft_id: PathId,
    body: QuestionDraftIn,
    caller: QuestionAuthor,
    drafts: Drafts,
    expected: ExpectedRevision,
    response: Response,
) -> QuestionDraftOut:
    """Change a draft before it is approved."""
    draft = drafts.change(draft_id, body.change(), by=caller, expected=expected)
    tag(response, draft.revision)
    return QuestionDraftOut.of(draft)


@router.post(
    "/question-drafts/{draft_id}/approval",
    responses=problems(QuestionDraftNotFound, NotYourCourse, QuestionDraftDecided),
)
def approve_question_draft(
    draft_id: PathId, caller: QuestionAuthor, drafts: Drafts, response: Response
) -> QuestionDraftOut:
    """Take a draft: it goes into the course's bank under `question_id`, with where it comes from."""
    draft = drafts.approve(draft_id, by=caller)
    tag(response, draft.revision)
    return QuestionDraftOut.of(draft)


@router.post(
    "/question-drafts/{draft_id}/rejection",
    responses=problems(QuestionDraftNotFound, NotYourCourse, QuestionDraftDecided),
)
def reject_question_draft(
    draft_id: PathId, body: DraftRejectionIn, caller: QuestionAuthor, drafts: Drafts, response: Response
) -> QuestionDraftOut:
    """Leave a draft out, and say why."""
    draft = drafts.reject(draft_id, body.reason, by=caller)
    tag(response, draft.revision)
    return QuestionDraftOut.of(draft)
