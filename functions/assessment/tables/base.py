"""What every row of assessment's table has."""

from shared.dynamo import ByGsi1, Row, TableOf
from shared.receipts import ReceiptFields

ALL = "ALL"


class AssessmentTableRow(Row):
    """Any row of assessment's table."""

    class Meta(TableOf):
        context = "assessment"

    by_gsi1 = ByGsi1()


class ReceiptRow(AssessmentTableRow, ReceiptFields, discriminator="Receipt"):
    """Proof of something that was asked for, under its Idempotency-Key or as it was sent."""
