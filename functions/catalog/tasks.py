"""The catalog's workflow door: the steps of copying courses."""

from typing import Any

from functions.catalog.wiring import copy_steps
from shared.jobs import JobNotFound
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("copy_course")
def copy_course(event: dict[str, Any]) -> dict[str, Any]:
    """Go on with a job that copies a course; a repeated call does nothing twice."""
    try:
        return copy_steps(event["org_id"]).step(event["job_id"], event).dump()
    except JobNotFound as gone:
        return {"status": "failed", "error_code": gone.code}


@tasks.on("abandon_copy")
def abandon_copy(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the job that it failed, and why if another room said so; remove what it has made."""
    steps = copy_steps(event["org_id"])
    if event.get("error_code"):
        said = {"code": event["error_code"], "detail": event.get("detail") or "", "errors": []}
        steps.abandon(event["job_id"], said)
    else:
        steps.abandon(event["job_id"])
    return {"status": "failed"}


handler = tasks.handler
