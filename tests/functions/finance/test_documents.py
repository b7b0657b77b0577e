"""Invoices and credit notes as PDF: everything that the rules ask for, set in any script, fetched for five minutes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.commerce.domain.invoices import CreditNote, Invoice, Supplier
from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.tax import Place, TaxableLine, assess
from functions.commerce.wiring import invoice_service
from functions.finance.domain.documents import Document
from functions.finance.gateways.typeset import as_pdf, as_pictures
from functions.finance.service.composing import credit_note_document, invoice_document
from shared.clock import system_clock
from shared.fetching import fetched
from tests.functions.commerce.shop import succeeded
from tests.functions.commerce.test_invoices import bought, registered
from tests.functions.commerce.till import Till

AT = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)


def an_invoice(**more: Any) -> Invoice:
    """An invoice of a school in Kerala."""
    supplier = Supplier(
        legal_name="Lotus School Private Limited", address="12 Beach Road, Kochi", gstin="32AAAAA0001A1ZA"
    )
    buyer = more.pop("buyer", Buyer(name="Meera Nair", state_code="29", gstin="29AAGCB7383J1Z4", address="Bengaluru"))
    supplier = more.pop("supplier", supplier)
    tax = assess(
        [TaxableLine(amount_minor=1_23_456_00)],
        supplier=supplier.for_tax,
        place_of_supply=Place(country=buyer.country, state_code=buyer.state_code),
        on=AT.date(),
    )
    values: dict[str, Any] = {
        "number": "INV/26-27/000001",
        "order_id": "ord_1",
        "user_id": "usr_1",
        "supplier": supplier,
        "buyer": buyer,
        "thing_id": "crs_1",
        "description": "Navigation by the stars",
        "tax": tax,
        "total_minor": 1_23_456_00,
        "currency": "INR",
        "issued_at": AT,
        **more,
    }
    return Invoice(**values)


def said(document: Document) -> str:
    """Everything that stands on it."""
    return "\n".join(
        [
            document.title,
            *(f"{name}: {value}" for name, value in (*document.facts, *document.sums)),
            *document.supplier,
            *document.recipient,
            *(cell for row in (document.columns, *document.rows) for cell in row),
            document.words,
            *document.notes,
        ]
    )


class TestAnInvoice:
    def test_says_what_rule_46_asks_for(self) -> None:
        found = said(invoice_document(an_invoice()))

        for part in (
            "Tax Invoice",
            "Lotus School Private Limited",
            "12 Beach Road, Kochi",
            "GSTIN: 32AAAAA0001A1ZA",
            "Number: INV/26-27/000001",
            "Date: 23-11-2026",  # in India it is the next day by then
            "Meera Nair",
            "Bengaluru",
            "GSTIN: 29AAGCB7383J1Z4",
            "Place of supply: 29-Karnataka",
            "999293",
            "Navigation by the stars",
            "Taxable value: 1,04,623.73",
            "IGST 18 %: 18,832.27",
            "Total (INR): 1,23,456.00",
            "Rupees One Lakh Twenty-Three Thousand Four Hundred Fifty-Six Only",
            "Tax payable on reverse charge: No",
            "no signature is required (rule 46, proviso)",
        ):
            assert part in found, part

    def test_splits_the_tax_within_a_state(self) -> None:
        found = said(invoice_document(an_invoice(buyer=Buyer(state_code="32"))))

        assert "CGST 9 %: 9,416.14" in found
        assert "SGST 9 %: 9,416.14" in found

    def test_of_who_is_not_registered_is_a_bill_of_supply(self) -> None:
        found = said(invoice_document(an_invoice(supplier=Supplier(legal_name="A teacher"))))

        assert "Bill of Supply" in found
        assert "no signature is required (rule 49, proviso)" in found
        assert "GST " not in found

    def test_for_abroad_says_that_it_is_an_export(self) -> None:
        found = said(invoice_document(an_invoice(buyer=Buyer(name="Ann", country="GB"))))

        assert "Supply meant for export" in found
        assert "Place of supply: 96-Other Countries" in found


class TestACreditNote:
    def test_names_the_invoice_that_it_takes_a_part_of(self) -> None:
        invoice = an_invoice()
        part = invoice.tax.part(before=0, now=50_000)
        note = CreditNote(
            number="CRN/26-27/000007",
            refund_id="rfd_1",
            order_id=invoice.order_id,
            invoice_number=invoice.number,
            invoiced_at=AT,
            buyer=invoice.buyer,
            currency="INR",
            tax=part,
            total_minor=50_000,
            issued_at=AT,
        )

        found = said(credit_note_document(invoice, note))

        assert "Against invoice: INV/26-27/000001 of 23-11-2026" in found
        assert "Total (INR): 500.00" in found
        assert "Signature of the supplier" in found
        assert "no signature" not in found


class TestThePage:
    def test_is_the_same_bytes_every_time(self) -> None:
        document = invoice_document(an_invoice())

        assert as_pdf(document, AT) == as_pdf(document, AT)
        assert as_pdf(document, AT).startswith(b"%PDF-1.7")

    @pytest.mark.parametrize(
        "name",
        [
            "क्षितिज श्रीवास्तव",
            "കെ. ശ്രീകുമാർ",
            "محمد علی",
            "李小龙",
            "#panic() *a* $x$",
            "x" * 300,
            "\u0000\ud800".encode("utf-8", "replace").decode(),
        ],
    )
    def test_takes_names_of_any_script_and_kind(self, name: str) -> None:
        invoice = an_invoice(
            buyer=Buyer(name=name, state_code="29", address="\n".join([name] * 20)), description=name * 3
        )

        assert as_pictures(invoice_document(invoice), AT)


class TestFetching:
    def test_leads_to_the_pdf_for_five_minutes(self, till: Till) -> None:
        registered(till)
        order = bought(till, buyer={"name": "Meera Nair", "state_code": "29"})

        found = succeeded(till.shop.student.get(f"/orders/{order['order_id']}/invoice/pdf")).json()

        assert "X-Amz-Expires=300" in found["url"]
        assert content(found["url"]).startswith(b"%PDF-1.7")
        with till.shop.world.later(minutes=6), pytest.raises(OSError, match="expired"):
            content(found["url"])

    def test_names_what_was_bought(self, till: Till) -> None:
        order = bought(till)

        found = succeeded(till.shop.student.get(f"/orders/{order['order_id']}/invoice")).json()

        assert found["description"] == "Cells"

    def test_of_a_credit_note_is_by_its_refund(self, till: Till) -> None:
        order = bought(till)
        refund = succeeded(till.refund(order, amount_minor=40_000)).json()
        till.shop.world.settle()
        path = f"/orders/{order['order_id']}/credit-notes"

        found = succeeded(till.shop.student.get(f"{path}/{refund['refund_id']}/pdf")).json()

        assert content(found["url"]).startswith(b"%PDF-1.7")
        other = till.shop.student.get(f"{path}/rfd_01JD0R2A3B4C5D6E7F8G9HJKMN/pdf")
        assert (other.status_code, other.code) == (404, "document_not_found")

    def test_is_its_buyers_and_the_administrators(self, till: Till) -> None:
        path = f"/orders/{bought(till)['order_id']}/invoice/pdf"

        assert till.shop.admin.get(path).status_code == 200
        assert till.shop.world.actor("student", of=till.shop.org).get(path).status_code == 404
        assert till.shop.world.actor("org_admin").get(path).status_code == 404

    def test_waits_until_it_is_set(self, till: Till) -> None:
        order = till.buy()
        succeeded(till.confirm(order, till.pay(order)))
        till.shop.world.process.skip_news()
        invoice_service(till.shop.org.org_id).issue(order["order_id"], at=system_clock.now())

        answer = till.shop.student.get(f"/orders/{order['order_id']}/invoice/pdf")

        assert (answer.status_code, answer.code) == (409, "document_not_ready")


def content(url: str) -> bytes:
    """What a link leads to."""
    with fetched(url) as stream:
        return stream.read()
