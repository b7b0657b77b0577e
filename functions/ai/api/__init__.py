"""AI's HTTP door."""

from functions.ai.api import judgements, provider, questions, settings, summaries
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

ROUTERS = [
    provider.router,
    questions.router,
    settings.router,
    summaries.router,
    judgements.asking,
    judgements.of_attempts,
    judgements.router,
]

app = create_app("ai", ROUTERS, authenticate=identity.authenticate)
handler = lambda_handler(app)
