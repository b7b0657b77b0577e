"""What finance runs."""

from events.commerce import CreditNoteIssued, InvoiceIssued
from events.finance import PayoutMade, ReportFailed, ReportReady, ReportRequested
from shared.manifest import Context, Expiry, Function

FINANCE = Context(
    name="finance",
    routes=("/orders/{order_id}/invoice/pdf", "/orders/{order_id}/credit-notes", "/finance", "/earnings"),
    tells=(PayoutMade, ReportRequested, ReportReady, ReportFailed),
    hears=(InvoiceIssued, CreditNoteIssued, ReportRequested),
    asks=("identity", "commerce"),
    answers=("GetItem",),
    workflows=("report",),
    keeps_files=True,
    expiries=(Expiry(prefix="reports/", days=30),),
    api=Function(table=("GetItem", "Query", "PutItem", "UpdateItem"), files=("GetObject",)),
    handlers=Function(
        timeout_s=60,
        table=(),
        asks=("commerce",),
        layers=("typesetting",),
        files=("GetObject", "PutObject"),
        machines=("report",),
    ),
    tasks=Function(
        memory_mb=1024,
        timeout_s=900,
        table=("GetItem", "PutItem"),
        asks=("commerce",),
        layers=("tables",),
        files=("PutObject",),
    ),
)
