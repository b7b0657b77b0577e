"""Seeing and playing over HTTP."""

from typing import Annotated

from fastapi import Response

from functions.media.domain.playback import GRANTED_FOR, Grant
from functions.media.errors import AssetNotFound, AssetNotReady, LessonNotOpen, PlaybackRefused, PlaybackUnavailable
from functions.media.permissions import PLAY
from functions.media.schemas.playback import PlaybackIn, PlaybackOut
from functions.media.wiring import Playback
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.http import api_router

router = api_router("/media", tag="Media")

Viewer = Annotated[Caller, permitted(PLAY)]


@router.post(
    "/playback",
    response_model=PlaybackOut,
    responses=problems(AssetNotFound, AssetNotReady, PlaybackRefused, LessonNotOpen, PlaybackUnavailable),
)
def play(body: PlaybackIn, caller: Viewer, playback: Playback, response: Response) -> PlaybackOut:
    """See or play a file that a lesson shows.

    A video comes as an HLS stream, opened by the cookies of this answer; everything else under an address that is
    signed. Both last five minutes: ask again before they are over, for as long as it is shown.
    """
    grant = playback.grant(body.place(), by=caller)
    set_cookies(response, grant)
    return PlaybackOut.of(grant)


def set_cookies(response: Response, grant: Grant) -> None:
    """Let the browser show what was granted, below its path."""
    for name, value in grant.cookies:
        response.set_cookie(
            name,
            value,
            max_age=int(GRANTED_FOR.total_seconds()),
            path=grant.cookie_path,
            secure=True,
            httponly=True,
            samesite="strict",
        )
