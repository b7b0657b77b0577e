"""What makes a start short stays in force: it depends on the order of imports, which nobody sees."""

import subprocess
import sys

import pytest

LAZY = """
import functions.portal.api
from fastapi.openapi.models import Encoding, Operation, PathItem, Schema
from functions.portal.schemas import HealthOut
unbuilt = [model.__name__ for model in (Encoding, Operation, PathItem, Schema) if not model.__pydantic_complete__]
print(unbuilt, HealthOut(status="ok").model_dump_json())
"""


def test_models_that_nobody_used_yet_are_not_built() -> None:
    run = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)

    assert run.stdout == """['Encoding', 'Operation', 'PathItem', 'Schema'] {"status":"ok"}\n"""


FREEZES = """
import gc
{begin}
print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000)
"""
BEGIN = {
    "an API": "import functions.portal.api",
    "handlers": "from functions.media.handlers import handler; handler({'Records': []}, None)",
    "tasks": "import functions.media.tasks as tasks\n"
    "tasks.tasks.on('rest')(lambda event: {}); import contextlib, io\n"
    "with contextlib.redirect_stdout(io.StringIO()): tasks.handler({'task': 'rest'}, None)",
}


@pytest.mark.parametrize("begin", BEGIN.values(), ids=BEGIN)
def test_what_a_start_made_is_not_looked_at_for_garbage(begin: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FREEZES.format(begin=begin)], capture_output=True, text=True, check=True
    )

    assert run.stdout == "50000 True\n"
