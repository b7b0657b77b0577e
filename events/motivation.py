"""What motivation tells."""

from typing import ClassVar

from shared.events import DomainEvent


class _LearnerEvent(DomainEvent):
    source: ClassVar[str] = "lms.motivation"

    user_id: str


class BadgeEarned(_LearnerEvent):
    """Somebody earned a badge; told once for each."""

    badge_id: str


class LevelReached(_LearnerEvent):
    """Somebody's points reached a level; told once for each, or for the highest of several at once."""

    level: int


class MilestoneReached(_LearnerEvent):
    """Somebody reached a milestone; told once for each."""

    measure: str
    """What is counted: `points`, `longest_streak`, or deeds of a kind, as `lesson_completed`."""
    value: int


class RewardRedeemed(_LearnerEvent):
    """Somebody gave points for a reward; told once for each person and reward."""

    reward_id: str
    cost: int
