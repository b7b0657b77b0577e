"""Reports: tables of the books of some months, as files."""

from enum import StrEnum

from shared import reports


class ReportKind(StrEnum):
    """What it is a table of."""

    SALES = "sales"
    """The sales register: every invoice."""
    REFUNDS = "refunds"
    """Every credit note."""
    GST = "gst"
    """What is owed of taxes, in the shape of the return GSTR-1."""
    PAYOUTS = "payouts"
    """What people who teach and bring buyers earned and were paid."""
    SETTLEMENTS = "settlements"
    """What came in and went out by the books, beside what the gateway settled."""


class Report(reports.Report):
    """A report of the books."""

    kind: ReportKind
    first_month: str
    """As ``2026-11``."""
    last_month: str

    @property
    def name(self) -> str:
        """Its kind, and its months."""
        period = self.first_month if self.first_month == self.last_month else f"{self.first_month}-{self.last_month}"
        return f"{self.kind}-{period}"
