"""Drafts of questions that wait for a tutor, as making them leaves them behind."""

from functions.ai.domain.generations import QuestionDraftKept
from functions.ai.domain.questions.items import Passage
from functions.ai.repository.questions import QuestionRepository
from shared.clock import system_clock
from shared.ids import new_id


def draft_question(org_id: str, course_id: str) -> str:
    """A draft that waits in a course. Returns its id."""
    question = {"type": "true_false", "prompt": {"type": "doc", "content": []}, "correct": True}
    text = "Condensation turns vapor into small drops."
    now = system_clock.now()
    draft = QuestionDraftKept(
        draft_id=new_id("qdr"),
        generation_id=new_id("gen"),
        course_id=course_id,
        type="true_false",
        question=question,
        asks=text,
        passages=(Passage(paragraph=0, start=0, end=len(text), text=text),),
        difficulty=2,
        tags=("generated",),
        provider="embedded",
        created_at=now,
        updated_at=now,
    )
    drafts = QuestionRepository(org_id)
    drafts._create(drafts._draft_row(draft))
    return draft.draft_id
