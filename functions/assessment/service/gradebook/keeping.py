"""Marks on their way into the gradebook, and who stands in it."""

from datetime import datetime
from functools import partial

from functions.assessment.domain.attempts import final_share, rounded
from functions.assessment.errors import AssessmentNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.gradebook import GradebookRepository
from functions.learning.published import enrolments as learning
from shared.dynamo import answer, undisturbed


class GradeKeeper:
    """Keeps one tenant's gradebooks as their courses are. Everything it does is safe to repeat, in any order."""

    def __init__(
        self,
        gradebook: GradebookRepository,
        assessments: AssessmentRepository,
        attempts: AttemptRepository,
        assignments: AssignmentRepository,
    ) -> None:
        self._gradebook = gradebook
        self._assignments = assignments
        self._assessments = assessments
        self._attempts = attempts

    def keep(
        self,
        course_id: str,
        user_id: str,
        item_id: str,
        score_centi: int | None,
        handed_in: tuple[datetime, datetime] | None = None,
    ) -> None:
        """Put the mark that some work has now into its column; None where it has none. What stands above it stays."""

        def keep() -> None:
            sheet = self._gradebook.get_sheet(course_id, user_id)
            before = sheet.entry(item_id)
            entry = before.model_copy(update={"score_centi": score_centi, "handed_in": handed_in})
            if entry == before:
                return
            if not sheet.revision:
                sheet = sheet.model_copy(update={"is_enrolled": self._is_enrolled(course_id, user_id)})
            self._gradebook.save_sheet(course_id, sheet.with_entry(item_id, entry))

        undisturbed(keep)

    def keep_attempts(self, assessment_id: str, user_id: str) -> None:
        """Put the grade that somebody's attempts make into the column of their assessment, as they are now."""
        undisturbed(partial(self._keep_attempts, assessment_id, user_id))

    def keep_submission(self, assignment_id: str, user_id: str) -> None:
        """Put the mark that somebody's work for an assignment has now, their own or their team's, into its column."""
        desk = self._assignments.desk(assignment_id, user_id)
        entry = self._assignments.find_entry(assignment_id, desk.team_id) if desk.team_id else desk.own
        self.keep(desk.assignment.course_id, user_id, assignment_id, entry.score_of(user_id) if entry else None)

    def keep_place(self, course_id: str, user_id: str) -> None:
        """Let a learner stand in the gradebook, as one who is enrolled or one who was."""

        def keep() -> None:
            sheet = self._gradebook.get_sheet(course_id, user_id)
            is_enrolled = self._is_enrolled(course_id, user_id)
            if sheet.revision and sheet.is_enrolled == is_enrolled:
                return
            if sheet.revision or is_enrolled:
                self._gradebook.save_sheet(course_id, sheet.model_copy(update={"is_enrolled": is_enrolled}))

        undisturbed(keep)

    def _keep_attempts(self, assessment_id: str, user_id: str) -> None:
        try:
            assessment = self._assessments.get(assessment_id)
        except AssessmentNotFound:
            return
        taken = self._attempts.find_taken(assessment_id, user_id)
        attempts = self._attempts.get_many([one.attempt_id for one in taken.attempts if one.number])
        share = final_share(assessment.rules.grade_method, attempts)
        moments = [one.submitted_at for one in attempts if one.submitted_at and one.score_centi is not None]
        self.keep(
            assessment.course_id,
            user_id,
            assessment_id,
            None if share is None else rounded(share * assessment.max_centi),
            (min(moments), max(moments)) if moments else None,
        )

    def _is_enrolled(self, course_id: str, user_id: str) -> bool:
        (enrolment,) = answer(learning.asking_enrolment(self._gradebook.org_id, course_id, user_id))
        return enrolment is not None and enrolment.gives_access
