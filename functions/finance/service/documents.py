"""Invoices and credit notes as PDF: made once they are issued, fetched by a link that soon ends."""

from datetime import timedelta

from functions.commerce.published import books
from functions.commerce.published.books import CreditNote, Invoice
from functions.finance.domain.documents import Document
from functions.finance.errors import DocumentNotFound, DocumentNotReady
from functions.finance.gateways.typeset import as_pdf
from functions.finance.permissions import SEE_FINANCE
from functions.finance.service.composing import credit_note_document, invoice_document
from shared.auth import Caller
from shared.clock import system_clock
from shared.lending import Lent, LentFiles

LENT_FOR = timedelta(minutes=5)


class DocumentService:
    """One tenant's documents."""

    def __init__(self, org_id: str, files: LentFiles) -> None:
        self._org_id = org_id
        self._files = files

    def make(self, order_id: str) -> None:
        """Set the invoice of an order, and its credit notes. Safe to repeat: the same bytes at the same keys."""
        invoice, notes = books.find_billed(self._org_id, order_id)
        if invoice is None:
            raise DocumentNotFound(order_id=order_id)
        self._keep(order_id, invoice_document(invoice), invoice)
        for note in notes:
            self._keep(order_id, credit_note_document(invoice, note), note)

    def lend_invoice(self, order_id: str, *, by: Caller) -> Lent:
        """A link to the invoice of an order: of one's own, or any for who sees all. Raises ``DocumentNotReady``."""
        invoice, _ = self._billed(order_id, by)
        return self._lend(order_id, invoice_document(invoice))

    def lend_credit_note(self, order_id: str, refund_id: str, *, by: Caller) -> Lent:
        """A link to the credit note of a refund. Raises ``DocumentNotReady`` also while the refund is under way."""
        invoice, notes = self._billed(order_id, by)
        note = next((one for one in notes if one.refund_id == refund_id), None)
        if note is not None:
            return self._lend(order_id, credit_note_document(invoice, note))
        if books.has_refund(self._org_id, order_id, refund_id):
            raise DocumentNotReady(order_id=order_id, refund_id=refund_id)
        raise DocumentNotFound(order_id=order_id, refund_id=refund_id)

    def _billed(self, order_id: str, by: Caller) -> tuple[Invoice, list[CreditNote]]:
        invoice, notes = books.find_billed(self._org_id, order_id)
        if invoice is None or (invoice.user_id != by.user_id and not by.may(SEE_FINANCE)):
            raise DocumentNotFound(order_id=order_id)
        return invoice, notes

    def _keep(self, order_id: str, document: Document, what: Invoice | CreditNote) -> None:
        key = self._key(order_id, document)
        if not self._files.is_there(key):
            self._files.keep(key, as_pdf(document, what.issued_at), "application/pdf")

    def _lend(self, order_id: str, document: Document) -> Lent:
        key = self._key(order_id, document)
        if not self._files.is_there(key):
            raise DocumentNotReady(order_id=order_id)
        url = self._files.lend(key, LENT_FOR, called=document.file_name)
        return Lent(url, system_clock.now() + LENT_FOR)

    def _key(self, order_id: str, document: Document) -> str:
        return f"documents/{self._org_id}/{order_id}/{document.file_name}"
