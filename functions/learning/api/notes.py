"""Notes and bookmarks that learners keep for themselves."""

from typing import Annotated

from fastapi import Query, Response, status
from pydantic import StringConstraints

from functions.learning.errors import CourseNotFound, LessonNotFound, NoteNotFound, NotEnrolled
from functions.learning.permissions import LEARN
from functions.learning.schemas.notes import NoteIn, NoteOut, NoteTextIn
from functions.learning.wiring import Noting
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import OnceOnly
from shared.pagination import PageRequest, Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("", tag="Learning")

Learner = Annotated[Caller, permitted(LEARN)]
Words = Annotated[
    Annotated[str, StringConstraints(max_length=100)],
    Query(description="Words that the text has; a page looks through 200 notes, so it may be empty before the end."),
]


@router.post(
    "/courses/{course_id}/learn/notes",
    status_code=status.HTTP_201_CREATED,
    responses=problems(CourseNotFound, LessonNotFound, NotEnrolled),
)
def add_note(
    course_id: PathId, wanted: NoteIn, caller: Learner, notes: Noting, once: OnceOnly, response: Response
) -> NoteOut:
    """Keep a note or a bookmark at a place in a lesson. Nobody else sees it; it stays when the course changes."""
    note = notes.add(
        course_id,
        wanted.lesson_id,
        wanted.kind,
        wanted.text,
        block_id=wanted.block_id,
        at_s=wanted.at_s,
        by=caller,
        once=once,
    )
    tag(response, note.revision)
    return NoteOut.of(note)


@router.get("/courses/{course_id}/learn/notes", responses=problems(CourseNotFound))
def list_course_notes(
    course_id: PathId, caller: Learner, notes: Noting, paging: Paging, q: Words = ""
) -> PageOut[NoteOut]:
    """List your notes and bookmarks in a course, the newest first."""
    return _page(course_id, q, caller, notes, paging)


@router.get("/notes", responses=problems())
def list_notes(caller: Learner, notes: Noting, paging: Paging, q: Words = "") -> PageOut[NoteOut]:
    """List all your notes and bookmarks, the newest first."""
    return _page(None, q, caller, notes, paging)


@router.get("/notes/{note_id}", responses=problems(NoteNotFound))
def read_note(note_id: PathId, caller: Learner, notes: Noting, response: Response) -> NoteOut:
    """Read one of your notes."""
    note = notes.get(note_id, by=caller)
    tag(response, note.revision)
    return NoteOut.of(note)


@router.put("/notes/{note_id}", responses=problems(NoteNotFound, PreconditionFailed, PreconditionRequired))
def change_note(
    note_id: PathId,
    wanted: NoteTextIn,
    caller: Learner,
    notes: Noting,
    expected: ExpectedRevision,
    response: Response,
) -> NoteOut:
    """Replace the text of one of your notes."""
    note = notes.put(note_id, wanted.text, by=caller, expected=expected)
    tag(response, note.revision)
    return NoteOut.of(note)


@router.delete("/notes/{note_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(NoteNotFound))
def remove_note(note_id: PathId, caller: Learner, notes: Noting) -> None:
    """Throw one of your notes away."""
    notes.remove(note_id, by=caller)


def _page(course_id: str | None, q: str, caller: Caller, notes: Noting, paging: PageRequest) -> PageOut[NoteOut]:
    query = f"notes|{course_id}|{q}"
    start = paging.start(query, org_id=caller.org_id)
    page = notes.list(course_id, q, by=caller, limit=paging.limit, start=start)
    return page_out(page, NoteOut.of, query, org_id=caller.org_id)
