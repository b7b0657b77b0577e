"""State machines end, catch what nobody foresaw, and wait for nothing for ever."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.contexts import CONTEXTS
from infra.workflows import definition_of

WORKFLOWS = [(context.name, workflow) for context in CONTEXTS for workflow in context.workflows]

Machine = dict[str, Any]


@pytest.mark.parametrize(("context", "workflow"), WORKFLOWS)
class TestWorkflows:
    def test_start_and_end_and_leave_no_state_unreached(self, context: str, workflow: str) -> None:
        for machine in _machines(definition_of(context, workflow)):
            states = machine["States"]
            reached = _reached(machine)

            assert reached == set(states)
            assert any(_ends(state) for state in states.values())

    def test_catch_everything_and_limit_every_task(self, context: str, workflow: str) -> None:
        for machine in _machines(definition_of(context, workflow)):
            for name, state in machine["States"].items():
                if state["Type"] == "Task":
                    caught = [error for catcher in state.get("Catch", []) for error in catcher["ErrorEquals"]]

                    assert "TimeoutSeconds" in state, name
                    assert "States.ALL" in caught or "End" in state, name
                    assert state["Retry"], name

    def test_always_know_where_to_go(self, context: str, workflow: str) -> None:
        for machine in _machines(definition_of(context, workflow)):
            for name, state in machine["States"].items():
                assert state["Type"] != "Choice" or "Default" in state, name

    def test_call_only_tasks_of_their_room(self, context: str, workflow: str) -> None:
        for machine in _machines(definition_of(context, workflow)):
            for state in machine["States"].values():
                if state["Type"] == "Task":
                    assert state["Resource"].startswith("arn:aws:states:::lambda:invoke")
                    assert "${Tasks}" in str(state)


def _machines(machine: Machine) -> Iterator[Machine]:
    """The machine, and those within its maps and branches."""
    yield machine
    for state in machine["States"].values():
        for inner in [*state.get("Branches", []), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]:
            yield from _machines(inner)


def _reached(machine: Machine) -> set[str]:
    reached: set[str] = set()
    waiting = [machine["StartAt"]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _next(machine["States"][name])
    return reached


def _next(state: Machine) -> list[str]:
    followers = [state["Next"]] if "Next" in state else []
    followers += [state["Default"]] if "Default" in state else []
    return followers + [rule["Next"] for rule in [*state.get("Choices", []), *state.get("Catch", [])]]


def _ends(state: Machine) -> bool:
    return state["Type"] in {"Succeed", "Fail"} or state.get("End", False)
