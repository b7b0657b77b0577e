"""The problems of the whole API: what each is, and which of them every operation shares."""

import inspect
import json
from collections.abc import Iterator
from typing import Any

from functions.identity.errors import NotAMember, OrganizationNotActive, SessionOver, TokenRefused
from shared.contract import PROBLEM_JSON, ProblemOut
from shared.errors import (
    BadRequest,
    Forbidden,
    InternalError,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Problem,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    Unprocessable,
    UnsupportedMediaType,
)
from shared.idempotency import IdempotencyKeyReused

__all__ = ["common_problems", "known_problems", "problem_examples", "problem_schemas", "shared_responses"]


class DifferentStatuses(Exception):
    """Two problems share a code, but not their status."""


def common_problems(
    *, public: bool, permission: bool, limited: bool, body: bool, path: bool, query: bool, headers: frozenset[str]
) -> list[type[Problem]]:
    """The problems that an operation has by the look of it: who may call it, and what it takes."""
    kinds: list[tuple[bool, tuple[type[Problem], ...]]] = [
        (not public, (Unauthenticated, TokenRefused, SessionOver, NotAMember, OrganizationNotActive)),
        (permission, (Forbidden,)),
        (path, (NotFound,)),
        (body, (BadRequest, TooLarge, UnsupportedMediaType)),
        (body or query or bool(headers), (Unprocessable,)),
        ("idempotency-key" in headers, (IdempotencyKeyReused,)),
        ("if-match" in headers, (PreconditionFailed, PreconditionRequired)),
        (limited, (TooManyRequests,)),
        (True, (InternalError, Unavailable)),
    ]
    return [kind for applies, some in kinds if applies for kind in some]


def known_problems(paths: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every problem that an operation answers with, by code."""
    kinds: dict[str, type[Problem]] = {}
    for kind in sorted(_kinds(Problem), key=lambda kind: (kind.__module__, kind.__name__)):
        if kinds.setdefault(kind.code, kind).status != kind.status:
            raise DifferentStatuses(f"{kind.code}: {kind.__module__} and {kinds[kind.code].__module__}")
    answered = {
        code for methods in paths.values() for operation in methods.values() for code in operation["x-problems"]
    }
    return {code: _about(kinds[code]) for code in sorted(answered)}


def problem_examples(paths: dict[str, Any]) -> dict[str, Any]:
    """One example of every problem. The operations, which had each their own, refer to it where it is the same."""
    common: dict[str, Any] = {}
    for methods in paths.values():
        for operation in methods.values():
            for response in operation["responses"].values():
                examples = response.get("content", {}).get(PROBLEM_JSON, {}).get("examples", {})
                for code, given in examples.items():
                    if common.setdefault(code, given) == given:
                        examples[code] = {"$ref": f"#/components/examples/{code}"}
    return dict(sorted(common.items()))


def shared_responses(paths: dict[str, Any]) -> dict[str, Any]:
    """The answers that several operations have alike. These, which had each their own, refer to it."""
    alike: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for methods in paths.values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if list(response.get("content", {})) == [PROBLEM_JSON]:
                    alike.setdefault(json.dumps(response), []).append((operation["responses"], status))
    shared: dict[str, Any] = {}
    for text, places in alike.items():
        response = json.loads(text)
        name = ".".join(response["content"][PROBLEM_JSON]["examples"])
        if len(places) > 1 and shared.setdefault(name, response) == response:
            for responses, status in places:
                responses[status] = {"$ref": f"#/components/responses/{name}"}
    return dict(sorted(shared.items()))


def problem_schemas() -> dict[str, Any]:
    """The schema of a problem, and of its parts."""
    schema = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "ProblemOut": schema}


def _about(kind: type[Problem]) -> dict[str, Any]:
    _, _, rest = inspect.cleandoc(kind.__doc__ or "").partition("\n")
    return {"status": kind.status, "title": kind.title, "explanation": " ".join(rest.split()) or None}


def _kinds(kind: type[Problem]) -> Iterator[type[Problem]]:
    for derived in kind.__subclasses__():
        yield derived
        yield from _kinds(derived)
