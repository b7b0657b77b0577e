"""Finance's workflow door: a report being made."""

from typing import Any

from functions.finance.errors import ReportNotFound
from functions.finance.wiring import report_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("make_report")
def make_report(event: dict[str, Any]) -> dict[str, Any]:
    """Make the report's file; a repeated call finds it made, or makes it anew."""
    try:
        return {"status": report_service(event["org_id"]).make(event["report_id"])}
    except ReportNotFound as gone:
        return {"status": "failed", "error_code": gone.code}


@tasks.on("abandon_report")
def abandon_report(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the report that it could not be made."""
    report_service(event["org_id"]).abandon(event["report_id"])
    return {"status": "failed"}


handler = tasks.handler
