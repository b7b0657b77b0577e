"""What interests learners: what they say themselves, and apart from it what their courses say of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.enrolments import Enrolment

MOST_CATEGORIES = 20
MOST_TAGS = 50
MOST_LANGUAGES = 10
LOOKED_AT = 49
"""So many courses, the latest, say what somebody is interested in: with all that belongs to them one batch."""


class Interests(BaseModel):
    """What somebody says of themselves. How much time they want to spend is one of their goals."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    category_ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    difficulty: str | None = None
    revision: int = 0


class Favourite(BaseModel):
    """A course that somebody marked."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    course_id: str
    added_at: datetime


class Described(Protocol):
    """What is said about a course."""

    @property
    def category_id(self) -> str | None: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def language(self) -> str: ...
    @property
    def difficulty(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Count:
    """Of how many of somebody's courses a thing can be said."""

    value: str
    enrolled: int
    """Those that they ever had access to."""
    completed: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody's courses say of them, the most frequent first."""

    categories: Sequence[Count]
    tags: Sequence[Count]
    languages: Sequence[Count]
    difficulties: Sequence[Count]

    @classmethod
    def of(cls, enrolments: Iterable[Enrolment], cards: Mapping[str, Described]) -> "Learned":
        """What these say, as far as their courses are on offer."""
        known = [(cards[one.course_id], one) for one in enrolments if one.joined and one.course_id in cards]
        return cls(
            _counts((value, own) for card, own in known for value in [card.category_id] if value),
            _counts((value, own) for card, own in known for value in card.tags),
            _counts((card.language, own) for card, own in known),
            _counts((value, own) for card, own in known for value in [card.difficulty] if value),
        )


def _counts(said: Iterable[tuple[str, Enrolment]]) -> list[Count]:
    enrolled: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    for value, own in said:
        enrolled[value] += 1
        completed[value] += own.completed_at is not None
    counts = [Count(value, number, completed[value]) for value, number in enrolled.items()]
    return sorted(counts, key=lambda one: (-one.enrolled, -one.completed, one.value))
