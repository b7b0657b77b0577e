"""Bodies about groups."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from functions.identity.published import PersonCard
from functions.learning.domain.groups import MOST_AT_ONCE
from shared.schemas import BodyId, In, Line, Out

_GROUP: dict[str, Any] = {"name": "Batch of November", "starts_on": "2026-11-02", "ends_on": "2199-02-27"}

_COURSE = "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"


def _near(day: date) -> date:
    if not 2000 <= day.year < 2200:  # what people mean by a date
        raise ValueError("must lie between the years 2000 and 2199")
    return day


Day = Annotated[date, AfterValidator(_near)]
"""A day that people name."""


class GroupChangeIn(In):
    """What a group is to be from now on."""

    name: Line
    starts_on: Day | None = None
    ends_on: Day | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_GROUP]})

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "GroupChangeIn":
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("a group must not end before it starts")
        return self


class GroupIn(GroupChangeIn):
    """A group to make: of a course, or of the whole organization where none is named."""

    course_id: BodyId | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [_GROUP | {"course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD"}]}
    )


class GroupOut(Out):
    """A group."""

    group_id: str
    name: str
    course_id: str | None
    starts_on: date | None
    ends_on: date | None
    size: int
    created_at: datetime

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "group_id": "grp_01JD0M7B1C2D3E4F5G6H7J8K9M",
                    **_GROUP,
                    "course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
                    "size": 24,
                    "created_at": "2026-10-22T09:30:00Z",
                }
            ]
        }
    )


class GroupMembersIn(In):
    """People to put into a group."""

    user_ids: Annotated[list[BodyId], Field(min_length=1, max_length=MOST_AT_ONCE)]

    model_config = ConfigDict(json_schema_extra={"examples": [{"user_ids": ["usr_01JD0K2P8N7M6Q5R4S3T2V1W0X"]}]})


class GroupMemberOut(Out):
    """Somebody in a group; `name` is null for who is no longer a member of the organization."""

    user_id: str
    name: str | None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X", "name": "Meera Nair"}]}
    )

    @classmethod
    def of(cls, user_id: str, card: PersonCard | None) -> "GroupMemberOut":
        """The answer for a member."""
        return cls(user_id=user_id, name=card.name if card else None)
