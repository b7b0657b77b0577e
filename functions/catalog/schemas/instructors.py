"""Bodies of requests and answers about instructors."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.catalog.domain.instructors import WHOLE_BP, Right
from functions.catalog.schemas.courses import ChangeIn
from functions.catalog.service.instructors import Teacher
from shared.etag import etag
from shared.schemas import BodyId, In, Out

_PERMISSIONS = {"content": True, "publish": False, "students": True, "reviews": True, "analytics": False}
_INSTRUCTOR: dict[str, Any] = {
    "instructor_id": "usr_01JD5GYVX1B2C3D4E5F6G7H8J9",
    "permissions": _PERMISSIONS,
    "revenue_share_bp": 2500,
}

Share = Annotated[int, Field(ge=0, le=WHOLE_BP, description="The share of what the course earns, of ten thousand.")]


class PermissionsIn(In):
    """What an instructor may do in the course."""

    content: bool
    publish: bool
    students: bool
    reviews: bool
    analytics: bool


class InstructorIn(In):
    """Somebody who is to teach a course."""

    model_config = ConfigDict(json_schema_extra={"examples": [_INSTRUCTOR]})

    instructor_id: BodyId
    permissions: PermissionsIn
    revenue_share_bp: Share = 0

    def wish(self) -> dict[str, object]:
        """Who it is, and what they are to have."""
        share = self.revenue_share_bp
        return {"user_id": self.instructor_id, **self.permissions.model_dump(), "revenue_share_bp": share}


class InstructorChangeIn(ChangeIn):
    """What to change of an instructor: what is left out stays. The permissions are replaced together."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"permissions": {**_PERMISSIONS, "publish": True}}]})

    permissions: PermissionsIn = Field(default_factory=lambda: PermissionsIn.model_validate(_PERMISSIONS))
    revenue_share_bp: Share = Field(default_factory=int)

    def changes(self) -> dict[str, object]:
        """What is to be changed, and to what."""
        given = super().changes()
        permissions = self.permissions.model_dump() if given.pop("permissions", None) else {}
        return {**permissions, **given}


class PermissionsOut(Out):
    """What an instructor may do in the course."""

    content: bool
    """Change the course and its lessons."""
    publish: bool
    """Publish and archive it, and ask for approval."""
    students: bool
    """See and change who is enrolled."""
    reviews: bool
    """Answer reviews, and hide them."""
    analytics: bool
    """See its figures."""


class InstructorOut(Out):
    """Somebody who teaches a course."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {**_INSTRUCTOR, "name": "Kavita Iyer", "added_at": "2026-11-02T08:05:00Z", "etag": '"rev-1"'},
            ]
        }
    )

    instructor_id: str
    name: str | None
    permissions: PermissionsOut
    revenue_share_bp: int
    added_at: datetime
    etag: str

    @classmethod
    def of(cls, teacher: Teacher) -> "InstructorOut":
        """The answer for an instructor."""
        one = teacher.instructor
        return cls(
            instructor_id=one.user_id,
            name=teacher.name,
            permissions=PermissionsOut(**{right.value: one.may(right) for right in Right}),
            revenue_share_bp=one.revenue_share_bp,
            added_at=one.added_at,
            etag=etag(one.revision),
        )


class InstructorsOut(Out):
    """A course's instructors, at most twenty; who began the course comes first."""

    course_id: str
    items: list[InstructorOut]
