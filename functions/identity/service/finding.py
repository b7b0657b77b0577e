"""What was found of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.listing import Listed
from shared.pagination import next_cursor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A page of things, with a cursor for the next one."""

    items: Sequence[T]
    next_cursor: str | None

    @classmethod
    def page(cls, listing: Listed[T], query: str, *, org_id: str) -> "Found[T]":
        """The page, and the cursor that goes on in the same list of the same organization."""
        return cls(listing.items, next_cursor(listing.next_key, query, org_id=org_id))
