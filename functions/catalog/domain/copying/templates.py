"""A template: what a course was like when somebody found it worth beginning others with."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from functions.catalog.errors import NotTheTemplatesOwner


class Template(BaseModel):
    """A frozen course of the organization. It does not change when the course does that it was taken from."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    template_id: str
    name: str
    description: str = ""
    course_id: str
    """The course that it was taken from, which may be no more."""
    title: str
    language: str
    topic_count: int
    lesson_count: int
    created_by: str
    created_at: datetime
    revision: int = 0

    def require_owner(self, user_id: str, *, edits_all: bool) -> None:
        """Raise ``NotTheTemplatesOwner`` unless this person may remove it."""
        if not edits_all and user_id != self.created_by:
            raise NotTheTemplatesOwner(template_id=self.template_id)
