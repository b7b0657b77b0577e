"""What one can do with a gradebook: say how it counts, read it, put something in the place of a mark, ask what if."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from functions.assessment.domain.gradebook import (
    MOST_MANUAL,
    TOTAL,
    Book,
    ColumnKind,
    Entry,
    EntryState,
    Item,
    Override,
    Sheet,
)
from functions.assessment.errors import ColumnNotFound, GradebookFull, LearnerNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.gradebook import GradebookRepository, GradeChange
from functions.assessment.service.courses import checked_place, checked_staff, require_staff
from functions.assessment.service.gradebook.reading import Grades, Layout, Reader
from functions.catalog.published import courses as catalog
from functions.catalog.published.courses import Right
from functions.identity import published as identity
from functions.learning.published import enrolments as learning
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer, undisturbed
from shared.errors import FieldError, PreconditionFailed, Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey

MOST_CELLS = 40_000
"""Cells of one answer: a function may answer with 6 MB, and a cell has some 130 bytes."""


class GradebookService:
    """The gradebooks of one tenant's courses."""

    def __init__(
        self, gradebook: GradebookRepository, assessments: AssessmentRepository, clock: Clock = system_clock
    ) -> None:
        self._gradebook = gradebook
        self._reader = Reader(gradebook, assessments)
        self._clock = clock

    # -- how it counts

    def layout(self, course_id: str, *, by: Caller) -> Layout:
        """The columns of a course's gradebook and how they count. For staff. Two reads."""
        return self._layout(course_id, by)

    def change(self, course_id: str, book: Book, *, by: Caller) -> Layout:
        """Say anew how the grade is made, from the revision that was read."""
        layout = self.layout(course_id, by=by)
        if layout.book.revision != book.revision:
            raise PreconditionFailed(course_id=course_id, current_revision=layout.book.revision)
        faults = [
            FieldError(f"/columns/{place}/item_id", "unknown_column", "The gradebook has no such column.")
            for place, column in enumerate(book.columns)
            if layout.column(column.item_id) is None
        ]
        if faults:
            raise Unprocessable(errors=faults)
        try:
            saved = self._gradebook.save_book(course_id, book.model_copy(update={"own": layout.book.own}))
        except ConditionFailed:
            raise PreconditionFailed(course_id=course_id) from None
        return Layout.of(saved, layout.graded, layout.bands)

    def add_column(self, course_id: str, title: str, max_centi: int, *, by: Caller, once: Once) -> Item:
        """Add a column that tutors fill by hand. Raises ``GradebookFull`` where there are as many as can be."""
        require_staff(self._gradebook.org_id, course_id, Right.STUDENTS, by)
        item = Item(item_id=new_id("col", self._clock), kind=ColumnKind.MANUAL, title=title, max_centi=max_centi)

        def add() -> str:
            book = self._gradebook.get_book(course_id)
            if len(book.own) >= MOST_MANUAL:
                raise GradebookFull(course_id=course_id)
            return self._gradebook.add_column(course_id, book.with_column(item), item.item_id, once)

        made = undisturbed(add)
        return item if made == item.item_id else self._own_column(course_id, made)[1]

    def change_column(self, course_id: str, item_id: str, title: str, max_centi: int, *, by: Caller) -> Item:
        """Give a column that tutors fill by hand another title, or other points."""
        require_staff(self._gradebook.org_id, course_id, Right.STUDENTS, by)

        def change() -> Item:
            book, before = self._own_column(course_id, item_id)
            item = before.model_copy(update={"title": title, "max_centi": max_centi})
            if item != before:
                self._gradebook.save_book(course_id, book.with_column(item))
            return item

        return undisturbed(change)

    def drop_column(self, course_id: str, item_id: str, *, by: Caller) -> None:
        """Remove a column that tutors fill by hand. Its history stays."""
        require_staff(self._gradebook.org_id, course_id, Right.STUDENTS, by)

        def drop() -> None:
            book, _ = self._own_column(course_id, item_id)
            self._gradebook.save_book(course_id, book.without_column(item_id))

        undisturbed(drop)

    # -- reading

    def list(
        self, course_id: str, *, by: Caller, limit: int, start: PageKey, most_cells: int | None = None
    ) -> tuple[Layout, list[Grades], PageKey]:
        """All learners with all their marks, by id; fewer than ``limit`` where there are many columns. For staff.

        Four reads, and one more for every further hundred.
        """
        layout = self._layout(course_id, by)
        limit = min(limit, max(1, (most_cells or MOST_CELLS) // max(1, len(layout.columns))))
        page = self._gradebook.list_sheets(course_id, limit=limit, start=start)
        (people,) = answer(identity.asking_people(self._gradebook.org_id, [one.user_id for one in page.items]))
        return (
            layout,
            [self._reader.grades(layout, one, people.get(one.user_id)) for one in page.items],
            page.next_key,
        )

    def read(self, course_id: str, user_id: str, *, by: Caller) -> tuple[Layout, Grades]:
        """One learner's marks. For staff. Two reads."""
        org_id = self._gradebook.org_id
        card, scale, book, sheet, people = answer(
            catalog.asking_course(org_id, course_id),
            identity.asking_scale(org_id),
            self._gradebook.asking_book(course_id),
            self._gradebook.asking_sheet(course_id, user_id),
            identity.asking_people(org_id, [user_id]),
        )
        checked_staff(card, course_id, Right.STUDENTS, by)
        person = people.get(user_id)
        if person is None:
            raise LearnerNotFound(user_id=user_id)
        layout = self._reader.layout(course_id, book, scale)
        return layout, self._reader.grades(layout, sheet, person)

    def read_mark(self, course_id: str, user_id: str, item_id: str, *, by: Caller) -> Grades:
        """The same, for who looks at one column. Raises ``ColumnNotFound``."""
        layout, grades = self.read(course_id, user_id, by=by)
        if layout.column(item_id) is None:
            raise ColumnNotFound(item_id=item_id)
        return grades

    def history(self, course_id: str, user_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[GradeChange]:
        """Who put what in the place of a learner's marks, and why; the latest first. For staff."""
        require_staff(self._gradebook.org_id, course_id, Right.STUDENTS, by)
        self._require_person(user_id)
        return self._gradebook.list_changes(course_id, user_id, limit=limit, start=start)

    def own(self, course_id: str, scores: Sequence[tuple[str, int]] = (), *, by: Caller) -> tuple[Layout, Grades]:
        """One's own marks as far as one may see them, and what they make; with ``scores``, what they would make if
        these columns had so many points. Two reads, and one more where what was taken closes some day."""
        org_id = self._gradebook.org_id
        card, enrolment, scale, book, sheet = answer(
            catalog.asking_course(org_id, course_id),
            learning.asking_enrolment(org_id, course_id, by.user_id),
            identity.asking_scale(org_id),
            self._gradebook.asking_book(course_id),
            self._gradebook.asking_sheet(course_id, by.user_id),
        )
        checked_place(card, enrolment, course_id, by)
        whole = self._reader.layout(course_id, book, scale)
        layout, seen = self._reader.seen(whole, sheet, self._clock.now())
        for place, (item_id, score) in enumerate(scores):
            if layout.column(item_id) is None:
                raise Unprocessable.field(f"/marks/{place}/item_id", "unknown_column", "You see no such column.")
            seen = seen.with_entry(item_id, Entry(score_centi=score))
        if scores:
            # What was said of the grade as a whole would hide what the scores make.
            seen = seen.with_entry(TOTAL, Entry())
        return layout, self._reader.grades(layout, seen)

    # -- in the place of a mark

    def override(
        self,
        course_id: str,
        user_id: str,
        item_id: str,
        state: EntryState | None,
        score: int | None,
        reason: str,
        *,
        by: Caller,
        expected: int,
    ) -> tuple[Layout, Grades]:
        """Put something in the place of a mark, or of the grade itself (``total``); without a state, take it away."""
        layout, grades = self.read(course_id, user_id, by=by)
        if item_id != TOTAL and layout.column(item_id) is None:
            raise ColumnNotFound(item_id=item_id)
        sheet = grades.sheet
        if sheet.revision != expected:
            raise PreconditionFailed(user_id=user_id, current_revision=sheet.revision)
        override = None
        if state:
            override = Override(state=state, score_centi=score, reason=reason, by=by.user_id, at=self._clock.now())
        after, changes = overridden(sheet, {item_id: override}, reason, by=by.user_id, clock=self._clock)
        if changes:
            try:
                sheet = self._gradebook.save_sheet(course_id, after, changes)
            except ConditionFailed:
                raise PreconditionFailed(user_id=user_id) from None
        return layout, replace(self._reader.grades(layout, sheet), name=grades.name, email=grades.email)

    # -- steps

    def _layout(self, course_id: str, by: Caller) -> Layout:
        org_id = self._gradebook.org_id
        card, scale, book = answer(
            catalog.asking_course(org_id, course_id),
            identity.asking_scale(org_id),
            self._gradebook.asking_book(course_id),
        )
        checked_staff(card, course_id, Right.STUDENTS, by)
        return self._reader.layout(course_id, book, scale)

    def _require_person(self, user_id: str) -> identity.PersonCard:
        person = identity.find_people(self._gradebook.org_id, [user_id]).get(user_id)
        if person is None:
            raise LearnerNotFound(user_id=user_id)
        return person

    def _own_column(self, course_id: str, item_id: str) -> tuple[Book, Item]:
        book = self._gradebook.get_book(course_id)
        item = book.own_column(item_id)
        if item is None:
            raise ColumnNotFound(item_id=item_id)
        return book, item


def overridden(
    sheet: Sheet, overrides: Mapping[str, Override | None], reason: str, *, by: str, clock: Clock
) -> tuple[Sheet, list[GradeChange]]:
    """The sheet with these in the place of marks (None: the marks themselves again), and what that changes."""
    changes: list[GradeChange] = []
    for item_id, override in overrides.items():
        entry = sheet.entry(item_id)
        if _said(entry.override) == _said(override):
            continue
        sheet = sheet.with_entry(item_id, entry.model_copy(update={"override": override}))
        changes.append(
            GradeChange(
                change_id=new_id("gch", clock),
                item_id=item_id,
                before=_said(entry.override),
                after=_said(override),
                by=by,
                reason=reason,
                at=clock.now(),
            )
        )
    return sheet, changes


def _said(override: Override | None) -> dict[str, object] | None:
    return override.model_dump(mode="json", include={"state", "score_centi", "reason"}) if override else None
