"""Bare functions to compare with, and what they must do to be comparable."""

import compileall
import json
import py_compile
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from infra.bench.process import Measured, core_layer
from infra.bench.tape import Call

SOURCES = Path(__file__).parent / "baseline"
TABLE = "things"
"""The name of the bare function's table."""

Plan = list[tuple[str, list[Any]]]


@contextmanager
def compiled() -> Iterator[Path]:
    """The baselines in a folder of their own, byte-compiled as a bundle is."""
    with TemporaryDirectory(prefix="baseline-") as name:
        folder = Path(name)
        for source in SOURCES.glob("[a-z]*.py"):
            shutil.copy(source, folder)
        compileall.compile_dir(folder, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        yield folder


@contextmanager
def bare(plans: Mapping[str, Plan], environment: Mapping[str, str]) -> Iterator[Measured]:
    """A bare function that makes the calls of these plans."""
    with compiled() as folder:
        path = folder / "plans.json"
        path.write_text(json.dumps(plans))
        with Measured("calls", [folder, core_layer()], {**environment, "BENCH_PLANS": str(path)}) as measured:
            yield measured


def plan_of(calls: Iterable[Call]) -> Plan:
    """The calls of one of our requests, for the bare function to repeat."""
    return [(call.name, _subject(call.name, json.loads(call.asked))) for call in calls]


def for_bare(calls: Iterable[Call]) -> Iterator[Call]:
    """The calls as its table, which has another name, would answer them."""
    for call in calls:
        answer = json.loads(call.answered)
        if call.name == "BatchGetItem":
            answer["Responses"] = {TABLE: [item for items in answer["Responses"].values() for item in items]}
        yield replace(call, answered=json.dumps(answer))


def _subject(operation: str, asked: dict[str, Any]) -> list[Any]:
    if operation == "BatchGetItem":
        return [_place(key) for wanted in asked["RequestItems"].values() for key in wanted["Keys"]]
    if operation == "Query":
        values = [value["S"] for _, value in sorted(asked["ExpressionAttributeValues"].items())]
        pk, *begin = sorted(values, key=lambda value: not value.startswith(("ORG#", "GLOBAL")))
        return [pk, begin[0] if begin else "", asked.get("Limit", 100)]
    if operation == "TransactWriteItems":
        return [_place(part.get("Item") or part["Key"]) for item in asked["TransactItems"] for part in item.values()]
    return _place(asked["Item"] if operation == "PutItem" else asked["Key"])


def _place(item: dict[str, Any]) -> list[str]:
    return [item["pk"]["S"], item["sk"]["S"]]
