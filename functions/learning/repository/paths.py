"""Reads and writes learning paths, and who follows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from functions.learning.domain.paths import Path, PathStatus
from functions.learning.errors import PathNotFound
from functions.learning.tables import FollowerRow, LearningRow, PathRow, ReceiptRow
from shared.dynamo import Repository
from shared.idempotency import Once
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class Paths:
    """A page of paths, with since when somebody follows each, where that was asked for."""

    items: list[Path]
    joined: Mapping[str, datetime]
    next_key: PageKey


class PathRepository(Repository):
    """One tenant's paths."""

    table = LearningRow

    def get(self, path_id: str) -> Path:
        """A path. Raises ``PathNotFound``."""
        row = self._find(PathRow, PathRow.key(self.org_id, path_id), consistent=True)
        if row is None:
            raise PathNotFound(path_id=path_id)
        return Path.model_validate(row)

    def get_for(self, path_id: str, user_id: str) -> tuple[Path, datetime | None]:
        """A path, and since when somebody follows it, in one call. Raises ``PathNotFound``."""
        place, own = PathRow.key(self.org_id, path_id), FollowerRow.key(self.org_id, user_id, path_id)
        rows = self._find_many([place, own], consistent=True)
        if place not in rows:
            raise PathNotFound(path_id=path_id)
        joined_at = cast(FollowerRow, rows[own]).joined_at if own in rows else None
        return Path.model_validate(rows[place]), joined_at

    def list_by_status(self, status: PathStatus, *, limit: int, start: PageKey) -> Paths:
        """The paths of one status, the newest first."""
        pk, begin = PathRow.index_key(self.org_id, status)
        page = self._query(PathRow, pk, begins_with=begin, index=True, descending=True, limit=limit, start=start)
        return Paths([Path.model_validate(row) for row in page.rows], {}, page.next_key)

    def list_followed(self, user_id: str, *, limit: int, start: PageKey) -> Paths:
        """The paths that somebody follows, the newest first; those that were deleted are left out."""
        pk, begin = FollowerRow.key(self.org_id, user_id)
        page = self._query(
            FollowerRow, pk, begins_with=begin, descending=True, limit=limit, start=start, consistent=True
        )
        places = {row.path_id: PathRow.key(self.org_id, row.path_id) for row in page.rows}
        rows = self._find_many(list(places.values()), consistent=True)
        return Paths(
            [Path.model_validate(rows[place]) for place in places.values() if place in rows],
            {row.path_id: row.joined_at for row in page.rows},
            page.next_key,
        )

    def add(self, path: Path, once: Once) -> str:
        """Store a new path. Returns its id, or that of the one that the same request made before."""
        return once.perform(self, ReceiptRow, path.path_id, lambda transaction: transaction.create(self._row(path)))

    def save(self, path: Path) -> Path:
        """Replace a path that is still at its revision; ``ConditionFailed`` else."""
        row = self._row(path)
        self._save(row)
        return path.model_copy(update={"revision": row.revision})

    def delete(self, path: Path) -> None:
        """Remove a path. Safe to repeat. Who followed it is left; nothing shows it any more."""
        with self._transaction() as transaction:
            transaction.forget(self._row(path))

    def follow(self, user_id: str, path_id: str, at: datetime) -> None:
        """Note that somebody follows a path; ``ConditionFailed`` if they do already."""
        pk, sk = FollowerRow.key(self.org_id, user_id, path_id)
        self._create(FollowerRow(pk=pk, sk=sk, path_id=path_id, joined_at=at))

    def unfollow(self, user_id: str, path_id: str) -> None:
        """Forget that somebody follows a path. Safe to repeat."""
        pk, sk = FollowerRow.key(self.org_id, user_id, path_id)
        with self._transaction() as transaction:
            transaction.forget(FollowerRow(pk=pk, sk=sk))

    def _row(self, path: Path) -> PathRow:
        pk, sk = PathRow.key(self.org_id, path.path_id)
        gsi1pk, gsi1sk = PathRow.index_key(self.org_id, path.status, path.path_id)
        return PathRow.of(path, pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk)
