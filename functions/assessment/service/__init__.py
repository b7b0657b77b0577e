"""What one can do in assessment."""

from functions.assessment.service.assessments import AssessmentService
from functions.assessment.service.attempts import AttemptService, Checked, Work
from functions.assessment.service.ending import EndingService, SweepingService
from functions.assessment.service.questions import Draft, QuestionService, WholeQuestion
from functions.assessment.service.results import Judgement, Result, Results, ResultService
from functions.assessment.service.rubrics import RubricService

__all__ = [
    "AssessmentService",
    "AttemptService",
    "Checked",
    "Draft",
    "EndingService",
    "Judgement",
    "QuestionService",
    "Result",
    "ResultService",
    "Results",
    "RubricService",
    "SweepingService",
    "WholeQuestion",
    "Work",
]
