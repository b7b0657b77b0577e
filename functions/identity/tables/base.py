"""The row that all of identity's rows are."""

from shared.dynamo import ByGsi1, Row, TableOf


class IdentityRow(Row):
    """Any row of identity's table."""

    class Meta(TableOf):
        context = "identity"

    by_gsi1 = ByGsi1()
