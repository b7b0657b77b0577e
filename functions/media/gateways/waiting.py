"""Workflows that wait for an answer."""

import json
from typing import Any, Protocol

from shared import aws
from shared.observability import log


class Waiting(Protocol):
    """Answers workflows that wait."""

    def answer(self, token: str, result: dict[str, Any]) -> None:
        """Let a workflow go on with this result. Safe to repeat: it goes on once."""
        ...


class WaitingMachines:
    """State machines on AWS."""

    def answer(self, token: str, result: dict[str, Any]) -> None:
        """Let a workflow go on with this result. Safe to repeat: it goes on once."""
        client = aws.client("stepfunctions")
        try:
            client.send_task_success(taskToken=token, output=json.dumps(result))
        except (client.exceptions.TaskDoesNotExist, client.exceptions.TaskTimedOut):
            log("workflow.waits_no_more")
