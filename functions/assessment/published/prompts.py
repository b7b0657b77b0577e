"""What a course's questions ask."""

from functions.assessment.repository.questions import QuestionRepository

__all__ = [
    "list_prompts",
]

MOST_PROMPTS = 500


def list_prompts(org_id: str, course_id: str) -> tuple[str, ...]:
    """How the first ``MOST_PROMPTS`` questions of a course's bank begin, as plain text. One query."""
    page = QuestionRepository(org_id).list_bank(course_id, limit=MOST_PROMPTS, start=None)
    return tuple(question.title for question in page.items)
