"""What makes a start short stays in force: it depends on the order of imports, which nobody sees."""

import subprocess
import sys

LAZY = """
import functions.portal.api
from fastapi.openapi.models import PathItem
from functions.portal.schemas import HealthOut
unbuilt = [model.__name__ for model in (PathItem,) if not model.__pydantic_complete__]
print(unbuilt, HealthOut(status="ok").model_dump_json())
"""


def test_models_that_nobody_used_yet_are_not_built() -> None:
    run = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)

    assert run.stdout == """['PathItem'] {"status":"ok"}\n"""
