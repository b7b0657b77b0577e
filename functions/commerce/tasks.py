"""Commerce's workflow door: what runs by the clock."""

from typing import Any

from functions.commerce.wiring import due_service
from shared.workflows import Tasks

WORKERS = 8
"""What is done for a deadline is mostly waiting: for the table, and for the gateway."""

tasks = Tasks()


@tasks.on("look_at_what_is_due")
def look_at_what_is_due(event: dict[str, Any]) -> dict[str, Any]:
    """Look at whatever's time has come: prices that change, instalments and subscriptions. Safe to repeat."""
    return {"status": "done", "looked_at": due_service(workers=WORKERS).look()}


handler = tasks.handler
