"""Positions in an ordered list: texts that sort, with room for another between any two.

A position has a whole part, of which appending takes the next, and a fraction that grows where things are put between
others. Sort keys compare bytewise, and so do these.
"""

from collections.abc import Iterable
from typing import Self

from fractional_indexing import generate_key_between, generate_n_keys_between
from pydantic import BaseModel, ConfigDict

TOO_LONG = 40
"""Positions longer than this ask for the list to be spaced anew: some hundred things put into one and the same gap."""
REMEMBERED = 16


class Order(BaseModel):
    """The order of one list: how many are in it, and what is needed to give out the next position.

    Every change of a list's order replaces this, at its revision: so positions are given out one after the other. The
    index in which a list is read lags behind, therefore ``recent`` remembers the positions given last.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    size: int = 0
    last: str | None = None
    """The greatest position ever given out."""
    recent: tuple[str, ...] = ()
    revision: int = 0

    def append(self) -> tuple[Self, str]:
        """The position behind all others, and the order after giving it out."""
        position: str = generate_key_between(self.last, None)
        return self._given(position), position

    def put_after(self, anchor: str | None, seen: Iterable[str]) -> tuple[Self, str]:
        """The position right after the anchor (None: before all), and the order after giving it out.

        ``seen`` are positions that the index shows beyond the anchor. Nothing that stands on a whole position is jumped
        over even if the index does not show it: the next whole position is a bound in any case.
        """
        bounds = [position for position in (*seen, *self.recent) if anchor is None or position > anchor]
        if anchor is not None:
            bounds.append(generate_key_between(anchor, None))
        position: str = generate_key_between(anchor, min(bounds, default=None))
        return self._given(position), position

    def spaced(self, count: int) -> tuple[Self, list[str]]:
        """New whole positions for the list's members, all beyond the present ones.

        So the list may be moved there piece by piece, from its end, and is in order at every moment.
        """
        positions: list[str] = generate_n_keys_between(self.last, None, count)
        last = positions[-1] if positions else self.last
        return self.model_copy(update={"last": last, "recent": ()}), positions

    def grown(self, by: int) -> Self:
        """The order of a list that has so many more members, or fewer."""
        return self.model_copy(update={"size": self.size + by})

    def _given(self, position: str) -> Self:
        last = position if self.last is None else max(self.last, position)
        recent = (position, *self.recent)[:REMEMBERED]
        return self.model_copy(update={"last": last, "recent": recent})
