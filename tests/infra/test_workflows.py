"""State machines end, catch what nobody foresaw, and wait for nothing for ever."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from infra.constructs.workflow import tasks_of
from infra.contexts import CONTEXTS
from infra.workflows import definition_of
from tests.infra.assembly import Assembly

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

    def test_call_only_tasks_of_their_room_and_of_those_that_it_uses(self, context: str, workflow: str) -> None:
        by_name = {one.name: one for one in CONTEXTS}
        slots = {"${Tasks}": context, **{tasks_of(room): room for room in by_name[context].workflows_use}}
        for machine in _machines(definition_of(context, workflow)):
            for state in machine["States"].values():
                if state["Type"] == "Task":
                    assert state["Resource"].startswith("arn:aws:states:::lambda:invoke")
                    room = slots[state["Arguments"]["FunctionName"]]
                    assert _name_of_task(state) in _tasks(room)


class TestUse:
    def test_is_of_other_rooms_that_have_tasks(self) -> None:
        having = {context.name for context in CONTEXTS if "tasks" in context.functions()}

        for context in CONTEXTS:
            assert set(context.workflows_use) <= having - {context.name}

    def test_is_granted_by_name_and_filled_into_the_definition(self, local: Assembly) -> None:
        for context in CONTEXTS:
            for workflow in context.workflows:
                [found] = [
                    machine
                    for machine in local.of_type("AWS::StepFunctions::StateMachine")
                    if machine.properties["StateMachineName"]
                    == f"{local.prefix}-{context.name}-{workflow.replace('_', '-')}"
                ]
                filled = found.properties["DefinitionSubstitutions"]
                others = {f"{room.title()}Tasks": f"{local.prefix}-{room}-tasks:live" for room in context.workflows_use}

                assert set(filled) == {"Tasks", *others}
                for slot, name in others.items():
                    assert local.text(found.stack, filled[slot]).endswith(f":function:{name}")


def _tasks(room: str) -> set[str]:
    """The tasks that a room's function knows."""
    return set(importlib.import_module(f"functions.{room}.tasks").tasks.names)


def _name_of_task(state: Machine) -> str:
    """The task that a state calls."""
    [name] = re.findall(r"'task': '(\w+)'", state["Arguments"]["Payload"])
    return str(name)


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
