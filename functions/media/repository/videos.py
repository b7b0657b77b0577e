"""Reads and writes which workflow waits for which transcoding job."""

from datetime import timedelta

from functions.media.tables import MediaRow, WaitingRow
from shared.clock import epoch_seconds
from shared.dynamo import ConditionFailed, Repository

KEPT = timedelta(days=3)


class VideoRepository(Repository):
    """One organization's videos on their way."""

    table = MediaRow

    def wait(self, asset_id: str, job_id: str, token: str) -> None:
        """Note that a workflow waits for a job, under a token to answer it by; it waits for one at a time."""
        pk, sk = WaitingRow.key(self.org_id, asset_id)
        row = self._find(WaitingRow, (pk, sk), consistent=True) or WaitingRow(pk=pk, sk=sk)
        row.job_id, row.token = job_id, token
        row.expires_at = epoch_seconds(self.now() + KEPT)
        self._store(row)

    def find_waiting(self, asset_id: str, job_id: str) -> str | None:
        """The token of the workflow that waits for this job; None when none does."""
        row = self._find(WaitingRow, WaitingRow.key(self.org_id, asset_id), consistent=True)
        return row.token if row and row.job_id == job_id else None

    def forget(self, asset_id: str) -> None:
        """Nothing waits any more. Safe to repeat."""
        row = self._find(WaitingRow, WaitingRow.key(self.org_id, asset_id), consistent=True)
        if row is not None:
            try:
                self._delete(row)
            except ConditionFailed:
                return
