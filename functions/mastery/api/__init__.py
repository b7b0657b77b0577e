"""Mastery's HTTP door."""

from functions.identity.published import authenticate
from functions.mastery.api import courses, learners, skills
from shared.http import create_app, lambda_handler

app = create_app("mastery", [skills.router, courses.router, learners.router], authenticate=authenticate)
handler = lambda_handler(app)
