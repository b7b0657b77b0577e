"""Assessments: making them, saying how they are taken, letting learners take them."""

from collections.abc import Callable, Mapping
from typing import Any

from functions.assessment.domain.assessments import Assessment, AssessmentState, Override
from functions.assessment.domain.papers import FixedSlot
from functions.assessment.errors import AssessmentNotValid, AssessmentTaken, LearnerNotFound
from functions.assessment.permissions import MANAGE_ALL_ASSESSMENTS, MANAGE_ASSESSMENTS
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.attempts import AttemptRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.repository.rubrics import RubricRepository
from functions.assessment.service.courses import is_lesson_of, require_place, require_staff
from functions.catalog.published.courses import Right
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed
from shared.errors import FieldError, PreconditionFailed, Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


class AssessmentService:
    """The assessments of one tenant."""

    def __init__(
        self,
        assessments: AssessmentRepository,
        questions: QuestionRepository,
        attempts: AttemptRepository,
        rubrics: RubricRepository,
        clock: Clock = system_clock,
    ) -> None:
        self._assessments = assessments
        self._questions = questions
        self._attempts = attempts
        self._rubrics = rubrics
        self._clock = clock

    def create(self, fields: Mapping[str, Any], *, by: Caller, once: Once) -> Assessment:
        """Begin an assessment in a course: a draft that only staff see."""
        require_staff(self._assessments.org_id, fields["course_id"], Right.CONTENT, by)
        assessment = Assessment(
            assessment_id=new_id("asm", self._clock), creator_id=by.user_id, created_at=self._clock.now(), **fields
        )
        self._require_questions(assessment)
        return self._assessments.get(self._assessments.add(assessment, once))

    def get(self, assessment_id: str, *, by: Caller) -> tuple[Assessment, bool]:
        """An assessment, and whether the caller is of its staff. Learners see published and archived ones."""
        assessment = self._assessments.get(assessment_id)
        is_staff = require_place(self._assessments.org_id, assessment.course_id, by)
        if not is_staff and assessment.state is AssessmentState.DRAFT:
            assessment.require_published()
        return assessment, is_staff

    def list(self, course_id: str | None, *, by: Caller, limit: int, start: PageKey) -> tuple[Listed[Assessment], bool]:
        """The assessments of a course; without one, for staff, those that they made, and for administrators all."""
        if course_id is None:
            if not by.may(MANAGE_ASSESSMENTS):
                raise Unprocessable.field("/query/course_id", "missing", "Say of which course.")
            of_whom = None if by.may(MANAGE_ALL_ASSESSMENTS) else by.user_id
            return self._assessments.list_by_creator(of_whom, limit=limit, start=start), True
        is_staff = require_place(self._assessments.org_id, course_id, by)
        page = self._assessments.list_by_course(course_id, limit=limit, start=start)
        if is_staff:
            return page, True
        shown = [one for one in page.items if one.state is not AssessmentState.DRAFT]
        return Listed(shown, page.next_key), False

    def change(self, assessment_id: str, fields: Mapping[str, Any], *, by: Caller, expected: int) -> Assessment:
        """Replace title, instructions, slots and rules. Attempts that run keep the rules with which they began."""

        def changed(assessment: Assessment) -> Assessment:
            after = assessment.model_copy(update=dict(fields))
            self._require_questions(after)
            return after

        return self._replace(assessment_id, changed, by=by, expected=expected)

    def publish(self, assessment_id: str, *, by: Caller) -> Assessment:
        """Let learners take it; one that they may take already stays as it is."""
        return self._replace(assessment_id, Assessment.publish, by=by)

    def archive(self, assessment_id: str, *, by: Caller) -> Assessment:
        """Let nobody begin it any more."""
        return self._replace(assessment_id, Assessment.archive, by=by)

    def remove(self, assessment_id: str, *, by: Caller) -> None:
        """Remove an assessment that nobody has taken. Raises ``AssessmentTaken`` for another."""
        assessment = self._edited(assessment_id, by)
        if self._attempts.list_takers(assessment_id, limit=1, start=None).items:
            raise AssessmentTaken(assessment_id=assessment_id)
        try:
            self._assessments.remove(assessment)
        except ConditionFailed:
            raise PreconditionFailed(assessment_id=assessment_id) from None

    # -- overrides

    def list_overrides(
        self, assessment_id: str, *, by: Caller, limit: int, start: PageKey
    ) -> Listed[tuple[str, Override]]:
        """What is otherwise for whom."""
        self._edited(assessment_id, by, Right.STUDENTS)
        return self._assessments.list_overrides(assessment_id, limit=limit, start=start)

    def put_override(self, assessment_id: str, user_id: str, override: Override, *, by: Caller) -> Override:
        """Say what is otherwise for somebody of the organization. It concerns attempts that begin from now on."""
        self._edited(assessment_id, by, Right.STUDENTS)
        self._require_person(user_id)
        self._assessments.put_override(assessment_id, user_id, override)
        return override

    def drop_override(self, assessment_id: str, user_id: str, *, by: Caller) -> None:
        """Let a learner have the rules of everybody; whoever has them keeps them."""
        self._edited(assessment_id, by, Right.STUDENTS)
        self._require_person(user_id)
        self._assessments.drop_override(assessment_id, user_id)

    # -- steps

    def _edited(self, assessment_id: str, by: Caller, right: Right = Right.CONTENT) -> Assessment:
        assessment = self._assessments.get(assessment_id)
        require_staff(self._assessments.org_id, assessment.course_id, right, by)
        return assessment

    def _require_person(self, user_id: str) -> None:
        if user_id not in identity.find_people(self._assessments.org_id, [user_id]):
            raise LearnerNotFound(user_id=user_id)

    def _replace(
        self,
        assessment_id: str,
        change: Callable[[Assessment], Assessment],
        *,
        by: Caller,
        expected: int | None = None,
    ) -> Assessment:
        before = self._edited(assessment_id, by)
        if expected is not None and before.revision != expected:
            raise PreconditionFailed(assessment_id=assessment_id, current_revision=before.revision)
        after = change(before)
        if after == before:
            return before
        try:
            return self._assessments.save(after)
        except ConditionFailed:
            if expected is None:
                return self._replace(assessment_id, change, by=by)
            raise PreconditionFailed(assessment_id=assessment_id) from None

    def _require_questions(self, assessment: Assessment) -> None:
        fixed = [
            (place, slot.question_id) for place, slot in enumerate(assessment.slots) if isinstance(slot, FixedSlot)
        ]
        known = self._questions.find_many(assessment.course_id, [question_id for _, question_id in fixed])
        faults = [
            FieldError(f"/slots/{place}/question_id", "unknown_question", "The course's bank has no such question.")
            for place, question_id in fixed
            if question_id not in known
        ]
        seen: set[str] = set()
        for place, question_id in fixed:
            if question_id in seen:
                faults.append(FieldError(f"/slots/{place}/question_id", "repeated", "It is asked already."))
            seen.add(question_id)
        found = self._rubrics.find_many(slot.rubric_id for slot in assessment.slots if slot.rubric_id).values()
        rubrics = {rubric.rubric_id for rubric in found if rubric.course_id == assessment.course_id}
        faults += [
            FieldError(f"/slots/{place}/rubric_id", "unknown_rubric", "The course has no such rubric.")
            for place, slot in enumerate(assessment.slots)
            if slot.rubric_id and slot.rubric_id not in rubrics
        ]
        org_id, lesson_id = self._assessments.org_id, assessment.lesson_id
        if lesson_id and not is_lesson_of(org_id, lesson_id, assessment.course_id):
            faults.append(FieldError("/lesson_id", "unknown_lesson", "The course has no such lesson."))
        if faults:
            raise AssessmentNotValid(errors=faults)
