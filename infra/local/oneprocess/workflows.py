"""What the state machines do, for where none runs: the same tasks, one after the other."""

import importlib
from collections.abc import Callable
from typing import Any

Run = Callable[[dict[str, Any]], None]


def member_import(payload: dict[str, Any]) -> None:
    """``infra/workflows/identity_member_import.py``: import some members, until there are no more."""
    tasks = importlib.import_module("functions.identity.tasks").handler
    while tasks({**payload, "task": "import_members"}, None)["status"] == "more":
        pass


WORKFLOWS: dict[str, Run] = {"member_import": member_import}
