"""What finance runs."""

from events.commerce import CreditNoteIssued, InvoiceIssued
from shared.manifest import Context, Function

FINANCE = Context(
    name="finance",
    routes=("/orders/{order_id}/invoice/pdf", "/orders/{order_id}/credit-notes"),
    hears=(InvoiceIssued, CreditNoteIssued),
    asks=("identity", "commerce"),
    keeps_rows=False,
    keeps_files=True,
    api=Function(files=("GetObject",)),
    handlers=Function(timeout_s=60, asks=("commerce",), layers=("typesetting",), files=("GetObject", "PutObject")),
)
