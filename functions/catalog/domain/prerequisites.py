"""Courses that build on others: one may enrol once these are completed."""

from collections.abc import Mapping

from functions.catalog.domain.courses import Course
from functions.catalog.domain.locks import find_cycle, way_round
from functions.catalog.errors import PrerequisiteCycle, TooManyPrerequisites
from shared.errors import Unprocessable

MOST_BEFORE = 100
"""How many courses may stand before one, directly or through others."""


def require_known(course: Course, known: Mapping[str, Course]) -> None:
    """Raise unless the course builds only on courses that were published. These cannot be deleted any more."""
    for number, course_id in enumerate(course.prerequisites):
        other = known.get(course_id)
        if other is None or (other.current_version is None and other.course_id != course.course_id):
            pointer = f"/prerequisites/{number}"
            raise Unprocessable.field(pointer, "not_published", "It must be a course that was published.")


def require_room(course: Course, known: Mapping[str, Course]) -> None:
    """Raise ``TooManyPrerequisites`` when more courses stand before this one than may."""
    if len(known) > MOST_BEFORE:
        message = f"At most {MOST_BEFORE} courses may stand before one, directly or through others."
        raise TooManyPrerequisites(message, course_id=course.course_id)


def require_no_way_back(course: Course, known: Mapping[str, Course]) -> None:
    """Raise ``PrerequisiteCycle`` if the course would stand before itself, with the way round.

    ``known`` are the courses that stand before it, directly or through others.
    """
    courses = [course, *(other for course_id, other in known.items() if course_id != course.course_id)]
    numbers = {one.course_id: number for number, one in enumerate(courses)}
    cycle = find_cycle([[numbers[before] for before in one.prerequisites if before in numbers] for one in courses])
    if cycle:
        named = [courses[number] for number in cycle]
        raise PrerequisiteCycle(
            f"These courses would wait for each other: {way_round([one.title for one in named])}.",
            course_ids=[one.course_id for one in named],
            titles=[one.title for one in named],
        )
