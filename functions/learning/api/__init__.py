"""Learning's HTTP door."""

from functions.identity.published import authenticate
from functions.learning.api import (
    bulk,
    dashboard,
    enrolments,
    groups,
    interests,
    learn,
    notes,
    paths,
    rosters,
    seats,
    shares,
    work,
)
from shared.http import create_app, lambda_handler

_FIXED = [bulk.router, seats.router, rosters.router]
"""Paths that would be taken for an id by those that hold one, and therefore come first."""
_ROUTERS = [
    *_FIXED,
    dashboard.router,
    enrolments.router,
    groups.router,
    interests.router,
    learn.router,
    notes.router,
    paths.router,
    shares.router,
    work.router,
]

app = create_app("learning", _ROUTERS, authenticate=authenticate)
handler = lambda_handler(app)
