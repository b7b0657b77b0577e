"""Motivation's HTTP door."""

from functions.identity.published import authenticate
from functions.motivation.api import achievements, badges, boards, rewards, standings
from shared.http import create_app, lambda_handler

_ROUTERS = [standings.router, boards.router, badges.router, rewards.router, achievements.router]

app = create_app("motivation", _ROUTERS, authenticate=authenticate)
handler = lambda_handler(app)
