"""Learning's workflow door: what runs by the clock."""

from typing import Any

from functions.learning.wiring import sweep_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("sweep_seats")
def sweep_seats(event: dict[str, Any]) -> dict[str, Any]:
    """End the reservations, offers and accesses whose time is over; a repeated call does nothing twice."""
    return {"status": "done", "swept": sweep_service().sweep()}


handler = tasks.handler
