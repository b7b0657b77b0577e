"""What all repositories of assessment have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from functions.assessment.tables import AssessmentTableRow
from shared.dynamo import Repository

PageKey = Mapping[str, str] | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many, and where the next ones start."""

    items: list[T]
    next_key: PageKey


class TableRepository(Repository):
    """One tenant's rows in assessment's table."""

    table = AssessmentTableRow

    def _put(self, row: AssessmentTableRow) -> None:
        """Store a row in the place of whatever is there."""
        with self._transaction() as transaction:
            transaction.overwrite(row, AssessmentTableRow.pk.exists() | AssessmentTableRow.pk.does_not_exist())
