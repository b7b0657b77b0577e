"""The catalog's HTTP door."""

from functions.catalog.api import courses, instructors, lessons, topics
from functions.catalog.manifest import CATALOG
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(
    CATALOG, [courses.router, instructors.router, topics.router, lessons.router], authenticate=identity.authenticate
)
handler = lambda_handler(app)
