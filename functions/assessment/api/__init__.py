"""Assessment's HTTP door."""

from functions.assessment.api import (
    assessments,
    assignments,
    attempts,
    banks,
    grade_files,
    gradebooks,
    gradings,
    originality,
    peers,
    questions,
    regrades,
    results,
    rubrics,
    statistics,
    submission_appeals,
    submissions,
)
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

app = create_app(
    "assessment",
    [
        assessments.router,
        questions.router,
        banks.router,
        attempts.router,
        results.router,
        regrades.router,
        rubrics.router,
        gradings.router,
        gradebooks.router,
        grade_files.router,
        statistics.router,
        assignments.router,
        submissions.router,
        submission_appeals.router,
        peers.router,
        originality.router,
    ],
    authenticate=authenticate,
)
handler = lambda_handler(app)
