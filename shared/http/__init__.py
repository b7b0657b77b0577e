"""The HTTP side of every room: one way to make an application, one format of errors, one log line per request."""

from shared.http.applications import Handler, create_app, lambda_handler
from shared.http.problems import API, render
from shared.http.requests import MAX_BODY_BYTES, viewer_address
from shared.http.routes import ApiRoute, api_router

__all__ = [
    "API",
    "MAX_BODY_BYTES",
    "ApiRoute",
    "Handler",
    "api_router",
    "create_app",
    "lambda_handler",
    "render",
    "viewer_address",
]
