"""A measured process, seen from outside: what it is asked, and the processor time that it spent."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any, Self

from infra.bundling import bundle, layer
from infra.config import THIS_MACHINE
from shared.manifest import Context

PROGRAM = Path(__file__).parent / "program.py"

Event = dict[str, Any]


class NotAnswered(Exception):
    """A measured request did not succeed, so its time means nothing."""


def code_of(context: Context) -> list[Path]:
    """What is on the path of a room's API function: its bundle and its layers, as they are deployed."""
    layers = dict.fromkeys((*context.layers, *context.api.layers))
    return [
        bundle(context, THIS_MACHINE).folder,
        *(layer(name, THIS_MACHINE).folder / "python" for name in layers),
    ]


def core_layer() -> Path:
    """What every function, and every baseline, stands on."""
    return layer("core", THIS_MACHINE).folder / "python"


def command(*arguments: str) -> list[str]:
    """An interpreter that sees nothing but its own library and what the path names."""
    return [sys.executable, "-S", "-P", *arguments]


def on_path(code: Sequence[Path], environment: Mapping[str, str]) -> dict[str, str]:
    """An environment with this code on the path. Bytecode comes with the code, or the comparison would not be one."""
    return {**environment, "PYTHONPATH": ":".join(map(str, code)), "PYTHONDONTWRITEBYTECODE": "1"}


class Measured:
    """A process with one handler, which answers requests and says what they cost."""

    def __init__(self, module: str, code: Sequence[Path], environment: Mapping[str, str]) -> None:
        self._complaints = TemporaryFile("w+")  # noqa: SIM115  # as long as the process
        self._process = subprocess.Popen(
            command(str(PROGRAM), module),
            env=on_path(code, environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        self.importing: float = self._hear()["importing"]

    @classmethod
    def function(cls, context: Context, environment: Mapping[str, str]) -> Self:
        """A room's API function."""
        return cls(f"functions.{context.name}.api", code_of(context), environment)

    def answer(self, event: Event) -> Any:
        """The handler's answer to one request. Raises ``NotAnswered`` unless it succeeds."""
        answer = self._ask({"answer": event})["answer"]
        if answer["statusCode"] >= 400:
            raise NotAnswered(f"{event['rawPath']} answered {answer['statusCode']}: {answer.get('body')}")
        return answer

    def seconds(self, event: Event, times: int) -> float:
        """Processor time of one request, on average over so many."""
        spent = self._ask({"measure": event, "times": times})
        if spent["status"] >= 400:
            raise NotAnswered(f"{event['rawPath']} answered {spent['status']} while it was measured.")
        return float(spent["seconds"])

    def resident_bytes(self) -> int:
        """How much memory the process holds, after collecting garbage."""
        return int(self._ask({"weigh": True})["resident_bytes"])

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=10)
        self._complaints.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        if self._process.stdin is None:
            raise NotAnswered("The measured process has no input.")
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            self._complaints.seek(0)
            complaint = self._complaints.read()[-2000:]
            self.close()
            raise NotAnswered(f"The measured process ended:\n{complaint}")
        heard: dict[str, Any] = json.loads(line)
        return heard
