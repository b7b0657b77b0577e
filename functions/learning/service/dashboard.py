"""What a learner sees first: their courses, where each goes on, this week, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from functions.identity import published as identity
from functions.learning.domain.goals import Goals
from functions.learning.domain.work import DAY_S, together
from functions.learning.repository.goals import GoalsRepository
from functions.learning.repository.work import Resume, WorkRepository
from functions.learning.service.courses import CourseService
from functions.learning.service.places import Place
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer
from shared.errors import PreconditionFailed
from shared.listing import PageKey

if TYPE_CHECKING:
    from functions.motivation.published import StandingCard, Streak


@dataclass(frozen=True, slots=True)
class CourseOnDesk:
    """One of a learner's courses."""

    place: Place
    resume: Resume | None
    deadline: datetime | None
    """The day by which the learner wants to finish it, or the end of access, whichever is earlier."""
    on_track: bool | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What a learner sees first."""

    courses: Sequence[CourseOnDesk]
    goals: Goals
    minutes: int
    """The time spent this week so far."""
    keeps_pace: bool | None
    next_deadline: CourseOnDesk | None
    """Of the courses on this page that are not completed."""
    next_key: PageKey
    standing: "StandingCard"
    streak: "Streak"
    """As of today, where the learner is."""


class DashboardService:
    """What one tenant's learners see first, and what they want to reach."""

    def __init__(
        self, goals: GoalsRepository, works: WorkRepository, courses: CourseService, clock: Clock = system_clock
    ) -> None:
        self._goals = goals
        self._works = works
        self._courses = courses
        self._clock = clock

    def read(self, *, by: Caller, limit: int, start: PageKey) -> Dashboard:
        """The learner's dashboard with a page of their courses: three calls, however many courses there are."""
        from functions.motivation import published as motivation  # of many requests, only this asks it

        now = self._clock.now()
        overview, standing, preferences = answer(
            self._goals.begin_overview(by.user_id, limit=limit, start=start),
            motivation.asking_standing(by.org_id, by.user_id),
            identity.asking_preferences([by.user_id]),
        )
        known_as = preferences.get(by.user_id)
        streak = standing.streak(now, known_as.time_zone if known_as else "UTC")
        goals = overview.goals or Goals()
        # A day more, since a week begins earlier east of Greenwich.
        since = int(goals.week(now)[0].timestamp()) // DAY_S
        work = together(self._works.list_touched(by.user_id, since))
        courses = []
        for enrolment in overview.enrolments:
            known = overview.courses.get(enrolment.course_id) or self._courses.asked(enrolment.course_id)
            place = Place(enrolment.at(now), known)
            ends = [end for end in (goals.deadline(enrolment.course_id), enrolment.until) if end]
            courses.append(
                CourseOnDesk(
                    place,
                    overview.resumes.get(enrolment.course_id),
                    min(ends, default=None),
                    goals.on_track(enrolment, place.progress.percent, now),
                )
            )
        minutes = goals.minutes(work, now)
        due = [one for one in courses if one.deadline and one.deadline > now and not one.place.enrolment.completed_at]
        nearest = min(due, key=lambda one: one.deadline or now, default=None)
        return Dashboard(
            courses, goals, minutes, goals.keeps_pace(minutes, now), nearest, overview.next_key, standing, streak
        )

    def read_goals(self, *, by: Caller) -> Goals:
        """What the learner wants to reach; nothing yet, in the time zone that they are written to in."""
        known = self._goals.find(by.user_id)
        if known:
            return known
        preferences = identity.find_preferences(by.user_id)
        return Goals(time_zone=preferences.time_zone) if preferences else Goals()

    def put_goals(self, goals: Goals, *, by: Caller) -> Goals:
        """Replace what the learner wants to reach, if that is still at the goals' revision."""
        known = self._goals.find(by.user_id)
        if (known.revision if known else 0) != goals.revision:
            raise PreconditionFailed
        for course_id in goals.finish_by:
            if course_id not in (known.finish_by if known else {}):
                self._courses.known(course_id)
        try:
            return self._goals.save(by.user_id, goals)
        except ConditionFailed:
            raise PreconditionFailed from None
