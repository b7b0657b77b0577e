"""Request and response bodies of assessment."""

from functions.assessment.schemas.assessments import (
    AssessmentChangeIn,
    AssessmentIn,
    AssessmentOut,
    OverrideIn,
    OverrideOut,
)
from functions.assessment.schemas.attempts import (
    AnswerIn,
    AnswerOut,
    AttemptIn,
    CheckIn,
    CheckOut,
    GradeIn,
    ResultOut,
    ResultsOut,
    WorkOut,
)
from functions.assessment.schemas.gradings import AppealIn, AppealOut, AppealsOut, GradingOut, ResolutionIn
from functions.assessment.schemas.questions import (
    AskedQuestionIn,
    BankQuestionOut,
    QuestionIn,
    QuestionOut,
    QuestionsOut,
)
from functions.assessment.schemas.rubrics import RubricIn, RubricOut

__all__ = [
    "AnswerIn",
    "AnswerOut",
    "AppealIn",
    "AppealOut",
    "AppealsOut",
    "AskedQuestionIn",
    "AssessmentChangeIn",
    "AssessmentIn",
    "AssessmentOut",
    "AttemptIn",
    "BankQuestionOut",
    "CheckIn",
    "CheckOut",
    "GradeIn",
    "GradingOut",
    "OverrideIn",
    "OverrideOut",
    "QuestionIn",
    "QuestionOut",
    "QuestionsOut",
    "ResolutionIn",
    "ResultOut",
    "ResultsOut",
    "RubricIn",
    "RubricOut",
    "WorkOut",
]
