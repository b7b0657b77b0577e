"""Reads the published versions of courses, which never change but for what is noted about them."""

from functions.catalog.domain.outlines import Outline
from functions.catalog.domain.versions import Version
from functions.catalog.errors import VersionNotFound
from functions.catalog.repository.packing import unpack
from functions.catalog.tables import CatalogRow, OutlineRow, VersionRow
from shared.dynamo import Repository
from shared.listing import Listed, PageKey
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

    def entry(self, course_id: str, version: int) -> Version:
        """A version in its course's history. Raises ``VersionNotFound``."""
        row = self._find(VersionRow, VersionRow.key(self.org_id, course_id, version), consistent=True)
        if row is None:
            raise VersionNotFound(course_id=course_id, version=version)
        return Version.model_validate(row)

    def list(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Version]:
        """A course's versions, the newest first."""
        pk, _ = VersionRow.key(self.org_id, course_id)
        page = self._query(VersionRow, pk, descending=True, limit=limit, start=start, consistent=True)
        return Listed([Version.model_validate(row) for row in page.rows], page.next_key)

    def save(self, version: Version) -> Version:
        """Replace a version's entry that is still at its revision; ``ConditionFailed`` else."""
        pk, sk = VersionRow.key(self.org_id, version.course_id, version.version)
        row = VersionRow.of(version, pk=pk, sk=sk)
        self._save(row)
        return version.model_copy(update={"revision": row.revision})

    def _read(self, course_id: str, version: int) -> Outline:
        pk, _ = OutlineRow.key(self.org_id, course_id, version)
        # The second read is for a version that was published a moment ago.
        for consistent in (False, True):
            content = unpack(self._query_all(OutlineRow, pk, consistent=consistent))
            if content is not None:
                return Outline.load(content)
        raise LookupError(f"There is no version {version} of {course_id}.")
