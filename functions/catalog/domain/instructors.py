"""Who teaches a course together: what each of them may do there, and their share of what it earns."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from functions.catalog.errors import InstructorExists, InstructorNotFound, LastInstructor, SharesExceeded, TeamFull

MOST_INSTRUCTORS = 20
WHOLE_BP = 10_000
"""All of it, in basis points."""


class Right(StrEnum):
    """What an instructor may be allowed to do in a course."""

    CONTENT = "content"
    PUBLISH = "publish"
    STUDENTS = "students"
    REVIEWS = "reviews"
    ANALYTICS = "analytics"


class Instructor(BaseModel):
    """Somebody who teaches a course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    content: bool = True
    publish: bool = True
    students: bool = True
    reviews: bool = True
    analytics: bool = True
    revenue_share_bp: int = 0
    added_at: Annotated[datetime, PlainSerializer(datetime.isoformat)]
    revision: int = 1

    def may(self, right: Right) -> bool:
        """Whether this is allowed to them."""
        return bool(getattr(self, right.value))

    @property
    def may_all(self) -> bool:
        """Whether everything is allowed to them, so that they may also say who else teaches the course."""
        return all(map(self.may, Right))

    @property
    def rights(self) -> tuple[str, ...]:
        """What is allowed to them, by name."""
        return tuple(right.value for right in Right if self.may(right))


Team = tuple[Instructor, ...]


def find(team: Sequence[Instructor], user_id: str) -> Instructor | None:
    """The member of the team."""
    return next((one for one in team if one.user_id == user_id), None)


def get(team: Sequence[Instructor], user_id: str) -> Instructor:
    """The member of the team. Raises ``InstructorNotFound``."""
    found = find(team, user_id)
    if found is None:
        raise InstructorNotFound(instructor_id=user_id)
    return found


def with_one_more(team: Team, new: Instructor) -> Team:
    """The team with somebody who was not in it."""
    if find(team, new.user_id):
        raise InstructorExists(instructor_id=new.user_id)
    if len(team) >= MOST_INSTRUCTORS:
        raise TeamFull(f"A course has at most {MOST_INSTRUCTORS} instructors.")
    return _sound((*team, new))


def with_changed(team: Team, changed: Instructor) -> Team:
    """The team with one of it as they are now."""
    return _sound(tuple(changed if one.user_id == changed.user_id else one for one in team))


def without(team: Team, user_id: str) -> Team:
    """The team without one of it."""
    return _sound(tuple(one for one in team if one.user_id != user_id))


def _sound(team: Team) -> Team:
    """The team, if it is one: somebody may do everything, and nobody's share is given twice."""
    if not any(one.may_all for one in team):
        raise LastInstructor
    given = sum(one.revenue_share_bp for one in team)
    if given > WHOLE_BP:
        raise SharesExceeded(f"The shares are {given} basis points together; {WHOLE_BP} are the whole.", given_bp=given)
    return team
