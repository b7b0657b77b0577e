"""AI's HTTP door."""

from functions.ai.api import questions, settings, summaries
from functions.ai.manifest import AI
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(AI, [questions.router, settings.router, summaries.router], authenticate=identity.authenticate)
handler = lambda_handler(app)
