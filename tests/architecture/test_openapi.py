"""The API's document: as the code says, and complete."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from infra.openapi import TARGET, api_document, as_text
from shared.contract import PROBLEM_JSON

DOCUMENT = api_document()
OPERATIONS = [
    pytest.param(path, method, operation, id=f"{method.upper()} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
each_operation = pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
Operation = dict[str, Any]
REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


def resolved(thing: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    while "$ref" in thing:
        _, *steps = thing["$ref"].split("/")
        thing = DOCUMENT
        for step in steps:
            thing = thing[step]
    return thing


def bodies(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body of an operation, sent or answered, with its media type."""
    for thing in (operation.get("requestBody", {}), *operation["responses"].values()):
        yield from resolved(thing).get("content", {}).items()


def needed(schema: dict[str, Any]) -> dict[str, Any]:
    """The named schemas that one refers to, and what those refer to: a validator is made of them in no time."""
    found: dict[str, Any] = {}
    waiting = [schema]
    while waiting:
        for name in REFERENCE.findall(json.dumps(waiting.pop())):
            if name not in found:
                found[name] = DOCUMENT["components"]["schemas"][name]
                waiting.append(found[name])
    return found


class TestDocument:
    def test_is_committed_as_the_code_says(self) -> None:
        assert TARGET.read_text(encoding="utf-8") == as_text(DOCUMENT), "run: make openapi"

    def test_comes_out_the_same_every_time(self) -> None:
        assert as_text(api_document()) == as_text(DOCUMENT)

    def test_names_every_operation_once_and_readably(self) -> None:
        names = [operation["operationId"] for methods in DOCUMENT["paths"].values() for operation in methods.values()]

        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names)

    def test_names_every_schema_plainly(self) -> None:
        odd = [
            name for name in DOCUMENT["components"]["schemas"] if not re.fullmatch(r"[A-Za-z]+(-Input|-Output)?", name)
        ]

        assert odd == []

    def test_refers_to_what_is_there(self) -> None:
        for reference in set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(DOCUMENT))):
            assert resolved({"$ref": reference}), reference

    def test_explains_every_problem(self) -> None:
        operations = [operation for methods in DOCUMENT["paths"].values() for operation in methods.values()]
        answered = {code for operation in operations for code in operation["x-problems"]}

        assert set(DOCUMENT["x-problems"]) == answered
        assert all(about["title"] and 400 <= about["status"] <= 599 for about in DOCUMENT["x-problems"].values())


@each_operation
class TestEveryOperation:
    def test_says_what_it_does(self, path: str, method: str, operation: Operation) -> None:
        assert 5 <= len(operation["summary"]) <= 120
        assert len(operation["description"]) > len(operation["summary"])
        assert len(operation["tags"]) == 1

    def test_says_who_may_call_it(self, path: str, method: str, operation: Operation) -> None:
        if operation["security"]:
            assert operation["security"] == [{"bearer": []}]
            assert operation["x-roles"]
            assert {"401", "403"} <= set(operation["responses"])
        else:
            assert "x-permission" not in operation
            assert "x-roles" not in operation

    def test_has_a_typed_success(self, path: str, method: str, operation: Operation) -> None:
        successes = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}

        assert successes
        for status, answer in successes.items():
            assert answer["description"]
            assert (status == "204") == ("content" not in answer)
            assert all(content["schema"] for content in answer.get("content", {}).values())

    def test_has_a_problem_for_every_failure(self, path: str, method: str, operation: Operation) -> None:
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                content = resolved(answer)["content"]
                assert list(content) == [PROBLEM_JSON]
                assert content[PROBLEM_JSON]["schema"] == {"$ref": "#/components/schemas/ProblemOut"}
                assert {resolved(given)["value"]["status"] for given in content[PROBLEM_JSON]["examples"].values()} == {
                    int(status)
                }

    def test_has_an_example_for_every_body(self, path: str, method: str, operation: Operation) -> None:
        for media_type, content in bodies(operation):
            given = content.get("examples", {"": {"value": content.get("example")}})
            examples = [resolved(example)["value"] for example in given.values()]

            assert examples, media_type
            schema = {**content["schema"], "components": {"schemas": needed(content["schema"])}}
            for example in examples:
                jsonschema_rs.validate(schema, example)

    def test_takes_no_null_outside_a_body(self, path: str, method: str, operation: Operation) -> None:
        for parameter in operation.get("parameters", ()):
            assert '"null"' not in json.dumps(parameter["schema"])
