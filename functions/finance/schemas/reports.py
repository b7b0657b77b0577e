"""Bodies about reports."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from functions.finance.domain.reports import ReportKind
from functions.finance.schemas.payouts import Month
from functions.finance.service.reports import ReportWish
from shared.reports import ReportState
from shared.schemas import In, Out
from shared.tabulating import Form

_WISH: dict[str, Any] = {"kind": "sales", "form": "csv", "first_month": "2026-11", "last_month": "2026-11"}
_REPORT: dict[str, Any] = {
    "report_id": "rep_01JD5H1B0A1B2C3D4E5F6G7H8J",
    "job_id": "job_finance_01JD5H1B0A1B2C3D4E5F6G7H8J",
    **_WISH,
    "state": "succeeded",
    "rows": 1,
    "totals": {"INR": {"taxable_minor": 84_746, "total_minor": 100_000}},
    "requested_by": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
    "created_at": "2026-12-01T09:31:00Z",
    "updated_at": "2026-12-01T09:31:05Z",
}


class ReportIn(In):
    """Which report is wanted, of one to twelve months: of sales, refunds and taxes by India's clock, else by UTC."""

    kind: ReportKind
    form: Form
    first_month: Month
    last_month: Month

    model_config = ConfigDict(json_schema_extra={"examples": [_WISH]})

    def wish(self) -> ReportWish:
        """What is wanted."""
        return ReportWish(self.kind, self.form, self.first_month, self.last_month)


class ReportOut(Out):
    """A report; its job is `GET /api/v1/jobs/{job_id}`. Totals are of every column of amounts, by currency."""

    report_id: str
    job_id: str
    kind: ReportKind
    form: Form
    first_month: str
    last_month: str
    state: ReportState
    rows: int | None
    totals: dict[str, dict[str, int]] | None
    requested_by: str
    created_at: datetime
    updated_at: datetime

    model_config = ConfigDict(json_schema_extra={"examples": [_REPORT]})
