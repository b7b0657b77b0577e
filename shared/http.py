"""The HTTP side of every room: one way to make an application, one format of errors, one log line per request."""

import re
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from functools import cache, wraps
from inspect import iscoroutinefunction
from math import isfinite
from threading import RLock
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from mangum import Mangum
from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match, compile_path, get_name
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared import settings
from shared.auth import Authenticate
from shared.contract import PROBLEM_JSON, require_guards
from shared.errors import (
    BadRequest,
    FieldError,
    Forbidden,
    InternalError,
    MethodNotAllowed,
    NotFound,
    Problem,
    TooLarge,
    Unprocessable,
    UnsupportedMediaType,
)
from shared.ids import new_id
from shared.metering import metering
from shared.observability import Trace, current_trace, log, log_failure, metric, tracing
from shared.pointers import pointer_to
from shared.secrets import is_origin_secret
from shared.start import started

API = "/api/v1"
MAX_BODY_BYTES = 1024 * 1024
TEXT_TYPES = ["text/", "application/json", PROBLEM_JSON, "application/jwk-set+json", "image/svg+xml"]

# JSON allows numbers of any size; DynamoDB has 38 digits, and a float that is too large reads as infinity.
_LONG_NUMBER = re.compile(rb"\d(?:\d{18}|[eE]\+?\d{2})")  # one beginning: five times as quick as two, on a megabyte

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]

_building = RLock()
_PATTERN = {"path_regex", "path_format", "param_convertors"}

# FastAPI keeps Pydantic from warning of how FastAPI uses it, while it defines a route. What a body is validated by is
# made later (shared/start.py).
warnings.filterwarnings("ignore", "The 'alias' attribute with value")


def create_app(room: str, routers: Sequence[APIRouter], *, authenticate: Authenticate) -> FastAPI:
    """A room's application. Refuses (``UndeclaredRoute``) a route that does not say who may call it."""
    app = FastAPI(
        title=room,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        exception_handlers={
            Problem: _problem_raised,
            RequestValidationError: _validation_failed,
            HTTPException: _http_exception,
        },
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


def api_router(prefix: str = "", *, tag: str) -> APIRouter:
    """A router under ``/api/v1``; ``tag`` is the chapter of the API document."""
    return APIRouter(prefix=f"{API}{prefix}", tags=[tag], route_class=ApiRoute)


class ApiRoute(APIRoute):
    """A route that takes JSON only, and reads it strictly.

    Its endpoint runs where it is called, without the thread that FastAPI would give a plain function: a Lambda function
    answers one request at a time, and the thread would cost 0.4 ms of it.

    Until something is asked of it that only FastAPI knows, it has just what requests are told apart by: building a
    route takes some milliseconds, there are sixty of them in a room, and the first request is about one.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.path = path
        self.endpoint = _in_place(endpoint)
        self.methods = {method.upper() for method in options.get("methods") or ["GET"]}
        self.name = options.get("name") or get_name(endpoint)
        self._options = options
        self._head, self._depth = path.partition("{")[0], path.count("/")

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        if name in _PATTERN:
            self.path_regex, self.path_format, self.param_convertors = compile_path(self.path)
            return self.__dict__[name]
        with _building:
            options = self.__dict__.pop("_options", None)
            if options is not None:
                super().__init__(self.path, self.endpoint, **options)
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(name)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether it is for this request. Most can tell without their pattern, which takes 50 µs to make."""
        path = scope["path"]
        if path.count("/") != self._depth or not path.startswith(self._head):
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the strict request in place of the usual one."""
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            strict = ApiRequest(request.scope, request.receive)
            if self.body_field is not None:
                await strict.read()
            return await answer(strict)

        return handle


def _in_place(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    if iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    async def run(*args: Any, **kwargs: Any) -> Any:
        return endpoint(*args, **kwargs)

    return run


class ApiRequest(Request):
    """A request whose JSON is read strictly: bounded size and depth, no lone surrogates, no NaN."""

    _read: Any = None

    async def read(self) -> None:
        """Read and parse the body, before FastAPI does, whose own errors say less."""
        if not _is_json(self.headers.get("content-type", "")):
            raise UnsupportedMediaType("Send the body as application/json.")
        body = b""
        async for piece in self.stream():
            body += piece
            if len(body) > MAX_BODY_BYTES:
                raise TooLarge(f"The body may have at most {MAX_BODY_BYTES} bytes.")
        self._body = body
        if body:
            try:
                self._read = from_json(body, allow_inf_nan=False)
            except ValueError as error:
                raise BadRequest(f"The body is not valid JSON: {error}.") from None
            if _LONG_NUMBER.search(body) and any(_is_beyond(number) for number in _numbers_in(self._read)):
                raise BadRequest("The body has a number beyond what 64 bits hold.")

    async def json(self) -> Any:
        """The body, parsed."""
        return self._read


class RequestFrame:
    """Around every request: its trace, the check that it came through the edge, the log line, and a last net.

    Written as plain ASGI: Starlette's convenient base class costs a task group per request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        trace = _trace_of(scope, headers)
        status = 500

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", trace.request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
                if not any(name == b"cache-control" for name, _ in message["headers"]):
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        with tracing(trace), metering() as meter:
            try:
                if settings.optional_setting("LMS_ORIGIN_SECRET") and not is_origin_secret(
                    headers.get("x-origin-secret", "")
                ):
                    await render(Forbidden("Requests must come through the public address."))(
                        scope, receive, send_framed
                    )
                else:
                    await self._app(scope, receive, send_framed)
            except Exception:
                log_failure("request.crashed", path=scope["path"], method=scope["method"])
                metric("UnhandledError")
                await render(InternalError())(scope, receive, send_framed)
            route = scope.get("route")
            log(
                "request",
                method=scope["method"],
                route=getattr(route, "path", "unrouted"),
                status=status,
                duration_ms=round((time.perf_counter() - started) * 1000, 1),
                **meter.facts(),
            )
        if status >= 500:
            metric("ServerError")


def render(problem: Problem) -> Response:
    """A problem as an RFC 9457 answer."""
    trace = current_trace()
    body: dict[str, Any] = {
        **problem.facts,  # first, so that no fact takes the place of a standard member
        "type": f"{API}/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [
            {"pointer": error.pointer, "code": error.code, "message": error.message} for error in problem.errors
        ],
        "request_id": trace.request_id,
    }
    return JSONResponse(body, status_code=problem.status, headers=problem.headers(), media_type=PROBLEM_JSON)


def viewer_address(request: Request) -> str:
    """The address of the person's own machine, as the edge saw it (``address:port``, IPv6 included)."""
    seen = request.headers.get("cloudfront-viewer-address", "")
    return seen.rpartition(":")[0] or (request.client.host if request.client else "unknown")


def _numbers_in(json: Any) -> Iterator[int | float]:
    if isinstance(json, int | float):
        yield json
    elif isinstance(json, dict | list):
        for inner in json.values() if isinstance(json, dict) else json:
            yield from _numbers_in(inner)


def _is_beyond(number: int | float) -> bool:
    return not -(2**63) <= number < 2**63 if isinstance(number, int) else not isfinite(number)


def _is_json(content_type: str) -> bool:
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def _trace_of(scope: Scope, headers: Mapping[str, str]) -> Trace:
    event = cast(dict[str, Any], scope.get("aws.event") or {})
    request_id = event.get("requestContext", {}).get("requestId") or new_id("req")
    asked = headers.get("x-correlation-id", "")
    usable = 8 <= len(asked) <= 64 and asked.isascii() and asked.replace("-", "").replace("_", "").isalnum()
    return Trace(request_id=request_id, correlation_id=asked if usable else request_id)


async def _problem_raised(request: Request, error: Any) -> Response:
    return render(error)


async def _http_exception(request: Request, error: Any) -> Response:
    kinds: dict[int, Problem] = {
        400: BadRequest(),
        404: NotFound("There is nothing at this address."),
        405: MethodNotAllowed(),
    }
    answer = render(kinds.get(error.status_code, InternalError()))
    answer.headers.update(error.headers or {})
    return answer


async def _validation_failed(request: Request, error: Any) -> Response:
    faults = error.errors()
    if any(fault["loc"][0] == "path" for fault in faults):
        return render(NotFound())
    errors = [_field_error(fault, error.body) for fault in faults[:50]]
    named = ", ".join(dict.fromkeys(error.pointer for error in errors[:5]))
    return render(Unprocessable(f"Not as it must be: {named}.", errors=errors))


def _field_error(fault: Mapping[str, Any], body: Any) -> FieldError:
    where, *steps = fault["loc"]
    pointer = pointer_to(body, steps) if where == "body" else pointer_to(None, fault["loc"])
    return FieldError(pointer, str(fault["type"]), str(fault["msg"]))
