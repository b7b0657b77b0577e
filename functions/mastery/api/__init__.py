"""Mastery's HTTP door."""

from functions.identity.published import authenticate
from functions.mastery.api import courses, learners, skills
from functions.mastery.manifest import MASTERY
from shared.http import create_app, lambda_handler

app = create_app(MASTERY, [skills.router, courses.router, learners.router], authenticate=authenticate)
handler = lambda_handler(app)
