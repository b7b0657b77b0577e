"""Search's workflow door: the steps of making an organization's index anew."""

from typing import Any

from functions.search.wiring import building_service, indexing_service
from shared.clock import system_clock
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("collect_entries")
def collect_entries(event: dict[str, Any]) -> dict[str, Any]:
    """With ``"whole": true`` make entries anew from the catalog's tables, some at a time; else do nothing."""
    if not event.get("whole"):
        return {"status": "done"}
    began = event.get("began") or system_clock.now().isoformat(timespec="microseconds")
    start = indexing_service(event["org_id"]).collect(event.get("start"))
    return {"status": "more" if start else "done", "start": start, "began": began}


@tasks.on("build_base")
def build_base(event: dict[str, Any]) -> dict[str, Any]:
    """Put all entries into one file; after a whole collection without those of courses that are on offer no more."""
    whole = bool(event.get("whole"))
    if whole:
        indexing_service(event["org_id"]).empty_stale(event["began"])
    base = building_service(event["org_id"]).build(anew=whole)
    return {"status": "done", "entries": base.entries if base else None}


handler = tasks.handler
