"""Analytics' workflow door: what runs by the clock."""

from typing import Any

from functions.analytics.wiring import round_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("go_rounds")
def go_rounds(event: dict[str, Any]) -> dict[str, Any]:
    """Judge the learners of courses, and note how organizations are, where that is due. Safe to repeat, at once too."""
    return {"status": "done", "rounds": round_service().go()}


handler = tasks.handler
