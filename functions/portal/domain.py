"""The API's document, and the kinds of problem it explains."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class ProblemKind(BaseModel):
    """A problem that the API answers with, told apart by its code."""

    model_config = ConfigDict(frozen=True)

    code: str
    status: int
    title: str
    explanation: str | None
    operations: list[str]


def problem_kinds(document: dict[str, Any]) -> dict[str, ProblemKind]:
    """Every kind of problem in an OpenAPI document, by code, with the operations that answer with it."""
    operations: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for code in operation["x-problems"]:
                operations.setdefault(code, []).append(f"{method.upper()} {path}")
    return {
        code: ProblemKind(code=code, operations=operations.get(code, []), **about)
        for code, about in document["x-problems"].items()
    }
