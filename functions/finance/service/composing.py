"""What stands on an invoice and a credit note: all that rules 46, 49 and 53 of the CGST Rules ask for, as text."""

from collections.abc import Sequence

from functions.commerce.published.books import INDIA, CreditNote, Invoice, TaxAssessment, TaxedLine, TaxKind, Treatment
from functions.finance.domain.documents import Document
from functions.finance.domain.states import place_named
from functions.finance.domain.words import amount_in_figures, amount_in_words

TAX_NAMES = {TaxKind.CGST: "CGST", TaxKind.SGST: "SGST", TaxKind.UTGST: "UTGST", TaxKind.IGST: "IGST"}
EXPORT_NOTE = (
    "Supply meant for export under bond or letter of undertaking without payment of integrated tax (rule 96A)."
)
UNSIGNED = "Issued electronically under the Information Technology Act, 2000: no signature is required"
INVOICE_NOTE = f"{UNSIGNED} (rule 46, proviso)."
BILL_NOTE = f"{UNSIGNED} (rule 49, proviso)."
CREDIT_NOTE = "Signature of the supplier or authorised representative (rule 53 (1A)): ______________________"
"""No proviso spares a credit note the signature."""


def invoice_document(invoice: Invoice) -> Document:
    """An invoice; a bill of supply where no tax may be charged."""
    taxed = invoice.tax.treatment is not Treatment.UNREGISTERED
    title, signature = ("Tax Invoice", INVOICE_NOTE) if taxed else ("Bill of Supply", BILL_NOTE)
    facts = (("Number", invoice.number), ("Date", _date(invoice)), ("Order", invoice.order_id))
    return _document(invoice, title, invoice.number, facts, invoice.tax, invoice.total_minor, signature)


def credit_note_document(invoice: Invoice, note: CreditNote) -> Document:
    """What takes a part of an invoice back."""
    facts = (
        ("Number", note.number),
        ("Date", _date(note)),
        ("Against invoice", f"{invoice.number} of {_date(invoice)}"),
        ("Order", invoice.order_id),
    )
    return _document(invoice, "Credit Note", note.number, facts, note.tax, note.total_minor, CREDIT_NOTE)


def _document(
    invoice: Invoice,
    title: str,
    number: str,
    facts: tuple[tuple[str, str], ...],
    tax: TaxAssessment,
    total_minor: int,
    signature: str,
) -> Document:
    kinds = list(dict.fromkeys(one.kind for one in tax.taxes))
    supplier, currency = invoice.supplier, invoice.currency
    place = tax.place_of_supply or invoice.buyer.state_code if tax.treatment is not Treatment.EXPORT else None
    unknown = tax.treatment is Treatment.UNREGISTERED and not place
    sums = _sums(tax, total_minor, currency)
    return Document(
        title=title,
        number=number,
        facts=(
            *facts,
            *(() if unknown else (("Place of supply", place_named(place)),)),
            ("Tax payable on reverse charge", "No"),
        ),
        supplier=_present(supplier.legal_name, supplier.address, _gstin(supplier.gstin), _state(supplier.gstin)),
        recipient=_present(
            invoice.buyer.name or "",
            invoice.buyer.address or "",
            _gstin(invoice.buyer.gstin),
            f"State: {place_named(invoice.buyer.state_code)}" if invoice.buyer.state_code else "",
            f"Country: {invoice.buyer.country}" if invoice.buyer.country != "IN" else "",
        ),
        columns=("#", "Description of service", "SAC", "Taxable value", *(TAX_NAMES[kind] for kind in kinds), "Total"),
        rows=tuple(
            _row(place, invoice.description or "Online course", line, kinds, currency)
            for place, line in enumerate(tax.lines, 1)
        ),
        sums=sums,
        words=amount_in_words(total_minor, currency),
        notes=_present(EXPORT_NOTE if tax.treatment is Treatment.EXPORT else "", signature),
        code="\n".join(
            [
                title,
                *(f"{name}: {value}" for name, value in facts),
                *_present(_gstin(supplier.gstin)),
                *(f"{name}: {value}" for name, value in sums),
            ]
        ),
    )


def _sums(tax: TaxAssessment, total_minor: int, currency: str) -> tuple[tuple[str, str], ...]:
    return (
        ("Taxable value", amount_in_figures(tax.taxable_minor, currency)),
        *(
            (f"{TAX_NAMES[one.kind]} {_percent(one.basis_points)}", amount_in_figures(one.amount_minor, currency))
            for one in tax.taxes
        ),
        (f"Total ({currency})", amount_in_figures(total_minor, currency)),
    )


def _row(place: int, description: str, line: TaxedLine, kinds: Sequence[TaxKind], currency: str) -> tuple[str, ...]:
    taxes = {tax.kind: tax for tax in line.taxes}
    cells = [
        f"{amount_in_figures(taxes[kind].amount_minor, currency)}\n{_percent(taxes[kind].basis_points)}"
        if kind in taxes
        else ""
        for kind in kinds
    ]
    figures = (amount_in_figures(line.taxable_minor, currency), *cells, amount_in_figures(line.total_minor, currency))
    return (str(place), description, line.sac, *figures)


def _date(what: Invoice | CreditNote) -> str:
    """The day by India's own clock."""
    return what.issued_at.astimezone(INDIA).strftime("%d-%m-%Y")


def _percent(basis_points: int) -> str:
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") + " %"


def _gstin(gstin: str | None) -> str:
    return f"GSTIN: {gstin}" if gstin else ""


def _state(gstin: str | None) -> str:
    return f"State: {place_named(gstin[:2])}" if gstin else ""


def _present(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
