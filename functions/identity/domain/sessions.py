"""Sessions: one sign-in on one device. Its refresh tokens are a family, of which only the newest is valid."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

IDLE_FOR = timedelta(days=30)
"""A session that is not refreshed for this long is over."""
LASTS = timedelta(days=90)
"""No session lasts longer."""


@dataclass(frozen=True, slots=True)
class Device:
    """What is known of the machine that a request comes from."""

    name: str
    address: str


class Session(BaseModel):
    """One sign-in of a person, for one of their organizations at a time."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    session_id: str
    user_id: str
    org_id: str
    epoch: int
    generation: int
    refresh_hash: str
    device: str
    address: str
    created_at: datetime
    last_used_at: datetime
    ended_at: datetime | None = None
    revision: int = 0

    @property
    def until(self) -> datetime:
        """When it is over if it is not used again."""
        return min(self.last_used_at + IDLE_FOR, self.created_at + LASTS)

    def is_alive(self, epoch: int, now: datetime) -> bool:
        """Whether it still stands for its person, whose epoch is given."""
        return self.ended_at is None and self.epoch == epoch and now < self.until
