"""Gradebooks as they are read: the columns of a course, and what a learner's marks make of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.assessment.domain.gradebook import (
    TOTAL,
    Band,
    Book,
    Column,
    ColumnKind,
    Item,
    Sheet,
    Total,
    letter,
    total,
)
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.service.gradebook.items import GradeItems
from functions.identity import published as identity
from functions.identity.published import GradeBand


@dataclass(frozen=True, slots=True)
class Layout:
    """A gradebook without its learners."""

    book: Book
    columns: tuple[Column, ...]
    own: tuple[Item, ...]
    """The columns that tutors fill by hand."""
    bands: tuple[Band, ...]

    def column(self, item_id: str) -> Column | None:
        """A column."""
        return next((one for one in self.columns if one.item_id == item_id), None)


@dataclass(frozen=True, slots=True)
class Grades:
    """A learner's row: their marks, and what these make together."""

    sheet: Sheet
    total: Total
    current_letter: str | None
    final_letter: str | None
    name: str | None = None
    email: str | None = None


class Reader:
    """Puts gradebooks together from their parts."""

    def __init__(self, gradebook: GradebookRepository, sources: Sequence[GradeItems]) -> None:
        self._gradebook = gradebook
        self._sources = sources

    def layout(self, course_id: str, scale: Iterable[GradeBand]) -> Layout:
        """A course's gradebook: a query for what is said of it, and one for each kind of column."""
        book, own = self._gradebook.get_book(course_id)
        items = [*(item for source in self._sources for item in source.list(course_id)), *own]
        bands = tuple(Band(one.grade, 100 * one.from_percent) for one in scale)
        return Layout(book, book.lay_out(items), tuple(own), bands)

    def grades(self, layout: Layout, sheet: Sheet, person: identity.PersonCard | None = None) -> Grades:
        """What a learner's marks make."""
        made = total(layout.book, layout.columns, sheet)
        return Grades(
            sheet,
            made,
            letter(layout.bands, made.current_bp),
            letter(layout.bands, made.final_bp),
            person.name if person else None,
            person.email if person else None,
        )

    def seen(self, course_id: str, layout: Layout, sheet: Sheet, now: datetime) -> tuple[Layout, Sheet]:
        """What the learner may see of both: columns that are not hidden, and in these what is released.

        What somebody of the staff put in the place of a mark is shown, whatever the release says of the mark itself.
        """
        columns = tuple(column for column in layout.columns if not column.rules.hidden)
        released = frozenset[str]().union(*(one.released(course_id, sheet, now) for one in self._sources))
        entries = {
            column.item_id: entry if column.item_id in released else entry.model_copy(update={"score_centi": None})
            for column in columns
            if (entry := sheet.entries.get(column.item_id))
            and (column.item_id in released or entry.override or column.kind is ColumnKind.MANUAL)
        }
        if TOTAL in sheet.entries:
            entries[TOTAL] = sheet.entries[TOTAL]
        return (
            Layout(layout.book, columns, (), layout.bands),
            sheet.model_copy(update={"entries": entries}),
        )
