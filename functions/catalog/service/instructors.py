"""Who teaches a course, what they may do there, and their share of what it earns."""

from collections.abc import Callable
from dataclasses import dataclass

from events.catalog import InstructorAdded, InstructorChanged, InstructorRemoved
from functions.catalog.domain import instructors
from functions.catalog.domain.courses import Course
from functions.catalog.domain.instructors import Instructor, Right, Team
from functions.catalog.errors import NotAnInstructor, NotEligible
from functions.catalog.permissions import EDIT_ALL_COURSES
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.service.editing import Changes, require_reader, require_revision
from functions.identity import published as identity
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.events import DomainEvent
from shared.idempotency import Once
from shared.permissions import Role

_TEACHING = {Role.TUTOR, Role.ORG_ADMIN}
NewTeam = tuple[Team, Instructor, DomainEvent | None]
"""The team, the one whom the change is about, and what is told of it; nothing for no change."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """An instructor, with the name to show."""

    instructor: Instructor
    name: str | None


class InstructorService:
    """The instructors of one tenant's courses.

    Who they are stands on the course's own row: every check reads that anyway, and two changes at once cannot give away
    more than the whole, or leave nobody who may do everything.
    """

    def __init__(self, courses: CourseRepository, clock: Clock = system_clock) -> None:
        self._courses = courses
        self._clock = clock

    def list(self, course_id: str, *, by: Caller) -> list[Teacher]:
        """A course's instructors, for these and the administrators. Who began it comes first."""
        course = self._courses.get(course_id)
        require_reader(course, by)
        people = identity.find_people(self._courses.org_id, course.instructor_ids)
        names = {user_id: person.name for user_id, person in people.items()}
        return [Teacher(one, names.get(one.user_id)) for one in course.team]

    def add(self, course_id: str, wish: Changes, *, by: Caller, once: Once) -> Teacher:
        """Let somebody teach the course, who is an active tutor or administrator of the organization."""
        instructor = Instructor.model_validate({**wish, "added_at": self._clock.now()})
        self._require_manager(self._courses.get(course_id), by)
        person = identity.find_people(self._courses.org_id, [instructor.user_id]).get(instructor.user_id)
        if person is None or person.status != "active" or _TEACHING.isdisjoint(person.roles):
            raise NotEligible.field(
                "/instructor_id", "not_eligible", "It must be an active tutor or administrator of the organization."
            )

        def change(course: Course) -> NewTeam:
            there = instructors.find(course.team, instructor.user_id)
            if there and self._courses.made_before(once):
                return course.team, there, None
            told = InstructorAdded.model_validate(_told(course_id, instructor))
            return instructors.with_one_more(course.team, instructor), instructor, told

        return Teacher(self._change(course_id, change, by, once=once), person.name)

    def change(self, course_id: str, user_id: str, changes: Changes, *, by: Caller, expected: int) -> Teacher:
        """Change what an instructor may do, or their share, if they are still at the expected revision."""

        def change(course: Course) -> NewTeam:
            one = instructors.get(course.team, user_id)
            require_revision(one.revision, expected, one, changes)
            if all(getattr(one, name) == value for name, value in changes.items()):
                return course.team, one, None
            changed = one.model_copy(update={**changes, "revision": one.revision + 1})
            told = InstructorChanged.model_validate(_told(course_id, changed))
            return instructors.with_changed(course.team, changed), changed, told

        changed = self._change(course_id, change, by)
        people = identity.find_people(self._courses.org_id, [user_id])
        return Teacher(changed, people[user_id].name if user_id in people else None)

    def remove(self, course_id: str, user_id: str, *, by: Caller) -> None:
        """Let somebody teach the course no more; instructors may go by themselves."""

        def change(course: Course) -> NewTeam:
            one = instructors.get(course.team, user_id)
            told = InstructorRemoved(course_id=course_id, instructor_id=user_id)
            return instructors.without(course.team, user_id), one, told

        self._change(course_id, change, by, leaving=user_id)

    def _change(
        self,
        course_id: str,
        change: Callable[[Course], NewTeam],
        by: Caller,
        *,
        leaving: str | None = None,
        once: Once | None = None,
    ) -> Instructor:
        def attempt() -> Instructor:
            course, card = self._courses.find_with_card(course_id)
            course = course or self._courses.get(course_id)
            if leaving is None or leaving != by.user_id:
                self._require_manager(course, by)
            else:
                require_reader(course, by)
            team, changed, told = change(course)
            if told is not None:
                after = course.taught_by(team, self._clock.now())
                shown = card.model_copy(update={"instructor_ids": after.instructor_ids}) if card else None
                self._courses.save_team(after, course, shown, tells=told, once=once)
            return changed

        return undisturbed(attempt)

    @staticmethod
    def _require_manager(course: Course, by: Caller) -> None:
        """Raise ``NotAnInstructor`` unless the caller may say who teaches: who may do everything in the course."""
        require_reader(course, by)
        if not by.may(EDIT_ALL_COURSES) and not all(course.lets(by.user_id, right) for right in Right):
            raise NotAnInstructor("Only instructors with all permissions may do this.", course_id=course.course_id)


def _told(course_id: str, instructor: Instructor) -> dict[str, object]:
    return {
        "course_id": course_id,
        "instructor_id": instructor.user_id,
        "permissions": instructor.rights,
        "revenue_share_bp": instructor.revenue_share_bp,
    }
