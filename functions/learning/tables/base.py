"""What every row of learning's table has."""

from shared.dynamo import ByGsi1, Row, TableOf
from shared.receipts import ReceiptFields


class LearningRow(Row):
    """Any row of learning's table."""

    class Meta(TableOf):
        context = "learning"

    by_gsi1 = ByGsi1()


class ReceiptRow(LearningRow, ReceiptFields, discriminator="Receipt"):
    """Proof of an enrolment that was asked for under an Idempotency-Key."""
