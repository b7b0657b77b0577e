"""Volume of finance's reports: a million invoices as a sales register, and all taxes of them, within 512 MB."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from functions.commerce.published import books
from functions.commerce.published.books import Buyer, Invoice, Supplier, TaxAssessment
from functions.finance.domain.reports import ReportKind
from functions.finance.service.tables import table_of
from shared.tabulating import Form, tabulate
from tests.proofs.test_tables import MILLION, _measured

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LINE = {
    "sac": "999293",
    "taxable_minor": 84_746,
    "taxes": [{"kind": "igst", "basis_points": 1_800, "amount_minor": 15_254}],
}


def _invoices(org_id: str, month: str) -> Iterator[Invoice]:
    """What is read of the table, page by page, without the table."""
    one = Invoice(
        number="",
        order_id="ord_01JD0R1A2B3C4D5E6F7G8H9JKM",
        user_id="usr_01JD0R1A2B3C4D5E6F7G8H9JKM",
        supplier=Supplier(legal_name="Harbour School", gstin="32AAAAA0001A1ZA"),
        buyer=Buyer(name="=Stella", state_code="29"),
        thing_id="crs_01JD0R1A2B3C4D5E6F7G8H9JKM",
        description="Navigation by the stars",
        tax=TaxAssessment.model_validate({"treatment": "inter_state", "place_of_supply": "29", "lines": [LINE]}),
        total_minor=100_000,
        currency="INR",
        issued_at=AT,
    )
    for place in range(MILLION):
        yield one.model_copy(update={"number": f"INV/26-27/{place:06}"})


def _report(kind: ReportKind, form: Form, path: Path) -> None:
    books.each_invoice = _invoices
    books.each_credit_note = lambda org_id, month: iter(())
    totals: dict[str, dict[str, int]] = {}
    table = table_of(kind, "org_1", ["2026-11"])
    tabulate(form, path, table.columns, table.counted(totals))
    assert totals["INR"]["taxable_minor"] == MILLION * 84_746
    assert totals["INR"]["igst_minor"] == MILLION * 15_254


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        (ReportKind.SALES, Form.CSV),
        (ReportKind.SALES, Form.XLSX),
        (ReportKind.SALES, Form.PARQUET),
        (ReportKind.GST, Form.CSV),
    ],
)
def test_a_million_invoices_fit_in_512_mb(
    kind: ReportKind, form: Form, tmp_path: Path, say: Callable[[str], None]
) -> None:
    begun = time.perf_counter()

    _, megabytes = _measured(_report, kind, form, tmp_path / f"report.{form}")

    say(f"{kind} of a million invoices as {form}: {time.perf_counter() - begun:.0f} s, at most {megabytes:.0f} MB")
    assert megabytes < 512
