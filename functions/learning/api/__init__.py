"""Learning's HTTP door."""

from functions.identity.published import authenticate
from functions.learning.api import dashboard, enrolments, learn, notes, seats, work
from functions.learning.manifest import LEARNING
from shared.http import create_app, lambda_handler

app = create_app(
    LEARNING,
    [seats.router, enrolments.router, learn.router, work.router, dashboard.router, notes.router],
    authenticate=authenticate,
)
handler = lambda_handler(app)
