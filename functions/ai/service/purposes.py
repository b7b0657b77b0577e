"""What a call of a provider is for."""

from dataclasses import dataclass
from enum import StrEnum


class Feature(StrEnum):
    """What of the product spends; usage is shown by it."""

    QUESTIONS = "questions"
    SUMMARIES = "summaries"
    GRADING = "grading"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who has it done, and for which feature.

    ``call_id`` names the call among those of the organization: a repeated call of one name is paid once.
    """

    feature: Feature
    person_id: str
    call_id: str
    may_come_back: bool = False
    """Whether ``ComeBack`` can be waited for; otherwise the embedded provider does it at once."""
