"""Learning's workflow door: steps of enrolling many, and what runs by the clock."""

from typing import Any

from functions.learning.wiring import bulk_service, due_service
from shared.jobs import JobNotFound
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("look_at_due_seats")
def look_at_due_seats(event: dict[str, Any]) -> dict[str, Any]:
    """End the reservations, offers and accesses whose time is over; a repeated call does nothing twice."""
    return {"status": "done", "looked_at": due_service().look()}


@tasks.on("enrol_some")
def enrol_some(event: dict[str, Any]) -> dict[str, Any]:
    """Enrol the next of a list; a repeated call does nothing twice."""
    try:
        return {"status": bulk_service(event["org_id"]).step(event["job_id"])}
    except JobNotFound as gone:
        return {"status": "failed", "error_code": gone.code}


@tasks.on("abandon_bulk_enrolment")
def abandon_bulk_enrolment(event: dict[str, Any]) -> dict[str, Any]:
    """Write into the job that it failed."""
    bulk_service(event["org_id"]).abandon(event["job_id"])
    return {"status": "failed"}


handler = tasks.handler
