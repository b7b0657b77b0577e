"""Bodies about gradebooks. Points are in hundredths, shares in basis points."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from functions.assessment.domain.gradebook import (
    MOST_COLUMNS,
    Book,
    Categories,
    ColumnKind,
    Columns,
    EntryState,
    GradeCategory,
    GradeColumnRules,
    Weighting,
    require_agreement,
)
from functions.assessment.service.gradebook import Grades, Imported, Layout
from shared.schemas import BodyId, In, Line, Out
from shared.texts import Note

_ASSESSMENT = "asm_01JD0P0Z9Y8X7W6V5T4S3R2Q1P"
_COLUMN = "col_01JD0P9B2C3D4E5F6G7H8J9KMN"
_USER = "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"
_AT = "2026-11-22T09:30:00Z"
_CATEGORY: dict[str, Any] = {
    "key": "quizzes",
    "name": "Quizzes",
    "weight_bp": 4000,
    "drop_lowest": 1,
    "drop_highest": 0,
}
_RULES: dict[str, Any] = {
    "item_id": _ASSESSMENT,
    "category": "quizzes",
    "never_drop": False,
    "extra_credit": False,
    "omitted": False,
    "hidden": False,
}
_BOOK: dict[str, Any] = {"weighting": "categories", "categories": [_CATEGORY], "columns": [_RULES]}
_OWN: dict[str, Any] = {"item_id": _COLUMN, "kind": "manual", "title": "Taking part", "max_centi": 1000}
_SHOWN: dict[str, Any] = {
    "item_id": _ASSESSMENT,
    "kind": "assessment",
    "title": "Cells",
    "max_centi": 400,
    "rules": _RULES,
}
_CELL: dict[str, Any] = {"item_id": _ASSESSMENT, "state": "graded", "score_centi": 350, "is_overridden": False}
_TOTAL: dict[str, Any] = {
    "current_bp": 8750,
    "current_letter": "A2",
    "final_bp": 8750,
    "final_letter": "A2",
    "is_overridden": False,
    "categories": [{"key": "quizzes", "share_bp": 8750}],
    "dropped": [],
}
_GRADES: dict[str, Any] = {
    "user_id": _USER,
    "user_name": "Meera Nair",
    "is_enrolled": True,
    "revision": 3,
    "cells": [_CELL],
    "total": _TOTAL,
}


class BookIn(In):
    """How a course's grade is made. Columns that are not named are as usual: in no category, shown, and counted."""

    weighting: Weighting = Weighting.POINTS
    categories: Categories = ()
    columns: Columns = ()

    model_config = ConfigDict(json_schema_extra={"examples": [_BOOK]})

    @model_validator(mode="after")
    def _agreeing(self) -> Self:
        require_agreement(self.categories, self.columns)
        return self

    def book(self, revision: int) -> Book:
        """The gradebook that is changed so."""
        return Book(weighting=self.weighting, categories=self.categories, columns=self.columns, revision=revision)


class GradeColumnOut(Out):
    """Something that is graded, and how it counts."""

    item_id: str
    kind: ColumnKind
    title: str
    max_centi: int
    rules: GradeColumnRules

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})


class BookOut(Out):
    """How a course's grade is made, and of what."""

    weighting: Weighting
    categories: list[GradeCategory]
    columns: list[GradeColumnOut]

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"weighting": "categories", "categories": [_CATEGORY], "columns": [_SHOWN]}]}
    )

    @classmethod
    def of(cls, layout: Layout) -> Self:
        """The answer for a gradebook."""
        return cls(
            weighting=layout.book.weighting,
            categories=list(layout.book.categories),
            columns=[GradeColumnOut.model_validate(column) for column in layout.columns],
        )


class OwnColumnIn(In):
    """A column that tutors fill by hand."""

    title: Line
    max_centi: Annotated[int, Field(ge=0, le=1_000_000)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "Taking part", "max_centi": 1000}]})


class OwnColumnOut(Out):
    """A column that tutors fill by hand."""

    item_id: str
    kind: ColumnKind
    title: str
    max_centi: int

    model_config = ConfigDict(json_schema_extra={"examples": [_OWN]})


class MarkOut(Out):
    """What counts in one column, what the work itself earned, and what stands in its place."""

    item_id: str
    state: EntryState | None
    """Null for nothing yet."""
    score_centi: int | None
    earned_centi: int | None
    reason: str | None
    """Why something stands in the place of the mark."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "item_id": _COLUMN,
                    "state": "graded",
                    "score_centi": 900,
                    "earned_centi": None,
                    "reason": "Answered in class.",
                }
            ]
        }
    )

    @classmethod
    def of(cls, item_id: str, grades: Grades) -> Self:
        """The answer for a cell."""
        entry = grades.sheet.entry(item_id)
        return cls(
            item_id=item_id,
            state=entry.state,
            score_centi=entry.score,
            earned_centi=entry.score_centi,
            reason=entry.override.reason if entry.override else None,
        )


class GradeCellOut(Out):
    """What counts in one column; columns in which there is nothing are left out."""

    item_id: str
    state: EntryState
    score_centi: int | None
    """Null for what is excused."""
    is_overridden: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_CELL]})


class CategoryShareOut(Out):
    """What a category makes by itself."""

    key: str
    share_bp: int | None

    model_config = ConfigDict(json_schema_extra={"examples": _TOTAL["categories"]})


class GradeTotalOut(Out):
    """The grade: of what is graded so far, and with 0 for the rest."""

    current_bp: int | None
    current_letter: str | None
    final_bp: int | None
    final_letter: str | None
    is_overridden: bool
    categories: list[CategoryShareOut]
    dropped: list[str]
    """The columns that do not count now."""

    model_config = ConfigDict(json_schema_extra={"examples": [_TOTAL]})

    @classmethod
    def of(cls, grades: Grades) -> Self:
        """The answer for what a learner's marks make."""
        total = grades.total
        return cls(
            current_bp=total.current_bp,
            current_letter=grades.current_letter,
            final_bp=total.final_bp,
            final_letter=grades.final_letter,
            is_overridden=total.is_overridden,
            categories=[CategoryShareOut(key=key, share_bp=share) for key, share in total.categories],
            dropped=list(total.dropped),
        )


class GradesOut(Out):
    """A learner's marks, and what they make."""

    user_id: str
    user_name: str | None
    """Null where one reads one's own, or once the person is erased."""
    is_enrolled: bool
    revision: int
    cells: list[GradeCellOut]
    total: GradeTotalOut

    model_config = ConfigDict(json_schema_extra={"examples": [_GRADES]})

    @classmethod
    def of(cls, layout: Layout, grades: Grades) -> Self:
        """The answer for a learner's row."""
        sheet = grades.sheet
        cells = [
            GradeCellOut(
                item_id=column.item_id,
                state=state,
                score_centi=entry.score,
                is_overridden=entry.override is not None,
            )
            for column in layout.columns
            if (entry := sheet.entries.get(column.item_id)) and (state := entry.state)
        ]
        return cls(
            user_id=sheet.user_id,
            user_name=grades.name,
            is_enrolled=sheet.is_enrolled,
            revision=sheet.revision,
            cells=cells,
            total=GradeTotalOut.of(grades),
        )


class OwnGradesOut(GradesOut):
    """One's own marks with the columns that one may see."""

    columns: list[GradeColumnOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{**_GRADES, "user_name": None, "columns": [_SHOWN]}]})

    @classmethod
    def of(cls, layout: Layout, grades: Grades) -> Self:
        """The answer for somebody's own row."""
        columns = [GradeColumnOut.model_validate(column) for column in layout.columns]
        return cls(**GradesOut.of(layout, grades).model_dump(), columns=columns)


class PossibleMarkIn(In):
    """Points that a column might have."""

    item_id: BodyId
    score_centi: Annotated[int, Field(ge=0, le=2_000_000)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"item_id": _COLUMN, "score_centi": 900}]})


class WhatIfIn(In):
    """Points that some columns might have."""

    marks: Annotated[list[PossibleMarkIn], Field(min_length=1, max_length=MOST_COLUMNS)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"marks": [{"item_id": _COLUMN, "score_centi": 900}]}]})

    def scores(self) -> list[tuple[str, int]]:
        """The points by column."""
        return [(one.item_id, one.score_centi) for one in self.marks]


class MarkIn(In):
    """What stands in the place of a mark, and why."""

    state: EntryState
    score_centi: Annotated[int, Field(ge=0, le=2_000_000)] | None = None
    """Needed for `graded`, and for nothing else."""
    reason: Note

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"state": "graded", "score_centi": 900, "reason": "Answered in class."}]}
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.state is EntryState.GRADED) != (self.score_centi is not None):
            raise ValueError("score_centi goes with graded, and with nothing else")
        return self


class FinalGradeIn(In):
    """The grade of a course in the place of what the marks make, and why."""

    share_bp: Annotated[int, Field(ge=0, le=20_000)]
    reason: Note

    model_config = ConfigDict(json_schema_extra={"examples": [{"share_bp": 9100, "reason": "The board decided so."}]})


class GradeChangeOut(Out):
    """What somebody put in the place of a mark, and what was there before; null for nothing."""

    change_id: str
    item_id: str
    """`total` for the grade of the course."""
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    by: str
    reason: str
    at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "change_id": "gch_01JD0P9B2C3D4E5F6G7H8J9KMP",
                    "item_id": _COLUMN,
                    "before": None,
                    "after": {"state": "graded", "score_centi": 900, "reason": "Answered in class."},
                    "by": _USER,
                    "reason": "Answered in class.",
                    "at": _AT,
                }
            ]
        }
    )


class GradeLineFaultOut(Out):
    """Why a line of a file was left out, or a cell of it."""

    line: int
    pointer: str
    code: str
    message: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "line": 2,
                    "pointer": "/2/revision",
                    "code": "changed_meanwhile",
                    "message": "The marks were changed since.",
                }
            ]
        }
    )


class GradeImportOut(Out):
    """What became of a file."""

    learners: int
    cells: int
    faults: list[GradeLineFaultOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"learners": 1, "cells": 2, "faults": []}]})

    @classmethod
    def of(cls, imported: Imported) -> Self:
        """The answer for a file that was read."""
        faults = [
            GradeLineFaultOut(line=one.line, pointer=one.fault.pointer, code=one.fault.code, message=one.fault.message)
            for one in imported.faults
        ]
        return cls(learners=imported.learners, cells=imported.cells, faults=faults)
