"""Analytics' HTTP door."""

from functions.analytics.api import courses, exports, health, organizations, people, platform, risks, tracking
from functions.identity.published import authenticate
from shared.http import create_app, lambda_handler

_ROUTERS = [
    people.router,
    courses.router,
    organizations.router,
    platform.router,
    health.router,
    risks.router,
    exports.router,
    tracking.router,
]

app = create_app("analytics", _ROUTERS, authenticate=authenticate)
handler = lambda_handler(app)
