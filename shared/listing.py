"""A page of a list, as repositories read it and services hand it on; and how a list is read to its end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

PageKey = Mapping[str, str] | None
"""The place behind which a page begins; None for the beginning, and where nothing follows."""


class _Paged(Protocol):
    @property
    def next_key(self) -> PageKey: ...


P = TypeVar("P", bound=_Paged)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T_co]):
    """Some things in order, and where the next ones start; a page may be empty and have one that follows."""

    items: Sequence[T_co]
    next_key: PageKey


def pages(read: Callable[[PageKey], P]) -> Iterator[P]:
    """The pages of a list that is read from a place on, each when it is asked for."""
    start: PageKey = None
    while True:
        page = read(start)
        yield page
        start = page.next_key
        if start is None:
            return


def each(read: Callable[[PageKey], Listed[T]]) -> Iterator[T]:
    """All things of such a list."""
    for page in pages(read):
        yield from page.items
