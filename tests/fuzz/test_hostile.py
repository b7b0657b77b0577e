"""Whatever is sent to whatever operation, the answer is a clear one and never a failure of ours."""

from typing import Any

import pytest

from infra.contexts import CONTEXTS
from infra.routing import room_for
from tests.support.client import Answer, Client
from tests.support.scene import OPERATIONS, Operation, Scene
from tests.support.scene.hostile import (
    BODIES,
    KINDS,
    OTHER_HEADERS,
    OTHER_HEADERS_TOGETHER,
    OWN_HEADERS,
    PATHS,
    QUERIES,
    VALUES,
    with_each_leaf,
    with_every_leaf,
)
from tests.support.scene.things import about

each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=str)
with_json = pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.body_schema], ids=str)
with_query = pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if any(p["in"] == "query" for p in one.about.get("parameters", ()))],
    ids=str,
)


def one_of_each_room() -> list[Operation]:
    """For each room, and for reading and writing: its first operation."""
    found: dict[tuple[str, bool], Operation] = {}
    for operation in OPERATIONS:
        room = room_for(operation.path, CONTEXTS)
        assert room
        found.setdefault((room.name, operation.writes), operation)
    return list(found.values())


def sender(scene: Scene, operation: Operation) -> Client:
    """Somebody who may."""
    return scene.client if operation.is_public else scene.user_of(operation).client


def fault(operation: Operation, answer: Answer) -> str | None:
    """What is wrong with an answer, if anything is."""
    if answer.status_code >= 500:
        return f"{answer.status_code} {answer.text[:200]}"
    if answer.status_code not in operation.statuses:
        return f"{answer.status_code} is not in the document"
    if answer.status_code >= 400 and answer.code not in operation.about["x-problems"]:
        return f"{answer.code} is not in the document"
    return None


def undo(scene: Scene) -> None:
    """Back to how it was, if anything changed."""
    if scene.tables.changes():
        scene.tables.rewind()


def refused_together(scene: Scene, operation: Operation, example: Any, value: Any, headers: dict[str, str]) -> set[str]:
    """Where a value is refused at once: there it is refused alone too, and need not be sent once more.

    That is everywhere when it is no JSON that the kernel reads, else where the form says so. A long text is shortened
    to what fits several times into a body: where that is too long, more is too.
    """
    shortened = value[:20_000] if isinstance(value, str) else value
    body = with_every_leaf(example, shortened)
    answer = scene.things.send(operation, client=sender(scene, operation), body=body, headers=headers)
    wrong = fault(operation, answer)
    undo(scene)
    assert wrong is None
    if answer.status_code == 400:
        return {pointer for pointer, _ in with_each_leaf(example, None)}
    return {error["pointer"] for error in answer.json()["errors"]} if answer.status_code == 422 else set()


class TestABody:
    @with_json
    def test_with_anything_in_the_place_of_any_of_its_parts(self, scene: Scene, operation: Operation) -> None:
        assert operation.body
        example, faults = about(operation.body[1], scene.things.ids), {}
        tag = {"if-match": scene.things.tag(operation, scene.things.ids)} if operation.needs_tag else {}

        for name, value in VALUES.items():
            refused = refused_together(scene, operation, example, value, tag)
            for pointer, body in with_each_leaf(example, value):
                if pointer in refused:
                    continue
                answer = scene.things.send(operation, client=sender(scene, operation), body=body, headers=tag)
                faults[f"{name} at {pointer}"] = fault(operation, answer)
                undo(scene)

        assert {name: wrong for name, wrong in faults.items() if wrong} == {}

    @with_json
    def test_that_is_no_body(self, scene: Scene, operation: Operation) -> None:
        path, faults = operation.path.format_map(scene.things.ids), {}
        headers = {"content-type": "application/json", "if-match": '"rev-1"'}

        for name, content in BODIES.items():
            answer = sender(scene, operation).request(operation.method, path, content=content, headers=headers)
            faults[name] = fault(operation, answer)
            assert answer.status_code >= 400, name

        assert {name: wrong for name, wrong in faults.items() if wrong} == {}
        assert scene.tables.changes() == []

    @with_json
    def test_of_another_kind(self, scene: Scene, operation: Operation) -> None:
        path = operation.path.format_map(scene.things.ids)

        for kind in KINDS:
            headers = {"content-type": kind, "if-match": '"rev-1"'}
            answer = sender(scene, operation).request(operation.method, path, content=b"{}", headers=headers)

            assert answer.status_code == (422 if kind == "image/svg+json" else 415), kind
            assert fault(operation, answer) is None
        assert scene.tables.changes() == []


class TestAQuery:
    @with_query
    def test_with_anything_in_it(self, scene: Scene, operation: Operation) -> None:
        faults = {}
        names = [parameter["name"] for parameter in operation.about["parameters"] if parameter["in"] == "query"]

        for kind, value in QUERIES.items():
            together = scene.things.send(operation, client=sender(scene, operation), params=dict.fromkeys(names, value))
            assert fault(operation, together) is None
            refused = (
                {error["pointer"] for error in together.json()["errors"]} if together.status_code == 422 else set()
            )
            for name in [*names, "unknown", "\x00", "limit[]", "__proto__"]:
                if f"/query/{name}" in refused:
                    continue
                answer = scene.things.send(operation, client=sender(scene, operation), params={name: value})
                faults[f"{name}={kind}"] = fault(operation, answer)

        assert {name: wrong for name, wrong in faults.items() if wrong} == {}
        assert operation.writes or scene.tables.changes() == []
        scene.tables.rewind()


class TestAPath:
    @pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.params], ids=str)
    def test_with_anything_in_it_leads_nowhere(self, scene: Scene, operation: Operation) -> None:
        for name in operation.params:
            for kind, text in PATHS.items():
                ids = {name: text.replace("{prefix}", scene.things.ids[name].partition("_")[0])}
                tag = {"if-match": '"rev-1"'}

                answer = scene.things.send(operation, client=sender(scene, operation), ids=ids, headers=tag)

                # An empty part makes the path another operation's.
                assert answer.status_code in ({404, 405} if text else range(400, 500)), (name, kind, answer.text)
        assert scene.tables.changes() == []


class TestHeaders:
    @each_operation
    def test_with_anything_in_them(self, scene: Scene, operation: Operation) -> None:
        faults = {}

        for name, headers in {**OWN_HEADERS, "everything else": OTHER_HEADERS_TOGETHER}.items():
            answer = scene.things.send(operation, client=sender(scene, operation), headers=headers)
            faults[name] = fault(operation, answer)
            undo(scene)

        assert {name: wrong for name, wrong in faults.items() if wrong} == {}

    @pytest.mark.parametrize("operation", one_of_each_room(), ids=str)
    def test_that_the_kernel_reads_with_anything_in_them(self, scene: Scene, operation: Operation) -> None:
        for name, headers in OTHER_HEADERS.items():
            answer = scene.things.send(operation, client=sender(scene, operation), headers=headers)

            assert fault(operation, answer) is None, name
            undo(scene)


class TestAMethod:
    @each_operation
    def test_that_is_not_taken(self, scene: Scene, operation: Operation) -> None:
        taken = {one.method for one in OPERATIONS if one.path == operation.path}

        for method in {
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "X" * 50,
        } - taken:
            answer = sender(scene, operation).request(method, operation.path.format_map(scene.things.ids))

            # 403 and 415 where the path reads as another operation's: ``me`` as somebody's id.
            assert answer.status_code in {403, 404, 405, 415}, method
        assert scene.tables.changes() == []
