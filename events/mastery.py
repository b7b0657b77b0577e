"""What mastery tells."""

from typing import ClassVar

from shared.events import DomainEvent


class SkillMerged(DomainEvent):
    """A skill went into another one for good: its id stands for that one from now on."""

    source: ClassVar[str] = "lms.mastery"

    skill_id: str
    into_skill_id: str
