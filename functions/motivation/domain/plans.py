"""Plans: the weekdays on which somebody means to learn, and since when."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from functions.motivation.errors import PlanChangedTooOften

EVERY_DAY = frozenset(range(7))
MOST_CHANGES = 100
"""So often a plan may change; several changes on one day are one."""


def _digits(stored: object) -> object:
    return [int(digit) for digit in stored] if isinstance(stored, str) else stored


Weekdays = Annotated[
    frozenset[int], BeforeValidator(_digits), PlainSerializer(lambda days: "".join(str(day) for day in sorted(days)))
]
"""Days of the week, Monday being 0. Stored as digits."""


class Chapter(BaseModel):
    """From a day on, these weekdays."""

    model_config = ConfigDict(frozen=True)

    since: date
    weekdays: Weekdays


class Plan(BaseModel):
    """On which weekdays somebody meant to learn, over time. At the beginning it is every day.

    A change holds from its day on, so that no gap of the past is healed by it, and none opened.
    """

    model_config = ConfigDict(frozen=True)

    chapters: tuple[Chapter, ...] = ()

    @property
    def weekdays(self) -> frozenset[int]:
        """Those of now."""
        return self.chapters[-1].weekdays if self.chapters else EVERY_DAY

    def means(self, day: date) -> bool:
        """Whether they meant to learn on that day."""
        for chapter in reversed(self.chapters):
            if chapter.since <= day:
                return day.weekday() in chapter.weekdays
        return True

    def changed(self, weekdays: frozenset[int], today: date) -> "Plan":
        """The plan with other weekdays from today on. Raises ``PlanChangedTooOften``."""
        if weekdays == self.weekdays:
            return self
        before = tuple(chapter for chapter in self.chapters if chapter.since < today)
        if len(before) >= MOST_CHANGES:
            raise PlanChangedTooOften
        # Somebody who travelled west may have changed it on a day that is tomorrow's here.
        since = max([today, *(chapter.since for chapter in self.chapters)])
        return Plan(chapters=(*before, Chapter(since=since, weekdays=weekdays)))
