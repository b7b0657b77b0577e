"""Files that are handed in, over HTTP. Once announced, they are sent like all others."""

from datetime import timedelta
from typing import Annotated

from fastapi import Response

from functions.media.api.playback import set_cookies
from functions.media.errors import (
    AssetNotFound,
    AssetNotReady,
    FileNotAccepted,
    FilesNotTaken,
    PlaybackUnavailable,
    QuotaExceeded,
)
from functions.media.permissions import SEND_FILES
from functions.media.schemas.uploads import UploadOut
from functions.media.schemas.works import WorkFileIn, WorkFileOut, WorkUploadIn
from functions.media.tables import MediaRow
from functions.media.wiring import WorkFiles
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests
from shared.http import api_router
from shared.idempotency import IdempotencyKeyReused, OnceOnly
from shared.ratelimit import RateLimit, limited_by_person

router = api_router("/media/work-files", tag="Media")

Sender = Annotated[Caller, permitted(SEND_FILES)]
ANNOUNCED = RateLimit("media.work_files", 120, per=timedelta(hours=1))


@router.post(
    "",
    status_code=201,
    response_model=UploadOut,
    responses=problems(FilesNotTaken, QuotaExceeded, FileNotAccepted, IdempotencyKeyReused, TooManyRequests),
)
def announce_work_file(
    body: WorkUploadIn,
    caller: Sender,
    works: WorkFiles,
    _: Annotated[None, limited_by_person(ANNOUNCED, MediaRow)],
    once: OnceOnly,
) -> UploadOut:
    """Announce a file that you want to hand in, and learn how to send it.

    It must be of a kind and size that the assignment takes, or a question of the attempt that you have begun. It can be
    handed in once its upload is `accepted`.
    """
    return UploadOut.of(works.announce(body.activity_id(), body.announced(), by=caller, once=once))


@router.post(
    "/opening", response_model=WorkFileOut, responses=problems(AssetNotFound, AssetNotReady, PlaybackUnavailable)
)
def open_work_file(body: WorkFileIn, caller: Sender, works: WorkFiles, response: Response) -> WorkFileOut:
    """Open a file that was handed in: your own, your team's, one that you review or mark. Good for five minutes."""
    shown = works.open(body.asset_id, body.work_id(), by=caller)
    set_cookies(response, shown.grant)
    return WorkFileOut.shown(shown)
