"""Gradebooks as files over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from functions.assessment.errors import CourseNotFound, GradeFileNotReadable, NotYourCourse
from functions.assessment.permissions import GRADE
from functions.assessment.schemas.gradebooks import GradeImportOut
from functions.assessment.wiring import GradeFiles
from shared.auth import Caller, permitted
from shared.bodies import read_csv
from shared.contract import problems
from shared.errors import TooLarge, UnsupportedMediaType
from shared.http import api_router
from shared.schemas import PathId
from shared.texts import Note

router = api_router("/courses/{course_id}/gradebook/file", tag="Gradebook")

Marker = Annotated[Caller, permitted(GRADE)]

MOST_BYTES = 2_000_000
_EXAMPLE = (
    "user_id,name,email,revision,Taking part [col_01JD0P9B2C3D4E5F6G7H8J9KMN]\r\n"
    "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X,Meera Nair,meera@example.org,3,8.5\r\n"
)
_WRITTEN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}
_FILE = {
    "requestBody": {
        "required": True,
        "description": "A line for each of at most 500 learners; columns are known by the id in brackets.",
        "content": {
            "text/csv": {
                "schema": {"type": "string", "format": "binary"},
                "example": "user_id,revision\r\nusr_01JD0K2P8N7M6Q5R4S3T2V1W0X,3\r\n",
            }
        },
    }
}


async def _file(request: Request) -> str:
    """The file as text."""
    content = await read_csv(request, MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GradeFileNotReadable("The file is not UTF-8.") from None


@router.get("", response_class=Response, responses=_WRITTEN | problems(CourseNotFound, NotYourCourse))
def write_gradebook(course_id: PathId, caller: Marker, files: GradeFiles) -> Response:
    """Download the whole gradebook as CSV: points, `EX` for excused, `MI` for missing. For staff."""
    content = files.write(course_id, by=caller)
    headers = {"content-disposition": f'attachment; filename="gradebook-{course_id}.csv"'}
    return Response(content.encode("utf-8-sig", "replace"), media_type="text/csv", headers=headers)


@router.post(
    "",
    openapi_extra=_FILE,
    responses=problems(CourseNotFound, NotYourCourse, GradeFileNotReadable, TooLarge, UnsupportedMediaType),
)
def read_gradebook_file(
    course_id: PathId,
    caller: Marker,
    files: GradeFiles,
    text: Annotated[str, Depends(_file)],
    reason: Annotated[Note, Query(description="Why the marks are otherwise.")] = "Read from a file.",
) -> GradeImportOut:
    """Take over what a file says otherwise than the gradebook. A file that was just downloaded changes nothing.

    A line with another `revision` than the learner's marks have now is left out, and told.
    """
    return GradeImportOut.of(files.read(course_id, text, reason, by=caller))
