"""Every room's operations in one document."""

import importlib
import json
import re
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.warnings import UnsupportedFieldAttributeWarning

from infra.contexts import CONTEXTS
from infra.openapi.examples import example_of, restore_nulls
from infra.openapi.operations import HEADERS, describe_operation, endpoint_of
from infra.openapi.problems import known_problems, problem_examples, problem_schemas, shared_responses
from infra.openapi.webhooks import SCHEMAS, TAG, webhook_paths
from shared.contract import api_routes
from shared.manifest import Context

TARGET = Path(__file__).parents[2] / "docs" / "openapi.json"

ABOUT = """\
The backend of a learning management system for many organizations.

**Signing in.** `POST /api/v1/auth/login` answers with an access token, which goes into `Authorization: Bearer …` and
lasts 15 minutes, and a refresh token. A token is for one person in one organization; what lies in another organization
does not exist for it (404). Each operation says in `x-permission` and `x-roles` who may call it.

**Problems.** Every error is `application/problem+json` (RFC 9457). Tell them apart by `code`; `errors` names the fields
at fault by JSON pointer; `request_id` is what to quote. Their `type` is an address that explains them.

**Lists** come in pages: `limit` items at most, and `next_cursor`, which goes into the next request's `cursor`; null at
the end. A cursor is good for a day and for the list it came from.

**Repeating.** Creating takes an `Idempotency-Key`: repeating a request under the same key within a day creates nothing
new, and the answer then says `Idempotent-Replayed: true`. PUT and DELETE may be repeated.

**Changing together.** What two people may edit has an `ETag`. Send it in `If-Match` when you change it: 412 means that
somebody was faster, 428 that the header is missing.

**Long work** answers 202 with a job; `GET /api/v1/jobs/{job_id}` tells how far it is.
"""


class ConflictingSchemas(Exception):
    """Two rooms call different things by one name."""


def api_document() -> dict[str, Any]:
    """The whole document; the same code always gives the same one."""
    paths: dict[str, Any] = webhook_paths()
    schemas: dict[str, Any] = problem_schemas() | SCHEMAS
    tags: list[dict[str, str]] = []
    for context in (context for context in CONTEXTS if context.routes):
        app = importlib.import_module(f"functions.{context.name}.api").app
        own = _room_document(context, app)
        for name, schema in own["components"]["schemas"].items():
            if schemas.setdefault(name, schema) != schema:
                raise ConflictingSchemas(f"{name} of {context.name} is something else elsewhere.")
        for path, operations in own["paths"].items():
            paths.setdefault(path, {}).update(operations)
        tags += _tags(app)
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "LMS API", "version": "1", "description": ABOUT},
        "servers": [{"url": "/", "description": "Where this document comes from"}],
        "tags": [*tags, TAG],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "An access token from `POST /api/v1/auth/login` or `POST /api/v1/auth/refresh`.",
                }
            },
            "headers": HEADERS,
            "examples": problem_examples(paths),
            "responses": shared_responses(paths),
            "schemas": dict(sorted(schemas.items())),
        },
    }
    document["x-problems"] = known_problems(paths)
    return _with_examples(_with_plain_names(document))


def as_text(document: dict[str, Any]) -> str:
    """The document as it is committed."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the document."""
    TARGET.write_text(as_text(api_document()), encoding="utf-8")
    print(f"wrote {TARGET.relative_to(TARGET.parents[1])}")
    return 0


def _room_document(context: Context, app: FastAPI) -> dict[str, Any]:
    with catch_warnings():
        # FastAPI silences this one where it makes a body's field, but not where it first builds one that was put off.
        simplefilter("ignore", UnsupportedFieldAttributeWarning)
        own: dict[str, Any] = get_openapi(title=context.name, version="1", routes=app.routes)
    for route in api_routes(app.routes):
        for method in route.methods or ():
            describe_operation(own["paths"][route.path_format][method.lower()], route, context)
    schemas = own.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return own


def _tags(app: FastAPI) -> list[dict[str, str]]:
    """The chapters of a room, each with what the module of its first operation says of itself."""
    about: dict[str, str] = {}
    for route in api_routes(app.routes):
        module = importlib.import_module(endpoint_of(route).__module__)
        about.setdefault(str(route.tags[0]), (module.__doc__ or "").partition("\n")[0])
    return [{"name": name, "description": text} for name, text in about.items()]


def _with_plain_names(document: dict[str, Any]) -> dict[str, Any]:
    """Pydantic names ``PageOut[EnrollmentOut]`` ``PageOut_EnrollmentOut_``; here it is ``EnrollmentPage``."""
    text = json.dumps(document)
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("PageOut_"):
            items = re.findall(
                r"#/components/schemas/(\w+?)(?:Out)?\"", json.dumps(schema["properties"]["items"]["items"])
            )
            text = text.replace(f'{name}"', f'{"Or".join(dict.fromkeys(items))}Page"')
    plain: dict[str, Any] = json.loads(text)
    plain["components"]["schemas"] = dict(sorted(plain["components"]["schemas"].items()))
    return plain


def _with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """Give every body an example, made of those of its parts, and every success the description of its body."""
    schemas = document["components"]["schemas"]
    restore_nulls(schemas)
    for methods in document["paths"].values():
        for operation in methods.values():
            for response in operation["responses"].values():
                if response.get("description") == "Successful Response":
                    response["description"] = _about_body(response, schemas)
            for body in (operation.get("requestBody", {}), *operation["responses"].values()):
                for content in body.get("content", {}).values():
                    if "example" not in content and "examples" not in content:
                        content["example"] = example_of(content["schema"], schemas)
    return document


def _about_body(response: dict[str, Any], schemas: dict[str, Any]) -> str:
    for content in response.get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        about: str = schemas.get(name, {}).get("description", "Done.")
        return about.partition("\n")[0]
    return "Done; there is nothing to say."
