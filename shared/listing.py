"""A page of a list, as repositories read it and services hand it on; and how a list is read to its end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

PageKey = Mapping[str, str] | None
"""The place behind which a page begins; None for the beginning, and where nothing follows."""


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _Followed(Protocol):
    @property
    def next_key(self) -> PageKey: ...


class Paged(_Followed, Protocol[T_co]):
    """A page of things, with whatever else is known of them."""

    @property
    def items(self) -> Sequence[T_co]: ...


P = TypeVar("P", bound=_Followed)


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


def each(read: Callable[[PageKey], Paged[T]]) -> Iterator[T]:
    """All things of such a list."""
    for page in pages(read):
        yield from page.items
