"""Long work is started once, and its tasks know on whose account they run."""

import json
from typing import Any

import pytest

from infra.local.oneprocess import OneProcess
from infra.local.oneprocess.ground import _machine
from shared import aws
from shared.observability import Trace, current_trace, tracing
from shared.workflows import StepFunctions, Tasks
from tests.support.logs import Lines


@pytest.fixture
def machine(cloud: OneProcess, monkeypatch: pytest.MonkeyPatch) -> str:
    """A machine that counts books."""
    arn = _machine("count")
    monkeypatch.setenv("LMS_MACHINE_COUNT", arn)
    return arn


def inputs(machine: str) -> list[dict[str, Any]]:
    """What the machine was started with."""
    states = aws.client("stepfunctions")
    executions = states.list_executions(stateMachineArn=machine)["executions"]
    return [
        json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
        for execution in executions
    ]


class TestStarting:
    def test_hands_over_the_payload_and_the_trace(self, machine: str) -> None:
        with tracing(Trace("req_1", "req_0", "usr_1")):
            StepFunctions().start("count", "job_shelf_1", {"job_id": "job_shelf_1"})

        assert inputs(machine) == [
            {"job_id": "job_shelf_1", "request_id": "req_1", "correlation_id": "req_0", "actor_id": "usr_1"}
        ]

    def test_twice_under_one_name_starts_once(self, machine: str, logs: Lines) -> None:
        for request in ("req_1", "req_2"):
            with tracing(Trace(request, request)):
                StepFunctions().start("count", "job_shelf_1", {"job_id": "job_shelf_1"})

        assert len(inputs(machine)) == 1
        assert logs.one("workflow.already_started")["execution"] == "job_shelf_1"

    def test_under_another_name_starts_another(self, machine: str) -> None:
        for name in ("job_shelf_1", "job_shelf_2"):
            StepFunctions().start("count", name, {})

        assert len(inputs(machine)) == 2


class TestATask:
    def test_gets_the_event_and_answers(self) -> None:
        tasks = Tasks()

        @tasks.on("count")
        def count(event: dict[str, Any]) -> dict[str, Any]:
            return {"counted": len(event["books"])}

        assert tasks.handler({"task": "count", "books": [1, 2]}, None) == {"counted": 2}

    def test_runs_on_the_account_of_the_request_that_started_the_workflow(self, logs: Lines) -> None:
        tasks, traces = Tasks(), []

        @tasks.on("count")
        def count(event: dict[str, Any]) -> dict[str, Any]:
            traces.append(current_trace())
            return {}

        tasks.handler({"task": "count", "request_id": "req_1", "correlation_id": "req_0", "actor_id": "usr_1"}, None)
        tasks.handler({"task": "count"}, None)

        assert traces == [Trace("req_1", "req_0", "usr_1"), Trace("scheduled", "scheduled")]
        assert [line["correlation_id"] for line in logs.all("task.done")] == ["req_0", "scheduled"]

    def test_that_fails_is_on_record_and_fails_the_machines_state(self, logs: Lines) -> None:
        tasks = Tasks()

        @tasks.on("count")
        def count(event: dict[str, Any]) -> dict[str, Any]:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            tasks.handler({"task": "count"}, None)
        assert logs.one("task.failed")["task"] == "count"

    @pytest.mark.parametrize("event", [{}, {"task": "unknown"}, {"task": None}])
    def test_that_nobody_knows_fails(self, event: dict[str, Any], logs: Lines) -> None:
        with pytest.raises(KeyError):
            Tasks().handler(event, None)
        assert logs.all("task.failed")
