"""Lists that are read page by page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PageKey = Mapping[str, str] | None
T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T_co]):
    """Some things in order, and where the next page starts (None at the end)."""

    items: Sequence[T_co]
    next_key: PageKey


def each(read: Callable[[PageKey], Listed[T]]) -> Iterator[T]:
    """All things of a list that is read from a place on, page by page."""
    start: PageKey = None
    while True:
        page = read(start)
        yield from page.items
        start = page.next_key
        if start is None:
            return
