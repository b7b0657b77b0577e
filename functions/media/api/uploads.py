"""Uploads over HTTP."""

from datetime import timedelta
from typing import Annotated

from functions.media.errors import (
    FileNotAccepted,
    PartNotOfUpload,
    QuotaExceeded,
    UploadIncomplete,
    UploadNotFound,
    UploadOver,
)
from functions.media.permissions import SEND_FILES, UPLOAD_FILES
from functions.media.schemas.uploads import PartsIn, SignedPartsOut, UploadIn, UploadOut
from functions.media.tables import MediaRow
from functions.media.wiring import Uploads
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.ratelimit import RateLimit, limited_by_person
from shared.schemas import PathId

router = api_router("/media/uploads", tag="Media")

Uploader = Annotated[Caller, permitted(UPLOAD_FILES)]
Sender = Annotated[Caller, permitted(SEND_FILES)]
ANNOUNCED = RateLimit("media.uploads", 600, per=timedelta(hours=1))


@router.post(
    "",
    status_code=201,
    response_model=UploadOut,
    responses=problems(QuotaExceeded, FileNotAccepted, IdempotencyKeyReused, TooManyRequests),
)
def announce_upload(
    body: UploadIn,
    caller: Uploader,
    uploads: Uploads,
    _: Annotated[None, limited_by_person(ANNOUNCED, MediaRow)],
    once: OnceOnly,
) -> UploadOut:
    """Announce a file, which reserves room for it, and learn how to send it."""
    return UploadOut.of(uploads.announce(body.announced(), by=caller, once=once))


@router.get("/{upload_id}", response_model=UploadOut, responses=problems(UploadNotFound))
def read_upload(upload_id: PathId, caller: Sender, uploads: Uploads) -> UploadOut:
    """Read what of a file has arrived, to show progress or to go on after a broken connection."""
    return UploadOut.of(uploads.read(upload_id, by=caller))


@router.post(
    "/{upload_id}/parts",
    response_model=SignedPartsOut,
    responses=problems(UploadNotFound, UploadOver, PartNotOfUpload),
)
def sign_parts(upload_id: PathId, body: PartsIn, caller: Sender, uploads: Uploads) -> SignedPartsOut:
    """Have parts signed, so that they can be sent straight to the file store."""
    return SignedPartsOut.of(uploads.sign_parts(upload_id, body.checksums(), by=caller))


@router.post(
    "/{upload_id}/completion",
    status_code=202,
    response_model=UploadOut,
    responses=problems(UploadNotFound, UploadOver, UploadIncomplete),
)
def complete_upload(upload_id: PathId, caller: Sender, uploads: Uploads) -> UploadOut:
    """Say that everything was sent. The file is then inspected; its asset tells what came of that."""
    return UploadOut.of(uploads.complete(upload_id, by=caller))


@router.delete("/{upload_id}", status_code=204, responses=problems(UploadNotFound, UploadOver))
def abort_upload(upload_id: PathId, caller: Sender, uploads: Uploads) -> None:
    """Give an upload up: its room is free again."""
    uploads.abort(upload_id, by=caller)
