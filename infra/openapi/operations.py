"""One operation of the document: what FastAPI knows of it, and what only the house knows."""

import inspect
from collections.abc import Iterator
from typing import Any, cast

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext

from infra.openapi.problems import common_problems
from shared import etag
from shared.contract import PROBLEM_JSON, guard_of, problems
from shared.manifest import Context
from shared.permissions import Role
from shared.ratelimit import limited_by_address, limited_by_person

_TEXT = {"schema": {"type": "string"}}
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "Names this revision; goes into `If-Match` of the request that changes it.", **_TEXT},
    "Idempotent-Replayed": {
        "description": "`true` when an earlier request under the same Idempotency-Key made this.",
        "schema": {"type": "string", "const": "true"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {"description": "How to sign in: `Bearer`.", **_TEXT},
    "X-Request-Id": {"description": "What to quote when asking about this request.", **_TEXT},
}
"""The response headers that the house sets."""


def endpoint_of(route: RouteContext) -> Any:
    """The function that a room wrote for this route."""
    return inspect.unwrap(cast(APIRoute, route.original_route).endpoint)


def describe_operation(operation: dict[str, Any], route: RouteContext, context: Context) -> None:
    """Complete FastAPI's description: who may call, which problems there are, which headers."""
    guard = guard_of(route)
    public = guard is None or guard.public
    permission = guard.permission if guard else None
    operation["operationId"] = f"{context.name}_{route.name}"
    about = inspect.getdoc(endpoint_of(route)) or ""
    operation["summary"] = about.partition("\n")[0].partition(". ")[0].rstrip(".").replace("`", "")
    operation["security"] = [] if public else [{"bearer": []}]
    if public:
        access = "Anybody may call this."
    elif permission is None:
        access = "Anybody who is signed in may call this."
    else:
        access = f"Needs the permission `{permission.name}`."
        operation["x-permission"] = permission.name
    operation["description"] = f"{about}\n\n{access}"
    if not public:
        operation["x-roles"] = sorted(permission.roles if permission else Role)
    for parameter in operation.get("parameters", ()):
        _say_plainly(parameter)
    _add_problems(operation, route, public=public, permission=permission is not None)
    _add_headers(operation, route)


def _say_plainly(parameter: dict[str, Any]) -> None:
    """A parameter that may be missing is one that is not required; null cannot be sent in an address or a header."""
    schema = parameter["schema"]
    choices = [choice for choice in schema.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        schema |= choices[0]
    elif choices:
        schema["anyOf"] = choices
    schema.pop("description", None)
    schema.pop("title", None)
    if parameter["in"] == "header":
        parameter["name"] = parameter["name"].title()
    if parameter["name"] == "If-Match":
        parameter["required"] = True  # leaving it out is answered by 428, not by a fault of the payload


def _add_problems(operation: dict[str, Any], route: RouteContext, *, public: bool, permission: bool) -> None:
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    common = common_problems(
        public=public,
        permission=permission,
        limited=_is_limited(route.dependant),
        body="requestBody" in operation,
        path="path" in places,
        query="query" in places,
        headers=frozenset(_request_headers(operation)),
    )
    responses = operation["responses"]
    if PROBLEM_JSON not in responses.get("422", {}).get("content", {PROBLEM_JSON: {}}):
        del responses["422"]
    for status, shared in problems(*common).items():
        own = responses.setdefault(str(status), {"description": "", "content": {PROBLEM_JSON: {"examples": {}}}})
        content = own.setdefault("content", {}).setdefault(PROBLEM_JSON, {"examples": {}})
        content["schema"] = shared["content"][PROBLEM_JSON]["schema"]
        content["examples"] = content["examples"] | shared["content"][PROBLEM_JSON]["examples"]
        own["description"] = " ".join(f"{example['summary']}." for example in content["examples"].values())
    operation["responses"] = dict(sorted(responses.items()))
    operation["x-problems"] = sorted(_problem_codes(operation))


def _add_headers(operation: dict[str, Any], route: RouteContext) -> None:
    tagged = _calls_tag(route)
    once = "idempotency-key" in _request_headers(operation)
    for status, response in operation["responses"].items():
        present = {
            "ETag": tagged and status in {"200", "201"},
            "Idempotent-Replayed": once and status in {"200", "201", "202"},
            "Retry-After": status in {"429", "503"},
            "WWW-Authenticate": status == "401",
            "X-Request-Id": True,
        }
        headers = response.setdefault("headers", {})
        headers |= {name: {"$ref": f"#/components/headers/{name}"} for name, here in present.items() if here}


def _problem_codes(operation: dict[str, Any]) -> Iterator[str]:
    for response in operation["responses"].values():
        yield from response.get("content", {}).get(PROBLEM_JSON, {}).get("examples", {})


def _request_headers(operation: dict[str, Any]) -> set[str]:
    return {parameter["name"].lower() for parameter in operation.get("parameters", ()) if parameter["in"] == "header"}


def _calls_tag(route: RouteContext) -> bool:
    """Whether the endpoint's own code puts an ETag on its answer."""
    endpoint = endpoint_of(route)
    return endpoint.__globals__.get("tag") is etag.tag and "tag" in endpoint.__code__.co_names


def _is_limited(dependant: Dependant) -> bool:
    limits = {limited_by_address.__qualname__, limited_by_person.__qualname__}
    return any(
        getattr(inner.call, "__qualname__", "").partition(".")[0] in limits or _is_limited(inner)
        for inner in dependant.dependencies
    )
