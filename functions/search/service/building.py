"""Bases: an organization's entries in one file, so that nobody has to read them all to open the index."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from functions.search.domain import Change
from functions.search.gateways import FORM, BaseFiles, BaseGone, TantivyIndex
from functions.search.repository import Base, SearchRepository

LEAST_ENTRIES = 200
"""Fewer are read from the table in a call or two, which is not slower than reading a file."""


class BuildingService:
    """One tenant's bases."""

    def __init__(self, repository: SearchRepository, files: BaseFiles) -> None:
        self._repository = repository
        self._files = files

    def build(self, *, anew: bool = False) -> Base | None:
        """Put a base with all changes in the place of the one there is; ``anew`` takes nothing over from that.

        Returns the new base. None if few entries need none, or somebody else was faster: then theirs is as good.
        """
        before = self._repository.find_base()
        with TemporaryDirectory(prefix="search-") as folder:
            upto = "" if anew else self._unpack(before, Path(folder))
            index = TantivyIndex(Path(folder), bulk=True)
            moments = [upto]

            def noted() -> Iterator[Change]:
                for change in self._repository.changes_behind(upto):
                    moments.append(change.at)
                    yield change

            index.apply(noted())
            index.finish()
            if index.size < LEAST_ENTRIES and before is None:
                return None
            name, size = self._files.put(Path(folder))
        base = Base(
            name=name,
            before=before.name if before else None,
            form=FORM,
            upto=max(moments),
            size_bytes=size,
            entries=index.size,
            revision=before.revision if before else 0,
        )
        return base if self._switch(base, before) else None

    def _switch(self, base: Base, before: Base | None) -> bool:
        if not self._repository.switch_base(base):
            self._files.delete(base.name)
            return False
        # The one before is kept: somebody may be reading it. The one before that is not.
        if before and before.before:
            self._files.delete(before.before)
        return True

    def _unpack(self, base: Base | None, folder: Path) -> str:
        if base is None or base.form != FORM:
            return ""
        try:
            self._files.unpack(base.name, folder)
        except BaseGone:
            return ""
        return base.upto
