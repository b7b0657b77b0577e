"""Nobody becomes anything, and nothing changes hands, by a field that the form does not have."""

from copy import deepcopy
from typing import Any

import pytest

from tests.support.scene import OPERATIONS, Operation, Scene, Things
from tests.support.scene.shapes import objects, shapes
from tests.support.scene.things import about

ASSIGNED = {
    "role": "platform_admin",
    "roles": ["platform_admin"],
    "permissions": ["organizations.manage"],
    "is_admin": True,
    "status": "active",
    "state": "completed",
    "verified": True,
    "epoch": 0,
    "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "org_id": "org_01JD0K2N8M7L6K5J4H3G2F1E0D",
    "organization_id": "org_01JD0K2N8M7L6K5J4H3G2F1E0D",
    "tenant_id": "org_01JD0K2N8M7L6K5J4H3G2F1E0D",
    "owner_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "instructor_ids": ["usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"],
    "price": 0,
    "score": 100,
    "progress": {"completed": 100},
    "completed": True,
    "version": 99,
    "revision": 99,
    "created_at": "2020-01-01T00:00:00Z",
    "expires_at": 1,
    "pk": "GLOBAL#X",
    "kind": "Person",
    "tells": "[]",
    "__class__": "x",
    "__proto__": {"role": "org_admin"},
}
WITH_BODY = [operation for operation in OPERATIONS if operation.body_schema]
# A rich-text document is an open object here; the catalog holds it to the editor's own schema. So are questions and
# what is answered to them, which assessment holds to the question's type, and the data of a tracked event.
CHECKED_BY_THEIR_ROOM = {"data", "document", "prompt", "question", "response", "solution"}

# What devices tell and clients track is judged one by one: one with a strange field is refused, others are taken.
JUDGED_ONE_BY_ONE = {"/facts/0", "/event", "/events/0"}


def examples(operation: Operation) -> list[Any]:
    """Every example of the body that the document has: what one of them leaves out, another may show."""
    assert operation.body
    kept = [one for one in (operation.body_schema or {}).get("examples", ()) if one != operation.body[1]]
    return [operation.body[1], *kept]


def laden(operation: Operation, things: Things, number: int, pointer: str) -> tuple[Any, set[str]]:
    """An example with fields that are not its own at one object, and the JSON pointers of these fields."""
    body = deepcopy(about(examples(operation)[number], things.ids))
    for place, part, known in objects(operation.body_schema or {}, body):
        if place == pointer:
            extra = {name: value for name, value in ASSIGNED.items() if name not in known}
            part.update(extra)
            return body, {f"{place}/{name}" for name in extra}
    raise LookupError(pointer)


def places() -> list[Any]:
    """Every object in every example."""
    return [
        pytest.param(operation, number, pointer, id=f"{operation} {number or ''}{pointer}".strip())
        for operation in WITH_BODY
        if operation.body
        for number, example in enumerate(examples(operation))
        for pointer, _, _ in objects(operation.body_schema or {}, example)
        if pointer not in JUDGED_ONE_BY_ONE
    ]


@pytest.mark.parametrize(("operation", "number", "pointer"), places())
def test_fields_that_are_not_in_the_form_are_refused_by_name(
    scene: Scene, operation: Operation, number: int, pointer: str
) -> None:
    body, laid_on = laden(operation, scene.things, number, pointer)
    sender = scene.client if operation.is_public else scene.things.owners(operation)[0].client

    answer = scene.things.send(operation, client=sender, body=body)

    assert answer.status_code == 422
    assert laid_on <= {error["pointer"] for error in answer.json()["errors"]}
    assert scene.tables.changes() == []


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_every_form_is_closed(operation: Operation) -> None:
    for pointer, shape in shapes(operation.body_schema or {}):
        if shape.get("type") == "object" and pointer.rpartition("/")[2] not in CHECKED_BY_THEIR_ROOM:
            assert shape.get("additionalProperties") is False, pointer


def test_every_form_has_an_example_of_each_of_its_objects() -> None:
    """Else the test above would not see them."""
    shown = {(str(operation), _starred(pointer)) for operation, _, pointer in (place.values for place in places())}

    described = {
        (str(operation), pointer)
        for operation in WITH_BODY
        for pointer, shape in shapes(operation.body_schema or {})
        if shape.get("properties") and pointer not in map(_starred, JUDGED_ONE_BY_ONE)
    }

    assert described - shown == set()


def _starred(pointer: str) -> str:
    return "/".join("*" if step.isdigit() else step for step in pointer.split("/"))
