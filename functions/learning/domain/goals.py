"""What learners want to reach: so much time a week, courses finished by a day; and whether they are on the way."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.work import Work

MOST_COURSES = 50
"""So many courses may have a day by which they are to be finished."""


class Goals(BaseModel):
    """What somebody wants to reach, in the days and weeks of their own time zone."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    weekly_minutes: int | None = None
    finish_by: Mapping[str, date] = {}
    """By course: the last day."""
    time_zone: str = "UTC"
    revision: int = 0

    def week(self, now: datetime) -> tuple[datetime, datetime]:
        """The week that it is: from Monday to Monday, where the learner lives."""
        zone = ZoneInfo(self.time_zone)
        monday = now.astimezone(zone).date() - timedelta(days=now.astimezone(zone).weekday())
        start, end = (_midnight(day, zone) for day in (monday, monday + timedelta(days=7)))
        return start, end

    def minutes(self, work: Work, now: datetime) -> int:
        """The minutes that were spent this week so far, rounded down."""
        return work.seconds_between(*self.week(now)) // 60

    def keeps_pace(self, minutes: int, now: datetime) -> bool | None:
        """Whether so many minutes are enough for the days of this week that are over. None without such a goal."""
        if self.weekly_minutes is None:
            return None
        days_over = now.astimezone(ZoneInfo(self.time_zone)).weekday()
        return 7 * minutes >= days_over * self.weekly_minutes

    def deadline(self, course_id: str) -> datetime | None:
        """The end of the last day for a course."""
        last = self.finish_by.get(course_id)
        return _midnight(last + timedelta(days=1), ZoneInfo(self.time_zone)) if last else None

    def on_track(self, enrolment: Enrolment, percent: int, now: datetime) -> bool | None:
        """Whether as much of the course is done as of the time for it is over. None without a day for it."""
        deadline = self.deadline(enrolment.course_id)
        if deadline is None:
            return None
        if enrolment.completed_at:
            return enrolment.completed_at < deadline
        begun = enrolment.enrolled_at
        return now < deadline and percent * (deadline - begun) >= 100 * (now - begun)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
