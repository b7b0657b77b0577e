"""What assessment does by the clock."""

from typing import Any

from functions.assessment.wiring import sweeping_service
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("end_attempts")
def end_attempts(event: dict[str, Any]) -> dict[str, Any]:
    """End attempts whose time is over, as their rules say; a repeated call ends nothing twice."""
    return {"status": "done", "ended": sweeping_service().sweep()}


handler = tasks.handler
