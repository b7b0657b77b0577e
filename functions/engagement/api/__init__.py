"""Engagement's HTTP door."""

from functions.engagement.api import notices, templates
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app("engagement", [notices.router, templates.router], authenticate=identity.authenticate)
handler = lambda_handler(app)
