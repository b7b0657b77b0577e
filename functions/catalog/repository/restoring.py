"""Writes what makes a draft equal to one of its versions."""

from collections.abc import Callable, Iterator

from functions.catalog.domain.courses import Course
from functions.catalog.domain.restoring import Parts, Restoration
from functions.catalog.repository import rows
from functions.catalog.repository.drafts import Draft
from functions.catalog.tables import CatalogRow, CourseRow, LessonRow, TopicRow
from shared.clock import epoch_seconds
from shared.dynamo import Repository, Transaction

AT_ONCE = 90
"""How many rows one transaction writes at most, the course's own not counted."""

Step = tuple[int, Callable[[Transaction], object]]
"""How many rows it writes, and the writing."""


class RestoringRepository(Repository):
    """The drafts of one tenant, on their way back."""

    table = CatalogRow

    def carry_out(self, todo: Restoration, draft: Draft, parts: Parts) -> None:
        """Write it all, some rows at a time, as long as the course is as it was read; ``ConditionFailed`` else.

        The orders come first: whatever is written after them stands where they allow.
        """
        waiting: list[Step] = []
        for step in self._steps(todo, draft.course, parts):
            if sum(weight for weight, _ in waiting) + step[0] > AT_ONCE:
                self._write_all(waiting, draft.course)
                waiting = []
            waiting.append(step)
        if waiting:
            self._write_all(waiting, draft.course)

    def _write_all(self, steps: list[Step], course: Course) -> None:
        pk, sk = CourseRow.key(self.org_id, course.course_id)
        with self._transaction() as transaction:
            transaction.require(CourseRow(pk=pk, sk=sk), CourseRow.revision == course.revision)
            for _, write in steps:
                write(transaction)

    def _steps(self, todo: Restoration, course: Course, parts: Parts) -> Iterator[Step]:
        course_id = course.course_id
        if todo.structure is not None:
            yield self._saving(rows.structure_row(self.org_id, course_id, todo.structure))
        for topic_id, order in todo.orders.items():
            row = rows.order_row(self.org_id, course_id, topic_id, order)
            yield self._saving(row) if topic_id in parts.orders else self._creating(row)
        for topic in todo.topics:
            before = parts.topics.get(topic.topic_id)
            yield self._put(rows.topic_row(self.org_id, topic), course_id, before.position if before else None)
        for lesson in todo.lessons:
            there = parts.lessons.get(lesson.lesson_id)
            yield self._put(rows.lesson_row(self.org_id, lesson), course_id, there.position if there else None)
        for lesson in todo.lessons_gone:
            gone = rows.lesson_row(self.org_id, lesson)
            yield self._deleting(gone, rows.locator(self.org_id, lesson.lesson_id, course_id, written=True))
        for topic in todo.topics_gone:
            locator = rows.locator(self.org_id, topic.topic_id, course_id, written=True)
            its_order = rows.order_row(self.org_id, course_id, topic.topic_id, parts.orders[topic.topic_id])
            yield self._deleting(rows.topic_row(self.org_id, topic), locator, its_order)

    def _put(self, row: TopicRow | LessonRow, course_id: str, position: str | None) -> Step:
        """Replace what is there, at its position. What was deleted comes back at a revision that it never had, so that
        a tag from before does not name it.
        """
        kind = type(row)
        if position is not None:
            unmoved = kind.position == position
            return 1, lambda transaction: transaction.save(row, condition=unmoved)
        row.revision = epoch_seconds(self._clock.now())
        part_id = row.topic_id if isinstance(row, TopicRow) else row.lesson_id
        locator = rows.locator(self.org_id, part_id, course_id)
        return 2, lambda transaction: (
            transaction.overwrite(row, kind.pk.does_not_exist()),
            transaction.create(locator),
        )

    @staticmethod
    def _saving(row: CatalogRow) -> Step:
        return 1, lambda transaction: transaction.save(row)

    @staticmethod
    def _creating(row: CatalogRow) -> Step:
        return 1, lambda transaction: transaction.create(row)

    @staticmethod
    def _deleting(*gone: CatalogRow) -> Step:
        return len(gone), lambda transaction: [transaction.delete(row) for row in gone]
