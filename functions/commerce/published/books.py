"""What finance may ask of the books: what was billed, posted, owed and settled, by order, person and month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.commerce.domain.invoices import INDIA, CreditNote, Invoice, Supplier, month_of
from functions.commerce.domain.ledger import GATEWAY, Balance, Posting, PostingKind
from functions.commerce.domain.orders import Buyer
from functions.commerce.domain.payouts import OwedMonth, OwedMovement, Statement, statement
from functions.commerce.domain.settlements import Finding, Movement, Verdict, reconciled
from functions.commerce.domain.sweeps import SettledLine
from functions.commerce.domain.tax import TaxAssessment, TaxedLine, TaxKind, Treatment
from functions.commerce.errors import OrderNotFound
from functions.commerce.repository.invoices import InvoiceRepository
from functions.commerce.repository.ledger import LedgerRepository
from functions.commerce.repository.orders import OrderRepository
from functions.commerce.repository.refunds import RefundPolicyRepository
from functions.commerce.repository.settlements import SettlementRepository
from shared.listing import Listed, PageKey

__all__ = [
    "GATEWAY",
    "INDIA",
    "Buyer",
    "CreditNote",
    "Finding",
    "Invoice",
    "Movement",
    "OwedMonth",
    "OwedMovement",
    "Posting",
    "PostingKind",
    "SettledLine",
    "Standing",
    "Statement",
    "Supplier",
    "TaxAssessment",
    "TaxKind",
    "TaxedLine",
    "Treatment",
    "Verdict",
    "each_credit_note",
    "each_invoice",
    "each_posting",
    "each_settled",
    "find_billed",
    "has_refund",
    "list_balances",
    "list_movements",
    "list_owed",
    "month_of",
    "read_standing",
    "reconciled",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """All that somebody is owed, and what of it changed within the refund window."""

    party: str
    months: list[OwedMonth]
    recent: list[OwedMovement]
    window: timedelta
    at: datetime

    def statements(self, month: str) -> list[Statement]:
        """The month's statement in every currency that they were ever owed something in."""
        return [self.statement(month, currency) for currency in sorted({one.currency for one in self.months})]

    def statement(self, month: str, currency: str) -> Statement:
        """The month's statement in a currency."""
        return statement(self.party, month, currency, self.months, self.recent, window=self.window, at=self.at)


def find_billed(org_id: str, order_id: str) -> tuple[Invoice | None, list[CreditNote]]:
    """The invoice of an order, and what took parts of it back, in the order of their numbers. One read."""
    return InvoiceRepository(org_id).find(order_id)


def has_refund(org_id: str, order_id: str, refund_id: str) -> bool:
    """Whether an order has this refund, carried out or not. One read."""
    try:
        _, refunds = OrderRepository(org_id).get_with_refunds(order_id)
    except OrderNotFound:
        return False
    return any(one.refund_id == refund_id for one in refunds)


def each_invoice(org_id: str, month: str) -> Iterator[Invoice]:
    """The invoices of a month by India's clock, in the order of their numbers; page by page."""
    return InvoiceRepository(org_id).each_of_month(month)


def each_credit_note(org_id: str, month: str) -> Iterator[CreditNote]:
    """The credit notes of a month by India's clock, in the order of their numbers; page by page."""
    return InvoiceRepository(org_id).each_credit_of_month(month)


def each_posting(org_id: str, month: str) -> Iterator[Posting]:
    """The postings of a month (UTC) in the order of time; page by page."""
    return LedgerRepository(org_id).each_of_month(month)


def each_settled(org_id: str, month: str) -> Iterator[tuple[str, SettledLine]]:
    """What the gateway settled in a month (UTC), line by line, each with its settlement; page by page."""
    return SettlementRepository(org_id).each_of_month(month)


def list_balances(org_id: str, *, limit: int, start: PageKey) -> Listed[Balance]:
    """What every account amounts to in every currency, by its name."""
    return LedgerRepository(org_id).list_balances(limit=limit, start=start)


def read_standing(org_id: str, party: str, at: datetime) -> Standing:
    """What somebody is owed as of now: a read and two queries, the second of all that changed in the refund window."""
    books = LedgerRepository(org_id)
    window = timedelta(days=RefundPolicyRepository(org_id).read().window_days)
    months = books.months_of(party)
    recent = list(books.each_movement_since(party, at - window)) if months else []
    return Standing(party, months, recent, window, at)


def list_owed(org_id: str, month: str, *, limit: int, start: PageKey) -> Listed[OwedMonth]:
    """Who is owed something of a month (UTC), by id. One query."""
    return LedgerRepository(org_id).list_owed(month, limit=limit, start=start)


def list_movements(org_id: str, party: str, month: str, *, limit: int, start: PageKey) -> Listed[OwedMovement]:
    """What changed of what somebody is owed in a month (UTC), in the order of time. One query."""
    return LedgerRepository(org_id).list_movements(party, month, limit=limit, start=start)
