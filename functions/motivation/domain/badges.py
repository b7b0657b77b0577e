"""Badges: what they are for is data, which this module decides upon. Nothing of it is ever run as code.

A condition only ever compares a number that deeds can but raise, so that a badge does not depend on the order in which
deeds become known; once awarded, it stays.
"""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from functions.motivation.domain.deeds import DeedKind
from functions.motivation.domain.standing import Standing
from functions.motivation.domain.tallies import Tally

MOST_BADGES = 100
"""So many an organization defines, those that it withdrew among them."""


class Measure(StrEnum):
    """What a condition counts: deeds of a kind, or what they lead to."""

    LESSON_COMPLETED = DeedKind.LESSON_COMPLETED
    COURSE_COMPLETED = DeedKind.COURSE_COMPLETED
    ASSESSMENT_PASSED = DeedKind.ASSESSMENT_PASSED
    CERTIFICATE_EARNED = DeedKind.CERTIFICATE_EARNED
    POINTS = "points"
    LEVEL = "level"
    LONGEST_STREAK = "longest_streak"


OF_EVERYTHING = frozenset({Measure.LEVEL, Measure.LONGEST_STREAK})
"""What there is in the organization only, not in a single course."""
SCORED = frozenset({Measure.ASSESSMENT_PASSED})


class Condition(BaseModel):
    """That something has happened at least so often, or is at least so much.

    With ``score_percent`` only deeds with at least so good a score count.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    measure: Measure
    at_least: int
    score_percent: int | None = None

    def holds(self, standing: Standing, tally: Tally) -> bool:
        """Whether it is so; ``tally`` is the one that counts, of everything or of a course."""
        if self.measure is Measure.POINTS:
            so_far = tally.points
        elif self.measure is Measure.LEVEL:
            so_far = standing.level
        elif self.measure is Measure.LONGEST_STREAK:
            so_far = standing.streak().longest
        else:
            so_far = tally.times(DeedKind(self.measure), self.score_percent or 0)
        return so_far >= self.at_least


class BadgeRule(BaseModel):
    """What earns a badge: that every condition holds, of everything that somebody did or of one course."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    badge_id: str
    course_id: str | None
    conditions: tuple[Condition, ...]

    def is_earned(self, standing: Standing, in_course: tuple[str, Tally]) -> bool:
        """Whether somebody has earned it, as far as everything and this course can say."""
        if self.course_id is not None and self.course_id != in_course[0]:
            return False
        tally = standing.tally if self.course_id is None else in_course[1]
        return all(condition.holds(standing, tally) for condition in self.conditions)


class Badge(BaseModel):
    """Something to earn, once. Its rule never changes; a badge that was withdrawn is earned no more."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    badge_id: str
    name: str
    description: str
    course_id: str | None
    conditions: tuple[Condition, ...]
    withdrawn: bool = False
    created_at: datetime | None = None
    """None for those that every organization has."""
    revision: int = 0

    @property
    def rule(self) -> BadgeRule:
        """What earns it."""
        return BadgeRule(badge_id=self.badge_id, course_id=self.course_id, conditions=self.conditions)


def _built_in(
    key: str, name: str, description: str, measure: Measure, at_least: int, score_percent: int | None = None
) -> Badge:
    condition = Condition(measure=measure, at_least=at_least, score_percent=score_percent)
    return Badge(badge_id=f"bdg_{key}", name=name, description=description, course_id=None, conditions=(condition,))


BUILT_IN = {
    badge.badge_id: badge
    for badge in (
        _built_in("firstlesson", "First step", "Complete your first lesson.", Measure.LESSON_COMPLETED, 1),
        _built_in("tenlessons", "Underway", "Complete ten lessons.", Measure.LESSON_COMPLETED, 10),
        _built_in("hundredlessons", "Scholar", "Complete a hundred lessons.", Measure.LESSON_COMPLETED, 100),
        _built_in("firstcourse", "Finisher", "Complete your first course.", Measure.COURSE_COMPLETED, 1),
        _built_in("fivecourses", "Well-read", "Complete five courses.", Measure.COURSE_COMPLETED, 5),
        _built_in("weekstreak", "A week in a row", "Learn on seven days in a row.", Measure.LONGEST_STREAK, 7),
        _built_in("monthstreak", "A month in a row", "Learn on thirty days in a row.", Measure.LONGEST_STREAK, 30),
        _built_in("firstpass", "Passed", "Pass your first assessment.", Measure.ASSESSMENT_PASSED, 1),
        _built_in("fullmarks", "Full marks", "Reach every point of an assessment.", Measure.ASSESSMENT_PASSED, 1, 100),
    )
}
"""Badges that every organization has, by id."""


def earned(standing: Standing, course_id: str, in_course: Tally, rules: tuple[BadgeRule, ...]) -> list[str]:
    """The badges that somebody has earned, but not got yet: as far as everything and this course can say."""
    every = (*(badge.rule for badge in BUILT_IN.values()), *rules)
    return [
        rule.badge_id
        for rule in every
        if rule.badge_id not in standing.awards and rule.is_earned(standing, (course_id, in_course))
    ]
