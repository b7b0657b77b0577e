"""Facts that devices tell: what they say of a lesson, and at which moment of the server's clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.learning.domain.work import Work, time_spent, watching
from shared.device_clocks import OLDEST, RIGHT_ENOUGH, STEP, skew


class FactKind(StrEnum):
    """What a fact is about."""

    OPENED = "opened"
    STUDIED = "studied"
    WATCHED = "watched"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a device saw its learner do, at a moment of its clock."""

    fact_id: str
    lesson_id: str
    kind: FactKind
    at: datetime
    active_s: int = 0
    """For how long, just before that moment, the learner was at it."""
    block_id: str | None = None
    start_s: int = 0
    end_s: int = 0
    length_s: int | None = None
    position_s: int | None = None
    score_bp: int = 0

    def work(self, at: datetime) -> Work:
        """The state that says this and nothing else; ``at`` is the moment of the server's clock."""
        said = time_spent(at, self.active_s)
        match self.kind, self.block_id:
            case FactKind.WATCHED, str(block_id):
                return said | watching(block_id, self.start_s, self.end_s, self.length_s)
            case FactKind.ANSWERED, str(block_id):
                return said | Work(answered={block_id: self.score_bp})
            case FactKind.CONFIRMED, _:
                return said | Work(confirmed=True)
            case FactKind.OPENED, _:
                return said | Work(opened=True)
        return said


def refusal(at: datetime, *, sent_at: datetime, now: datetime, since: datetime) -> str | None:
    """Why a fact of this moment of the device's clock is not taken: it was after it was sent, before the learner had
    the place (since), or too long ago. None if it is taken.
    """
    moment = at + skew(sent_at, now)
    if at > sent_at + RIGHT_ENOUGH or moment > now + RIGHT_ENOUGH:
        return "in_the_future"
    if moment < now - OLDEST:
        return "too_old"
    # A corrected moment may be up to a step too early.
    return "before_enrollment" if moment < since - STEP - RIGHT_ENOUGH else None
