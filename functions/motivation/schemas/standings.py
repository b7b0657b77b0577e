"""Bodies about where learners stand, and how they want to be counted."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from functions.motivation.domain.deeds import DeedKind
from functions.motivation.domain.standing import MAX_LEVEL, Standing, points_for
from functions.motivation.domain.streaks import Streak
from functions.motivation.service.standings import OwnStanding
from shared.schemas import In, Out

_AWARD: dict[str, Any] = {
    "badge_id": "bdg_firstlesson",
    "name": "First step",
    "description": "Complete your first lesson.",
    "awarded_at": "2026-11-22T09:30:00Z",
    "share_code": None,
}
_STREAK: dict[str, Any] = {"current": 12, "longest": 21, "frozen": ["2026-11-18"], "may_miss_today": False}
_STANDING: dict[str, Any] = {
    "points": 120,
    "balance": 120,
    "level": 2,
    "next_level_at": 150,
    "streak": _STREAK,
    "lessons_completed": 2,
    "courses_completed": 1,
    "assessments_passed": 0,
    "certificates_earned": 1,
    "milestones": [{"measure": "points", "value": 100}],
    "badges": [_AWARD],
}
_SETTINGS: dict[str, Any] = {"weekdays": [5, 6], "on_leaderboards": True}


class AwardOut(Out):
    """A badge that you earned. `share_code` opens its public page, where you have one."""

    badge_id: str
    name: str
    description: str
    awarded_at: datetime
    share_code: str | None


class StreakOut(Out):
    """Days on which you learned, in a row, by your own calendar. The days in `frozen` were missed without loss; may
    today be missed, too?
    """

    current: int
    longest: int
    frozen: list[date]
    may_miss_today: bool

    @classmethod
    def of(cls, streak: Streak) -> "StreakOut":
        """The answer for a streak."""
        return cls(
            current=streak.current,
            longest=streak.longest,
            frozen=list(streak.frozen),
            may_miss_today=streak.may_miss,
        )


class MilestoneOut(Out):
    """A milestone that you reached: so many points, days in a row, or things done of a kind."""

    measure: str
    value: int


class StandingOut(Out):
    """Where you stand. `balance` are the points left for rewards; `next_level_at` is null at the last level."""

    points: int
    balance: int
    level: int
    next_level_at: int | None
    streak: StreakOut
    lessons_completed: int
    courses_completed: int
    assessments_passed: int
    certificates_earned: int
    milestones: list[MilestoneOut]
    badges: list[AwardOut]

    model_config = ConfigDict(json_schema_extra={"examples": [_STANDING]})

    @classmethod
    def of(cls, own: OwnStanding) -> "StandingOut":
        """The answer for somebody's standing; the latest badge first."""
        standing = own.standing
        awards = sorted(standing.awards.items(), key=lambda award: (award[1].awarded_at, award[0]), reverse=True)
        return cls(
            points=standing.points,
            balance=standing.balance,
            level=standing.level,
            next_level_at=points_for(standing.level + 1) if standing.level < MAX_LEVEL else None,
            streak=StreakOut.of(own.streak),
            lessons_completed=standing.tally.times(DeedKind.LESSON_COMPLETED),
            courses_completed=standing.tally.times(DeedKind.COURSE_COMPLETED),
            assessments_passed=standing.tally.times(DeedKind.ASSESSMENT_PASSED),
            certificates_earned=standing.tally.times(DeedKind.CERTIFICATE_EARNED),
            milestones=[MilestoneOut(measure=measure, value=value) for measure, value in standing.milestones()],
            badges=[
                AwardOut(
                    badge_id=badge_id,
                    name=own.badges[badge_id].name,
                    description=own.badges[badge_id].description,
                    awarded_at=award.awarded_at,
                    share_code=award.share_code,
                )
                for badge_id, award in awards
                if badge_id in own.badges
            ],
        )


class MotivationSettingsIn(In):
    """The weekdays on which you mean to learn (0 is Monday), so that others do not break your streak; and whether
    leaderboards show you.
    """

    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6, strict=True)]], Field(min_length=1, max_length=7)]
    on_leaderboards: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS]})


class MotivationSettingsOut(Out):
    """How you are counted."""

    weekdays: list[int]
    on_leaderboards: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS]})

    @classmethod
    def of(cls, standing: Standing) -> "MotivationSettingsOut":
        """The answer for somebody's settings."""
        return cls(weekdays=sorted(standing.plan.weekdays), on_leaderboards=standing.listed)


class RecountOut(Out):
    """Whether anything was different from what the person's deeds add up to; it is right now."""

    changed: bool

    model_config = ConfigDict(json_schema_extra={"examples": [{"changed": False}]})
