"""Assessment's HTTP door."""

from functions.assessment.api import assessments, attempts, banks, gradings, questions, results, rubrics
from functions.assessment.manifest import ASSESSMENT
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

app = create_app(
    ASSESSMENT,
    [
        assessments.router,
        questions.router,
        banks.router,
        attempts.router,
        results.router,
        rubrics.router,
        gradings.router,
    ],
    authenticate=authenticate,
)
handler = lambda_handler(app)
