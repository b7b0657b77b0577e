"""Removes what a deleted course leaves behind."""

from collections.abc import Sequence

from functions.catalog.repository.rows import locator
from functions.catalog.tables import (
    ApprovalRequestRow,
    BlueprintRow,
    BodyRow,
    CatalogRow,
    CourseRow,
    LessonRow,
    TombstoneRow,
    TopicRow,
    course_partition,
)
from shared.dynamo import TRANSACTION_LIMIT, Repository, Row, chunks

BODIES_AT_ONCE = 10
"""The items of a transaction may weigh 4 MB together."""


class RemainsRepository(Repository):
    """What one tenant's deleted courses left behind."""

    table = CatalogRow

    def remove_course(self, course_id: str) -> None:
        """Remove all parts of a course that is no more. Its tombstone stays until its time is over."""
        parts: list[Row] = []
        for row in self._query_all(CatalogRow, course_partition(self.org_id, course_id)):
            match row:
                case CourseRow() | TombstoneRow():
                    continue
                case TopicRow():
                    parts += [row, locator(self.org_id, row.topic_id, course_id, written=True)]
                case LessonRow():
                    parts += [row, locator(self.org_id, row.lesson_id, course_id, written=True)]
                case _:
                    parts.append(row)
        self._remove(parts, TRANSACTION_LIMIT)
        pk, _ = ApprovalRequestRow.key(self.org_id, course_id)
        self._remove(self._query_all(ApprovalRequestRow, pk), TRANSACTION_LIMIT)
        pk, _ = BodyRow.key(self.org_id, course_id)
        self._remove(self._query_all(BodyRow, pk), BODIES_AT_ONCE)

    def remove_template(self, template_id: str) -> None:
        """Remove what a template consisted of. Its tombstone stays until its time is over."""
        pk, begin = BlueprintRow.key(self.org_id, template_id)
        self._remove(self._query_all(BlueprintRow, pk, begins_with=begin), BODIES_AT_ONCE)
        self.remove_course(template_id)

    def _remove(self, rows: Sequence[Row], at_once: int) -> None:
        for piece in chunks(rows, at_once):
            with self._transaction() as transaction:
                for row in piece:
                    transaction.delete(row)
