"""Deeds: what somebody did that counts, and the points for it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class DeedKind(StrEnum):
    """What was done."""

    LESSON_COMPLETED = "lesson_completed"
    COURSE_COMPLETED = "course_completed"
    ASSESSMENT_PASSED = "assessment_passed"
    CERTIFICATE_EARNED = "certificate_earned"
    """Worth no points of its own: what it was given for was."""


GIVEN = frozenset({DeedKind.CERTIFICATE_EARNED})
"""What comes to somebody, on a day on which they may have done nothing: it makes no day of a streak."""


@dataclass(frozen=True, slots=True)
class PointsRule:
    """So many points for each deed of a kind, perhaps only for one with so good a score."""

    kind: DeedKind
    points: int
    score_percent: int = 0

    def applies(self, kind: DeedKind, score_bp: int | None) -> bool:
        """Whether a deed fulfils it."""
        return kind is self.kind and (score_bp or 0) >= self.score_percent * 100


POINTS_RULES = (
    PointsRule(DeedKind.LESSON_COMPLETED, 10),
    PointsRule(DeedKind.COURSE_COMPLETED, 100),
    PointsRule(DeedKind.ASSESSMENT_PASSED, 20),
    PointsRule(DeedKind.ASSESSMENT_PASSED, 10, score_percent=90),
)
"""What is worth points. A deed gets those of every rule that it fulfils."""


class Deed(BaseModel):
    """Something that somebody did, once.

    ``deed_id`` names what was done rather than the news of it, so that neither news that comes twice nor a second way
    of telling counts twice. ``day`` is the date on the learner's calendar where they were then. ``points`` are kept
    with it, so that other rules tomorrow do not change what was earned today.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    deed_id: str
    kind: DeedKind
    course_id: str
    at: datetime
    day: date
    score_bp: int | None = None
    points: int
    revision: int = 0

    @classmethod
    def done(
        cls, deed_id: str, kind: DeedKind, course_id: str, at: datetime, day: date, score_bp: int | None = None
    ) -> "Deed":
        """A deed, worth what the rules say."""
        points = sum(rule.points for rule in POINTS_RULES if rule.applies(kind, score_bp))
        return cls(deed_id=deed_id, kind=kind, course_id=course_id, at=at, day=day, score_bp=score_bp, points=points)

    @property
    def week(self) -> str:
        """The ISO week of its day, as in ``2026-W48``."""
        return week_of(self.day)

    def joined(self, told: "Deed") -> "Deed":
        """The deed as both tellings have it: done when it was first done, with the best score and its points.

        A join in the sense of sets: neither the order nor the number of tellings makes a difference.
        """
        first = min(self, told, key=lambda deed: deed.at)
        scores = [deed.score_bp for deed in (self, told) if deed.score_bp is not None]
        best = {"score_bp": max(scores, default=None), "points": max(self.points, told.points)}
        return self.model_copy(update={"at": first.at, "day": first.day, **best})


def week_of(day: date) -> str:
    """The ISO week of a day, as in ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
