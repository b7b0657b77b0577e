"""Guidance's workflow door: learning from all histories."""

from typing import Any

from functions.guidance.wiring import edition_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("make_edition")
def make_edition(event: dict[str, Any]) -> dict[str, Any]:
    """Learn from all histories of an organization. A repeated call makes another edition, as good as the first."""
    card = edition_service(event["org_id"]).make()
    return {"status": "done", "edition_id": card.edition_id if card else None}


handler = tasks.handler
