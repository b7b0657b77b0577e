"""Invoices and credit notes: consecutive numbers within a series and a financial year (rule 46 of the CGST Rules)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.tax import UNION_TERRITORIES, TaxedLine, Treatment

INDIA = ZoneInfo("Asia/Kolkata")
INVOICES = "INV"
CREDIT_NOTES = "CRN"


class Supplier(BaseModel):
    """Who sells, as it stands on invoices. Without a GSTIN no tax is charged, and it is a bill of supply."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    legal_name: str = ""
    address: str = ""
    gstin: str | None = None
    sac: str = "999293"
    exempt: bool = False
    """Whether what is sold is free of tax, as what recognised educational institutions teach."""
    revision: int = 0

    @property
    def state_code(self) -> str | None:
        """The state of the registration that taxes are charged under; None where none are."""
        return None if self.exempt or self.gstin is None else self.gstin[:2]


class CreditNote(BaseModel):
    """What takes a part of an invoice back."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: str
    refund_id: str
    lines: tuple[TaxedLine, ...]
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
    place_of_supply: str | None
    """The two digits of the state; None for what is sold abroad."""
    treatment: Treatment
    lines: tuple[TaxedLine, ...]
    total_minor: int
    currency: str
    credited_minor: int = 0
    issued_at: datetime
    revision: int = 0

    @property
    def second_tax(self) -> str:
        """What the state's half is called there."""
        return "UTGST" if self.place_of_supply in UNION_TERRITORIES else "SGST"


def financial_year(moment: datetime) -> str:
    """The Indian financial year of a moment, April to March by India's own clock: ``26-27``."""
    day = moment.astimezone(INDIA).date()
    first = day.year if day >= date(day.year, 4, 1) else day.year - 1
    return f"{first % 100:02}-{(first + 1) % 100:02}"


def number_of(series: str, year: str, count: int) -> str:
    """The number of an invoice: sixteen characters at most, as the rules allow."""
    return f"{series}/{year}/{count:06}"
