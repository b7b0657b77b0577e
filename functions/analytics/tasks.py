"""Analytics' workflow door: exports being made, and what runs by the clock."""

from contextlib import suppress
from typing import Any

from functions.analytics.errors import FiguresExportNotFound
from functions.analytics.service.recounting import Place
from functions.analytics.service.subscriptions import send_due
from functions.analytics.wiring import (
    due_repository,
    export_service,
    recounting_service,
    round_service,
    subscription_service,
)
from shared.errors import Forbidden, NotFound
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("make_export")
def make_export(event: dict[str, Any]) -> dict[str, Any]:
    """Make the export's file; a repeated call finds it made, or makes it anew. What may not be seen is not made."""
    try:
        return {"status": export_service(event["org_id"]).make(event["report_id"])}
    except (NotFound, Forbidden) as refused:
        return {"status": "failed", "error_code": refused.code}


@tasks.on("abandon_export")
def abandon_export(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the export that it could not be made."""
    with suppress(FiguresExportNotFound):
        export_service(event["org_id"]).abandon(event["report_id"])
    return {"status": "failed"}


@tasks.on("recount")
def recount(event: dict[str, Any]) -> dict[str, Any]:
    """Count what an organization's archive holds of some days, for as long as a call may last. Safe to repeat.

    Called by ``python -m infra.recount``, again with what it answered while there is ``more``.
    """
    place = Place(event.get("after", ""), event.get("lines", 0))
    looked_at, rest = recounting_service(event["org_id"]).recount(event["first_day"], event["last_day"], place)
    answer = {"status": "more" if rest else "done", "events": looked_at}
    return {**answer, "after": rest.after, "lines": rest.lines} if rest else answer


@tasks.on("send_due_reports")
def send_due_reports(event: dict[str, Any]) -> dict[str, Any]:
    """Ask for the tables that people are subscribed to, where a week or month is over. Safe to repeat, at once too."""
    return {"status": "done", "sent": send_due(due_repository(), subscription_service)}


@tasks.on("go_rounds")
def go_rounds(event: dict[str, Any]) -> dict[str, Any]:
    """Judge the learners of courses, and note how organizations are, where that is due. Safe to repeat, at once too."""
    return {"status": "done", "rounds": round_service().go()}


handler = tasks.handler
