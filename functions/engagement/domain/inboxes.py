"""A person's notices, and which of them are unread."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict
from ulid import ULID

KEPT = timedelta(days=180)
MOST_UNREAD = 100
"""So many are unread at most; the oldest counts as read when one more comes."""
PREFIX = "ntc_"


class Notice(BaseModel):
    """Somebody is told of something. It keeps ids and numbers; the words are made when it is read."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    notice_id: str
    kind_of: str
    facts: dict[str, Any]
    created_at: datetime


class Inbox(BaseModel):
    """Which notices of a person are unread, by id, the oldest first. Ids rise in the order of arrival."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    newest: str | None = None
    unread: tuple[str, ...] = ()
    revision: int = 0

    def next_id(self, now: datetime) -> str:
        """An id for the next notice: above every id before, whatever the clock says."""
        made = f"{PREFIX}{ULID.from_datetime(now)}"
        if self.newest is None or made > self.newest:
            return made
        return f"{PREFIX}{ULID.from_int(int(ULID.from_str(self.newest.removeprefix(PREFIX))) + 1)}"

    def with_one_more(self, notice_id: str, now: datetime) -> "Inbox":
        """The inbox after a notice has come."""
        unread = (*self.unread_at(now), notice_id)[-MOST_UNREAD:]
        return self.model_copy(update={"newest": notice_id, "unread": unread})

    def unread_at(self, now: datetime) -> tuple[str, ...]:
        """What is unread, and not so old that it is gone."""
        return tuple(notice_id for notice_id in self.unread if gone_at(notice_id) > now)

    def without(self, notice_ids: frozenset[str]) -> "Inbox":
        """The inbox after these were read. Other people's ids, and those of read ones, change nothing."""
        return self.model_copy(update={"unread": tuple(one for one in self.unread if one not in notice_ids)})

    def without_up_to(self, notice_id: str) -> "Inbox":
        """The inbox after this notice and all that came before it were read."""
        return self.model_copy(update={"unread": tuple(one for one in self.unread if one > notice_id)})


def gone_at(notice_id: str) -> datetime:
    """When a notice is no longer kept. Its id says when it came."""
    return ULID.from_str(notice_id.removeprefix(PREFIX)).datetime.astimezone(UTC) + KEPT
