"""In which time zone an organization's days are counted, at each moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones that an organization had, each from a moment on (ISO 8601 in UTC, empty for always), oldest first.

    They are kept, so that counting anew puts everything into the same days again.
    """

    since: Sequence[tuple[str, str]]

    def at(self, moment: datetime) -> str:
        """The zone that counted then."""
        stamp = moment.isoformat()
        return next((zone for since, zone in reversed(self.since) if since <= stamp), self.since[0][1])

    def day(self, moment: datetime) -> date:
        """The organization's day in which a moment lies."""
        return moment.astimezone(ZoneInfo(self.at(moment))).date()

    def moved(self, zone: str, moment: datetime) -> "Zones":
        """With another zone from a moment on, whatever order that is heard in."""
        if self.at(moment) == zone:
            return self
        return Zones(tuple(sorted([*self.since, (moment.isoformat(), zone)])))
