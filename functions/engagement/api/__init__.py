"""Engagement's HTTP door."""

from functions.engagement.api import notices, templates
from functions.engagement.manifest import ENGAGEMENT
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(ENGAGEMENT, [notices.router, templates.router], authenticate=identity.authenticate)
handler = lambda_handler(app)
