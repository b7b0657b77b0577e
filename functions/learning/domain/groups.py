"""Groups: named sets of people, of one course or of the whole organization."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

MAX_MEMBERS = 10_000
MAX_GROUPS_OF_ONE = 20
"""So many groups one person may be in."""
MOST_AT_ONCE = 40
"""So many people may be put into a group at once."""


class Group(BaseModel):
    """A batch, a class, a cohort."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    group_id: str
    name: str
    course_id: str | None
    """The course whose learners it is of; None for the whole organization."""
    starts_on: date | None
    ends_on: date | None
    created_at: datetime
    size: int = 0
    edition: int = 1
    """Counts the changes of what it is; who is in it is not part of that."""
