"""Standings: where somebody stands by what they did, and how they want to be counted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from functions.motivation.domain.deeds import GIVEN, Deed, DeedKind
from functions.motivation.domain.plans import Plan
from functions.motivation.domain.streaks import DaySet, Streak, streak, with_day
from functions.motivation.domain.tallies import Tally

MAX_LEVEL = 100
_PER_LEVEL = 50
MILESTONES: dict[str, tuple[int, ...]] = {
    "points": (100, 500, 1_000, 5_000, 10_000, 50_000),
    DeedKind.LESSON_COMPLETED: (10, 50, 100, 500, 1_000),
    DeedKind.COURSE_COMPLETED: (1, 5, 10, 25, 50),
    DeedKind.ASSESSMENT_PASSED: (1, 10, 50, 100),
    DeedKind.CERTIFICATE_EARNED: (1, 5, 10, 25, 50),
    "longest_streak": (7, 30, 100, 365),
}
"""What is worth a word, by what is measured."""


def points_for(level: int) -> int:
    """The points at which a level begins: 0, 50, 150, 300, 500 …; each level takes 50 more than the one before."""
    return _PER_LEVEL * level * (level - 1) // 2


def level_at(points: int) -> int:
    """The level that so many points reach, from 1 to 100."""
    level = 1
    while level < MAX_LEVEL and points >= points_for(level + 1):
        level += 1
    return level


class Award(BaseModel):
    """A badge that somebody earned. ``share_code`` opens its public page, while they want one."""

    model_config = ConfigDict(frozen=True)

    awarded_at: datetime
    share_code: str | None = None


class Standing(BaseModel):
    """Where somebody stands: the sum of their deeds, what it brought them, and how they want to be counted."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    user_id: str
    tally: Tally = Tally()
    days: DaySet = 0
    plan: Plan = Plan()
    awards: Mapping[str, Award] = {}
    """By badge; once awarded, it stays."""
    spent: int = 0
    """Points given for rewards. They still count for levels and boards."""
    listed: bool = True
    """Whether leaderboards show them."""
    edition: int = 0
    """Counts the changes of the settings; deeds do not change it."""
    revision: int = 0

    @property
    def points(self) -> int:
        """All points ever earned."""
        return self.tally.points

    @property
    def balance(self) -> int:
        """The points that are left to give for rewards."""
        return self.points - self.spent

    @property
    def level(self) -> int:
        """The level reached."""
        return level_at(self.points)

    def streak(self, today: date | None = None) -> Streak:
        """The streak as of a day of theirs; without one, as of the last on which they learned."""
        return streak(self.days, self.plan, today)

    def measured(self, measure: str) -> int:
        """What a milestone is measured by."""
        if measure == "points":
            return self.points
        return self.streak().longest if measure == "longest_streak" else self.tally.times(DeedKind(measure))

    def milestones(self) -> list[tuple[str, int]]:
        """The milestones reached."""
        reached = ((measure, values, self.measured(measure)) for measure, values in MILESTONES.items())
        return [(measure, value) for measure, values, so_far in reached for value in values if value <= so_far]

    def after(self, deed: Deed) -> "Standing":
        """With one deed more, which must not be in it yet."""
        days = self.days if deed.kind in GIVEN else with_day(self.days, deed.day)
        return self.model_copy(update={"tally": self.tally.plus(deed), "days": days})

    def recomputed(self, deeds: Iterable[Deed]) -> "Standing":
        """The same person's, from nothing but their deeds; what was awarded, spent and chosen stays."""
        fresh = self.model_copy(update={"tally": Tally(), "days": 0})
        for deed in deeds:
            fresh = fresh.after(deed)
        return fresh

    def awarded(self, badge_ids: Iterable[str], now: datetime) -> "Standing":
        """With these badges too."""
        fresh = {badge_id: Award(awarded_at=now) for badge_id in badge_ids}
        return self.model_copy(update={"awards": {**fresh, **self.awards}})

    def sharing(self, badge_id: str, code: str | None) -> "Standing":
        """With another public page, or none, of a badge that is theirs."""
        award = self.awards[badge_id].model_copy(update={"share_code": code})
        return self.model_copy(update={"awards": {**self.awards, badge_id: award}})
