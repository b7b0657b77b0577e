"""Reads the tags of the courses on offer, and counts them."""

from collections.abc import Callable, Collection

from functions.catalog.domain.tags import TagCount
from functions.catalog.tables import CatalogRow, TagRow
from shared.dynamo import ConditionFailed, Repository, Transaction, undisturbed
from shared.listing import Listed, PageKey


class _Disturbed(Exception):
    """Something else than a count was changed in between."""


class TagRepository(Repository):
    """One tenant's tags."""

    table = CatalogRow

    def list(self, prefix: str, *, limit: int, start: PageKey) -> Listed[TagCount]:
        """The tags of the courses on offer, by name."""
        pk, _ = TagRow.key(self.org_id)
        page = self._query(TagRow, pk, begins_with=prefix, limit=limit, start=start)
        return Listed([TagCount(row.tag, int(row.course_count)) for row in page.rows], page.next_key)

    def counting(self, before: Collection[str], after: Collection[str], write: Callable[[Transaction], object]) -> None:
        """What ``write`` does, with the counts of the tags that come and go, in one transaction.

        Where somebody else counted the same tags meanwhile, it is tried again; where anything else was changed,
        ``ConditionFailed``.
        """
        gained, lost = set(after) - set(before), set(before) - set(after)

        def attempt() -> None:
            counted: set[int] = set()
            try:
                with self._transaction() as transaction:
                    write(transaction)
                    counted |= self._count(transaction, gained, lost)
            except ConditionFailed as failure:
                if not counted.issuperset(failure.failed):
                    raise _Disturbed from failure
                raise

        try:
            undisturbed(attempt)
        except _Disturbed as disturbed:
            raise ConditionFailed from disturbed

    def _count(self, transaction: Transaction, gained: set[str], lost: set[str]) -> set[int]:
        """Add the new counts. Returns where in the transaction they stand."""
        keys = {tag: TagRow.key(self.org_id, tag) for tag in sorted(gained | lost)}
        known = self._find_many(list(keys.values()), consistent=True)
        places: set[int] = set()
        for tag, key in keys.items():
            row = known.get(key)
            if not isinstance(row, TagRow):
                if tag in gained:
                    pk, sk = key
                    places.add(transaction.create(TagRow(pk=pk, sk=sk, tag=tag, course_count=1), by=self))
                continue
            row.course_count += 1 if tag in gained else -1
            places.add(transaction.save(row, by=self) if row.course_count > 0 else transaction.delete(row, by=self))
        return places
