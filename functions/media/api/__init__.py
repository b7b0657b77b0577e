"""Media's HTTP door."""

from functions.identity import published as identity
from functions.media.api import assets, playback, uploads, works
from shared.http import create_app, lambda_handler

app = create_app(
    "media", [uploads.router, assets.router, playback.router, works.router], authenticate=identity.authenticate
)
handler = lambda_handler(app)
