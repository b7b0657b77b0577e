"""A page of what a list holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PageKey = Mapping[str, str] | None
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T_co]):
    """Some of them in order, and where the next page starts (None at the end)."""

    items: Sequence[T_co]
    next_key: PageKey
