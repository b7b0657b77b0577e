"""Issuing invoices and credit notes, and showing them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from events.commerce import CreditNoteIssued, InvoiceIssued
from functions.commerce.domain.invoices import CREDIT_NOTES, INVOICES, CreditNote, Invoice, Supplier, taxes_of
from functions.commerce.domain.orders import Order
from functions.commerce.domain.quotes import Quote
from functions.commerce.domain.tax import TaxAssessment
from functions.commerce.errors import InvoiceNotFound, OrderNotFound
from functions.commerce.permissions import sees_purchases_of
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.service.telling import told_of
from shared.auth import Caller
from shared.dynamo import ConditionFailed, undisturbed
from shared.errors import PreconditionFailed
from shared.listing import Listed, PageKey


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice with what took parts of it back."""

    invoice: Invoice
    credit_notes: list[CreditNote]


class InvoiceService:
    """The invoices of one tenant."""

    def __init__(self, invoices: InvoiceRepository, orders: OrderRepository) -> None:
        self._invoices = invoices
        self._orders = orders

    def issue(self, order_id: str, *, at: datetime) -> Invoice | None:
        """Bill a paid order, at the moment of its payment. Safe to repeat: an order has one invoice. Nothing is billed
        for what cost nothing."""

        def attempt() -> Invoice | None:
            order = self._orders.get(order_id)
            if not order.amount_minor:
                return None
            known, _ = self._invoices.find(order_id)
            if known:
                return known
            make = _billing(order, self._invoices.supplier(), at)
            return self._invoices.issue(
                INVOICES,
                at,
                make,
                lambda one: told_of(InvoiceIssued, order, amount_minor=one.total_minor, invoice_id=one.number),
            )

        return undisturbed(attempt)

    def credit(self, order_id: str, refund_id: str, amount_minor: int, *, at: datetime) -> CreditNote | None:
        """Take back what was refunded. Safe to repeat: a refund has one credit note.

        Raises ``InvoiceNotFound`` while the order is not billed yet: the news comes again.
        """

        def attempt() -> CreditNote | None:
            invoice, notes = self._invoices.find(order_id)
            if invoice is None:
                raise InvoiceNotFound(order_id=order_id)
            known = next((note for note in notes if note.refund_id == refund_id), None)
            if known:
                return known
            order = self._orders.get(order_id)
            make = _crediting(invoice, refund_id, amount_minor, at)
            return self._invoices.credit(
                invoice,
                CREDIT_NOTES,
                at,
                make,
                lambda note: told_of(
                    CreditNoteIssued,
                    order,
                    amount_minor=note.total_minor,
                    invoice_id=invoice.number,
                    credit_note_id=note.number,
                ),
            )

        return undisturbed(attempt)

    def read(self, order_id: str, *, by: Caller) -> Billed:
        """The invoice of an order: of one's own, or any for who sees all."""
        order = self._orders.get(order_id)
        if not sees_purchases_of(order.user_id, by):
            raise OrderNotFound(order_id=order_id)
        invoice, notes = self._invoices.find(order_id)
        if invoice is None:
            raise InvoiceNotFound(order_id=order_id)
        return Billed(invoice, notes)

    def list(self, month: str, *, limit: int, start: PageKey) -> Listed[Invoice]:
        """The invoices of a month."""
        return self._invoices.list_by_month(month, limit=limit, start=start)

    def supplier(self) -> Supplier:
        """Who sells, as it stands on invoices."""
        return self._invoices.supplier()

    def change_supplier(self, supplier: Supplier, *, expected: int) -> Supplier:
        """Say who sells. Invoices that were issued stay as they are."""
        before = self._invoices.supplier()
        if before.revision != expected:
            raise PreconditionFailed(current_revision=before.revision)
        try:
            return self._invoices.save_supplier(supplier.model_copy(update={"revision": before.revision}))
        except ConditionFailed:
            raise PreconditionFailed from None


def _billing(order: Order, supplier: Supplier, at: datetime) -> Callable[[str], Invoice]:
    """What makes the order's invoice once it has a number."""
    tax = TaxAssessment.model_validate(order.tax) if order.tax else taxes_of(order, supplier, at)

    def make(number: str) -> Invoice:
        return Invoice(
            number=number,
            order_id=order.order_id,
            user_id=order.user_id,
            supplier=supplier,
            buyer=order.buyer,
            thing_id=order.thing_id,
            description=Quote.model_validate(order.quote).title,
            tax=tax,
            total_minor=order.amount_minor,
            currency=order.currency,
            issued_at=at,
        )

    return make


def _crediting(invoice: Invoice, refund_id: str, amount_minor: int, at: datetime) -> Callable[[str], CreditNote]:
    """Makes the credit note of a refund once it has a number; of no more than is left of the invoice."""
    after = min(invoice.credited_minor + amount_minor, invoice.total_minor)
    part = invoice.tax.part(before=invoice.credited_minor, now=after - invoice.credited_minor)

    def make(number: str) -> CreditNote:
        return CreditNote(
            number=number,
            refund_id=refund_id,
            order_id=invoice.order_id,
            invoice_number=invoice.number,
            invoiced_at=invoice.issued_at,
            buyer=invoice.buyer,
            currency=invoice.currency,
            tax=part,
            total_minor=part.total_minor,
            issued_at=at,
        )

    return make
