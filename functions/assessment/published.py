"""What other rooms may ask of assessment."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from functions.assessment.domain.bank import plain_text
from functions.assessment.domain.rubrics import Criterion
from functions.assessment.errors import AttemptNotFound
from functions.assessment.repository.assessments import AssessmentRepository
from functions.assessment.repository.works import work_to_grade
from shared.dynamo import Ask

__all__ = ["AnswerToGrade", "asking_courses_of", "find_answers_to_grade"]


class AnswerToGrade(BaseModel):
    """An answer that waits to be graded, for who suggests what it is worth."""

    model_config = ConfigDict(frozen=True)

    question_id: str
    prompt: str
    """What was asked, as plain text."""
    model_answer: str | None
    text: str
    max_centi: int
    criteria: tuple[Criterion, ...]
    """Those of the rubric by which it is judged; none where there is no rubric."""


def asking_courses_of(org_id: str, assessment_ids: Sequence[str]) -> Ask[dict[str, str]]:
    """The question for the courses that some assessments belong to, by id; unknown ones are left out."""
    return AssessmentRepository(org_id).asking_courses(assessment_ids)


def find_answers_to_grade(org_id: str, attempt_id: str) -> tuple[AnswerToGrade, ...]:
    """The texts of an attempt that wait to be graded. Three reads at most; nothing for an unknown attempt."""
    try:
        work = work_to_grade(org_id, attempt_id)
    except AttemptNotFound:
        return ()
    answers = []
    for item in work.items:
        definition = item.question.definition
        model = getattr(definition, "model_answer", None)
        answers.append(
            AnswerToGrade(
                question_id=item.question.question_id,
                prompt=plain_text(definition.prompt),
                model_answer=plain_text(model) if model else None,
                text=item.text,
                max_centi=item.max_centi,
                criteria=item.rubric.criteria if item.rubric else (),
            )
        )
    return tuple(answer for answer in answers if answer.text)
