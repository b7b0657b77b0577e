"""Gradebooks as they are read: the columns of a course, and what a learner's marks make of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.assessment.domain.gradebook import (
    TOTAL,
    Band,
    Book,
    Column,
    ColumnKind,
    Sheet,
    Total,
    letter,
    total,
)
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.gradebook import GradebookRepository, Graded
from functions.assessment.service.gradebook.items import items_of, released
from functions.identity import published as identity
from functions.identity.published import GradeBand


@dataclass(frozen=True, slots=True)
class Layout:
    """A gradebook without its learners."""

    book: Book
    columns: tuple[Column, ...]
    graded: Graded
    """What the columns are of that tutors do not fill by hand."""
    bands: tuple[Band, ...]

    @classmethod
    def of(cls, book: Book, graded: Graded, bands: tuple[Band, ...]) -> "Layout":
        """What is graded, with what is said of it: assessments, assignments, then the columns of its own."""
        return cls(book, book.lay_out([*items_of(graded), *book.own]), graded, bands)

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

    def __init__(self, gradebook: GradebookRepository, assessments: AssessmentRepository) -> None:
        self._gradebook = gradebook
        self._assessments = assessments

    def layout(self, course_id: str, book: Book, scale: Iterable[GradeBand]) -> Layout:
        """A course's gradebook, of what is said of it and what is graded there. One query."""
        graded = self._gradebook.list_graded(course_id)
        bands = tuple(Band(one.grade, 100 * one.from_percent) for one in scale)
        return Layout.of(book, graded, bands)

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

    def seen(self, layout: Layout, sheet: Sheet, now: datetime) -> tuple[Layout, Sheet]:
        """What the learner may see of both: columns that are not hidden, and in these what is released.

        What somebody of the staff put in the place of a mark is shown, whatever the release says of the mark itself.
        """
        columns = tuple(column for column in layout.columns if not column.rules.hidden)
        open_to_all = released(layout.graded, sheet, self._assessments, now)
        entries = {
            column.item_id: entry if column.item_id in open_to_all else entry.model_copy(update={"score_centi": None})
            for column in columns
            if (entry := sheet.entries.get(column.item_id))
            and (column.item_id in open_to_all or entry.override or column.kind is ColumnKind.MANUAL)
        }
        if TOTAL in sheet.entries:
            entries[TOTAL] = sheet.entries[TOTAL]
        return (
            Layout(layout.book, columns, layout.graded, layout.bands),
            sheet.model_copy(update={"entries": entries}),
        )
