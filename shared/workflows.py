"""Starting a Step Functions workflow, answering one that waits, and being one of its tasks."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from shared import aws, settings
from shared.metering import metering
from shared.observability import NOBODY, Trace, current_trace, log, log_failure, tracing
from shared.start import started

Task = Callable[[dict[str, Any]], dict[str, Any]]


class Workflows(Protocol):
    """Starts long work."""

    def start(self, workflow: str, name: str, payload: dict[str, Any]) -> None:
        """Start the workflow under a name. Safe to repeat: a name starts once (within 90 days)."""
        ...


class StepFunctions:
    """Workflows as state machines on AWS."""

    def start(self, workflow: str, name: str, payload: dict[str, Any]) -> None:
        """Start the room's machine of that name."""
        trace = current_trace()
        client = aws.client("stepfunctions")
        try:
            client.start_execution(
                stateMachineArn=settings.setting(f"LMS_MACHINE_{workflow.upper()}"),
                name=name,
                input=json.dumps({**payload, **asdict(trace)}),
            )
        except client.exceptions.ExecutionAlreadyExists:
            log("workflow.already_started", workflow=workflow, execution=name)


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


class Tasks:
    """A room's tasks by name, and the function that runs them.

    A task that fails answers ``{"status": "failed", "error_code": …}`` for a Choice to route, rather than raising:
    the machine's Retry and Catch are for what nobody foresaw.
    """

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}

    @property
    def names(self) -> frozenset[str]:
        """The tasks there are."""
        return frozenset(self._tasks)

    def on(self, name: str) -> Callable[[Task], Task]:
        """Register a task: ``@tasks.on("import_chunk")``."""

        def register(task: Task) -> Task:
            self._tasks[name] = task
            return task

        return register

    def handler(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The Lambda entry point: ``{"task": name, …}`` in, the task's answer out."""
        started()
        trace = Trace(
            event.get("request_id", "scheduled"),
            event.get("correlation_id", "scheduled"),
            event.get("actor_id", NOBODY),
        )
        began = time.perf_counter()
        with tracing(trace), metering(str(event.get("org_id") or "")) as meter:
            try:
                answer = self._tasks[event["task"]](event)
            except Exception:
                log_failure("task.failed", task=event.get("task"))
                raise
            duration_ms = round((time.perf_counter() - began) * 1000, 1)
            log("task.done", task=event["task"], duration_ms=duration_ms, **meter.facts())
            return answer
