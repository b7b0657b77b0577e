"""Reads and writes what courses want and teach."""

from collections.abc import Sequence

from functions.mastery.domain.gaps import CourseSkills
from functions.mastery.repository.packing import pack, unpack
from functions.mastery.tables import CourseSkillsRow, MasteryRow
from shared.dynamo import Ask, Key, Repository, Row


class CourseSkillsRepository(Repository):
    """What one tenant's courses want and teach."""

    table = MasteryRow

    def read(self, course_id: str) -> CourseSkills:
        """What a course wants and teaches as it is now."""
        row = self._find(CourseSkillsRow, CourseSkillsRow.key(self.org_id, course_id), consistent=True)
        return _course(course_id, row)

    def asking(self, course_ids: Sequence[str]) -> Ask[list[CourseSkills]]:
        """The question for what these courses want and teach, in this order; a new one wants nothing yet."""
        keys = {course_id: CourseSkillsRow.key(self.org_id, course_id) for course_id in course_ids}

        def make(found: dict[Key, Row]) -> list[CourseSkills]:
            return [_course(course_id, found.get(key)) for course_id, key in keys.items()]

        return Ask(self, list(keys.values()), make)

    def save(self, course: CourseSkills) -> CourseSkills:
        """Replace it; ``ConditionFailed`` if it was changed since it was read."""
        pk, sk = CourseSkillsRow.key(self.org_id, course.course_id)
        lessons = {lesson_id: list(taught) for lesson_id, taught in course.lessons.items()}
        row = CourseSkillsRow(pk=pk, sk=sk, packed=pack([dict(course.targets), lessons]), revision=course.revision)
        self._store(row)
        return course.model_copy(update={"revision": course.revision + 1})


def _course(course_id: str, row: Row | None) -> CourseSkills:
    if not isinstance(row, CourseSkillsRow):
        return CourseSkills(course_id=course_id)
    targets, lessons = unpack(row.packed)
    return CourseSkills(course_id=course_id, targets=targets, lessons=lessons, revision=row.revision)
