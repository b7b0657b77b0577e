"""What all repositories of assessment have in common."""

from functions.assessment.tables import AssessmentTableRow
from shared.dynamo import Repository


class TableRepository(Repository):
    """One tenant's rows in assessment's table."""

    table = AssessmentTableRow

    def _put(self, row: AssessmentTableRow) -> None:
        """Store a row in the place of whatever is there."""
        with self._transaction() as transaction:
            transaction.overwrite(row)
