"""Guidance's HTTP door."""

from functions.guidance.api import plans, recommendations
from functions.guidance.manifest import GUIDANCE
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

app = create_app(GUIDANCE, [recommendations.router, plans.router], authenticate=authenticate)
handler = lambda_handler(app)
