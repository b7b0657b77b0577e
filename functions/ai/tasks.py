"""AI's workflow door."""

from typing import Any

from functions.ai.wiring import summary_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("load_summary")
def load_summary(event: dict[str, Any]) -> dict[str, Any]:
    """The numbers of the ``sections`` to be summarized; a repeated call leaves out what is made by then."""
    return {"status": "loaded", "sections": summary_service(event["org_id"]).load(event["summary_id"])}


@tasks.on("summarize_section")
def summarize_section(event: dict[str, Any]) -> dict[str, Any]:
    """Summarize one section, or say how long to wait; a repeated call makes nothing twice."""
    waited = event["waited"]
    status, wait_s = summary_service(event["org_id"]).make(event["summary_id"], event["section"], waited)
    return {"status": status, "wait_s": wait_s, "waited": waited + 1}


@tasks.on("finish_summary")
def finish_summary(event: dict[str, Any]) -> dict[str, Any]:
    """Put the sections together; a repeated call finds that done."""
    return {"status": summary_service(event["org_id"]).finish(event["summary_id"])}


handler = tasks.handler
