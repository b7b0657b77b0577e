"""That somebody was told of an event, and what became of the mail.

Before a mail goes out its delivery is *claimed*, afterwards it is *sent*. Who dies in between leaves a claim, of which
nobody knows whether the mail went out. Once no process can still be at work on it, a mail that belongs to a contract or
a payment is sent again (rather twice than never), and any other is *lost* (rather never than twice).
"""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

CLAIM = timedelta(minutes=3)
"""Longer than a process lives that sends, shorter than a message of the queue is out of sight."""
KEPT = timedelta(days=30)
"""Longer than an event may still come again: queues keep what failed for two weeks."""


class MailState(StrEnum):
    """What became of the mail."""

    NONE = "none"
    """None was to be sent."""
    CLAIMED = "claimed"
    DUE = "due"
    """Certainly not sent so far."""
    SENT = "sent"
    REFUSED = "refused"
    LOST = "lost"


class Delivery(BaseModel):
    """Somebody's being told of an event."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    event_id: str
    user_id: str
    mail: MailState
    claimed_at: datetime
    revision: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.mail not in {MailState.CLAIMED, MailState.DUE}

    def is_at_work(self, now: datetime) -> bool:
        """Whether some process may be sending the mail at this moment."""
        return self.mail is MailState.CLAIMED and now < self.claimed_at + CLAIM

    def claimed(self, now: datetime) -> "Delivery":
        """The delivery while its mail is being sent."""
        return self.model_copy(update={"mail": MailState.CLAIMED, "claimed_at": now})

    def ended(self, mail: MailState) -> "Delivery":
        """The delivery with what became of its mail."""
        return self.model_copy(update={"mail": mail})
