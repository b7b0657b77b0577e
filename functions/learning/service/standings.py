"""Statistics and lists of enrolments, brought up to them after every step."""

from datetime import date, timedelta

from functions.catalog.published import courses as catalog
from functions.identity import published as identity
from functions.learning.domain.groups import MAX_GROUPS_OF_ONE
from functions.learning.domain.standings import Report, Standing
from functions.learning.errors import GroupNotFound
from functions.learning.repository.groups import GroupRepository
from functions.learning.repository.rosters import RosterRepository
from functions.learning.service.courses import CourseService
from functions.learning.service.seats import TRIES
from functions.learning.service.staff import require_staff
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.errors import Unprocessable

MOST_DAYS = 92
"""So many days one report shows."""


class StandingService:
    """The statistics of one tenant's courses. They follow the enrolments within seconds."""

    def __init__(
        self,
        rosters: RosterRepository,
        groups: GroupRepository,
        courses: CourseService,
        clock: Clock = system_clock,
    ) -> None:
        self._rosters = rosters
        self._groups = groups
        self._courses = courses
        self._clock = clock

    def report(
        self, course_id: str, group_id: str | None, first: date | None, last: date | None, *, by: Caller
    ) -> Report:
        """The statistics of a course, or of a group in it. For its staff."""
        require_staff(catalog.find_course(self._rosters.org_id, course_id), course_id, by)
        if group_id and (group := self._groups.get(group_id)).course_id not in {None, course_id}:
            raise GroupNotFound(group_id=group.group_id)
        until = last or self._clock.now().date()
        since = first or until - timedelta(days=29)
        if not timedelta() <= until - since < timedelta(days=MOST_DAYS):
            raise Unprocessable.field("/query/first_day", "days_out_of_range", f"Ask for 1 to {MOST_DAYS} days.")
        return self._rosters.report(course_id, group_id, (since, until))

    def count(self, course_id: str, user_id: str) -> None:
        """Count and list an enrolment as it is now. Safe to repeat: what is counted is written beside the counts."""

        def write() -> None:
            enrolment, course, before, revision = self._rosters.find_standing(course_id, user_id)
            if enrolment is None:
                return
            course = course or self._courses.asked(course_id)
            groups = self._groups.list_of(user_id, most=MAX_GROUPS_OF_ONE)
            after = Standing.of(enrolment, course, tuple(sorted(groups)))
            self._rosters.count(enrolment, before, after, revision=revision)

        undisturbed(write, TRIES)

    def count_in_group(self, group_id: str, user_id: str) -> None:
        """The same for all enrolments of somebody who is in a group now, or no longer. Safe to repeat."""
        group = self._groups.find(group_id)
        of_one = group.course_id if group else None
        for course_id in [of_one] if of_one else self._rosters.list_courses(user_id):
            self.count(course_id, user_id)

    def rename(self, user_id: str) -> None:
        """List somebody by the name that they have now, or by none. Safe to repeat."""
        person = identity.find_people(self._rosters.org_id, [user_id]).get(user_id)
        self._rosters.put_name(user_id, person.name if person else None)

    def remove_remains(self, group_id: str) -> None:
        """Take everybody out of a group that was deleted. Safe to repeat."""
        self._groups.remove_remains(group_id)
