"""Passes over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.commerce.errors import PassesOfCourseFull, PassInUse, PassNotFound, PassUnsound
from functions.commerce.permissions import BUY, MANAGE_ALL_OFFERS
from functions.commerce.schemas.passes import PassChangeIn, PassIn, PassOut
from functions.commerce.wiring import Passes
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import PreconditionFailed, PreconditionRequired
from shared.etag import ExpectedRevision, tag
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.pagination import Paging, page_out
from shared.schemas import PageOut, PathId

router = api_router("/passes", tag="Passes")

Admin = Annotated[Caller, permitted(MANAGE_ALL_OFFERS)]
Buyer = Annotated[Caller, permitted(BUY)]


@router.post(
    "",
    status_code=201,
    response_model=PassOut,
    responses=problems(PassUnsound, PassesOfCourseFull, IdempotencyKeyReused),
)
def create_pass(body: PassIn, _: Admin, passes: Passes, once: OnceOnly, response: Response) -> PassOut:
    """Make a pass. It is sold once it has an offer."""
    made = passes.create(body.wish(), once=once)
    tag(response, made.revision)
    return PassOut.of(made)


@router.get("", response_model=PageOut[PassOut], responses=problems())
def list_passes(caller: Buyer, passes: Passes, paging: Paging) -> PageOut[PassOut]:
    """List the passes, newest first."""
    page = passes.list(limit=paging.limit, start=paging.start("passes", org_id=caller.org_id))
    return page_out(page, PassOut.of, "passes", org_id=caller.org_id)


@router.get("/{pass_id}", response_model=PassOut, responses=problems(PassNotFound))
def read_pass(pass_id: PathId, _: Buyer, passes: Passes, response: Response) -> PassOut:
    """Read a pass."""
    found = passes.get(pass_id)
    tag(response, found.revision)
    return PassOut.of(found)


@router.put(
    "/{pass_id}",
    response_model=PassOut,
    responses=problems(PassNotFound, PassUnsound, PassesOfCourseFull, PreconditionFailed, PreconditionRequired),
)
def change_pass(
    pass_id: PathId, body: PassChangeIn, _: Admin, passes: Passes, expected: ExpectedRevision, response: Response
) -> PassOut:
    """Say something else about a pass, or let it open other courses. Who holds it has these from now on."""
    changed = passes.change(pass_id, body.changes(), expected=expected)
    tag(response, changed.revision)
    return PassOut.of(changed)


@router.delete("/{pass_id}", status_code=204, responses=problems(PassNotFound, PassInUse))
def delete_pass(pass_id: PathId, _: Admin, passes: Passes) -> None:
    """Remove a pass that opens no course by name and is not offered."""
    passes.delete(pass_id)
