"""What every row of ai's table has."""

from shared.dynamo import ByGsi1, Row, TableOf
from shared.jobs import JobFields
from shared.receipts import ReceiptFields


class AiRow(Row):
    """Any row of ai's table."""

    class Meta(TableOf):
        context = "ai"

    by_gsi1 = ByGsi1()


class ReceiptRow(AiRow, ReceiptFields, discriminator="Receipt"):
    """What a request to create made."""


class JobRow(AiRow, JobFields, discriminator="Job"):
    """Something being made."""
