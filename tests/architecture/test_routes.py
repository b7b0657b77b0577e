"""Every route keeps the house's promises, and says them in its signature."""

import ast
import importlib
import inspect
import textwrap
from collections import Counter
from typing import Any, cast, get_args

import pytest
from fastapi.routing import APIRoute, RouteContext
from pydantic import BaseModel

from infra.contexts import CONTEXTS
from infra.openapi import api_document
from shared.contract import api_routes, guard_of
from shared.http import ApiRoute
from shared.permissions import Permission
from shared.schemas import In, Out, PageOut

ROOMS = [context.name for context in CONTEXTS if context.routes]
ROUTES = [
    pytest.param(route, id=f"{'/'.join(sorted(route.methods or ()))} {route.path}")
    for room in ROOMS
    for route in api_routes(importlib.import_module(f"functions.{room}.api").app.routes)
]
each_route = pytest.mark.parametrize("route", ROUTES)

WHAT_ANYBODY_MAY_CALL = {
    "GET /.well-known/jwks.json",
    "GET /api/v1/achievements/{code}",
    "GET /api/v1/achievements/{code}/page",
    "GET /api/v1/catalog/{org_slug}/comparison",
    "GET /api/v1/catalog/{org_slug}/courses",
    "GET /api/v1/catalog/{org_slug}/courses/{course_id}",
    "GET /api/v1/catalog/{org_slug}/suggestions",
    "GET /api/v1/certificates/verify/{code}",
    "GET /api/v1/docs",
    "GET /api/v1/docs/{asset_name}",
    "GET /api/v1/health",
    "GET /api/v1/notices/unsubscription",
    "GET /api/v1/openapi.json",
    "GET /api/v1/problems",
    "GET /api/v1/problems/{code}",
    "GET /api/v1/shared-progress/{code}",
    "POST /api/v1/notices/unsubscription",
    "POST /api/v1/auth/accept-invitation",
    "POST /api/v1/auth/forgot-password",
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/refresh",
    "POST /api/v1/auth/register",
    "POST /api/v1/auth/register/organization",
    "POST /api/v1/auth/reset-password",
    "POST /api/v1/auth/verify-email",
}
"""On one screen. Who makes another route public puts it here, having thought about it."""


def endpoint(route: RouteContext) -> Any:
    """The function that a route calls, as it was written."""
    return inspect.unwrap(cast(APIRoute, route.original_route).endpoint)


def parameters(route: RouteContext, *places: str) -> dict[str, Any]:
    """What a route takes from its path, query or headers, its dependencies' too."""
    found: dict[str, Any] = {}
    waiting = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        waiting += dependant.dependencies
        for place in places:
            found |= {field.alias: field for field in getattr(dependant, f"{place}_params")}
    return found


class TestWhoMayCall:
    @each_route
    def test_is_said_by_every_route(self, route: RouteContext) -> None:
        assert guard_of(route) is not None

    def test_is_anybody_only_where_somebody_thought_about_it(self) -> None:
        public = {param.id for param in ROUTES if (guard := guard_of(_route(param))) and guard.public}

        assert public == WHAT_ANYBODY_MAY_CALL

    def test_is_said_by_permissions_that_have_names_of_their_own(self) -> None:
        names = Counter(permission.name for permission in _declared())

        assert {name for name, count in names.items() if count > 1} == set()

    def test_is_said_by_permissions_that_their_room_declares(self) -> None:
        used = {guard.permission for param in ROUTES if (guard := guard_of(_route(param))) and guard.permission}

        assert used <= set(_declared())

    def test_leaves_no_permission_that_nobody_has(self) -> None:
        assert [permission.name for permission in _declared() if not permission.roles] == []


class TestWhatARouteTakes:
    @each_route
    def test_is_read_strictly(self, route: RouteContext) -> None:
        assert isinstance(route.original_route, ApiRoute)

    @each_route
    def test_has_a_limited_shape_in_its_path(self, route: RouteContext) -> None:
        for name, field in parameters(route, "path").items():
            limits = {type(limit).__name__ for limit in field.field_info.metadata}
            assert limits & {"MaxLen", "_PydanticGeneralMetadata"}, name

    @each_route
    def test_has_a_closed_form_as_its_body(self, route: RouteContext) -> None:
        field = cast(APIRoute, route.original_route).body_field
        if field is not None:
            form: Any = field.field_info.annotation
            assert issubclass(form, In)

    @each_route
    def test_is_a_page_at_a_time_where_it_lists(self, route: RouteContext) -> None:
        model = cast(APIRoute, route.original_route).response_model
        lists = isinstance(model, type) and issubclass(model, BaseModel) and "next_cursor" in model.model_fields

        assert lists == ({"limit", "cursor"} <= set(parameters(route, "query")))

    @each_route
    def test_may_come_twice_where_it_creates(self, route: RouteContext) -> None:
        if "POST" in (route.methods or ()) and cast(APIRoute, route.original_route).status_code == 201:
            assert "idempotency-key" in parameters(route, "header")


class TestWhatARouteAnswers:
    @each_route
    def test_is_an_answer_and_never_a_thing_of_the_rooms_own(self, route: RouteContext) -> None:
        for kind in _kinds(cast(APIRoute, route.original_route).response_model):
            assert issubclass(kind, Out | PageOut), kind

    def test_names_the_version_where_two_people_may_change_a_thing(self) -> None:
        paths = api_document()["paths"]
        for path, methods in paths.items():
            tagged = "ETag" in methods.get("get", {}).get("responses", {}).get("200", {}).get("headers", {})
            if tagged and "put" in methods and path != "/api/v1/auth/organization":
                wanted = {parameter["name"] for parameter in methods["put"].get("parameters", ())}
                assert "If-Match" in wanted, path


class TestAnEndpoint:
    @each_route
    def test_is_a_door_and_no_more(self, route: RouteContext) -> None:
        """Rules are the service's; what went wrong has a type, and the type has a status."""
        (function,) = ast.parse(textwrap.dedent(inspect.getsource(endpoint(route)))).body
        assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        body = function.body[1:]

        assert isinstance(function.body[0], ast.Expr), "a docstring, which is the API's documentation"
        assert sum(node.end_lineno - node.lineno + 1 for node in body if node.end_lineno) <= 22
        assert not [node for node in ast.walk(function) if isinstance(node, ast.Try | ast.For | ast.While)]


def _kinds(model: Any) -> list[Any]:
    """The classes that a response model may be."""
    parts = get_args(model)
    if parts:
        return [kind for part in parts for kind in _kinds(part)]
    return [model] if isinstance(model, type) else []


def _route(param: Any) -> RouteContext:
    return cast(RouteContext, param.values[0])


def _declared() -> list[Permission]:
    modules = [importlib.import_module(f"functions.{room}.permissions") for room in ROOMS]
    return [thing for module in modules for thing in vars(module).values() if isinstance(thing, Permission)]
