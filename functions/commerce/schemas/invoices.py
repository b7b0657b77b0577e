"""Bodies about invoices."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from functions.commerce.domain.invoices import Invoice, Supplier
from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.tax import TaxAssessment
from functions.commerce.service.invoices import Billed
from shared.gstin import normalized_gstin
from shared.schemas import In, Line, Out, Text

_SUPPLIER: dict[str, Any] = {
    "legal_name": "Harbour School Private Limited",
    "address": "12 Beach Road, Kochi 682001",
    "gstin": "32AAAAA0001A1ZA",
    "exempt": False,
}
_BUYER: dict[str, Any] = {
    "name": "Stella Student",
    "country": "IN",
    "state_code": "29",
    "gstin": None,
    "address": None,
}
_TAX: dict[str, Any] = {
    "treatment": "inter_state",
    "place_of_supply": "29",
    "lines": [
        {
            "sac": "999293",
            "taxable_minor": 84_746,
            "taxes": [{"kind": "igst", "basis_points": 1_800, "amount_minor": 15_254}],
        }
    ],
}
_CREDIT: dict[str, Any] = {
    "number": "CRN/26-27/000001",
    "refund_id": "rfd_01JD0R2A3B4C5D6E7F8G9HJKMN",
    "tax": _TAX,
    "total_minor": 100_000,
    "issued_at": "2026-11-24T09:30:00Z",
}
_HEAD: dict[str, Any] = {
    "number": "INV/26-27/000001",
    "order_id": "ord_01JD0R1A2B3C4D5E6F7G8H9JKM",
    "supplier": _SUPPLIER,
    "buyer": _BUYER,
    "thing_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD",
    "description": "Navigation by the stars",
    "tax": _TAX,
    "total_minor": 100_000,
    "currency": "INR",
    "credited_minor": 0,
    "issued_at": "2026-11-22T09:30:00Z",
}


class SupplierIn(In):
    """Who sells, as it stands on invoices from now on. Without a GSTIN no tax is charged."""

    legal_name: Line
    address: Text
    gstin: Annotated[str, Field(max_length=20), AfterValidator(normalized_gstin)] | None = None
    exempt: bool = False

    model_config = ConfigDict(json_schema_extra={"examples": [_SUPPLIER]})

    def supplier(self) -> Supplier:
        """Who that is."""
        return Supplier(**self.model_dump())


class SupplierOut(Out):
    """Who sells, as it stands on invoices."""

    legal_name: str
    address: str
    gstin: str | None
    exempt: bool

    model_config = ConfigDict(json_schema_extra={"examples": [_SUPPLIER]})


class CreditNoteOut(Out):
    """What takes a part of an invoice back."""

    number: str
    refund_id: str
    tax: TaxAssessment
    total_minor: int
    issued_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_CREDIT]})


class InvoiceOut(Out):
    """What a purchase is billed by. Amounts are whole minor units, rates basis points."""

    number: str
    order_id: str
    supplier: SupplierOut
    buyer: Buyer
    thing_id: str
    """The course or pass that was bought."""
    description: str
    tax: TaxAssessment
    total_minor: int
    currency: str
    credited_minor: int
    issued_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_HEAD]})

    @classmethod
    def of(cls, invoice: Invoice) -> "InvoiceOut":
        """The answer for an invoice."""
        return cls.model_validate(invoice)


class BilledOut(InvoiceOut):
    """An invoice with what took parts of it back."""

    credit_notes: list[CreditNoteOut]

    model_config = ConfigDict(json_schema_extra={"examples": [{**_HEAD, "credit_notes": []}]})

    @classmethod
    def whole(cls, billed: Billed) -> "BilledOut":
        """The answer for an invoice with its credit notes."""
        head = InvoiceOut.of(billed.invoice)
        notes = [CreditNoteOut.model_validate(note) for note in billed.credit_notes]
        return cls(**{name: getattr(head, name) for name in InvoiceOut.model_fields}, credit_notes=notes)
