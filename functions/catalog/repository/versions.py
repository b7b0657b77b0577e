"""Reads the published versions of courses, which never change."""

from functions.catalog.domain import Outline
from functions.catalog.repository.packing import unpack
from functions.catalog.tables import CatalogRow, OutlineRow
from shared.dynamo import Repository
from shared.remembering import BoundedCache

CACHE_LESSONS = 60_000

_outlines: BoundedCache[tuple[str, str, int], Outline] = BoundedCache(
    CACHE_LESSONS, lambda outline: len(outline.lessons) + 10
)


class VersionRepository(Repository):
    """One tenant's published versions. What was read once stays in the process."""

    table = CatalogRow

    def get(self, course_id: str, version: int) -> Outline:
        """A version's outline. Raises ``LookupError`` for one that was never published."""
        return _outlines.get((self.org_id, course_id, version), lambda: self._read(course_id, version))

    def _read(self, course_id: str, version: int) -> Outline:
        pk, _ = OutlineRow.key(self.org_id, course_id, version)
        # The second read is for a version that was published a moment ago.
        for consistent in (False, True):
            content = unpack(self._query_all(OutlineRow, pk, consistent=consistent))
            if content is not None:
                return Outline.load(content)
        raise LookupError(f"There is no version {version} of {course_id}.")
