"""A room's application, and the function that answers with it."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from mangum import Mangum

from shared import settings
from shared.auth import Authenticate
from shared.contract import PROBLEM_JSON, require_guards
from shared.http.frames import RequestFrame
from shared.http.problems import EXCEPTION_HANDLERS
from shared.start import started

TEXT_TYPES = ["text/", "application/json", PROBLEM_JSON, "application/jwk-set+json", "image/svg+xml"]

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


def create_app(room: str, routers: Sequence[APIRouter], *, authenticate: Authenticate) -> FastAPI:
    """A room's application. Refuses (``UndeclaredRoute``) a route that does not say who may call it."""
    app = FastAPI(
        title=room,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        exception_handlers=EXCEPTION_HANDLERS,
        redirect_slashes=False,
    )
    app.state.authenticate = authenticate
    for router in routers:
        require_guards(router.routes)
        # ``include_router`` would build every route once more, at the first request.
        app.router.routes.extend(router.routes)
    app.add_middleware(RequestFrame)
    return app


def lambda_handler(app: FastAPI) -> Handler:
    """The function's entry point. Importing needs no environment: the first request checks that it is complete."""
    # ``lifespan="auto"`` would run start-up and shut-down around every single request.
    adapter = Mangum(app, lifespan="off", text_mime_types=TEXT_TYPES)

    @cache
    def check_settings() -> None:
        settings.check()

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        check_settings()
        return adapter(event, context)

    started()
    return handler
