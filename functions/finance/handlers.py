"""Finance's reactions to what was billed, and to what is wanted of it."""

from events.commerce import CreditNoteIssued, InvoiceIssued
from events.finance import ReportRequested
from functions.finance.manifest import FINANCE
from functions.finance.wiring import document_service
from shared.events import Envelope
from shared.listening import Listener
from shared.workflows import StepFunctions, Workflows

listener = Listener(FINANCE)
workflows: Workflows = StepFunctions()


@listener.on(InvoiceIssued)
def set_invoice(told: Envelope[InvoiceIssued]) -> None:
    """Make the invoice's PDF. Safe to repeat: the same bytes at the same place."""
    document_service(told.org_id).make(told.data.order_id)


@listener.on(CreditNoteIssued)
def set_credit_note(told: Envelope[CreditNoteIssued]) -> None:
    """Make the credit note's PDF. Safe to repeat: the same bytes at the same place."""
    document_service(told.org_id).make(told.data.order_id)


@listener.on(ReportRequested)
def begin_report(told: Envelope[ReportRequested]) -> None:
    """Begin to make a report. Safe to repeat: a workflow starts once under the report's id."""
    report_id = told.data.report_id
    workflows.start("report", report_id, {"org_id": told.org_id, "report_id": report_id})


listener.require_all()
handler = listener.handler
