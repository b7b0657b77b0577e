"""What a row has that proves what a request made; apart from HTTP, so that storing needs no web framework."""

from pynamodb.attributes import UnicodeAttribute


class ReceiptFields:
    """A room's receipt row is ``class ReceiptRow(CatalogRow, ReceiptFields, discriminator="Receipt")``."""

    digest = UnicodeAttribute()
    made = UnicodeAttribute()
