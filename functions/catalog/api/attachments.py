"""Attachments of lessons over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.catalog.errors import (
    AssetNotUsable,
    AttachmentNotFound,
    CourseBeingRestored,
    LessonFull,
    LessonNotFound,
    NotAnInstructor,
)
from functions.catalog.permissions import EDIT_COURSES
from functions.catalog.schemas import AttachmentIn, AttachmentOut
from functions.catalog.wiring import Attachments
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.etag import tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.schemas import PathId

router = api_router("/lessons/{lesson_id}/attachments", tag="Lessons")

Editor = Annotated[Caller, permitted(EDIT_COURSES)]


@router.post(
    "",
    status_code=201,
    response_model=AttachmentOut,
    responses=problems(
        LessonNotFound, NotAnInstructor, CourseBeingRestored, LessonFull, AssetNotUsable, IdempotencyKeyReused
    ),
)
def attach_file(
    lesson_id: PathId, body: AttachmentIn, caller: Editor, attachments: Attachments, once: OnceOnly, response: Response
) -> AttachmentOut:
    """Attach a file to a lesson as it is drafted. The `ETag` is the lesson's."""
    lesson, attachment = attachments.attach(lesson_id, body.asset_id, body.title, by=caller, once=once)
    tag(response, lesson.revision)
    return AttachmentOut.model_validate(attachment)


@router.delete(
    "/{attachment_id}",
    status_code=204,
    responses=problems(LessonNotFound, AttachmentNotFound, NotAnInstructor, CourseBeingRestored),
)
def detach_file(
    lesson_id: PathId, attachment_id: PathId, caller: Editor, attachments: Attachments, response: Response
) -> None:
    """Remove an attachment from the draft. Versions that were published keep it. The `ETag` is the lesson's."""
    lesson = attachments.detach(lesson_id, attachment_id, by=caller)
    tag(response, lesson.revision)
