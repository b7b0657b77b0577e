"""What finance may ask of the books: what was billed and posted, by order and by month."""

from functions.commerce.domain.invoices import INDIA, CreditNote, Invoice, month_of
from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.tax import TaxAssessment, TaxedLine, TaxKind, Treatment
from functions.commerce.errors import OrderNotFound
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.orders import OrderRepository

__all__ = [
    "INDIA",
    "Buyer",
    "CreditNote",
    "Invoice",
    "TaxAssessment",
    "TaxKind",
    "TaxedLine",
    "Treatment",
    "find_billed",
    "has_refund",
    "month_of",
]


def find_billed(org_id: str, order_id: str) -> tuple[Invoice | None, list[CreditNote]]:
    """The invoice of an order, and what took parts of it back, in the order of their numbers. One read."""
    return InvoiceRepository(org_id).find(order_id)


def has_refund(org_id: str, order_id: str, refund_id: str) -> bool:
    """Whether an order has this refund, carried out or not. One read."""
    try:
        _, refunds = OrderRepository(org_id).get_with_refunds(order_id)
    except OrderNotFound:
        return False
    return any(one.refund_id == refund_id for one in refunds)
