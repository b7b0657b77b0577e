"""Reads and writes reports and their jobs."""

from functions.finance.domain.reports import Report
from functions.finance.errors import ReportNotFound
from functions.finance.tables import FinanceRow, JobRow, ReceiptRow, ReportRow
from shared import report_rows


class ReportRepository(report_rows.ReportRepository[Report]):
    """One tenant's reports."""

    table = FinanceRow
    model = Report
    row = ReportRow
    job = JobRow
    receipt = ReceiptRow
    absent = ReportNotFound
