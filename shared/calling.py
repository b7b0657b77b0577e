"""Calling a task of another room that does something for whoever asks and keeps nothing of it."""

import json
from dataclasses import asdict
from typing import Any

from shared import aws, settings
from shared.observability import current_trace


class CallFailed(Exception):
    """The other room's function did not answer, or broke down."""


def call(room: str, task: str, payload: dict[str, Any], *, within_s: int) -> dict[str, Any]:
    """Have the tasks function of a room do this, and wait for its answer. It is called once, never again by itself."""
    client = aws.patient_client("lambda", within_s)
    try:
        answer = client.invoke(
            FunctionName=settings.setting(f"LMS_TASKS_{room.upper()}"),
            Payload=json.dumps({**payload, "task": task, **asdict(current_trace())}).encode(),
        )
    except aws.failures() as failure:
        raise CallFailed(room) from failure
    said = answer["Payload"].read()
    if answer.get("FunctionError"):
        raise CallFailed(room)
    done: dict[str, Any] = json.loads(said)
    return done
