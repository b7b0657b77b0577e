"""Inviting many people from a file."""

from typing import Annotated

from fastapi import Depends, Request, status

from functions.identity.api import limits
from functions.identity.domain.imports import MAX_BYTES
from functions.identity.errors import ImportNotReadable, OrganizationNotFound, OrganizationProtected
from functions.identity.permissions import IMPORT_MEMBERS
from functions.identity.schemas.users import ImportedOut
from functions.identity.wiring import import_service
from shared.auth import Caller, permitted
from shared.bodies import read_csv
from shared.contract import problems
from shared.errors import TooLarge, UnsupportedMediaType
from shared.http import api_router
from shared.idempotency import OnceOnly
from shared.jobs import JobNotFound, JobOut
from shared.pagination import Paging
from shared.schemas import PageOut, PathId

router = api_router("/organizations", tag="Organizations")

Importer = Annotated[Caller, permitted(IMPORT_MEMBERS)]

_FILE = {
    "requestBody": {
        "required": True,
        "description": "At most 10,000 people; `role` is `student` or `tutor`, and `student` where it is left out.",
        "content": {
            "text/csv": {
                "schema": {"type": "string", "format": "binary"},
                "example": "email,name,role\nmeera@example.org,Meera Nair,tutor\narjun@example.org,Arjun Rao,student\n",
            }
        },
    }
}


async def _file(request: Request) -> bytes:
    return await read_csv(request, MAX_BYTES)


@router.post(
    "/{org_id}/imports",
    status_code=status.HTTP_202_ACCEPTED,
    openapi_extra=_FILE,
    responses=problems(OrganizationNotFound, OrganizationProtected, ImportNotReadable, TooLarge, UnsupportedMediaType),
)
def import_members(
    org_id: PathId,
    caller: Importer,
    _: Annotated[None, limits.imports],
    file: Annotated[bytes, Depends(_file)],
    once: OnceOnly,
) -> JobOut:
    """Invite tutors and students from a file of comma-separated values: email, name, role.

    The answer is a job; `GET /api/v1/jobs/{job_id}` tells how far it is. Lines that cannot be used do not stop the
    others.
    """
    return JobOut.of(import_service().request(caller, org_id, file, once))


@router.get("/{org_id}/imports/{job_id}/report", responses=problems(OrganizationNotFound, JobNotFound))
def read_import_report(org_id: PathId, job_id: PathId, caller: Importer, paging: Paging) -> PageOut[ImportedOut]:
    """Read what became of each line of a file, in their order."""
    page = import_service().report(caller, org_id, job_id, paging)
    return PageOut(items=[ImportedOut.of(imported) for imported in page.items], next_cursor=page.next_cursor)
