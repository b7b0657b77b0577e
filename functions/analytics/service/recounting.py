"""Counting what is archived: what was never heard is found, what was counted stays, in however many runs."""

import time
from dataclasses import dataclass

from functions.analytics.domain.claims import COUNTED
from functions.analytics.gateways import Archive
from functions.analytics.service.counting import CountingService
from shared.events import Envelope

BUDGET_S = 600.0
"""After so long a call says where the next one goes on."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far it came: the last file that was counted as a whole, and lines of the next one."""

    after: str = ""
    lines: int = 0


class RecountingService:
    """One tenant's figures, from its archive."""

    def __init__(self, archive: Archive, counting: CountingService) -> None:
        self._archive = archive
        self._counting = counting

    def recount(
        self, first_day: str, last_day: str, place: Place, *, budget_s: float = BUDGET_S
    ) -> tuple[int, Place | None]:
        """Count what was told on some days (of UTC). Returns how much was looked at, and where to go on, if there is
        more. Safe to repeat, while others count and in any order: registers remember what was counted.
        """
        until, looked_at, after, skip = time.monotonic() + budget_s, 0, place.after, place.lines
        for key in self._archive.files(first_day, last_day, after=after):
            for number, told in enumerate(self._archive.events(key)):
                if number < skip:
                    continue
                kind = COUNTED.get(told["detail-type"])
                if kind is not None:
                    self._counting.count(
                        Envelope[kind].model_validate(  # type: ignore[valid-type]  # chosen by name at run time
                            {**told["detail"], "source": kind.source, "detail_type": told["detail-type"]}
                        )
                    )
                looked_at += 1
                if time.monotonic() > until:
                    return looked_at, Place(after, number + 1)
            after, skip = key, 0
        return looked_at, None
