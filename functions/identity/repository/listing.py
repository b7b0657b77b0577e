"""A page of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """Some things in the order of their list, and where the next page starts."""

    items: list[T]
    next_key: Mapping[str, str] | None
