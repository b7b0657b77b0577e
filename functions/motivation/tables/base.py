"""What every row of motivation's table has."""

from shared.dynamo import ByGsi1, Row, TableOf
from shared.receipts import ReceiptFields


class MotivationRow(Row):
    """Any row of motivation's table."""

    class Meta(TableOf):
        context = "motivation"

    by_gsi1 = ByGsi1()


class ReceiptRow(MotivationRow, ReceiptFields, discriminator="Receipt"):
    """Proof of what was made under an Idempotency-Key."""
