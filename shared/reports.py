"""Reports: tables as files, which somebody asks for, a workflow makes, and a link lends for a quarter of an hour.

A room says what its reports are of (its own ``Report``), how they are stored (``shared.report_rows``), which table each
is and what it tells (``shared.reporting``).
"""

from abc import ABC, abstractmethod
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from shared.tabulating import Form


class ReportState(StrEnum):
    """Where it is."""

    QUEUED = "queued"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Report(BaseModel, ABC):
    """A report that somebody asked for. A room's own adds what it is of."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    report_id: str
    job_id: str
    kind: str
    form: Form
    state: ReportState = ReportState.QUEUED
    rows: int | None = None
    totals: dict[str, dict[str, int]] | None = None
    """The sums of the columns that can be added up, by currency where they are money."""
    requested_by: str
    created_at: datetime
    updated_at: datetime
    revision: int = 0

    @property
    @abstractmethod
    def name(self) -> str:
        """What its file is called, without what says its form."""

    @property
    def file_name(self) -> str:
        """What it is saved as."""
        return f"{self.name}.{self.form}"

    @property
    def over(self) -> bool:
        """Whether nothing becomes of it any more."""
        return self.state in {ReportState.SUCCEEDED, ReportState.FAILED}

    def made(self, rows: int, totals: dict[str, dict[str, int]], at: datetime) -> Self:
        """With its file made."""
        return self.model_copy(
            update={"state": ReportState.SUCCEEDED, "rows": rows, "totals": totals, "updated_at": at}
        )

    def failed(self, at: datetime) -> Self:
        """With no file, for good."""
        return self.model_copy(update={"state": ReportState.FAILED, "updated_at": at})

    def result(self) -> dict[str, Any]:
        """What its job says."""
        return {"report_id": self.report_id, "rows": self.rows}
