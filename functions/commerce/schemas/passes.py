"""Bodies of requests and answers about passes."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from functions.commerce.domain.passes import MOST_COURSES, Pass
from functions.commerce.schemas.terms import ChangeIn
from shared.etag import etag
from shared.schemas import BodyId, In, Line, Out, Text

_PASS: dict[str, Any] = {
    "name": "Everything about money",
    "description": "All courses about money.",
    "every_course": False,
}
_SHOWN: dict[str, Any] = {
    "pass_id": "pas_01JD5J1A0B1C2D3E4F5G6H7J8K",
    **_PASS,
    "course_ids": ["crs_01JD5GX1Z2Y3X4W5V6T7S8R9QP"],
    "created_at": "2026-11-02T08:05:00Z",
    "updated_at": "2026-11-02T08:05:00Z",
    "etag": '"rev-1"',
}


Courses = Annotated[
    tuple[BodyId, ...],
    Field(max_length=MOST_COURSES, description="The courses that it opens; they are not free any more by that."),
    AfterValidator(lambda ids: tuple(dict.fromkeys(ids))),
]
"""Each once, in the order given."""


class PassIn(In):
    """A pass to make. With `every_course` it opens every course, else those that it names."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PASS]})

    name: Line
    description: Text = ""
    every_course: bool = False
    course_ids: Courses = ()

    def wish(self) -> dict[str, object]:
        """What the pass is to be."""
        return self.model_dump()


class PassChangeIn(ChangeIn):
    """Changes of a pass: what is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Everything about money and trade"}]})

    name: Line = Field(default_factory=str)
    description: Text = Field(default_factory=str)
    course_ids: Courses = Field(default_factory=tuple)


class PassOut(Out):
    """What opens several courses."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    pass_id: str
    name: str
    description: str
    every_course: bool
    course_ids: list[str]
    created_at: datetime
    updated_at: datetime
    etag: str

    @classmethod
    def of(cls, shown: Pass) -> "PassOut":
        """The answer for a pass."""
        return cls(**shown.model_dump(exclude={"revision"}), etag=etag(shown.revision))
