"""Reads and writes the lessons' bodies."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from functions.catalog.domain.content import Body
from functions.catalog.repository.packing import pack, unpack
from functions.catalog.tables import BodyRow, CatalogRow
from shared.dynamo import BATCH_GET_LIMIT, ConditionFailed, Repository, chunks
from shared.remembering import BoundedCache

CACHE_CHARACTERS = 16_000_000

_bodies: BoundedCache[tuple[str, str, str], Body] = BoundedCache(
    CACHE_CHARACTERS, lambda body: len(body.blocks_json) + 200
)


class BodyRepository(Repository):
    """One tenant's bodies. They never change, so what was read once stays in the process."""

    table = CatalogRow

    def get(self, course_id: str, body_id: str) -> Body:
        """A body. Raises ``LookupError`` for one that was never stored."""
        return _bodies.get((self.org_id, course_id, body_id), lambda: self._read(course_id, body_id))

    def list(self, course_id: str, body_ids: Sequence[str]) -> list[Body]:
        """These bodies, as far as they were stored: a call for every hundred, and for one in several parts its own."""
        keys = {BodyRow.key(self.org_id, course_id, body_id, 0): body_id for body_id in dict.fromkeys(body_ids)}
        rows: dict[str, Any] = {}
        for batch in chunks(keys, BATCH_GET_LIMIT):
            rows |= {keys[key]: row for key, row in self._find_many(batch).items()}
        return [
            Body(body_id, content.decode()) if (content := unpack([row])) is not None else self.get(course_id, body_id)
            for body_id, row in rows.items()
        ]

    def add(self, course_id: str, body: Body) -> None:
        """Store a body, unless it is there already."""
        _bodies.get((self.org_id, course_id, body.body_id), lambda: self._put(course_id, body))

    def _put(self, course_id: str, body: Body) -> Body:
        for row in pack(
            body.blocks_json.encode(), BodyRow, lambda part: BodyRow.key(self.org_id, course_id, body.body_id, part)
        ):
            with suppress(ConditionFailed):
                self._create(row)
        return body

    def _read(self, course_id: str, body_id: str) -> Body:
        pk, begin = BodyRow.key(self.org_id, course_id, body_id)
        # The second read is for a body that was stored a moment ago.
        for consistent in (False, True):
            content = unpack(self._query_all(BodyRow, pk, begins_with=begin, consistent=consistent))
            if content is not None:
                return Body(body_id, content.decode())
        raise LookupError(f"There is no body {body_id} in {course_id}.")
