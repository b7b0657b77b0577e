"""Response bodies of the front desk."""

from typing import Any, Literal

from pydantic import ConfigDict

from functions.portal.domain import ProblemKind
from shared.http import API
from shared.schemas import Out

_PROBLEM: dict[str, Any] = {
    "type": "/api/v1/problems/course_not_open",
    "code": "course_not_open",
    "status": 409,
    "title": "The course takes no new learners",
    "explanation": None,
    "operations": ["POST /api/v1/courses/{course_id}/enroll"],
}


class HealthOut(Out):
    """A sign of life."""

    status: Literal["ok"]

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "ok"}]})


class ProblemKindOut(Out):
    """A kind of problem: what it means, and which operations answer with it."""

    type: str
    code: str
    status: int
    title: str
    explanation: str | None
    operations: list[str]

    model_config = ConfigDict(json_schema_extra={"examples": [_PROBLEM]})

    @classmethod
    def of(cls, kind: ProblemKind) -> "ProblemKindOut":
        """The answer for a kind of problem."""
        return cls(type=f"{API}/problems/{kind.code}", **kind.model_dump())


class ProblemKindsOut(Out):
    """All kinds of problem, by code."""

    items: list[ProblemKindOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_PROBLEM]}]})
