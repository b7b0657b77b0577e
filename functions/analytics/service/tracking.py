"""Taking in what clients track."""

from collections.abc import Sequence
from datetime import datetime

from events.analytics import Tracked
from functions.analytics.domain.tracking import Refusal, Sent, looked_at
from functions.analytics.repository.tracking import TrackingRepository
from shared.auth import Caller


class TrackingService:
    """One tenant's intake."""

    def __init__(self, tracked: TrackingRepository) -> None:
        self._tracked = tracked

    def take(self, events: Sequence[Sent], *, sent_at: datetime, by: Caller) -> dict[int, Refusal]:
        """Take in events, each judged for itself. Returns why those of some places were refused.

        Safe to repeat: what comes again under its client's id counts once, whichever request brings it.
        """
        now = self._tracked.now()
        taken: list[Tracked] = []
        refused: dict[int, Refusal] = {}
        for place, sent in enumerate(events):
            found = looked_at(sent, user_id=by.user_id, sent_at=sent_at, now=now)
            if isinstance(found, Refusal):
                refused[place] = found
            else:
                taken.append(found)
        self._tracked.add(by.user_id, taken)
        return refused
