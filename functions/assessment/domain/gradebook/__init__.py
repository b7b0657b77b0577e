"""The gradebook of a course: what every column counts, and what all of them make together.

Points are hundredths (``centi``), shares basis points (``bp``); what lies between is exact. A *column* is something
that is graded: an assessment, an assignment, or what a tutor adds by hand. Rooms of this context hand in *marks*; an
*override* stands above a mark, with its reason.
"""

from functions.assessment.domain.gradebook.books import (
    MOST_CATEGORIES,
    MOST_COLUMNS,
    MOST_MANUAL,
    TOTAL,
    Book,
    Categories,
    Column,
    ColumnKind,
    Columns,
    GradeCategory,
    GradeColumnRules,
    Item,
    Weighting,
    require_agreement,
)
from functions.assessment.domain.gradebook.dropping import Part, kept
from functions.assessment.domain.gradebook.grades import Entry, EntryState, Override, Sheet
from functions.assessment.domain.gradebook.totals import Band, Total, letter, total

__all__ = [
    "MOST_CATEGORIES",
    "MOST_COLUMNS",
    "MOST_MANUAL",
    "TOTAL",
    "Band",
    "Book",
    "Categories",
    "Column",
    "ColumnKind",
    "Columns",
    "Entry",
    "EntryState",
    "GradeCategory",
    "GradeColumnRules",
    "Item",
    "Override",
    "Part",
    "Sheet",
    "Total",
    "Weighting",
    "kept",
    "letter",
    "require_agreement",
    "total",
]
