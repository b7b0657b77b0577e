"""Where columns come from: what is graded in a course, and when learners may see its marks."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from functions.assessment.domain.assessments import Assessment, AssessmentState
from functions.assessment.domain.gradebook import ColumnKind, Item, Sheet
from functions.assessment.domain.release import What, phase_of
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.gradebook import Graded


def items_of(graded: Graded) -> list[Item]:
    """Columns for what learners may take and hand in, or might; not for drafts."""
    return [
        *(
            Item(item_id=one.assessment_id, kind=ColumnKind.ASSESSMENT, title=one.title, max_centi=one.max_centi)
            for one in graded.assessments
            if one.state is not AssessmentState.DRAFT
        ),
        *(
            Item(
                item_id=one.assignment_id,
                kind=ColumnKind.ASSIGNMENT,
                title=one.title,
                max_centi=one.rules.points_centi,
            )
            for one in graded.assignments
            if one.state is not AssessmentState.DRAFT
        ),
    ]


def released(graded: Graded, sheet: Sheet, overrides: AssessmentRepository, now: datetime) -> frozenset[str]:
    """Of which columns the learner may see the marks by now, by id."""
    assignments = (
        one.assignment_id for one in graded.assignments if one.rules.released_at is None or one.rules.released_at <= now
    )
    return frozenset(assignments) | _released(graded.assessments, sheet, overrides, now)


def _released(
    assessments: Sequence[Assessment], sheet: Sheet, overrides: AssessmentRepository, now: datetime
) -> frozenset[str]:
    """Those whose release shows marks of the first and of the last attempt that count, so of all between."""
    taken = {one.assessment_id: one for one in assessments if sheet.entry(one.assessment_id).handed_in}
    closing = _closing(taken, sheet.user_id, overrides)
    return frozenset(
        assessment_id
        for assessment_id, one in taken.items()
        if all(
            What.MARKS in one.rules.release.shows(phase_of(moment, closing[assessment_id], now))
            for moment in sheet.entry(assessment_id).handed_in or ()
        )
    )


def _closing(
    taken: Mapping[str, Assessment], user_id: str, overrides: AssessmentRepository
) -> dict[str, datetime | None]:
    """When each closes for this learner. Where none ever does, nothing is read for it."""
    closing = {assessment_id: one.rules.closes_at for assessment_id, one in taken.items()}
    dated = [assessment_id for assessment_id, closes_at in closing.items() if closes_at]
    for assessment_id, override in overrides.find_overrides(dated, user_id).items() if dated else ():
        closing[assessment_id] = override.applied(taken[assessment_id].rules).closes_at
    return closing
