"""What the kernel takes off a request, whatever room it is in: the same small function written plainly and on it."""

import json
from typing import Any

from infra.bench.baselines import compiled
from infra.bench.figures import Comparison, in_turn
from infra.bench.process import Event, Measured, code_of, core_layer
from infra.bench.requests import Request
from infra.bench.stage import Stage
from infra.bench.tape import Call
from infra.contexts import CONTEXTS

TIMES = 60
BEFORE = {"none": 1.0, "one": 3.8, "two": 6.2}
"""Milliseconds of the plain function, as measured before there was a kernel."""
WHAT = {"none": "no call", "one": "one get", "two": "two gets", "page": "a query of 25 items"}
TAPE = "kernel"


def kernel(stage: Stage) -> list[Comparison]:
    """Ours and the plain one in turn, for no call, one get, two, and a page."""
    stage.answers.put(TAPE, [_call("GetItem", {"Item": _item(0)}), _call("Query", _page())])
    stage.answers.replay(TAPE, loosely=True)
    environment = {**stage.environment, "LMS_TABLE_BENCH": "bench"}
    with (
        compiled() as folder,
        Measured("plain", [folder, core_layer()], environment) as plain,
        Measured("kernel", [folder, *code_of(CONTEXTS[0])], environment) as ours,
    ):
        return [_compare(what, _event(stage, what), ours, plain) for what in WHAT]


def _compare(what: str, event: Event, ours: Measured, plain: Measured) -> Comparison:
    mine, theirs = in_turn([lambda: ours.seconds(event, TIMES), lambda: plain.seconds(event, TIMES)])
    return Comparison(what, mine, theirs)


def _event(stage: Stage, what: str) -> Event:
    request = Request(what, "", None, "GET", f"/bench/{what}/crs_1")
    return request.event(stage.origin_secret, "a.b.c")


def _call(operation: str, answer: dict[str, Any]) -> Call:
    return Call(f"DynamoDB_20120810.{operation}", "", 200, json.dumps(answer))


def _page() -> dict[str, Any]:
    return {"Items": [_item(number) for number in range(25)], "Count": 25, "ScannedCount": 25}


def _item(number: int) -> dict[str, Any]:
    return {
        "pk": {"S": "ORG#org_1#COURSES"},
        "sk": {"S": f"COURSE#crs_{number}"},
        "kind": {"S": "Thing"},
        "revision": {"N": "3"},
        "title": {"S": "Tides and currents"},
        "summary": {"S": "What moves the sea, and how to read it. " * 10},
        "status": {"S": "published"},
        "created_at": {"S": "2026-11-22T10:00:00.000000+0000"},
    }
