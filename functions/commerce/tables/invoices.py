"""The rows of invoices, credit notes, and their numbers."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, UnicodeAttribute, UTCDateTimeAttribute

from functions.commerce.tables.base import CommerceRow
from shared.dynamo import IntegerAttribute, Key


class SupplierRow(CommerceRow, discriminator="Supplier"):
    """Who sells, as it stands on invoices."""

    legal_name = UnicodeAttribute()
    address = UnicodeAttribute()
    gstin = UnicodeAttribute(null=True)
    exempt = BooleanAttribute()

    @staticmethod
    def key(org_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#SUPPLIER", "SUPPLIER"


class SeriesRow(CommerceRow, discriminator="Series"):
    """How many numbers of a series were given in a financial year."""

    given = IntegerAttribute()

    @staticmethod
    def key(org_id: str, series: str, year: str) -> Key:
        """Where the count stands."""
        return f"ORG#{org_id}#SERIES#{series}#{year}", "SERIES"


class InvoiceRow(CommerceRow, discriminator="Invoice"):
    """An invoice: the order is its key, so there is one."""

    number = UnicodeAttribute()
    order_id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    supplier = JSONAttribute()
    buyer = JSONAttribute()
    thing_id = UnicodeAttribute()
    description = UnicodeAttribute(null=True)
    tax = JSONAttribute()
    total_minor = IntegerAttribute()
    currency = UnicodeAttribute()
    credited_minor = IntegerAttribute()
    issued_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, order_id: str) -> Key:
        """Where the invoice of an order stands, and its credit notes beside it."""
        return f"ORG#{org_id}#INVOICE#{order_id}", "INVOICE"

    @staticmethod
    def index_key(org_id: str, month: str, number: str = "") -> Key:
        """Where it stands among those of its month."""
        return f"ORG#{org_id}#INVOICES#{month}", number


class CreditNoteRow(CommerceRow, discriminator="CreditNote"):
    """What takes a part of an invoice back: the refund is its key, so there is one."""

    number = UnicodeAttribute()
    refund_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    invoice_number = UnicodeAttribute()
    invoiced_at = UTCDateTimeAttribute()
    buyer = JSONAttribute()
    currency = UnicodeAttribute()
    tax = JSONAttribute()
    total_minor = IntegerAttribute()
    issued_at = UTCDateTimeAttribute()

    @staticmethod
    def key(org_id: str, order_id: str, refund_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#INVOICE#{order_id}", f"CREDIT#{refund_id}"

    @staticmethod
    def index_key(org_id: str, month: str, number: str = "") -> Key:
        """Where it stands among those of its month."""
        return f"ORG#{org_id}#CREDITS#{month}", number
