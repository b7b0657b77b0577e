"""Invoices and credit notes: consecutive numbers within a series and a financial year (rule 46 of the CGST Rules)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.orders import Buyer, Order
from functions.commerce.domain.tax import Place, TaxableLine, TaxAssessment, assess
from functions.commerce.domain.tax import Supplier as TaxedSupplier

INDIA = ZoneInfo("Asia/Kolkata")
INVOICES = "INV"
CREDIT_NOTES = "CRN"


class Supplier(BaseModel):
    """Who sells, as it stands on invoices. Without a GSTIN no tax is charged, and it is a bill of supply."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    legal_name: str = ""
    address: str = ""
    gstin: str | None = None
    exempt: bool = False
    """Whether what is sold is free of tax, as what recognised educational institutions teach."""
    revision: int = 0

    @property
    def for_tax(self) -> TaxedSupplier:
        """The same, as far as the tax asks. Prices are told with the tax in them."""
        return TaxedSupplier(
            state_code=self.gstin[:2] if self.gstin else "", registered=self.gstin is not None and not self.exempt
        )


class CreditNote(BaseModel):
    """What takes a part of an invoice back."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: str
    refund_id: str
    order_id: str
    invoice_number: str
    invoiced_at: datetime
    buyer: Buyer
    currency: str
    tax: TaxAssessment
    total_minor: int
    issued_at: datetime


class Invoice(BaseModel):
    """What a purchase is billed by; one for each order. Its number never changes and is never given again."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: str
    order_id: str
    user_id: str
    supplier: Supplier
    buyer: Buyer
    thing_id: str
    """The course or pass that was bought."""
    description: str = ""
    """What that was called when it was bought."""
    tax: TaxAssessment
    total_minor: int
    currency: str
    credited_minor: int = 0
    issued_at: datetime
    revision: int = 0


def taxes_of(order: Order, supplier: Supplier, at: datetime) -> TaxAssessment:
    """What of an order's amount is which tax, sold by this supplier at that moment."""
    return assess(
        [TaxableLine(amount_minor=order.amount_minor)],
        supplier=supplier.for_tax,
        place_of_supply=Place(country=order.buyer.country, state_code=order.buyer.state_code),
        on=at.astimezone(INDIA).date(),
    )


def financial_year(moment: datetime) -> str:
    """The Indian financial year of a moment, April to March by India's own clock: ``26-27``."""
    day = moment.astimezone(INDIA).date()
    first = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return f"{first % 100:02}-{(first + 1) % 100:02}"


def month_of(moment: datetime) -> str:
    """The month of a moment by India's own clock: ``2026-11``."""
    return moment.astimezone(INDIA).strftime("%Y-%m")


def number_of(series: str, year: str, count: int) -> str:
    """The number of an invoice: sixteen characters at most, as the rules allow."""
    return f"{series}/{year}/{count:06}"
