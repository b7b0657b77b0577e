"""The catalog's HTTP door."""

from functions.catalog.api import (
    attachments,
    categories,
    copies,
    courses,
    instructors,
    lessons,
    previews,
    topics,
    versions,
)
from functions.catalog.manifest import CATALOG
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(
    CATALOG,
    [
        courses.router,
        instructors.router,
        topics.router,
        lessons.router,
        versions.router,
        attachments.router,
        previews.router,
        copies.router,
        categories.router,
    ],
    authenticate=identity.authenticate,
)
handler = lambda_handler(app)
