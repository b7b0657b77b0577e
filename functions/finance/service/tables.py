"""What stands in each report, row by row. Amounts are whole minor units of the currency beside them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from functions.commerce.published import books
from functions.commerce.published.books import CreditNote, Invoice, OwedMonth, TaxAssessment, TaxKind
from functions.finance.domain.reports import ReportKind
from functions.finance.domain.states import place_named
from functions.finance.service.gst import GST_COLUMNS, gst_rows
from functions.finance.service.settled import SETTLED_COLUMNS, settled_rows
from shared.listing import Listed, PageKey, each
from shared.reporting import Table
from shared.tabulating import Cell, Column, Kind

Row = Sequence[Cell]


def _whole(*names: str) -> list[Column]:
    return [Column(name, Kind.WHOLE) for name in names]


_TAXES = _whole("taxable_minor", "cgst_minor", "sgst_minor", "igst_minor", "total_minor")
SALES = [
    *map(Column, ("number", "date", "order_id", "description", "buyer", "buyer_gstin", "place_of_supply", "sac")),
    Column("currency"),
    *_TAXES,
    *_whole("credited_minor"),
]
REFUNDS = [
    *map(Column, ("number", "date", "invoice", "invoice_date", "order_id", "refund_id", "buyer", "buyer_gstin")),
    *map(Column, ("place_of_supply", "currency")),
    *_TAXES,
]
PAYOUTS = [
    *map(Column, ("user_id", "month", "currency")),
    *_whole("earned_minor", "taken_back_minor", "paid_minor", "change_minor"),
]


def table_of(kind: ReportKind, org_id: str, months: Sequence[str]) -> Table:
    """The report of some months. Every column of amounts is added up, by currency."""
    if kind is ReportKind.SALES:
        return _table(SALES, (_sale(one) for month in months for one in books.each_invoice(org_id, month)))
    if kind is ReportKind.REFUNDS:
        return _table(REFUNDS, (_refund(one) for month in months for one in books.each_credit_note(org_id, month)))
    if kind is ReportKind.GST:
        return _table(GST_COLUMNS, gst_rows(org_id, months))
    if kind is ReportKind.PAYOUTS:
        return _table(PAYOUTS, _payouts(org_id, months))
    return _table(SETTLED_COLUMNS, settled_rows(org_id, months))


def _table(columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    amounts = [one.name for one in columns if one.kind is Kind.WHOLE and one.name.endswith("_minor")]
    return Table(columns, rows, adds=amounts, by="currency")


def _sale(one: Invoice) -> Row:
    return [
        one.number,
        _day(one),
        one.order_id,
        one.description,
        one.buyer.name,
        one.buyer.gstin,
        _place(one.tax),
        one.tax.lines[0].sac if one.tax.lines else None,
        one.currency,
        *_taxes(one.tax),
        one.total_minor,
        one.credited_minor,
    ]


def _refund(one: CreditNote) -> Row:
    return [
        one.number,
        _day(one),
        one.invoice_number,
        one.invoiced_at.astimezone(books.INDIA).date().isoformat(),
        one.order_id,
        one.refund_id,
        one.buyer.name,
        one.buyer.gstin,
        _place(one.tax),
        one.currency,
        *_taxes(one.tax),
        one.total_minor,
    ]


def _payouts(org_id: str, months: Sequence[str]) -> Iterator[Row]:
    for month in months:
        for one in each(partial(_owed, org_id, month)):
            change = one.earned_minor - one.taken_back_minor - one.paid_minor
            yield [
                one.party,
                one.month,
                one.currency,
                one.earned_minor,
                one.taken_back_minor,
                one.paid_minor,
                change,
            ]


def _owed(org_id: str, month: str, start: PageKey) -> Listed[OwedMonth]:
    return books.list_owed(org_id, month, limit=100, start=start)


def _taxes(tax: TaxAssessment) -> list[int]:
    sums = dict.fromkeys(TaxKind, 0)
    for one in tax.taxes:
        sums[one.kind] += one.amount_minor
    state = sums[TaxKind.SGST] + sums[TaxKind.UTGST]
    return [tax.taxable_minor, sums[TaxKind.CGST], state, sums[TaxKind.IGST]]


def _place(tax: TaxAssessment) -> str | None:
    if tax.treatment is books.Treatment.EXPORT:
        return place_named(None)
    return place_named(tax.place_of_supply) if tax.place_of_supply else None


def _day(one: Invoice | CreditNote) -> str:
    return one.issued_at.astimezone(books.INDIA).date().isoformat()
