"""Intake over HTTP: what browsers and apps track."""

from datetime import timedelta
from typing import Annotated

from fastapi import status

from functions.analytics.domain.tracking import Refusal
from functions.analytics.permissions import TRACK_EVENTS
from functions.analytics.schemas.tracking import TrackIn, TrackOut
from functions.analytics.tables import AnalyticsRow
from functions.analytics.wiring import Tracking
from shared.auth import Caller, permitted
from shared.contract import problems
from shared.errors import TooManyRequests
from shared.http import api_router
from shared.ratelimit import RateLimit, limited_by_person

router = api_router("/analytics", tag="Analytics")

Somebody = Annotated[Caller, permitted(TRACK_EVENTS)]
TRACK_LIMIT = RateLimit("track", 120, per=timedelta(minutes=1))


@router.post(
    "/track-event",
    status_code=status.HTTP_202_ACCEPTED,
    responses=problems(TooManyRequests),
    dependencies=[limited_by_person(TRACK_LIMIT, AnalyticsRow)],
)
def track_event(body: TrackIn, caller: Somebody, tracking: Tracking) -> TrackOut:
    """Send what your browser or app saw you do: one event or up to 500, each judged for itself.

    Under its id an event counts once, however often it is sent. At most 120 requests a minute.
    """
    found, ids = body.read()
    refused = {place: one for place, one in enumerate(found) if isinstance(one, Refusal)}
    places = [place for place in range(len(found)) if place not in refused]
    sent = [one for one in found if not isinstance(one, Refusal)]
    judged = tracking.take(sent, sent_at=body.sent_at, by=caller)
    return TrackOut.of(ids, refused | {places[number]: why for number, why in judged.items()})
