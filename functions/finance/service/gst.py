"""What is owed of taxes, in the shape of the return GSTR-1: what it asks for one by one, the rest by state and rate.

``b2b`` and ``cdnr`` are documents to those who are registered, ``b2cl`` large ones between states to those who are
not, ``cdnur`` credit notes on these and on exports, ``exp`` exports. ``b2cs`` adds all else up by state and rate, less
what went back; ``nil`` what was sold without a tax. ``hsn`` sums the same once more, by service code;
``docs`` counts the numbers used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from functions.commerce.published import books
from functions.commerce.published.books import CreditNote, Invoice, TaxKind, Treatment
from functions.finance.domain.states import place_named
from shared.tabulating import Cell, Column, Kind

GST_COLUMNS = [
    *map(Column, ("section", "recipient_gstin", "number", "date", "invoice", "place_of_supply", "sac")),
    Column("rate_bp", Kind.WHOLE),
    Column("documents", Kind.WHOLE),
    Column("currency"),
    *(Column(f"{name}_minor", Kind.WHOLE) for name in ("value", "taxable", "igst", "cgst", "sgst")),
]
LARGE = ((date(2024, 8, 1), 1_00_000_00), (date(2017, 7, 1), 2_50_000_00))
"""From which value on a sale between states to somebody who is not registered is told one by one, by day."""


@dataclass(slots=True)
class _Sums:
    documents: int = 0
    value: int = 0
    taxable: int = 0
    igst: int = 0
    cgst: int = 0
    sgst: int = 0

    def add(self, part: "_Sums", way: int) -> None:
        """Take in what was sold (1), or went back (-1)."""
        for name in ("value", "taxable", "igst", "cgst", "sgst"):
            setattr(self, name, getattr(self, name) + way * getattr(part, name))
        self.documents += 1

    def cells(self) -> list[Cell]:
        """The amounts as the columns have them."""
        return [self.value, self.taxable, self.igst, self.cgst, self.sgst]


def gst_rows(org_id: str, months: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """The rows: those of documents as they are read, the sums after them. Only the sums are held."""
    small: dict[tuple[str, str | None, int, str], _Sums] = {}
    codes: dict[tuple[str, int, str], _Sums] = {}
    used: dict[str, list[str]] = {"invoices": [], "credit notes": []}
    counts = dict.fromkeys(used, 0)

    def taken(one: Invoice | CreditNote, way: int) -> Iterator[Sequence[Cell]]:
        name = "invoices" if way == 1 else "credit notes"
        counts[name] += 1
        used[name] = [*used[name][:1], one.number]
        section = _section(one, way)
        for rate, sac, part in _parts(one):
            sums = codes.setdefault((sac, rate, one.currency), _Sums())
            sums.add(part, way)
            if section in {"b2cs", "nil"}:
                where = (section, _place(one), rate, one.currency)
                small.setdefault(where, _Sums()).add(part, way)
                continue
            invoice = one.invoice_number if isinstance(one, CreditNote) else None
            day = one.issued_at.astimezone(books.INDIA).date().isoformat()
            head = [section, one.buyer.gstin, one.number, day, invoice, _place(one), sac, rate, 1, one.currency]
            yield [*head, *part.cells()]

    for month in months:
        for invoice in books.each_invoice(org_id, month):
            yield from taken(invoice, 1)
        for note in books.each_credit_note(org_id, month):
            yield from taken(note, -1)
    for (section, place, rate, currency), sums in sorted(small.items(), key=lambda item: str(item[0])):
        yield [section, None, None, None, None, place, None, rate, sums.documents, currency, *sums.cells()]
    for (sac, rate, currency), sums in sorted(codes.items()):
        yield ["hsn", None, None, None, None, None, sac, rate, sums.documents, currency, *sums.cells()]
    for name, numbers in used.items():
        if numbers:
            span = [numbers[0], None, numbers[-1]]
            yield ["docs", name, *span, None, None, None, counts[name], None, None, None, None, None, None]


def _section(one: Invoice | CreditNote, way: int) -> str:
    treatment = one.tax.treatment
    if treatment is Treatment.UNREGISTERED:
        return "nil"
    if treatment is Treatment.EXPORT:
        return "exp" if way == 1 else "cdnur"
    if one.buyer.gstin:
        return "b2b" if way == 1 else "cdnr"
    # Whether a credit note is on a large invoice is not known of it; between states it is told by its own value.
    if treatment is Treatment.INTER_STATE and one.total_minor > _large_from(one):
        return "b2cl" if way == 1 else "cdnur"
    return "b2cs"


def _large_from(one: Invoice | CreditNote) -> int:
    at = one.invoiced_at if isinstance(one, CreditNote) else one.issued_at
    day = at.astimezone(books.INDIA).date()
    return next((value for first, value in LARGE if first <= day), LARGE[-1][1])


def _parts(one: Invoice | CreditNote) -> Iterator[tuple[int, str, _Sums]]:
    """The lines of a document, each with its whole rate in ten-thousandths and its service code."""
    for line in one.tax.lines:
        part = _Sums(value=line.total_minor, taxable=line.taxable_minor)
        for tax in line.taxes:
            name = {TaxKind.IGST: "igst", TaxKind.CGST: "cgst"}.get(tax.kind, "sgst")
            setattr(part, name, getattr(part, name) + tax.amount_minor)
        yield sum(tax.basis_points for tax in line.taxes), line.sac, part


def _place(one: Invoice | CreditNote) -> str | None:
    if one.tax.treatment is Treatment.EXPORT:
        return place_named(None)
    return place_named(one.tax.place_of_supply) if one.tax.place_of_supply else None
