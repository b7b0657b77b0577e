"""Who may import whom, and what importing may do."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from infra.contexts import CONTEXTS

ROOT = Path(__file__).parents[2]
DEPLOYED = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for folder in ("functions", "shared", "events")
    for path in (ROOT / folder).rglob("*.py")
)


class TestContracts:
    def test_hold_for_every_room(self) -> None:
        contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
        rooms = sorted(f"functions.{context.name}" for context in CONTEXTS)

        assert [sorted(contract["containers"]) for contract in contracts if "containers" in contract] == [rooms]
        assert [sorted(contract["modules"]) for contract in contracts if contract["type"] == "independence"] == [rooms]

    def test_know_every_room_in_the_folder(self) -> None:
        folders = {path.parent.name for path in (ROOT / "functions").glob("*/__init__.py")}

        assert folders == {context.name for context in CONTEXTS}


class TestImporting:
    def test_reads_no_setting_and_opens_no_connection(self) -> None:
        program = f"""
import importlib, os, socket
os.environ.clear()
def refuse(*args, **kwargs):
    raise AssertionError("importing opened a connection")
socket.socket.connect = refuse
for name in {DEPLOYED!r}:
    importlib.import_module(name)
"""
        run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

        assert run.returncode == 0, run.stderr

    @pytest.mark.parametrize("heavy", ["boto3", "aws_xray_sdk", "opentelemetry.sdk", "requests", "moto", "aws_cdk"])
    def test_of_a_rooms_door_brings_nothing_heavy(self, heavy: str) -> None:
        doors = [f"functions.{context.name}.api" for context in CONTEXTS if context.routes]
        imports = f"import sys, importlib; [importlib.import_module(door) for door in {doors!r}]"
        program = f"{imports}; assert {heavy!r} not in sys.modules"
        run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

        assert run.returncode == 0, run.stderr
