"""Finance's reactions to what was billed."""

from events.commerce import CreditNoteIssued, InvoiceIssued
from functions.finance.manifest import FINANCE
from functions.finance.wiring import document_service
from shared.events import Envelope
from shared.listening import Listener

listener = Listener(FINANCE)


@listener.on(InvoiceIssued)
def set_invoice(told: Envelope[InvoiceIssued]) -> None:
    """Make the invoice's PDF. Safe to repeat: the same bytes at the same place."""
    document_service(told.org_id).make(told.data.order_id)


@listener.on(CreditNoteIssued)
def set_credit_note(told: Envelope[CreditNoteIssued]) -> None:
    """Make the credit note's PDF. Safe to repeat: the same bytes at the same place."""
    document_service(told.org_id).make(told.data.order_id)


listener.require_all()
handler = listener.handler
