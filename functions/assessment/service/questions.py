"""Questions: writing them, changing them, finding them in a course's bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from typing import Any

from functions.assessment.domain.assessments import Assessment
from functions.assessment.domain.bank import BankQuestion, FrozenQuestion, Origin, checked, same, title_of
from functions.assessment.domain.papers import MOST_SLOTS, FixedSlot
from functions.assessment.domain.questions import AnyQuestion, with_keys
from functions.assessment.errors import AssessmentFull, QuestionNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.questions import QuestionRepository
from functions.assessment.service.courses import require_staff
from functions.catalog.published.courses import Right
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, Transaction, undisturbed
from shared.errors import PreconditionFailed, Unprocessable
from shared.idempotency import Once
from shared.ids import new_id
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as its author sends it."""

    definition: AnyQuestion[Any]
    difficulty: int
    tags: tuple[str, ...]
    skill_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A question with what it asks, for its authors; in an assessment also with its points."""

    question: BankQuestion
    frozen: FrozenQuestion
    points_centi: int | None = None


class QuestionService:
    """The questions of one tenant."""

    def __init__(
        self, questions: QuestionRepository, assessments: AssessmentRepository, clock: Clock = system_clock
    ) -> None:
        self._questions = questions
        self._assessments = assessments
        self._clock = clock

    def add(self, course_id: str, draft: Draft, *, by: Caller, once: Once) -> WholeQuestion:
        """Add a question to a course's bank."""
        require_staff(self._questions.org_id, course_id, Right.CONTENT, by)
        question, packed = self._new(course_id, draft)
        made = self._questions.add(question, packed, once)
        return self._whole(course_id, made)

    def add_to(self, assessment_id: str, draft: Draft, points_centi: int, *, by: Caller, once: Once) -> WholeQuestion:
        """Add a question to the bank of an assessment's course, and ask it at the end of the assessment."""
        question_id = new_id("que", self._clock)

        def attempt() -> str:
            assessment = self._edited(assessment_id, by)
            if len(assessment.slots) >= MOST_SLOTS:
                raise AssessmentFull(assessment_id=assessment_id)
            slot = FixedSlot(kind="question", question_id=question_id, points_centi=points_centi)
            question, packed = self._new(assessment.course_id, draft, question_id)
            asking = partial(self._asking, assessment=assessment.with_slot(slot))
            return self._questions.add(question, packed, once, also=asking)

        made = undisturbed(attempt)
        assessment = self._assessments.get(assessment_id)
        return self._whole(assessment.course_id, made, assessment)

    def adopt(self, course_id: str, question_id: str, draft: Draft, origin: Origin) -> None:
        """Take a question into a course's bank that was made elsewhere and approved. Safe to repeat: one that is there,
        or was taken out again, stays as it is. Raises ``QuestionNotValid``."""
        question, packed = self._new(course_id, draft, question_id)
        self._questions.adopt(question.model_copy(update={"origin": origin}), packed)

    def get(self, course_id: str, question_id: str, *, by: Caller) -> WholeQuestion:
        """A question of a course's bank, for its authors."""
        require_staff(self._questions.org_id, course_id, Right.CONTENT, by)
        return self._whole(course_id, question_id)

    def list_bank(
        self, course_id: str, tag: str | None, difficulty: int | None, *, by: Caller, limit: int, start: PageKey
    ) -> Listed[BankQuestion]:
        """A course's questions: all, or those with a tag (and of a difficulty)."""
        require_staff(self._questions.org_id, course_id, Right.CONTENT, by)
        return (
            self._questions.list_tagged(course_id, tag, difficulty, limit=limit, start=start)
            if tag
            else self._questions.list_bank(course_id, limit=limit, start=start)
        )

    def list_of(self, assessment_id: str, *, by: Caller) -> list[WholeQuestion]:
        """The fixed questions of an assessment, in order, for its authors."""
        assessment = self._edited(assessment_id, by)
        fixed = {slot.question_id: slot for slot in assessment.slots if isinstance(slot, FixedSlot)}
        found = self._questions.find_many(assessment.course_id, fixed)
        frozen = self._definitions(assessment.course_id, list(found.values()))
        return [
            WholeQuestion(found[one], frozen[one], slot.points_centi) for one, slot in fixed.items() if one in found
        ]

    def change(self, course_id: str, question_id: str, draft: Draft, *, by: Caller, expected: int) -> WholeQuestion:
        """Change a question. Attempts that run keep the version with which they began."""
        require_staff(self._questions.org_id, course_id, Right.CONTENT, by)
        return self._change(course_id, question_id, draft, expected)

    def change_in(
        self, assessment_id: str, question_id: str, draft: Draft, points_centi: int, *, by: Caller, expected: int
    ) -> WholeQuestion:
        """The same for one that an assessment asks, and how much it is worth there."""
        assessment = self._asked(assessment_id, question_id, by)
        changed = self._change(assessment.course_id, question_id, draft, expected)
        undisturbed(partial(self._weigh, assessment_id, question_id, points_centi))
        return WholeQuestion(changed.question, changed.frozen, points_centi)

    def remove_from(self, assessment_id: str, question_id: str, *, by: Caller) -> None:
        """Ask a question no more in an assessment; it stays in the bank."""

        def attempt() -> None:
            assessment = self._asked(assessment_id, question_id, by)
            self._assessments.save(assessment.without_question(question_id))

        undisturbed(attempt)

    def remove(self, course_id: str, question_id: str, *, by: Caller) -> None:
        """Take a question out of the bank. Attempts that asked it keep it."""
        require_staff(self._questions.org_id, course_id, Right.CONTENT, by)
        undisturbed(lambda: self._questions.remove(self._questions.get(course_id, question_id)))

    # -- steps

    def _change(self, course_id: str, question_id: str, draft: Draft, expected: int) -> WholeQuestion:
        whole = self._whole(course_id, question_id)
        before = whole.question
        if before.revision != expected:
            raise PreconditionFailed(question_id=question_id, current_revision=before.revision)
        definition = with_keys(draft.definition, _new_key)
        packed = checked(definition, "/question")
        is_other = not same(definition, whole.frozen.definition) or draft.skill_ids != before.skill_ids
        after = self._described(before, draft, definition).model_copy(
            update={"version": before.version + int(is_other), "changed_at": self._clock.now()}
        )
        try:
            self._questions.change(after, before, packed if is_other else None)
        except ConditionFailed:
            raise PreconditionFailed(question_id=question_id) from None
        return self._whole(course_id, question_id)

    def _new(self, course_id: str, draft: Draft, question_id: str | None = None) -> tuple[BankQuestion, bytes]:
        definition = with_keys(draft.definition, _new_key)
        packed = checked(definition, "/question")
        empty = BankQuestion(
            question_id=question_id or new_id("que", self._clock),
            course_id=course_id,
            type="",
            title="",
            difficulty=draft.difficulty,
            tags=(),
            skill_ids=(),
            version=1,
            changed_at=self._clock.now(),
        )
        return self._described(empty, draft, definition), packed

    def _described(self, question: BankQuestion, draft: Draft, definition: AnyQuestion[Any]) -> BankQuestion:
        if draft.skill_ids:
            _require_skills(self._questions.org_id, draft.skill_ids)
        return question.model_copy(
            update={
                "type": getattr(definition, "type"),  # noqa: B009  # every type of question has one
                "title": title_of(definition),
                "difficulty": draft.difficulty,
                "tags": draft.tags,
                "skill_ids": draft.skill_ids,
            }
        )

    def _asking(self, transaction: Transaction, *, assessment: Assessment) -> None:
        self._assessments.saving(transaction, assessment)

    def _weigh(self, assessment_id: str, question_id: str, points_centi: int) -> None:
        assessment = self._assessments.get(assessment_id)
        slots = tuple(
            slot.model_copy(update={"points_centi": points_centi})
            if isinstance(slot, FixedSlot) and slot.question_id == question_id
            else slot
            for slot in assessment.slots
        )
        if slots != assessment.slots:
            self._assessments.save(assessment.model_copy(update={"slots": slots}))

    def _edited(self, assessment_id: str, by: Caller) -> Assessment:
        assessment = self._assessments.get(assessment_id)
        require_staff(self._assessments.org_id, assessment.course_id, Right.CONTENT, by)
        return assessment

    def _asked(self, assessment_id: str, question_id: str, by: Caller) -> Assessment:
        assessment = self._edited(assessment_id, by)
        if not assessment.asks(question_id):
            raise QuestionNotFound(question_id=question_id)
        return assessment

    def _whole(self, course_id: str, question_id: str, within: Assessment | None = None) -> WholeQuestion:
        question = self._questions.get(course_id, question_id)
        frozen = self._definitions(course_id, [question])[question_id]
        points = next(
            (
                slot.points_centi
                for slot in (within.slots if within else ())
                if isinstance(slot, FixedSlot) and slot.question_id == question_id
            ),
            None,
        )
        return WholeQuestion(question, frozen, points)

    def _definitions(self, course_id: str, questions: Sequence[BankQuestion]) -> dict[str, FrozenQuestion]:
        return self._questions.definitions(course_id, [(one.question_id, one.version) for one in questions])


def _require_skills(org_id: str, skill_ids: Sequence[str]) -> None:
    from functions.mastery.published import unknown_skills

    unknown = unknown_skills(org_id, skill_ids)
    if unknown:
        place = f"/skill_ids/{skill_ids.index(unknown[0])}"
        raise Unprocessable.field(place, "not_found", "There is no such skill.")


def _new_key() -> str:
    return token_hex(4)
