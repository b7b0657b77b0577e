"""Stands between a measured process and the cloud: lets calls through and keeps what was said, later says it again.

So a handler does all of its own work (signing, sending, reading), and none of the emulator's is counted as its. It runs
as a process of its own; ``Answers`` is the other side.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import urlsplit

from infra.bench.tape import Call

SERVER = "infra.bench.answering"
ROOT = Path(__file__).parents[2]


class Answers:
    """The process that answers, for whoever conducts the measurement."""

    def __init__(self, upstream: str, environment: Mapping[str, str]) -> None:
        self._process = Popen(
            [sys.executable, "-m", SERVER, upstream],
            cwd=ROOT,
            env=dict(environment),
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )
        port = self._process.stdout.readline().strip() if self._process.stdout else ""
        if not port:
            raise ChildProcessError("What answers in the place of the cloud did not start.")
        self.url = f"http://127.0.0.1:{port}"

    def record(self, tape: str) -> None:
        """From now on let calls through, and keep them on this tape."""
        self._tell({"record": tape})

    def pass_on(self) -> None:
        """From now on let calls through."""
        self._tell({"pass": True})

    def replay(self, *tapes: str, loosely: bool = False) -> None:
        """From now on answer from these tapes; ``loosely`` to whoever asks for the same in other words."""
        self._tell({"replay": tapes, "loosely": loosely})

    def put(self, tape: str, calls: Iterable[Call]) -> None:
        """Make a tape of calls that nobody made."""
        self._tell({"put": tape, "calls": [asdict(call) for call in calls]})

    def calls(self, tape: str) -> list[Call]:
        """What is on a tape."""
        return [Call(**call) for call in self._tell({"tape": tape})]

    def close(self) -> None:
        """End it."""
        self._process.communicate(timeout=10)

    def _tell(self, order: dict[str, Any]) -> Any:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request("POST", "/_order", json.dumps(order))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()
