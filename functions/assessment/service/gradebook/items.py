"""Where columns come from: whoever grades something in a course says what, and when learners may see its marks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from functions.assessment.domain.assessments import Assessment, AssessmentState
from functions.assessment.domain.assignments import Assignment
from functions.assessment.domain.gradebook import MOST_COLUMNS, ColumnKind, Item, Sheet
from functions.assessment.domain.release import What, phase_of
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.assignments import AssignmentRepository


class GradeItems(Protocol):
    """One kind of columns. Its marks are handed to ``GradeKeeper.keep`` whenever they change."""

    def list(self, course_id: str) -> Sequence[Item]:
        """What is graded in a course, in the order of its making. One query."""
        ...

    def released(self, course_id: str, sheet: Sheet, now: datetime) -> frozenset[str]:
        """Of which items the learner may see the marks now, by id."""
        ...


class AssessmentItems:
    """Assessments as columns: those that learners may take, or might."""

    def __init__(self, assessments: AssessmentRepository) -> None:
        self._assessments = assessments

    def list(self, course_id: str) -> Sequence[Item]:
        """Published and archived ones."""
        return [
            Item(item_id=one.assessment_id, kind=ColumnKind.ASSESSMENT, title=one.title, max_centi=one.max_centi)
            for one in self._of(course_id)
        ]

    def released(self, course_id: str, sheet: Sheet, now: datetime) -> frozenset[str]:
        """Those whose release shows marks of the first and of the last attempt that count, so of all between."""
        graded = {one.assessment_id: one for one in self._of(course_id) if sheet.entry(one.assessment_id).handed_in}
        closing = self._closing(graded, sheet.user_id)
        return frozenset(
            assessment_id
            for assessment_id, one in graded.items()
            if all(
                What.MARKS in one.rules.release.shows(phase_of(moment, closing[assessment_id], now))
                for moment in sheet.entry(assessment_id).handed_in or ()
            )
        )

    def _of(self, course_id: str) -> Sequence[Assessment]:
        listed = self._assessments.list_by_course(course_id, limit=MOST_COLUMNS, start=None).items
        return [one for one in listed if one.state is not AssessmentState.DRAFT]

    def _closing(self, graded: Mapping[str, Assessment], user_id: str) -> dict[str, datetime | None]:
        """When each closes for this learner."""
        closing = {assessment_id: one.rules.closes_at for assessment_id, one in graded.items()}
        dated = [assessment_id for assessment_id, closes_at in closing.items() if closes_at]
        for assessment_id, override in self._assessments.find_overrides(dated, user_id).items():
            closing[assessment_id] = override.applied(graded[assessment_id].rules).closes_at
        return closing


class AssignmentItems:
    """Assignments as columns."""

    def __init__(self, assignments: AssignmentRepository) -> None:
        self._assignments = assignments

    def list(self, course_id: str) -> Sequence[Item]:
        """Those that learners see, or saw."""
        return [
            Item(
                item_id=one.assignment_id,
                kind=ColumnKind.ASSIGNMENT,
                title=one.title,
                max_centi=one.rules.points_centi,
            )
            for one in self._of(course_id)
        ]

    def released(self, course_id: str, sheet: Sheet, now: datetime) -> frozenset[str]:
        """Those whose marks may be seen by now."""
        return frozenset(
            one.assignment_id
            for one in self._of(course_id)
            if one.rules.released_at is None or one.rules.released_at <= now
        )

    def _of(self, course_id: str) -> Sequence[Assignment]:
        listed = self._assignments.list_by_course(course_id, limit=MOST_COLUMNS, start=None).items
        return [one for one in listed if one.state is not AssessmentState.DRAFT]
