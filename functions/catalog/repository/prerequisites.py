"""Changes which courses stand before a course: one change of an organization after the other."""

from collections.abc import Collection

from functions.catalog.domain.courses import Card, Course
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.tables import CardRow, CatalogRow, CourseRow, PrerequisitesRow
from shared.dynamo import BATCH_GET_LIMIT, Repository, chunks


class PrerequisiteRepository(Repository):
    """Which of one tenant's courses stand before which."""

    table = CatalogRow

    def __init__(self, org_id: str) -> None:
        super().__init__(org_id)
        self._courses = CourseRepository(org_id)

    def guard(self) -> PrerequisitesRow:
        """What every change replaces: to be read before the courses that a change depends on."""
        key = PrerequisitesRow.key(self.org_id)
        return self._find(PrerequisitesRow, key, consistent=True) or PrerequisitesRow(*key)

    def find_courses(self, course_ids: Collection[str]) -> dict[str, Course]:
        """The courses with these ids, as they are now."""
        found: dict[str, Course] = {}
        for batch in chunks((CourseRow.key(self.org_id, course_id) for course_id in course_ids), BATCH_GET_LIMIT):
            rows = self._find_many(batch, consistent=True).values()
            found |= {row.course_id: Course.model_validate(row) for row in rows if isinstance(row, CourseRow)}
        return found

    def save(self, course: Course, guard: PrerequisitesRow) -> Course:
        """Replace a course that is still at its revision, and what its card says of it, unless the prerequisites of any
        course were changed since the guard was read (``ConditionFailed``).
        """
        row = self._find(CardRow, CardRow.key(self.org_id, course.course_id), consistent=True)
        shown = {"prerequisites": course.prerequisites}
        card = Card.model_validate(row).model_copy(update=shown) if row else None
        with self._transaction() as transaction:
            transaction.store(guard)
            self._courses.replace(transaction, course, card)
        return course.model_copy(update={"revision": course.revision + 1})
