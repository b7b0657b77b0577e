"""Reads and writes the categories of an organization."""

from collections.abc import Callable
from datetime import timedelta

from functions.catalog.domain.categories import Categories
from functions.catalog.tables import CatalogRow, CategoriesRow, ReceiptRow
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once
from shared.remembering import Memory

_seen: Memory[str, Categories] = Memory(timedelta(seconds=5))


class CategoryRepository(Repository):
    """One tenant's categories."""

    table = CatalogRow

    def read(self) -> Categories:
        """All categories as they are now."""
        row = self._find(CategoriesRow, CategoriesRow.key(self.org_id), consistent=True)
        return _seen.keep(self.org_id, Categories.model_validate(row) if row else Categories())

    def recent(self) -> Categories:
        """All categories as they are now or were at most five seconds ago."""
        return _seen.find(self.org_id) or self.read()

    def made_before(self, once: Once) -> str | None:
        """The id of the category that this very request made."""
        return once.find(self, ReceiptRow)

    def add(self, categories: Categories, category_id: str, once: Once) -> str:
        """Store them with a new one. Returns its id, or that of the one made by the same request;
        ``ConditionFailed`` if they were changed since they were read.
        """
        made = once.perform(self, ReceiptRow, category_id, self._writing(categories))
        _seen.forget(lambda org_id: org_id == self.org_id)
        return made

    def save(self, categories: Categories) -> None:
        """Replace them; ``ConditionFailed`` if they were changed since they were read."""
        with self._transaction() as transaction:
            self._writing(categories)(transaction)
        _seen.forget(lambda org_id: org_id == self.org_id)

    def _writing(self, categories: Categories) -> Callable[[Transaction], object]:
        pk, sk = CategoriesRow.key(self.org_id)

        def write(transaction: Transaction) -> None:
            row = CategoriesRow.of(categories, pk=pk, sk=sk)
            transaction.store(row)

        return write
