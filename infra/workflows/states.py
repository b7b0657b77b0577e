"""The few kinds of states that definitions are made of, in JSONata.

A task's answer is merged into the machine's data, so that the next one sees what was started with and what came since.
A task that fails in a way it foresaw answers a ``status`` for a choice to route; retries are for what nobody foresaw.
"""

from typing import Any

from infra.constructs.workflow import TASKS, tasks_of

State = dict[str, Any]

TRANSIENT = ["Lambda.ServiceException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"]
MERGED = "{% $merge([$states.input, $states.result.Payload]) %}"


def task(name: str, *, then: str, otherwise: str | None = None, timeout_s: int = 310, of: str | None = None) -> State:
    """Call the room's task of that name, or one ``of`` another room that the workflow uses.

    What it raises, after three tries, leads to ``otherwise``.
    """
    state: State = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {
            "FunctionName": tasks_of(of) if of else TASKS,
            "Payload": f"{{% $merge([$states.input, {{'task': '{name}'}}]) %}}",
        },
        "Output": MERGED,
        "TimeoutSeconds": timeout_s,
        "Retry": [_again(TRANSIENT, tries=6), _again(["States.ALL"], tries=2)],
        "Next": then,
    }
    if otherwise:
        state["Catch"] = [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.input %}", "Next": otherwise}]
    return state


def answered(name: str, *, then: str, otherwise: str, timeout_s: int) -> State:
    """Call the room's task of that name with a ``task_token``, and wait until somebody answers under that."""
    called = f"{{% $merge([$states.input, {{'task': '{name}', 'task_token': $states.context.Task.Token}}]) %}}"
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Arguments": {"FunctionName": TASKS, "Payload": called},
        "Output": "{% $merge([$states.input, $states.result]) %}",
        "TimeoutSeconds": timeout_s,
        "Retry": [_again(TRANSIENT, tries=6)],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.input %}", "Next": otherwise}],
        "Next": then,
    }


def chosen(*names: str, **more: object) -> State:
    """What each run of a Map gets: these of the machine's data, whose request it is, and what is its own.

    An object, since AWS takes no expression in its place.
    """
    kept = (*names, "request_id", "correlation_id", "actor_id")
    return {**{name: f"{{% $states.input.{name} %}}" for name in kept}, **more}


def choice(routes: dict[str, str], *, otherwise: str) -> State:
    """Go where the ``status`` says."""
    return {
        "Type": "Choice",
        "Choices": [
            {"Condition": f"{{% $states.input.status = '{status}' %}}", "Next": target}
            for status, target in routes.items()
        ],
        "Default": otherwise,
    }


def machine(comment: str, start: str, states: dict[str, State], *, timeout_s: int) -> State:
    """A whole definition."""
    return {
        "Comment": comment,
        "QueryLanguage": "JSONata",
        "TimeoutSeconds": timeout_s,
        "StartAt": start,
        "States": states,
    }


def _again(errors: list[str], *, tries: int) -> State:
    return {
        "ErrorEquals": errors,
        "IntervalSeconds": 1,
        "MaxAttempts": tries,
        "BackoffRate": 2,
        "MaxDelaySeconds": 30,
        "JitterStrategy": "FULL",
    }
