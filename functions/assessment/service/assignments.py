"""Assignments: making them, and saying for whom what is otherwise."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from functions.assessment.domain.assessments import AssessmentState
from functions.assessment.domain.assignments import Assignment, Entry, Extension
from functions.assessment.errors import AssignmentNotPublished, AssignmentNotValid, LearnerNotFound, TeamNotPossible
from functions.assessment.repository.assignments import AssignmentRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import find_enrolments, is_lesson_of, require_place, require_staff
from functions.catalog.published.courses import Right
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.errors import FieldError, PreconditionFailed
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class AssignmentService:
    """The assignments of one tenant."""

    def __init__(
        self, assignments: AssignmentRepository, rubrics: RubricRepository, clock: Clock = system_clock
    ) -> None:
        self._assignments = assignments
        self._rubrics = rubrics
        self._org_id = assignments.org_id
        self._clock = clock

    def create(self, course_id: str, fields: Mapping[str, Any], *, by: Caller, once: Once) -> Assignment:
        """Begin an assignment in a course: a draft that only staff see."""
        require_staff(self._org_id, course_id, Right.CONTENT, by)
        assignment = Assignment(
            assignment_id=new_id("asg", self._clock), course_id=course_id, created_at=self._clock.now(), **fields
        )
        self._require_known(assignment)
        return self._assignments.get(self._assignments.add(assignment, once))

    def get(self, assignment_id: str, *, by: Caller) -> Assignment:
        """An assignment: for staff, and for learners once it is published."""
        assignment = self._assignments.get(assignment_id)
        if not require_place(self._org_id, assignment.course_id, by):
            require_shown(assignment)
        return assignment

    def list(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Assignment]:
        """A course's assignments; learners do not see drafts."""
        is_staff = require_place(self._org_id, course_id, by)
        page = self._assignments.list_by_course(course_id, limit=limit, start=start)
        shown = [one for one in page.items if is_staff or one.state is not AssessmentState.DRAFT]
        return Listed(shown, page.next_key)

    def change(self, assignment_id: str, fields: Mapping[str, Any], *, by: Caller, expected: int) -> Assignment:
        """Replace title, instructions and rules. Marks that were given stay; other dates concern what comes."""
        return self._replace(assignment_id, lambda one: one.model_copy(update=dict(fields)), by=by, expected=expected)

    def publish(self, assignment_id: str, *, by: Caller) -> Assignment:
        """Let learners hand in work; one for which they may already stays as it is."""
        published = {"state": AssessmentState.PUBLISHED}
        return self._replace(assignment_id, lambda one: one.model_copy(update=published), by=by)

    def extend(self, assignment_id: str, user_id: str, extension: Extension, *, by: Caller) -> Extension:
        """Give a learner other dates, or more submissions."""
        assignment = self._assignments.get(assignment_id)
        require_staff(self._org_id, assignment.course_id, Right.STUDENTS, by)
        self._require_people([user_id])
        self._assignments.put_extension(assignment_id, user_id, extension)
        return extension

    def form_team(self, assignment_id: str, user_ids: Sequence[str], *, by: Caller, once: Once) -> Entry:
        """Put learners into a team, which hands in together. Raises ``TeamNotPossible``."""
        assignment = self._assignments.get(assignment_id)
        require_staff(self._org_id, assignment.course_id, Right.STUDENTS, by)
        if not assignment.rules.in_teams:
            raise TeamNotPossible("Everybody hands in alone.", assignment_id=assignment_id)
        self._require_enrolled(assignment.course_id, user_ids)
        team_id = new_id("tem", self._clock)
        team = Entry(assignment_id=assignment_id, owner_id=team_id, member_ids=tuple(dict.fromkeys(user_ids)))
        try:
            made = self._assignments.add_team(team, once)
        except ConditionFailed:
            raise TeamNotPossible("Some of them are in a team already.", assignment_id=assignment_id) from None
        return self._assignments.find_entry(assignment_id, made) or team

    def _replace(
        self,
        assignment_id: str,
        change: Callable[[Assignment], Assignment],
        *,
        by: Caller,
        expected: int | None = None,
    ) -> Assignment:
        before = self._assignments.get(assignment_id)
        require_staff(self._org_id, before.course_id, Right.CONTENT, by)
        if expected is not None and before.revision != expected:
            raise PreconditionFailed(assignment_id=assignment_id, current_revision=before.revision)
        after = change(before)
        self._require_known(after)
        if after == before:
            return before
        try:
            return self._assignments.save(after)
        except ConditionFailed:
            if expected is None:
                return self._replace(assignment_id, change, by=by)
            raise PreconditionFailed(assignment_id=assignment_id) from None

    def _require_known(self, assignment: Assignment) -> None:
        faults = []
        rubric_id, lesson_id = assignment.rules.rubric_id, assignment.lesson_id
        rubric = self._rubrics.find_many([rubric_id]).get(rubric_id) if rubric_id else None
        if rubric_id and (rubric is None or rubric.course_id != assignment.course_id):
            faults.append(FieldError("/rules/rubric_id", "unknown_rubric", "The course has no such rubric."))
        if lesson_id and not is_lesson_of(self._org_id, lesson_id, assignment.course_id):
            faults.append(FieldError("/lesson_id", "unknown_lesson", "The course has no such lesson."))
        if faults:
            raise AssignmentNotValid(errors=faults)

    def _require_enrolled(self, course_id: str, user_ids: Sequence[str]) -> None:
        for user_id, enrolment in zip(user_ids, find_enrolments(self._org_id, course_id, user_ids), strict=True):
            if enrolment is None or not enrolment.gives_access:
                raise LearnerNotFound(user_id=user_id)

    def _require_people(self, user_ids: Sequence[str]) -> None:
        known = identity.find_people(self._org_id, user_ids)
        for user_id in user_ids:
            if user_id not in known:
                raise LearnerNotFound(user_id=user_id)


def require_shown(assignment: Assignment) -> None:
    """Raise ``AssignmentNotPublished`` for a draft."""

    if assignment.state is AssessmentState.DRAFT:
        raise AssignmentNotPublished(assignment_id=assignment.assignment_id)
