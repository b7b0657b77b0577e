"""Dashboards: each is read in at most three calls, however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date

from functions.analytics.domain.dashboards import Learning, Period, Sheet, Watching
from functions.analytics.domain.measures import ORGANIZATION, Counts, course_subject, video_subject
from functions.analytics.errors import (
    LearnerNotFound,
    LessonNotFound,
    OrganizationNotFound,
)
from functions.analytics.permissions import SEE_ORGANIZATION_FIGURES
from functions.analytics.repository.figures import FigureRepository, PlatformFigureRepository
from functions.analytics.service.counting import CountingService
from functions.analytics.service.courses import require_course
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.published.courses import CourseCard, Right
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer
from shared.errors import Forbidden
from shared.listing import Listed, PageKey

TAUGHT_AT_ONCE = 50
"""Courses of one page of a tutor's dashboard."""


@dataclass(frozen=True, slots=True)
class Board:
    """A subject's figures, and the period that was asked for."""

    sheet: Sheet
    period: Period


@dataclass(frozen=True, slots=True)
class CourseBoard:
    """The same, of a course."""

    course: CourseCard
    board: Board


@dataclass(frozen=True, slots=True)
class Progress:
    """How somebody is doing, in the courses that the caller may know of."""

    user_id: str
    courses: list[Learning]
    cards: Mapping[str, CourseCard]
    period: Period


@dataclass(frozen=True, slots=True)
class TutorBoard:
    """The courses that somebody teaches, with their totals, and where the next page starts."""

    courses: list[tuple[CourseCard, Counts]]
    next_key: PageKey


class DashboardService:
    """One tenant's dashboards."""

    def __init__(self, figures: FigureRepository, counting: CountingService, clock: Clock = system_clock) -> None:
        self._figures = figures
        self._counting = counting
        self._clock = clock

    def organization(self, org_id: str, days: int) -> Board:
        """The organization's. Raises ``OrganizationNotFound`` for another one."""
        if org_id != self._figures.org_id:
            raise OrganizationNotFound(org_id=org_id)
        period = self._period(days)
        return Board(self._figures.sheet(ORGANIZATION, period.first), period)

    def course(self, course_id: str, days: int, *, by: Caller) -> CourseBoard:
        """A course's. Raises ``CourseNotFound``, ``NotYourCourse``."""
        card = require_course(course_id, by)
        period = self._period(days)
        return CourseBoard(card, Board(self._figures.sheet(course_subject(course_id), period.first), period))

    def students(self, course_id: str, *, by: Caller, limit: int, start: PageKey) -> Listed[Learning]:
        """A course's students. Raises ``CourseNotFound``, ``NotYourCourse``."""
        require_course(course_id, by)
        return self._figures.students(course_id, limit=limit, start=start)

    def watching(self, course_id: str, lesson_id: str, *, by: Caller) -> list[Watching]:
        """How the videos of a lesson are watched. Raises ``CourseNotFound``, ``NotYourCourse``, ``LessonNotFound``."""
        version = require_course(course_id, by).current_version
        if version is None or catalog_outlines.outline(by.org_id, course_id, version).find_lesson(lesson_id) is None:
            raise LessonNotFound(lesson_id=lesson_id)
        return Watching.all_in(self._figures.sheet(video_subject(course_id, lesson_id), self._period(1).first))

    def progress(self, user_id: str, days: int, *, by: Caller) -> Progress:
        """How somebody is doing: oneself, somebody in one's courses, or, for administrators, anybody.

        Raises ``LearnerNotFound``, and ``Forbidden`` where they are in none of the caller's courses.
        """
        all_of_it = user_id == by.user_id or by.may(SEE_ORGANIZATION_FIGURES)
        courses = self._figures.courses_of(user_id)
        ids = [one.study.course_id for one in courses]
        people, cards = answer(identity.asking_people(by.org_id, [user_id]), catalog.asking_courses(by.org_id, ids))
        if user_id not in people:
            raise LearnerNotFound(user_id=user_id)
        if not all_of_it:
            courses = [
                one
                for one in courses
                if one.study.course_id in cards and cards[one.study.course_id].lets(by.user_id, Right.ANALYTICS)
            ]
            if not courses:
                raise Forbidden("This person is in none of your courses.")
        return Progress(user_id, courses, cards, self._period(days))

    def taught(self, *, by: Caller, limit: int, start: PageKey) -> TutorBoard:
        """The courses that the caller teaches and may see figures of."""
        taught = catalog.list_taught_courses(by.org_id, by.user_id, limit=min(limit, TAUGHT_AT_ONCE), start=start)
        cards = [card for card in taught.items if card.lets(by.user_id, Right.ANALYTICS)]
        subjects = {card.course_id: course_subject(card.course_id) for card in cards}
        (totals,) = answer(self._figures.asking_totals(list(subjects.values())))
        return TutorBoard([(card, totals.get(subjects[card.course_id], {})) for card in cards], taught.next_key)

    def sheet_of_organization(self, since: date) -> Sheet:
        """The organization's figures from a day on, for who may see them."""
        return self._figures.sheet(ORGANIZATION, since)

    def sheet_of_course(self, course_id: str, since: date) -> Sheet:
        """A course's figures from a day on, for who may see them."""
        return self._figures.sheet(course_subject(course_id), since)

    def _period(self, days: int) -> Period:
        return Period.until(self._counting.zones().day(self._clock.now()), days)


class PlatformDashboardService:
    """The platform's dashboard."""

    def __init__(self, figures: PlatformFigureRepository, clock: Clock = system_clock) -> None:
        self._figures = figures
        self._clock = clock

    def read(self, days: int) -> Board:
        """Its figures; days are of UTC."""
        period = Period.until(self._clock.now().astimezone(UTC).date(), days)
        return Board(self._figures.sheet(period.first), period)

    def sheet(self, since: date) -> Sheet:
        """Its figures from a day on."""
        return self._figures.sheet(since)
