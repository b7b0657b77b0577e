"""What one can do in assessment."""

from functions.assessment.service.assessments import AssessmentService
from functions.assessment.service.attempts import AttemptService, Checked, Work
from functions.assessment.service.ending import EndingService, SweepingService
from functions.assessment.service.questions import Draft, QuestionService, WholeQuestion
from functions.assessment.service.results import Result, Results, ResultService

__all__ = [
    "AssessmentService",
    "AttemptService",
    "Checked",
    "Draft",
    "EndingService",
    "QuestionService",
    "Result",
    "ResultService",
    "Results",
    "SweepingService",
    "WholeQuestion",
    "Work",
]
