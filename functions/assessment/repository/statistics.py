"""Reads and writes the sums that statistics are made of."""

import json
import zlib
from typing import Any
from zlib import crc32

from functions.assessment.domain.statistics import Contribution, Sums
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import CountedRow, SumsRow
from functions.assessment.tables.statistics import SUM_SHARDS


class StatisticsRepository(TableRepository):
    """One tenant's statistics."""

    def read(self, assessment_id: str) -> Sums:
        """The sums over all attempts: one query of as many rows as there are shards."""
        pk, _ = SumsRow.key(self.org_id, assessment_id)
        sums = Sums()
        for row in self._query_all(SumsRow, pk, consistent=False):
            sums.merge(Sums.unpacked(_unpacked(row.packed)))
        return sums

    def count(self, assessment_id: str, attempt_id: str, contribution: Contribution, revision: int) -> bool:
        """Let an attempt add this, in the place of what an earlier revision of it added.

        Returns whether anything changed: what is as new, or newer, is counted already. Raises ``ConditionFailed``
        where somebody else counted meanwhile.
        """
        place = CountedRow.key(self.org_id, attempt_id)
        shelf = SumsRow.key(self.org_id, assessment_id, crc32(attempt_id.encode()) % SUM_SHARDS)
        rows = self._find_many([place, shelf], consistent=True)
        counted, stored = rows.get(place), rows.get(shelf)
        if isinstance(counted, CountedRow) and counted.counted >= revision:
            return False
        sums = Sums.unpacked(_unpacked(stored.packed)) if isinstance(stored, SumsRow) else Sums()
        if isinstance(counted, CountedRow):
            sums.add(Contribution.unpacked(_unpacked(counted.packed)), -1)
        sums.add(contribution)
        packed = _packed(contribution.packed())
        with self._transaction() as transaction:
            at = counted.revision if counted else None
            transaction.store(CountedRow(pk=place[0], sk=place[1], counted=revision, packed=packed, revision=at))
            at = stored.revision if stored else None
            transaction.store(SumsRow(pk=shelf[0], sk=shelf[1], packed=_packed(sums.packed()), revision=at))
        return True


def _packed(values: Any) -> bytes:
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode())


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
