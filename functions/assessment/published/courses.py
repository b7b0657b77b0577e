"""Which course an assessment belongs to."""

from collections.abc import Sequence

from functions.assessment.repository.assessments import AssessmentRepository
from shared.dynamo import Ask

__all__ = [
    "asking_courses_of",
]


def asking_courses_of(org_id: str, assessment_ids: Sequence[str]) -> Ask[dict[str, str]]:
    """The question for the courses that some assessments belong to, by id; unknown ones are left out."""
    return AssessmentRepository(org_id).asking_courses(assessment_ids)
