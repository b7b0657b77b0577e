"""The operations of the whole API, as its document describes them."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infra.openapi import api_document
from shared.permissions import Role

DOCUMENT = api_document()
# What any operation may answer to somebody who is signed in. Other 403s say: this is somebody else's.
COMMON_REFUSALS = frozenset({"forbidden", "not_a_member", "organization_not_active"})


@dataclass(frozen=True, eq=False)
class Operation:
    """One method of one path."""

    method: str
    path: str
    about: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path.removeprefix('/api/v1')}"

    @cached_property
    def params(self) -> tuple[str, ...]:
        """The names of what its path is about, outermost first."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Those of them that are ids of what lies in another: neither a number that counts within it, nor a person."""
        alone = len(self.params) == 1
        return tuple(name for name in self.params if name.endswith("_id") and (alone or name != "user_id"))

    @cached_property
    def is_public(self) -> bool:
        """Whether anybody may call it."""
        return not self.about["security"]

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles that may call it."""
        return frozenset(map(Role, self.about.get("x-roles", ())))

    @cached_property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET"

    @cached_property
    def needs_tag(self) -> bool:
        """Whether it wants to know which version is being changed."""
        return any(parameter["name"] == "If-Match" for parameter in self.about.get("parameters", ()))

    @cached_property
    def needs_key(self) -> bool:
        """Whether it does nothing without an Idempotency-Key."""
        return any(one.get("required") for one in self._keys)

    @cached_property
    def takes_key(self) -> bool:
        """Whether it reads an Idempotency-Key; to others one is nothing."""
        return bool(self._keys)

    @cached_property
    def _keys(self) -> list[dict[str, Any]]:
        parameters = self.about.get("parameters", ())
        return [one for one in parameters if one["name"].lower() == "idempotency-key"]

    @cached_property
    def query(self) -> dict[str, Any]:
        """What its address has to say, by the document's examples."""
        parameters = self.about.get("parameters", ())
        wanted = [one for one in parameters if one["in"] == "query" and one.get("required")]
        return {one["name"]: one["schema"]["examples"][0] for one in wanted if one["schema"].get("examples")}

    @cached_property
    def refusals(self) -> frozenset[str]:
        """The codes by which it says that a thing is somebody else's."""
        codes = self.about["responses"].get("403", {}).get("$ref", "").rpartition("/")[2]
        return frozenset(codes.split(".")) - COMMON_REFUSALS - {""}

    @cached_property
    def statuses(self) -> frozenset[int]:
        """The statuses that it says it answers with."""
        return frozenset(map(int, self.about["responses"]))

    @cached_property
    def makes(self) -> frozenset[str]:
        """The names of the ids in what it answers when it has made something."""
        answers = [self.about["responses"].get(status, {}) for status in ("201", "202")]
        contents = [content for answer in answers for content in answer.get("content", {}).values()]
        return frozenset(name for content in contents for name in content["example"] if name.endswith("_id"))

    @cached_property
    def body(self) -> tuple[str, Any] | None:
        """The kind of its body, and the document's example of it."""
        for kind, content in self.about.get("requestBody", {}).get("content", {}).items():
            return kind, content["example"]
        return None

    @cached_property
    def body_schema(self) -> dict[str, Any] | None:
        """What its JSON body must look like, references resolved."""
        content = self.about.get("requestBody", {}).get("content", {}).get("application/json")
        return resolved(content["schema"]) if content else None


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    while "$ref" in schema:
        found: Any = DOCUMENT
        for step in schema["$ref"].split("/")[1:]:
            found = found[step]
        schema = found
    return schema


OPERATIONS = tuple(
    Operation(method.upper(), path, about)
    for path, methods in DOCUMENT["paths"].items()
    for method, about in methods.items()
    if "x-signed-by" not in about  # nobody here can sign: a room's own tests try its door of webhooks
)
