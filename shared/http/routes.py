"""Routes that are built when something is asked of them, and take JSON only."""

import warnings
from collections.abc import Callable, Coroutine
from functools import wraps
from inspect import iscoroutinefunction
from threading import RLock
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.routing import Match, compile_path, get_name
from starlette.types import Scope

from shared.http.problems import API
from shared.http.requests import ApiRequest

_building = RLock()
_PATTERN = {"path_regex", "path_format", "param_convertors"}

# FastAPI keeps Pydantic from warning of how FastAPI uses it, while it defines a route. What a body is validated by is
# made later (shared/start.py).
warnings.filterwarnings("ignore", "The 'alias' attribute with value")


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
