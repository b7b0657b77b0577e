"""The sandbox's door: other rooms call it, by name of the task."""

from dataclasses import asdict
from typing import Any

from functions.sandbox.domain import Language, Limits
from functions.sandbox.service import run_program
from shared.workflows import Tasks

tasks = Tasks()


@tasks.on("run_program")
def run(event: dict[str, Any]) -> dict[str, Any]:
    """Run a program once for each input. Safe to repeat: nothing stays."""
    limits = Limits(event["time_ms"], event["memory_mb"], event["total_ms"])
    runs = run_program(Language(event["language"]), event["source"], event["inputs"], limits)
    return {"status": "done", "runs": [asdict(run) for run in runs]}


handler = tasks.handler
