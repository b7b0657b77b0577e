"""Reads and writes gradebooks: their rules and columns, the marks of learners, and who changed what."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.assessments import Assessment
from functions.assessment.domain.assignments import Assignment
from functions.assessment.domain.gradebook import Book, Entry, Sheet
from functions.assessment.repository.base import TableRepository
from functions.assessment.tables import (
    AssessmentRow,
    AssessmentTableRow,
    AssignmentRow,
    BookRow,
    GradeChangeRow,
    ReceiptRow,
    SheetRow,
)
from shared.dynamo import Ask, Row, Transaction
from shared.idempotency import Once
from shared.listing import Listed, PageKey


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
class Graded:
    """What is graded in a course, beside the gradebook's own columns; drafts too."""

    assessments: tuple[Assessment, ...]
    assignments: tuple[Assignment, ...]


class GradebookRepository(TableRepository):
    """One tenant's gradebooks."""

    # -- reading

    def asking_book(self, course_id: str) -> Ask[Book]:
        """The question for a course's gradebook; as usual where nothing was ever said of it."""
        key = BookRow.key(self.org_id, course_id)
        return Ask(self, [key], lambda rows: _book(rows.get(key)), consistent=True)

    def get_book(self, course_id: str) -> Book:
        """A course's gradebook."""
        return _book(self._find(BookRow, BookRow.key(self.org_id, course_id), consistent=True))

    def list_graded(self, course_id: str) -> Graded:
        """What is graded in a course, each in the order of its making; one query for every megabyte."""
        pk, _ = AssessmentRow.index_key(self.org_id, course_id)
        rows = list(self._each(AssessmentTableRow, pk, index=True))
        return Graded(
            tuple(Assessment.model_validate(row) for row in rows if isinstance(row, AssessmentRow)),
            tuple(Assignment.model_validate(row) for row in rows if isinstance(row, AssignmentRow)),
        )

    def asking_sheet(self, course_id: str, user_id: str) -> Ask[Sheet]:
        """The question for a learner's marks; none where there is nothing yet."""
        key = SheetRow.key(self.org_id, course_id, user_id)
        return Ask(self, [key], lambda rows: _sheet(rows.get(key), user_id), consistent=True)

    def get_sheet(self, course_id: str, user_id: str) -> Sheet:
        """A learner's marks."""
        return _sheet(self._find(SheetRow, SheetRow.key(self.org_id, course_id, user_id), consistent=True), user_id)

    def list_sheets(self, course_id: str, *, limit: int, start: PageKey) -> Listed[Sheet]:
        """Learners with their marks, by id; one query for every megabyte, which 500 learners seldom fill."""
        pk, begin = SheetRow.key(self.org_id, course_id)
        sheets: list[Sheet] = []
        while True:
            page = self._query(SheetRow, pk, begins_with=begin, limit=limit - len(sheets), start=start)
            sheets += [_sheet(row, row.user_id) for row in page.rows]
            start = page.next_key
            if start is None or len(sheets) >= limit:
                return Listed(sheets, start)

    def list_changes(self, course_id: str, user_id: str, *, limit: int, start: PageKey) -> Listed[GradeChange]:
        """What was changed in a learner's marks, the latest first."""
        pk, _ = GradeChangeRow.key(self.org_id, course_id, user_id)
        page = self._query(GradeChangeRow, pk, descending=True, limit=limit, start=start, consistent=True)
        return Listed([GradeChange.model_validate(row) for row in page.rows], page.next_key)

    # -- writing

    def save_book(self, course_id: str, book: Book) -> Book:
        """Replace a gradebook, if it is still at this revision (``ConditionFailed`` else)."""
        with self._transaction() as transaction:
            self._put_book(transaction, course_id, book)
        return book.model_copy(update={"revision": book.revision + 1})

    def add_column(self, course_id: str, book: Book, item_id: str, once: Once) -> str:
        """The same, for a new column in it. Returns the id of what exists now."""
        return once.perform(self, ReceiptRow, item_id, lambda transaction: self._put_book(transaction, course_id, book))

    def save_sheet(self, course_id: str, sheet: Sheet, changes: Sequence[GradeChange] = ()) -> Sheet:
        """Replace a learner's marks, if they are still at this revision (``ConditionFailed`` else), and keep what was
        changed in them. Without changes by people it is one write of one item."""
        row = self._row(course_id, sheet)
        if not changes:
            self._store(row)
        else:
            with self._transaction() as transaction:
                transaction.store(row)
                for change in changes:
                    pk, sk = GradeChangeRow.key(self.org_id, course_id, sheet.user_id, change.change_id)
                    transaction.create(GradeChangeRow.of(change, pk=pk, sk=sk))
        return sheet.model_copy(update={"revision": row.revision})

    # -- rows

    def _row(self, course_id: str, sheet: Sheet) -> SheetRow:
        pk, sk = SheetRow.key(self.org_id, course_id, sheet.user_id)
        cells = {item_id: entry.packed() for item_id, entry in sheet.entries.items()}
        packed = zlib.compress(json.dumps(cells, separators=(",", ":")).encode())
        row = SheetRow(
            pk=pk, sk=sk, user_id=sheet.user_id, is_enrolled=sheet.is_enrolled, packed=packed, revision=sheet.revision
        )
        return row

    def _put_book(self, transaction: Transaction, course_id: str, book: Book) -> None:
        pk, sk = BookRow.key(self.org_id, course_id)
        row = BookRow(pk=pk, sk=sk, **book.model_dump(mode="json"))
        transaction.store(row)


def _book(row: Row | None) -> Book:
    return Book.model_validate(row) if row else Book()


def _sheet(row: Row | None, user_id: str) -> Sheet:
    if not isinstance(row, SheetRow):
        return Sheet(user_id=user_id, is_enrolled=False)
    cells = json.loads(zlib.decompress(row.packed))
    return Sheet(
        user_id=user_id,
        entries={item_id: Entry.unpacked(values) for item_id, values in cells.items()},
        is_enrolled=row.is_enrolled,
        revision=row.revision,
    )
