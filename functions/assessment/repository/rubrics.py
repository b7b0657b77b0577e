"""Reads and writes rubrics."""

import json
import zlib
from collections.abc import Iterable
from functools import partial
from typing import Any

from functions.assessment.domain.rubrics import Rubric, RubricUse
from functions.assessment.errors import RubricNotFound
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import ReceiptRow, RubricRow, RubricVersionRow
from shared.dynamo import BATCH_GET_LIMIT, Transaction, chunks
from shared.idempotency import Once
from shared.listing import Listed, PageKey
from shared.remembering import BoundedCache

_versions: BoundedCache[tuple[str, RubricUse], tuple[Rubric, int]] = BoundedCache(
    capacity=4_000_000, weigh=lambda kept: kept[1]
)


class RubricRepository(TableRepository):
    """One tenant's rubrics."""

    def get(self, rubric_id: str) -> Rubric:
        """A rubric as it is now. Raises ``RubricNotFound``."""
        row = self._find(RubricRow, RubricRow.key(self.org_id, rubric_id), consistent=True)
        if row is None:
            raise RubricNotFound(rubric_id=rubric_id)
        return _rubric(row)

    def find_many(self, rubric_ids: Iterable[str]) -> dict[str, Rubric]:
        """Rubrics as they are now, by id; what is not there is absent."""
        found: dict[str, Rubric] = {}
        for batch in chunks(dict.fromkeys(rubric_ids), BATCH_GET_LIMIT):
            rows = self._find_many([RubricRow.key(self.org_id, one) for one in batch], consistent=True)
            found |= {row.rubric_id: _rubric(row) for row in rows.values() if isinstance(row, RubricRow)}
        return found

    def versions(self, uses: Iterable[RubricUse]) -> dict[RubricUse, Rubric]:
        """Rubrics in these versions. Read once by a process, and kept."""
        found: dict[RubricUse, Rubric] = {}
        missing: list[RubricUse] = []
        for use in dict.fromkeys(uses):
            try:
                found[use] = _versions.get((self.org_id, use), _not_kept)[0]
            except KeyError:
                missing.append(use)
        for batch in chunks(missing, BATCH_GET_LIMIT):
            keys = [RubricVersionRow.key(self.org_id, one.rubric_id, one.version) for one in batch]
            for row in self._find_many(keys, consistent=True).values():
                if isinstance(row, RubricVersionRow):
                    rubric = _rubric(row)
                    found[rubric.use] = rubric
                    _versions.get((self.org_id, rubric.use), partial(_kept, rubric, len(row.packed)))
        return found

    def list_by_course(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Rubric]:
        """A course's rubrics, in the order of their making."""
        pk, _ = RubricRow.index_key(self.org_id, course_id)
        page = self._query(RubricRow, pk, index=True, limit=limit, start=start)
        return Listed([_rubric(row) for row in page.rows], page.next_key)

    def add(self, rubric: Rubric, once: Once) -> str:
        """Store a new rubric in its first version. Returns the id of what exists now."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._row(rubric))
            transaction.create(self._version(rubric))

        return once.perform(self, ReceiptRow, rubric.rubric_id, write)

    def change(self, rubric: Rubric) -> Rubric:
        """Store a rubric in a new version, if it is still at the revision that was read (``ConditionFailed`` else)."""
        row = self._row(rubric)
        with self._transaction() as transaction:
            transaction.save(row)
            transaction.create(self._version(rubric))
        return rubric.model_copy(update={"revision": row.revision})

    def remove(self, rubric: Rubric) -> None:
        """Remove a rubric. Its versions stay for the work that is judged by them."""
        self._delete(self._row(rubric))

    def _row(self, rubric: Rubric) -> RubricRow:
        pk, sk = RubricRow.key(self.org_id, rubric.rubric_id)
        gsi1pk, gsi1sk = RubricRow.index_key(self.org_id, rubric.course_id, rubric.rubric_id)
        row = RubricRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, **_values(rubric), revision=rubric.revision)
        return row

    def _version(self, rubric: Rubric) -> RubricVersionRow:
        pk, sk = RubricVersionRow.key(self.org_id, rubric.rubric_id, rubric.version)
        return RubricVersionRow(pk=pk, sk=sk, **_values(rubric))


def _not_kept() -> tuple[Rubric, int]:
    raise KeyError


def _kept(rubric: Rubric, packed: int) -> tuple[Rubric, int]:
    return rubric, 10 * packed


def _values(rubric: Rubric) -> dict[str, Any]:
    plain = rubric.model_dump(exclude={"criteria", "revision"})
    packed = zlib.compress(rubric.model_dump_json(include={"criteria"}).encode())
    return {**plain, "packed": packed}


def _rubric(row: RubricRow | RubricVersionRow) -> Rubric:
    return Rubric.model_validate({**row.attribute_values, **json.loads(zlib.decompress(row.packed))})
