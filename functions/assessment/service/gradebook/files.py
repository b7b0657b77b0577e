"""Gradebooks as files: all of it out, and what is otherwise in again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from functions.assessment.domain.gradebook import Override, Sheet
from functions.assessment.domain.gradebook.books import MOST_COLUMNS
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.service.courses import require_staff
from functions.assessment.service.gradebook.books import GradebookService, overridden
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.errors import FieldError

if TYPE_CHECKING:
    from functions.assessment.domain.gradebook.files import Line

PAGE = 500
MOST_PAGES = 20
"""So many pages a file has at most: ten thousand learners."""
CHANGES_AT_ONCE = 90


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line was left out, or a part of it."""

    line: int
    fault: FieldError


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file."""

    learners: int
    """Whose marks are otherwise now."""
    cells: int
    faults: tuple[LineFault, ...]


class GradeFileService:
    """The gradebooks of one tenant as files."""

    def __init__(self, gradebook: GradebookRepository, grades: GradebookService, clock: Clock = system_clock) -> None:
        self._gradebook = gradebook
        self._grades = grades
        self._clock = clock

    def write(self, course_id: str, *, by: Caller) -> str:
        """The whole gradebook as CSV. For staff."""
        from functions.assessment.domain.gradebook.files import FileRow, written

        rows: list[FileRow] = []
        start = None
        for _ in range(MOST_PAGES):
            layout, grades, start = self._grades.list(
                course_id, by=by, limit=PAGE, start=start, most_cells=PAGE * MOST_COLUMNS
            )
            rows += [
                FileRow(
                    one.sheet.user_id,
                    one.name or "",
                    one.email or "",
                    one.sheet.revision,
                    one.sheet.entries,
                    one.total.current_bp,
                    one.total.final_bp,
                    one.current_letter,
                )
                for one in grades
            ]
            if start is None:
                break
        return written(layout.columns, rows)

    def read(self, course_id: str, text: str, reason: str, *, by: Caller) -> Imported:
        """Take over what a file says otherwise than the gradebook; a file that was just written changes nothing.

        A line whose learner's marks changed since it was written is left out, and so are cells that are no marks.
        Repeating it changes nothing more.
        """
        from functions.assessment.domain.gradebook.files import read

        require_staff(self._gradebook.org_id, course_id, Right.STUDENTS, by)
        layout = self._grades.layout(course_id, by=by)
        faults: list[LineFault] = []
        learners = cells = 0
        for line in read(text, [column.item_id for column in layout.columns]):
            faults += [LineFault(line.number, fault) for fault in line.faults]
            changed, fault = self._take(course_id, line, reason, by)
            if fault:
                faults.append(LineFault(line.number, fault))
            learners, cells = learners + bool(changed), cells + changed
        return Imported(learners, cells, tuple(faults))

    def _take(self, course_id: str, line: "Line", reason: str, by: Caller) -> tuple[int, FieldError | None]:
        sheet = self._gradebook.get_sheet(course_id, line.user_id)
        if not sheet.revision:
            return 0, FieldError(f"/{line.number}/user_id", "unknown_learner", "The gradebook has nobody like that.")
        wanted = self._wanted(sheet, line, reason, by)
        if not wanted:
            return 0, None
        stale = FieldError(f"/{line.number}/revision", "changed_meanwhile", "The marks were changed since.")
        if line.revision is not None and line.revision != sheet.revision:
            return 0, stale
        after, changes = overridden(sheet, wanted, reason, by=by.user_id, clock=self._clock)
        try:
            # What is too much for one transaction goes in several; the last says that all is there.
            for begin in range(0, len(changes), CHANGES_AT_ONCE):
                after = self._gradebook.save_sheet(course_id, after, changes[begin : begin + CHANGES_AT_ONCE])
        except ConditionFailed:
            return 0, stale
        return len(changes), None

    def _wanted(self, sheet: Sheet, line: "Line", reason: str, by: Caller) -> dict[str, Override | None]:
        """The cells that the file has otherwise. An empty one stands for the mark that the work itself has."""
        wanted: dict[str, Override | None] = {}
        for item_id, cell in line.cells.items():
            entry = sheet.entry(item_id)
            if (cell.state, cell.score_centi) == (entry.state, entry.points):
                continue
            override = None
            if cell.state:
                override = Override(
                    state=cell.state, score_centi=cell.score_centi, reason=reason, by=by.user_id, at=self._clock.now()
                )
            wanted[item_id] = override
        return wanted
