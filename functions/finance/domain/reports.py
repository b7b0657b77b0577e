"""Reports: tables of the books of some months, as files."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from shared.tabulating import Form


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


class ReportState(StrEnum):
    """Where it is."""

    QUEUED = "queued"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


CONTENT_TYPES = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PARQUET: "application/vnd.apache.parquet",
}


class Report(BaseModel):
    """A report that somebody asked for."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    report_id: str
    job_id: str
    kind: ReportKind
    form: Form
    first_month: str
    """As ``2026-11``."""
    last_month: str
    state: ReportState = ReportState.QUEUED
    rows: int | None = None
    totals: dict[str, dict[str, int]] | None = None
    """The sums of every column of amounts, by currency."""
    requested_by: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    def file_name(self) -> str:
        """What it is saved as."""
        period = self.first_month if self.first_month == self.last_month else f"{self.first_month}-{self.last_month}"
        return f"{self.kind}-{period}.{self.form}"

    @property
    def over(self) -> bool:
        """Whether nothing becomes of it any more."""
        return self.state in {ReportState.SUCCEEDED, ReportState.FAILED}

    def made(self, rows: int, totals: dict[str, dict[str, int]], at: datetime) -> "Report":
        """With its file made."""
        return self.model_copy(
            update={"state": ReportState.SUCCEEDED, "rows": rows, "totals": totals, "updated_at": at}
        )

    def failed(self, at: datetime) -> "Report":
        """With no file, for good."""
        return self.model_copy(update={"state": ReportState.FAILED, "updated_at": at})

    def result(self) -> dict[str, Any]:
        """What its job says."""
        return {"report_id": self.report_id, "rows": self.rows}
