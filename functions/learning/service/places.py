"""Enrolments as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.identity.published import PersonCard
from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment, Progress
from shared.listing import PageKey


@dataclass(frozen=True, slots=True)
class Place:
    """An enrolment as it is shown: with its course, and with the learner's name where staff look."""

    enrolment: Enrolment
    course: Course
    learner_name: str | None = None

    @property
    def progress(self) -> Progress:
        """How far the learner is in the course's current version."""
        return self.enrolment.progress(self.course)


@dataclass(frozen=True, slots=True)
class Places:
    """A page of them, and where the next one starts."""

    items: list[Place]
    next_key: PageKey


def named(
    course: Course, enrolments: Sequence[Enrolment], people: Mapping[str, PersonCard], now: datetime
) -> list[Place]:
    """Enrolments of a course as the clock has them, with the learners' names."""
    names = {user_id: person.name for user_id, person in people.items()}
    return [Place(enrolment.at(now), course, names.get(enrolment.user_id)) for enrolment in enrolments]
