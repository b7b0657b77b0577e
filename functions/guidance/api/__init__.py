"""Guidance's HTTP door."""

from functions.guidance.api import plans, recommendations
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

app = create_app("guidance", [recommendations.router, plans.router], authenticate=authenticate)
handler = lambda_handler(app)
