"""Drafts of questions: read, changed, approved into the course's bank, or rejected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from events.ai import QuestionApproved
from functions.ai.domain.generations import DraftState, QuestionDraftKept
from functions.ai.errors import QuestionDraftDecided, QuestionDraftTooLarge
from functions.ai.repository.questions import QuestionRepository
from functions.ai.service.courses import require_author
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.ids import new_id
from shared.listing import Listed, PageKey

MOST_BYTES = 100_000
"""What a changed question may weigh as JSON."""


@dataclass(frozen=True, slots=True)
class DraftChange:
    """What a tutor makes of a draft."""

    question: dict[str, Any]
    difficulty: int
    tags: tuple[str, ...]


class DraftingService:
    """One tenant's drafts."""

    def __init__(self, questions: QuestionRepository, clock: Clock = system_clock) -> None:
        self._questions = questions
        self._clock = clock

    def list(
        self, course_id: str, state: DraftState, *, by: Caller, limit: int, start: PageKey
    ) -> Listed[QuestionDraftKept]:
        """A course's drafts in a state, in the order of their making."""
        require_author(self._questions.org_id, course_id, by)
        return self._questions.list_drafts(course_id, state, limit=limit, start=start)

    def get(self, draft_id: str, *, by: Caller) -> QuestionDraftKept:
        """A draft. Raises ``QuestionDraftNotFound``."""
        draft = self._questions.get_draft(draft_id)
        require_author(self._questions.org_id, draft.course_id, by)
        return draft

    def change(self, draft_id: str, change: DraftChange, *, by: Caller, expected: int) -> QuestionDraftKept:
        """Change what a draft asks. Raises ``QuestionDraftTooLarge``, ``QuestionDraftDecided``."""
        draft = self.get(draft_id, by=by)
        if draft.revision != expected:
            raise PreconditionFailed(draft_id=draft_id, current_revision=draft.revision)
        _require_pending(draft)
        if len(json.dumps(change.question).encode()) > MOST_BYTES:
            raise QuestionDraftTooLarge.field("/question", "too_large", f"A question has at most {MOST_BYTES} bytes.")
        changed = draft.model_copy(
            update={
                "question": change.question,
                "difficulty": change.difficulty,
                "tags": change.tags,
                "edited": draft.edited or change.question != draft.question,
                "updated_at": self._clock.now(),
            }
        )
        try:
            return self._questions.save_draft(changed)
        except ConditionFailed:
            raise PreconditionFailed(draft_id=draft_id) from None

    def approve(self, draft_id: str, *, by: Caller) -> QuestionDraftKept:
        """Take a draft: it goes into the course's bank at once. Approving it again changes nothing.

        Raises ``QuestionDraftDecided`` for a rejected one.
        """
        self.get(draft_id, by=by)
        return undisturbed(lambda: self._approve(draft_id, by))

    def reject(self, draft_id: str, reason: str | None, *, by: Caller) -> QuestionDraftKept:
        """Leave a draft out, and say why. Raises ``QuestionDraftDecided`` for an approved one."""
        self.get(draft_id, by=by)
        return undisturbed(lambda: self._reject(draft_id, reason, by))

    # -- the workflow's

    def hand_over(self, draft_id: str) -> dict[str, Any]:
        """An approved draft as the bank takes it: the course, and under ``questions`` this one."""
        draft = self._questions.get_draft(draft_id)
        question = {
            "question_id": draft.question_id,
            "question": draft.question,
            "difficulty": draft.difficulty,
            "tags": draft.tags,
            "origin": {
                "draft_id": draft.draft_id,
                "made_by": draft.provider,
                "approved_by": draft.decided_by,
                "lesson_id": draft.lesson_id,
            },
        }
        return {"course_id": draft.course_id, "questions": [question]}

    def note(self, draft_id: str, refused: Mapping[str, str]) -> None:
        """Note whether the bank took a draft. One that it refused waits again, to be changed. Safe to repeat."""

        def attempt() -> None:
            draft = self._questions.get_draft(draft_id)
            code = refused.get(draft.question_id or "")
            if code and draft.state is DraftState.APPROVED:
                waits = {"state": DraftState.PENDING, "refused": code, "question_id": None, "decided_by": None}
                self._questions.save_draft(draft.model_copy(update={**waits, "updated_at": self._clock.now()}))

        undisturbed(attempt)

    # -- steps

    def _approve(self, draft_id: str, by: Caller) -> QuestionDraftKept:
        draft = self._questions.get_draft(draft_id)
        if draft.state is DraftState.APPROVED:
            return draft
        _require_pending(draft)
        question_id = new_id("que", self._clock)
        approved: dict[str, Any] = {"state": DraftState.APPROVED, "question_id": question_id, "refused": None}
        approved |= {"decided_by": by.user_id, "updated_at": self._clock.now()}
        told = QuestionApproved(draft_id=draft_id, question_id=question_id, course_id=draft.course_id)
        return self._questions.save_draft(draft.model_copy(update=approved), tells=(told,))

    def _reject(self, draft_id: str, reason: str | None, by: Caller) -> QuestionDraftKept:
        draft = self._questions.get_draft(draft_id)
        if draft.state is DraftState.REJECTED:
            return draft
        _require_pending(draft)
        rejected = {"state": DraftState.REJECTED, "reason": reason, "decided_by": by.user_id}
        return self._questions.save_draft(draft.model_copy(update={**rejected, "updated_at": self._clock.now()}))


def _require_pending(draft: QuestionDraftKept) -> None:
    if draft.state is not DraftState.PENDING:
        raise QuestionDraftDecided(draft_id=draft.draft_id, state=draft.state)
