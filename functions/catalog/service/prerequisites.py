"""Which courses stand before a course."""

from functions.catalog.domain.courses import Course
from functions.catalog.domain.prerequisites import require_known, require_no_way_back, require_room
from functions.catalog.repository.prerequisites import PrerequisiteRepository


class PrerequisiteService:
    """One tenant's courses that build on others."""

    def __init__(self, repository: PrerequisiteRepository) -> None:
        self._repository = repository

    def save(self, course: Course) -> Course:
        """Store a course with other prerequisites than before. Raises ``ConditionFailed`` when it, or the prerequisites
        of any course, were changed in the meantime.
        """
        guard = self._repository.guard()
        known = self._repository.find_courses(course.prerequisites)
        require_known(course, known)
        self._follow(course, known)
        require_no_way_back(course, known)
        return self._repository.save(course, guard)

    def _follow(self, course: Course, known: dict[str, Course]) -> None:
        """Add all that stands before what is known, step by step."""
        newest = known
        while newest:
            require_room(course, known)
            wanted = {before for one in newest.values() for before in one.prerequisites} - known.keys()
            newest = self._repository.find_courses(wanted)
            known |= newest
