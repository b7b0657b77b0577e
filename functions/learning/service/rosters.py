"""Rosters: who is in a course, by whatever one looks for."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from ulid import ULID

from functions.catalog.published import courses as catalog
from functions.identity import published as identity
from functions.learning.domain.names import sorting_name
from functions.learning.domain.states import EnrolmentState
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.repository.rosters import OnRoster, RosterRepository
from functions.learning.service.courses import CourseService
from functions.learning.service.places import Place, Places, named
from functions.learning.service.staff import require_staff
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer
from shared.listing import Listed, PageKey

LOOKED_AT = 100
"""So many enrolments are looked at for a page whose filters no single list answers."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to another, both included; None for no end."""

    first: date | None = None
    last: date | None = None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of it."""
        return self.first or date(2000, 1, 1), self.last or date(2199, 12, 31)

    @property
    def ids(self) -> tuple[str, str]:
        """Between which ids enrolments lie that were made on these days: they begin with the time of making."""
        first, last = (datetime.combine(day, time(), UTC) for day in self.days)
        return (
            f"enr_{_ulid_of(first)}{'0' * 16}",
            f"enr_{_ulid_of(last + timedelta(days=1, milliseconds=-1))}{'Z' * 16}",
        )

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        first, last = self.days
        return first <= day <= last


@dataclass(frozen=True, slots=True)
class Filters:
    """What a roster is filtered by. One leads the way through its list; the others are looked at on its page."""

    state: EnrolmentState | None = None
    group_id: str | None = None
    name: str | None = None
    progress: tuple[int, int] | None = None
    active: Span = Span()
    joined: Span = Span()

    def without_leader(self) -> "Filters":
        """Those that the leading one's list does not answer."""
        if self.group_id:
            return replace(self, group_id=None)
        if self.name:
            return replace(self, name=None)
        if self.progress:
            return replace(self, progress=None)
        if self.active:
            return replace(self, active=Span())
        return Filters()

    def lets(self, place: Place) -> bool:
        """Whether a place is among those looked for, whatever its group."""
        enrolment = place.enrolment
        low, high = self.progress or (0, 100)
        first, last = self.joined.ids
        return (
            (self.state is None or enrolment.state is self.state)
            and (not self.name or sorting_name(place.learner_name or "").startswith(sorting_name(self.name)))
            and low <= place.progress.percent <= high
            and self.active.holds(enrolment.last_active_at.date())
            and (not self.joined or first <= enrolment.enrolment_id <= last)
        )


class RosterService:
    """The rosters of one tenant's courses."""

    def __init__(
        self,
        repository: LearningRepository,
        rosters: RosterRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._repository = repository
        self._rosters = rosters
        self._courses = courses
        self._clock = clock

    def list(self, course_id: str, filters: Filters, *, by: Caller, limit: int, start: PageKey) -> Places:
        """A page of a course's learners, with their names. For its staff.

        A page costs a query and a batch for every hundred rows, whatever the size of the course. Where filters are
        combined, it looks at a hundred enrolments, and may hold fewer than asked for though there are more.
        """
        org_id, rest = self._repository.org_id, filters.without_leader()
        found = self._look(course_id, filters, limit=limit if rest == Filters() else max(limit, LOOKED_AT), start=start)
        user_ids = [listed.user_id for listed in found.items]
        card, enrolments, people = answer(
            catalog.asking_course(org_id, course_id),
            self._repository.asking_enrolments(course_id, user_ids),
            identity.asking_people(org_id, user_ids),
        )
        course = self._courses.shown_on(require_staff(card, course_id, by))
        if course is None:
            return Places([], None)
        places = {place.enrolment.user_id: place for place in named(course, enrolments, people, self._clock.now())}
        # The list of a state lags behind the clock; that the enrolment has.
        rest = replace(rest, state=filters.state)
        kept = [one for one in found.items if one.user_id in places and rest.lets(places[one.user_id])]
        more = kept[limit - 1].place if len(kept) > limit else found.next_key
        return Places([places[listed.user_id] for listed in kept[:limit]], more)

    def _look(self, course_id: str, filters: Filters, *, limit: int, start: PageKey) -> Listed[OnRoster]:
        rosters = self._rosters
        if filters.group_id:
            return rosters.list_by_group(filters.group_id, limit=limit, start=start)
        if filters.name:
            return rosters.list_by_name(course_id, filters.name, limit=limit, start=start)
        if filters.progress:
            return rosters.list_by_progress(course_id, filters.progress, limit=limit, start=start)
        if filters.active:
            return rosters.list_by_activity(course_id, filters.active.days, limit=limit, start=start)
        return rosters.list_joined(course_id, filters.state, filters.joined.ids, limit=limit, start=start)


def _ulid_of(moment: datetime) -> str:
    """The ten characters with which ids begin that are made at a moment."""
    return str(ULID.from_datetime(moment))[:10]
