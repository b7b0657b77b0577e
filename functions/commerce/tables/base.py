"""What every row of commerce's table has."""

from shared.dynamo import ByGsi1, Row, TableOf
from shared.receipts import ReceiptFields


class CommerceRow(Row):
    """Any row of commerce's table."""

    class Meta(TableOf):
        context = "commerce"

    by_gsi1 = ByGsi1()


class ReceiptRow(CommerceRow, ReceiptFields, discriminator="Receipt"):
    """What a request to create made."""
