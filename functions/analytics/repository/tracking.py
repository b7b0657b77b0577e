"""Writes what clients sent, from where the relay tells it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

from events.analytics import Tracked
from functions.analytics.tables import AnalyticsRow, TrackedRow
from shared.clock import epoch_seconds
from shared.dynamo import ConditionFailed, Repository, chunks

AT_ONCE = 200
"""Events of one row: each weighs less than a thousand bytes with its envelope, and a row tells at most 200,000."""
KEPT = timedelta(days=1)


class TrackingRepository(Repository):
    """One tenant's tracked events."""

    table = AnalyticsRow

    def add(self, user_id: str, events: Sequence[Tracked]) -> None:
        """Store events to be told. The same ones again change nothing; of others, those that came before count once."""
        for some in chunks(events, AT_ONCE):
            names = "\n".join(event.client_id for event in some)
            pk, sk = TrackedRow.key(self.org_id, user_id, sha256(names.encode()).hexdigest())
            row = TrackedRow(pk=pk, sk=sk, expires_at=epoch_seconds(self.now() + KEPT))
            with suppress(ConditionFailed):
                self._create(row, tells=some)
