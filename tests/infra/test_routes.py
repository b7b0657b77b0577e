"""Every FastAPI route reaches its own function through the routes of the HTTP API."""

import importlib
import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from infra.constructs.http_routes import route_keys
from infra.contexts import CONTEXTS
from infra.routing import room_for
from shared.contract import api_routes
from tests.infra.assembly import Assembly

ROOMS = [context.name for context in CONTEXTS if context.routes]


@pytest.fixture(scope="module")
def doors(local: Assembly) -> dict[str, str]:
    """Route key -> the function behind it, as synthesized."""
    found: dict[str, str] = {}
    for route in local.of_type("AWS::ApiGatewayV2::Route"):
        key = route.properties["RouteKey"]
        integration = route.properties["Target"]["Fn::Join"][1][1]["Ref"]
        alias = local.templates[route.stack]["Resources"][integration]["Properties"]["IntegrationUri"]["Ref"]
        function = local.templates[route.stack]["Resources"][alias]["Properties"]["FunctionName"]["Ref"]
        name = local.templates[route.stack]["Resources"][function]["Properties"]["FunctionName"]
        assert key not in found, f"{key} is declared twice"
        found[key] = name.removeprefix(f"{local.prefix}-")
    return found


class TestRoutes:
    @pytest.mark.parametrize("room", ROOMS)
    def test_lead_every_path_of_a_room_to_its_function(self, room: str, doors: dict[str, str]) -> None:
        paths = list(_paths(room))

        assert paths
        assert {path: chosen(path, doors) for path in paths} == dict.fromkeys(paths, f"{room}-api")

    @pytest.mark.parametrize("room", ROOMS)
    def test_lead_where_the_one_process_app_leads_too(self, room: str) -> None:
        answering = {path: room_for(path, CONTEXTS) for path in _paths(room)}

        assert {context.name for context in answering.values() if context} == {room}
        assert all(answering.values())

    @pytest.mark.parametrize("room", ROOMS)
    def test_are_all_used(self, room: str, doors: dict[str, str]) -> None:
        used = {_key(path, doors) for path in _paths(room)}
        [context] = [context for context in CONTEXTS if context.name == room]

        for route in context.routes:
            assert used & set(route_keys(route)) or route == "$default"

    def test_lead_to_the_more_specific_door(self) -> None:
        doors = {
            "ANY /courses": "a",
            "ANY /courses/{proxy+}": "a",
            "ANY /courses/{course_id}/enroll": "b",
            "ANY /courses/{course_id}/enroll/{proxy+}": "b",
            "$default": "c",
        }

        assert [chosen(path, doors) for path in ("/courses", "/courses/1", "/courses/1/topics")] == ["a", "a", "a"]
        assert [chosen(path, doors) for path in ("/courses/1/enroll", "/courses/1/enroll/2")] == ["b", "b"]
        assert [chosen(path, doors) for path in ("/courses/1/enrollments", "/nowhere")] == ["a", "c"]


def chosen(path: str, doors: dict[str, str]) -> str | None:
    """The function that API Gateway would call for a path."""
    key = _key(path, doors)
    return doors.get(key) if key else None


def _key(path: str, doors: dict[str, str]) -> str | None:
    """API Gateway's choice: a route that matches in full before a greedy one, then the one with more literal parts."""
    fitting = [key for key in doors if key != "$default" and re.fullmatch(_pattern(key), path)]
    if not fitting:
        return "$default" if "$default" in doors else None
    return max(fitting, key=lambda key: ("{proxy+}" not in key, len(key.split("/")), key.count("/") - key.count("{")))


def _pattern(key: str) -> str:
    path = key.removeprefix("ANY ")
    parts = [
        ".+" if part == "{proxy+}" else "[^/]+" if part.startswith("{") else re.escape(part) for part in path.split("/")
    ]
    return "/".join(parts)


def _paths(room: str) -> Iterator[str]:
    app = importlib.import_module(f"functions.{room}.api").app
    assert isinstance(app, FastAPI)
    for route in api_routes(app.routes):
        yield re.sub(r"\{[^}]+\}", "some-id", route.path or "")
