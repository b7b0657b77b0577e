"""What finance tells: what was paid out to people, and which reports can be fetched.

Amounts are whole minor units (paise) of the currency beside them.
"""

from typing import ClassVar

from shared.events import DomainEvent


class _FinanceEvent(DomainEvent):
    source: ClassVar[str] = "lms.finance"


class PayoutMade(_FinanceEvent):
    """Somebody was paid what they were owed, outside of here. Told once; commerce books it."""

    payout_id: str
    user_id: str
    amount_minor: int
    currency: str


class ReportRequested(_FinanceEvent):
    """Somebody wants a report. Told once; finance itself makes it."""

    report_id: str


class ReportReady(_FinanceEvent):
    """A report that somebody asked for can be fetched."""

    report_id: str
    requested_by: str


class ReportFailed(_FinanceEvent):
    """A report could not be made."""

    report_id: str
    requested_by: str
