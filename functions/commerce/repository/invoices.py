"""Reads and writes invoices and credit notes; a number is given in the transaction that writes what bears it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from functions.commerce.domain.invoices import CreditNote, Invoice, Supplier, financial_year, month_of, number_of
from functions.commerce.tables import CommerceRow, CreditNoteRow, InvoiceRow, SeriesRow, SupplierRow
from shared.dynamo import Repository, Transaction
from shared.events import DomainEvent
from shared.listing import Listed, PageKey, each


class InvoiceRepository(Repository):
    """One tenant's invoices."""

    table = CommerceRow

    def supplier(self) -> Supplier:
        """Who sells; with nothing said yet, nobody in particular."""
        row = self._find(SupplierRow, SupplierRow.key(self.org_id), consistent=True)
        return Supplier.model_validate(row) if row else Supplier()

    def save_supplier(self, supplier: Supplier) -> Supplier:
        """Replace who sells, if it is still at this revision (``ConditionFailed`` else)."""
        pk, sk = SupplierRow.key(self.org_id)
        row = SupplierRow.of(supplier, pk=pk, sk=sk)
        self._store(row)
        return supplier.model_copy(update={"revision": row.revision})

    def find(self, order_id: str) -> tuple[Invoice | None, list[CreditNote]]:
        """The invoice of an order, with its credit notes in the order of their numbers."""
        pk, _ = InvoiceRow.key(self.org_id, order_id)
        rows = self._query_all(CommerceRow, pk)
        invoice = next((Invoice.model_validate(row) for row in rows if isinstance(row, InvoiceRow)), None)
        notes = [CreditNote.model_validate(row) for row in rows if isinstance(row, CreditNoteRow)]
        return invoice, sorted(notes, key=lambda note: note.number)

    def list_by_month(self, month: str, *, limit: int, start: PageKey) -> Listed[Invoice]:
        """The invoices of a month (``2026-11``, by India's clock), in the order of their numbers."""
        pk, _ = InvoiceRow.index_key(self.org_id, month)
        page = self._query(InvoiceRow, pk, index=True, limit=limit, start=start)
        return Listed([Invoice.model_validate(row) for row in page.rows], page.next_key)

    def each_of_month(self, month: str) -> Iterator[Invoice]:
        """All invoices of a month in the order of their numbers, read page by page."""
        return each(lambda start: self.list_by_month(month, limit=500, start=start))

    def each_credit_of_month(self, month: str) -> Iterator[CreditNote]:
        """All credit notes of a month in the order of their numbers, read page by page."""
        pk, _ = CreditNoteRow.index_key(self.org_id, month)

        def read(start: PageKey) -> Listed[CreditNote]:
            page = self._query(CreditNoteRow, pk, index=True, limit=500, start=start)
            return Listed([CreditNote.model_validate(row) for row in page.rows], page.next_key)

        return each(read)

    def issue(
        self, series: str, at: datetime, make: Callable[[str], Invoice], told: Callable[[Invoice], DomainEvent]
    ) -> Invoice:
        """Store an invoice under the next number of the series (``ConditionFailed`` if the order has one, or somebody
        else took the number)."""
        with self._transaction() as transaction:
            invoice = make(self._numbered(transaction, series, at))
            transaction.create(self._row(invoice), tells=told(invoice))
        return invoice

    def credit(
        self,
        invoice: Invoice,
        series: str,
        at: datetime,
        make: Callable[[str], CreditNote],
        told: Callable[[CreditNote], DomainEvent],
    ) -> CreditNote:
        """Store a credit note under the next number of the series, if the invoice is still at this revision and the
        refund has none (``ConditionFailed`` else)."""
        with self._transaction() as transaction:
            note = make(self._numbered(transaction, series, at))
            credited = invoice.model_copy(update={"credited_minor": invoice.credited_minor + note.total_minor})
            pk, sk = CreditNoteRow.key(self.org_id, invoice.order_id, note.refund_id)
            gsi1pk, gsi1sk = CreditNoteRow.index_key(self.org_id, month_of(at), note.number)
            row = CreditNoteRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, **note.model_dump(exclude={"tax", "buyer"}))
            row.tax, row.buyer = note.tax.model_dump(mode="json"), note.buyer.model_dump(mode="json")
            transaction.create(row, tells=told(note))
            transaction.save(self._row(credited))
        return note

    def _numbered(self, transaction: Transaction, series: str, at: datetime) -> str:
        year = financial_year(at)
        pk, sk = SeriesRow.key(self.org_id, series, year)
        row = self._find(SeriesRow, (pk, sk), consistent=True)
        if row is None:
            transaction.create(SeriesRow(pk=pk, sk=sk, given=1))
            return number_of(series, year, 1)
        given = int(row.given) + 1
        row.given = given
        transaction.save(row)
        return number_of(series, year, given)

    def _row(self, invoice: Invoice) -> InvoiceRow:
        pk, sk = InvoiceRow.key(self.org_id, invoice.order_id)
        gsi1pk, gsi1sk = InvoiceRow.index_key(self.org_id, month_of(invoice.issued_at), invoice.number)
        nested = {"supplier", "buyer", "tax"}
        values = {name: value for name, value in invoice.model_dump(exclude=nested).items() if value is not None}
        row = InvoiceRow(pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, **values)
        row.supplier = invoice.supplier.model_dump(mode="json")
        row.buyer = invoice.buyer.model_dump(mode="json")
        row.tax = invoice.tax.model_dump(mode="json")
        return row
