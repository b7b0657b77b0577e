"""The catalog's HTTP door."""

from functions.catalog.api import (
    approvals,
    archives,
    attachments,
    categories,
    copies,
    courses,
    free_previews,
    instructors,
    lessons,
    previews,
    quality,
    reviews,
    topics,
    versions,
)
from functions.identity import published as identity
from shared.http import create_app, lambda_handler

app = create_app(
    "catalog",
    [
        courses.router,
        instructors.router,
        topics.router,
        lessons.router,
        versions.router,
        approvals.router,
        reviews.router,
        attachments.router,
        previews.router,
        free_previews.router,
        copies.router,
        archives.router,
        categories.router,
        quality.router,
    ],
    authenticate=identity.authenticate,
)
handler = lambda_handler(app)
