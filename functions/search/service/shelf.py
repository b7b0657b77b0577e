"""The indexes that this process has open, each at most five seconds behind."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from weakref import finalize

from functions.search.gateways import FORM, BaseFiles, BaseGone, CourseIndex, TantivyIndex
from functions.search.repository import SearchRepository
from shared.clock import system_clock
from shared.remembering import BoundedCache

FRESH = timedelta(seconds=5)
CAPACITY_BYTES = 300_000_000
"""What the open indexes may weigh together: they lie in the function's 512 MB of temporary files, or in its memory."""
LEAST_WEIGHT = 1_000_000
UNPACKED = 2
"""How many times its file's size an index has, with what is written beside it."""
MOST_PAGES = 25
"""How many pages of changes are read for one request. Who is further behind answers from what it has, and goes on."""


class OpenIndex:
    """An organization's index in this process: the base, and the changes since, as far as they were read."""

    def __init__(self, repository: SearchRepository) -> None:
        self._repository = repository
        self._lock = Lock()
        self._applied: dict[str, str] = {}
        self._upto = ""
        self._looked_at: datetime | None = None
        self.weight = LEAST_WEIGHT
        self.index = self._open()

    def refresh(self) -> CourseIndex:
        """The index with what changed, unless somebody looked within the last seconds."""
        with self._lock:
            now = system_clock.now()
            if self._looked_at is None or not timedelta(0) <= now - self._looked_at < FRESH:
                self._catch_up()
                self._looked_at = now
        return self.index

    def _catch_up(self) -> None:
        changes = [
            change
            for change in self._repository.changes_behind(self._upto, MOST_PAGES)
            if self._applied.get(change.course_id) != change.at
        ]
        if changes:
            self.index.apply(changes)
            self._applied |= {change.course_id: change.at for change in changes}
            self._upto = max(self._upto, *(change.at for change in changes))

    def _open(self) -> TantivyIndex:
        for _ in range(3):
            base = self._repository.find_base()
            if base is None or base.form != FORM:
                break
            folder = Path(tempfile.mkdtemp(prefix="search-"))
            finalize(self, shutil.rmtree, folder, ignore_errors=True)
            try:
                BaseFiles(self._repository.org_id).unpack(base.name, folder)
            except BaseGone:
                # Two newer ones took its place since it was read of.
                continue
            self._upto = base.upto
            self.weight = min(CAPACITY_BYTES, max(LEAST_WEIGHT, UNPACKED * base.size_bytes))
            return TantivyIndex(folder)
        return TantivyIndex()


_open: BoundedCache[str, OpenIndex] = BoundedCache(CAPACITY_BYTES, lambda opened: opened.weight)


def index_of(repository: SearchRepository) -> CourseIndex:
    """An organization's index, at most five seconds behind."""
    return _open.get(repository.org_id, lambda: OpenIndex(repository)).refresh()
