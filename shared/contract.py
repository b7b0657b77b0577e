"""What a route promises besides its bodies: who may call it, and which problems it answers with."""

from collections.abc import Iterator
from inspect import signature
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.params import Depends
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import BaseModel
from starlette.routing import BaseRoute

from shared.auth import Guard
from shared.errors import Problem

PROBLEM_JSON = "application/problem+json"


class UndeclaredRoute(Exception):
    """A route's signature does not say who may call it."""


class FieldErrorOut(BaseModel):
    """One fault at one place of the payload."""

    pointer: str
    code: str
    message: str


class ProblemOut(BaseModel):
    """What went wrong, for machines (`code`) and for people (`detail`); RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldErrorOut]
    request_id: str


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """For a route's ``responses=``: the problems it answers with, several of one status together."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        answer = by_status.setdefault(
            kind.status,
            {"description": "", "content": {PROBLEM_JSON: {"schema": {}, "examples": {}}}},
        )
        answer["description"] = f"{answer['description']} {kind.title}.".strip()
        answer["content"][PROBLEM_JSON]["schema"] = {"$ref": "#/components/schemas/ProblemOut"}
        answer["content"][PROBLEM_JSON]["examples"][kind.code] = {"summary": kind.title, "value": example(kind)}
    return by_status


def example(kind: type[Problem]) -> dict[str, Any]:
    """What an answer with this problem looks like."""
    return {
        "type": f"/api/v1/problems/{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": f"{kind.title}.",
        "code": kind.code,
        "errors": [],
        "request_id": "req_01JD0000000000000000000000",
    }


def guard_of(route: APIRoute | RouteContext) -> Guard | None:
    """The part of a route's signature that says who may call it."""
    return next((call for call in _calls(route.dependant) if isinstance(call, Guard)), None)


def api_routes(routes: list[BaseRoute]) -> list[RouteContext]:
    """The routes among these that FastAPI serves, those of included routers too."""
    return [route for route in iter_route_contexts(routes) if isinstance(route.original_route, APIRoute)]


def require_guards(routes: list[BaseRoute]) -> None:
    """Raise ``UndeclaredRoute`` when a route does not say who may call it, or is of a kind that cannot say it."""
    for route in iter_route_contexts(routes):
        if not isinstance(route.original_route, APIRoute) or not _is_guarded(route.endpoint):
            raise UndeclaredRoute(f"{sorted(route.methods or ())} {route.path} does not say who may call it.")


def _is_guarded(call: Any) -> bool:
    """Whether a signature, or that of something it depends on, has a guard. FastAPI has not looked at it yet."""
    for parameter in signature(call, eval_str=True).parameters.values():
        for needed in (*getattr(parameter.annotation, "__metadata__", ()), parameter.default):
            depends_on: Any = needed.dependency if isinstance(needed, Depends) else None
            if depends_on and (isinstance(depends_on, Guard) or _is_guarded(depends_on)):
                return True
    return False


def _calls(dependant: Dependant) -> Iterator[Any]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from _calls(inner)
