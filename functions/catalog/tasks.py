"""The catalog's workflow door: the steps of copying courses."""

from typing import Any

from functions.catalog.schemas.archives import Doors
from functions.catalog.wiring import copy_steps
from shared.jobs import JobNotFound
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("copy_course")
def copy_course(event: dict[str, Any]) -> dict[str, Any]:
    """Go on with a job that copies a course; a repeated call does nothing twice."""
    try:
        return copy_steps(event["org_id"], Doors()).step(event["job_id"], event).dump()
    except JobNotFound as gone:
        return {"status": "failed", "error_code": gone.code}


@tasks.on("abandon_copy")
def abandon_copy(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the job that it failed, remove what it has made, and say which files media is to take back.

    Of the files that an import offered last nobody has said whether media took them, so they are named as well.
    """
    answer = copy_steps(event["org_id"], Doors()).abandon(event["job_id"]).dump()
    said = {name: answer[name] for name in ("status", "asset_ids", "owner_id", "import_id")}
    return {**said, "files": event.get("files", []) if answer["import_id"] else []}


handler = tasks.handler
