"""An event, with the days in which it happened, and the claims that such news makes."""

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from typing import Any

from events.analytics import CourseViewed, LessonViewed, VideoWatched
from functions.analytics.domain.measures import (
    ORGANIZATION,
    PLATFORM,
    TOTAL,
    Bucket,
    Counts,
    course_subject,
    day_name,
    month_name,
)
from functions.analytics.domain.registers import Claim, Counted, Study, rank_of
from functions.analytics.domain.zones import Zones
from shared.events import Envelope

TRACKED = (CourseViewed, LessonViewed, VideoWatched)
"""What clients send; when it happened is in the event itself."""


class News:
    """One event, with the days in which it happened."""

    def __init__(self, told: Envelope[Any], zones: Zones) -> None:
        self.told = told
        self.data = told.data
        moment = told.data.happened_at if isinstance(told.data, TRACKED) else told.occurred_at
        self.day = zones.day(moment)
        self.day_of_platform = moment.astimezone(UTC).date()
        self.rank = rank_of(told.occurred_at, told.revision)
        self._zones = zones

    def ordinal(self, moment: datetime | None) -> int:
        """The organization's day of a moment, as ``date.toordinal`` counts them; 0 for none, or the end of time."""
        return self._zones.day(moment).toordinal() if moment and MINYEAR < moment.year < MAXYEAR else 0

    def spread(
        self, counts: Counts, *subjects: str, currency: str = "", day: date | None = None
    ) -> dict[Bucket, Counts]:
        """The same counts for some subjects, on the day and in all."""
        names = day_name(day or self.day), TOTAL
        return {Bucket(subject, name, currency): counts for subject in subjects for name in names}

    def first(self, key: str, figures: dict[Bucket, Counts], *, of_platform: bool = False) -> Claim:
        """Counts once, by the earliest news of it."""
        return Claim(key, Counted(self.rank, figures, first=True), of_platform=of_platform)

    def latest(self, key: str, figures: dict[Bucket, Counts], *, rank: str = "", of_platform: bool = False) -> Claim:
        """Counts as the latest news has it."""
        return Claim(key, Counted(rank or self.rank, figures), of_platform=of_platform)

    def study(self, *, user_id: str, **known: Any) -> Claim:
        """What is known of somebody in the course that the event is about."""
        course_id = self.data.course_id
        return Claim(f"STUDY#{course_id}#{user_id}", Study(course_id, **known), user_id=user_id)

    def presence(self, user_id: str, course_id: str | None, **known: Any) -> Iterator[Claim]:
        """That somebody was there: counted once for each day and month, and for the course, with what else is known."""
        day, month, there = day_name(self.day), month_name(self.day), {"active": 1}
        yield Claim(f"PRESENT#{day}#{user_id}", Counted("", {Bucket(ORGANIZATION, day): there}))
        yield Claim(f"PRESENT#{month}#{user_id}", Counted("", {Bucket(ORGANIZATION, month): there}))
        for name in (day_name(self.day_of_platform), month_name(self.day_of_platform)):
            counted = Counted("", {Bucket(PLATFORM, name): there})
            yield Claim(f"PRESENT#{name}#{user_id}", counted, of_platform=True)
        if course_id:
            in_course = Counted("", {Bucket(course_subject(course_id), day): there})
            yield Claim(f"PRESENT#{day}#{user_id}#{course_id}", in_course)
            yield Claim(
                f"STUDY#{course_id}#{user_id}",
                Study(course_id, started=self.day.isoformat(), days=frozenset({self.day.toordinal()}), **known),
                user_id=user_id,
            )
