"""Bodies about how one may enrol in a course."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, model_validator

from functions.learning.domain.seats import Seats
from shared.schemas import In, Out

_SETTINGS: dict[str, Any] = {
    "seats": 30,
    "opens_at": "2026-11-01T00:00:00Z",
    "closes_at": "2199-12-01T00:00:00Z",
    "access_days": 180,
    "waiting_list": True,
}


def _near(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2200:  # what people mean by a date
        raise ValueError("must lie between the years 2000 and 2199")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_near)]
"""A time that people name."""


class EnrollmentSettingsIn(In):
    """How one may enrol in a course. What is left out is without limit; people may wait unless told otherwise."""

    seats: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    opens_at: Moment | None = None
    closes_at: Moment | None = None
    access_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    waiting_list: bool = True

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS]})

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "EnrollmentSettingsIn":
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValueError("enrolment must close after it opens")
        return self

    def rules(self) -> Seats:
        """The rules that they are."""
        return Seats(**self.model_dump())


class EnrollmentSettingsOut(Out):
    """How one may enrol in a course, how many seats are taken (offered and reserved ones too), and how many wait."""

    seats: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    access_days: int | None
    waiting_list: bool
    taken: int
    waiting: int

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS | {"taken": 28, "waiting": 0}]})
