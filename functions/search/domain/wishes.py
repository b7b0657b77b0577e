"""What somebody looks for, and what is found."""

from dataclasses import dataclass, field
from enum import StrEnum

from functions.search.domain.offers import Offer, Rating

MOST_WORDS = 24
"""How many words of a text are looked for; what more is said changes little."""
MOST_VALUES = 20
"""How many values of a facet are counted: the most frequent ones."""


class Sort(StrEnum):
    """In which order offers are listed."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    RATING = "rating"
    TITLE = "title"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Filters:
    """Only offers like this; None for any."""

    category: tuple[str, ...] = ()
    """Ids of which any will do; none for any category."""
    difficulty: str | None = None
    language: str | None = None
    tag: str | None = None
    instructor: str | None = None
    min_rating: float | None = None
    free: bool | None = None
    max_price: int | None = None
    """In minor units of whatever currency a course is sold in."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    limit: int = 25
    start: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet, and how many offers have it."""

    value: str
    count: int


Facets = dict[str, tuple[Value, ...]]
"""By the name of the filter. Each is counted as if its own filter were not set: what one could choose instead."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An offer that was found."""

    offer: Offer
    rating: Rating


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. ``corrected`` are the words that were understood otherwise than they were written."""

    hits: tuple[Hit, ...]
    total: int
    facets: Facets
    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A course that somebody may be about to name."""

    course_id: str
    title: str
