"""Reads and writes gradebooks: their rules, the marks of learners, and who changed what."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.gradebook import Book, ColumnKind, Entry, Item, Sheet
from functions.assessment.repository.assessments import PageKey
from functions.assessment.tables import (
    AssessmentTableRow,
    BookColumnRow,
    BookRow,
    GradeChangeRow,
    ReceiptRow,
    SheetRow,
)
from shared.dynamo import Repository, Transaction
from shared.idempotency import Once


class GradeChange(BaseModel):
    """What stood in the place of a mark before and after; None for nothing."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    change_id: str
    item_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sheets:
    """A page of learners with their marks, and where the next one starts."""

    items: list[Sheet]
    next_key: PageKey


@dataclass(frozen=True, slots=True)
class GradeChanges:
    """A page of changes, the latest first, and where the next one starts."""

    items: list[GradeChange]
    next_key: PageKey


class GradebookRepository(Repository):
    """One tenant's gradebooks."""

    table = AssessmentTableRow

    # -- reading

    def get_book(self, course_id: str) -> tuple[Book, list[Item]]:
        """A course's gradebook, as usual where nothing was ever said of it, and the columns of its own. One query."""
        pk, begin = BookRow.key(self.org_id, course_id)
        rows = self._query_all(AssessmentTableRow, pk, begins_with=begin)
        book = next((Book.model_validate(row) for row in rows if isinstance(row, BookRow)), Book())
        return book, [_item(row) for row in rows if isinstance(row, BookColumnRow)]

    def get_sheet(self, course_id: str, user_id: str) -> Sheet:
        """A learner's marks; none where there is nothing yet."""
        row = self._find(SheetRow, SheetRow.key(self.org_id, course_id, user_id), consistent=True)
        return _sheet(row) if row else Sheet(user_id=user_id, is_enrolled=False)

    def list_sheets(self, course_id: str, *, limit: int, start: PageKey) -> Sheets:
        """Learners with their marks, by id; one query for every megabyte, which 500 learners seldom fill."""
        pk, begin = SheetRow.key(self.org_id, course_id)
        sheets: list[Sheet] = []
        while True:
            page = self._query(SheetRow, pk, begins_with=begin, limit=limit - len(sheets), start=start)
            sheets += [_sheet(row) for row in page.rows]
            start = page.next_key
            if start is None or len(sheets) >= limit:
                return Sheets(sheets, start)

    def list_changes(self, course_id: str, user_id: str, *, limit: int, start: PageKey) -> GradeChanges:
        """What was changed in a learner's marks, the latest first."""
        pk, _ = GradeChangeRow.key(self.org_id, course_id, user_id)
        page = self._query(GradeChangeRow, pk, descending=True, limit=limit, start=start, consistent=True)
        return GradeChanges([GradeChange.model_validate(row) for row in page.rows], page.next_key)

    # -- writing

    def save_book(self, course_id: str, book: Book) -> Book:
        """Replace the rules, if they are still at this revision (``ConditionFailed`` else)."""
        pk, sk = BookRow.key(self.org_id, course_id)
        row = BookRow(pk=pk, sk=sk, **book.model_dump(mode="json", exclude={"revision"}))
        if book.revision:
            row.revision = book.revision
            self._save(row)
        else:
            self._create(row)
        return book.model_copy(update={"revision": row.revision})

    def add_column(self, course_id: str, item: Item, once: Once) -> str:
        """Store a column of the course's own. Returns the id of what exists now."""

        def write(transaction: Transaction) -> None:
            transaction.create(self._column(course_id, item))

        return once.perform(self, ReceiptRow, item.item_id, write)

    def put_column(self, course_id: str, item: Item) -> None:
        """Replace a column of the course's own."""
        with self._transaction() as transaction:
            transaction.overwrite(self._column(course_id, item), BookColumnRow.pk.exists())

    def drop_column(self, course_id: str, item_id: str) -> None:
        """Remove a column of the course's own; what stood in it is shown nowhere any more. Safe to repeat."""
        pk, sk = BookColumnRow.key(self.org_id, course_id, item_id)
        with self._transaction() as transaction:
            transaction.forget(BookColumnRow(pk=pk, sk=sk))

    def save_sheet(self, course_id: str, sheet: Sheet, changes: Sequence[GradeChange] = ()) -> Sheet:
        """Replace a learner's marks, if they are still at this revision (``ConditionFailed`` else), and keep what was
        changed in them. Without changes by people it is one write of one item."""
        row = self._row(course_id, sheet)
        if not changes:
            if sheet.revision:
                self._save(row)
            else:
                self._create(row)
        else:
            with self._transaction() as transaction:
                if sheet.revision:
                    transaction.save(row)
                else:
                    transaction.create(row)
                for change in changes:
                    pk, sk = GradeChangeRow.key(self.org_id, course_id, sheet.user_id, change.change_id)
                    transaction.create(GradeChangeRow.of(change, pk=pk, sk=sk))
        return sheet.model_copy(update={"revision": row.revision})

    # -- rows

    def _row(self, course_id: str, sheet: Sheet) -> SheetRow:
        pk, sk = SheetRow.key(self.org_id, course_id, sheet.user_id)
        cells = {item_id: entry.packed() for item_id, entry in sheet.entries.items()}
        packed = zlib.compress(json.dumps(cells, separators=(",", ":")).encode())
        row = SheetRow(pk=pk, sk=sk, user_id=sheet.user_id, is_enrolled=sheet.is_enrolled, packed=packed)
        if sheet.revision:
            row.revision = sheet.revision
        return row

    def _column(self, course_id: str, item: Item) -> BookColumnRow:
        pk, sk = BookColumnRow.key(self.org_id, course_id, item.item_id)
        return BookColumnRow(pk=pk, sk=sk, item_id=item.item_id, title=item.title, max_centi=item.max_centi)


def _sheet(row: SheetRow) -> Sheet:
    cells = json.loads(zlib.decompress(row.packed))
    return Sheet(
        user_id=row.user_id,
        entries={item_id: Entry.unpacked(values) for item_id, values in cells.items()},
        is_enrolled=row.is_enrolled,
        revision=row.revision,
    )


def _item(row: BookColumnRow) -> Item:
    return Item.model_validate({**row.attribute_values, "kind": ColumnKind.MANUAL})
