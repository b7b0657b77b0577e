"""Bodies about progress that learners share."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.learning.domain.shares import Share, Shown
from shared.schemas import In, Out

_SHOWS: Any = ["name", "percent"]
_SHARE: dict[str, Any] = {
    "code": "Zk3vUu1QZ2m9cT0aXb7_Lw-e",
    "path": "/api/v1/shared-progress/Zk3vUu1QZ2m9cT0aXb7_Lw-e",
    "shows": _SHOWS,
    "shared_at": "2026-11-22T09:30:00Z",
}


class ShareIn(In):
    """What anybody may see who has the link, besides the course's title."""

    shows: Annotated[frozenset[Shown], Field(max_length=len(Shown))]

    model_config = ConfigDict(json_schema_extra={"examples": [{"shows": _SHOWS}]})


class ShareOut(Out):
    """What you share of a course, and where it is seen; all null and nothing shown while you share nothing."""

    code: str | None
    path: str | None
    shows: list[Shown]
    shared_at: datetime | None

    model_config = ConfigDict(json_schema_extra={"examples": [_SHARE]})

    @classmethod
    def of(cls, share: Share | None) -> "ShareOut":
        """The answer for what somebody shares."""
        if share is None:
            return cls(code=None, path=None, shows=[], shared_at=None)
        path = f"/api/v1/shared-progress/{share.code}"
        return cls(code=share.code, path=path, shows=sorted(share.shows), shared_at=share.shared_at)


class SharedProgressOut(Out):
    """How far somebody is in a course; null is what they did not agree to show, or what has not come yet."""

    course_title: str
    organization_name: str
    learner_name: str | None
    percent: int | None
    started_at: datetime | None
    completed_at: datetime | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_title": "Cells: the units of life",
                    "organization_name": "Green Valley School",
                    "learner_name": "Meera Nair",
                    "percent": 25,
                    "started_at": None,
                    "completed_at": None,
                }
            ]
        }
    )
