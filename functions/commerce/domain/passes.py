"""Passes: what opens several courses, and who holds one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.offers import Moment
from functions.commerce.errors import PassUnsound

MOST_COURSES = 300
"""How many courses a pass may open by name."""
MOST_CHANGED = 90
"""How many of them a change may add or take out at once: each is a write of one transaction."""
MOST_HELD = 50
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)


class Pass(BaseModel):
    """What opens every course of an organization, or those that are put into it, for as long as one holds it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    pass_id: str
    name: str
    description: str = ""
    every_course: bool = False
    course_ids: tuple[str, ...] = ()
    """The courses that it opens by name, where it does not open all."""
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    def sound(self, before: "Pass | None") -> "Pass":
        """The same pass. Raises ``PassUnsound``, naming the field, for what it may not open, or not all at once."""
        if self.every_course and self.course_ids:
            raise PassUnsound.field("/course_ids", "wrong_kind", "What opens every course names none.")
        if len(self.course_ids) > MOST_COURSES:
            raise PassUnsound.field("/course_ids", "too_many", f"A pass names at most {MOST_COURSES} courses.")
        if len(set(self.course_ids) ^ set(before.course_ids if before else ())) > MOST_CHANGED:
            raise PassUnsound.field(
                "/course_ids", "too_many", f"Add or take out at most {MOST_CHANGED} courses at a time."
            )
        return self


class HeldPass(BaseModel):
    """A pass that somebody bought."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    order_id: str
    pass_id: str
    every_course: bool
    until: Moment | None = None
    """None for good."""
    paused: bool = False
    """Whether something is overdue."""

    def opens(self, pass_ids: Sequence[str], at: datetime) -> bool:
        """Whether it opens, at that moment, a course that these passes open by name."""
        runs = not self.paused and (self.until is None or at < self.until)
        return runs and (self.every_course or self.pass_id in pass_ids)


class Wallet(BaseModel):
    """All passes that somebody holds."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    held: tuple[HeldPass, ...] = ()
    revision: int = 0

    def opens_until(self, pass_ids: Sequence[str], at: datetime) -> datetime | None:
        """Until when a course that these passes open is open to the holder; None if it is not."""
        return max((one.until or FOREVER for one in self.held if one.opens(pass_ids, at)), default=None)

    def without(self, order_id: str) -> "Wallet":
        """Without what an order gave."""
        return self.model_copy(update={"held": tuple(one for one in self.held if one.order_id != order_id)})

    def with_pass(self, held: HeldPass, at: datetime) -> "Wallet":
        """With what an order gives, in the place of what it gave before; what is long over goes."""
        others = tuple(
            one for one in self.held if one.order_id != held.order_id and (one.until is None or one.until > at)
        )
        return self.model_copy(update={"held": (*others, held)[-MOST_HELD:]})
