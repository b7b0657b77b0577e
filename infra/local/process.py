"""A process that the local cloud starts, waits for and always ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from infra.local.failures import DidNotStart

# Nothing else of the caller's environment gets through: its AWS profile, proxies or PYTHONPATH would change what runs.
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT")


class Process:
    """One child process with a log file.

    It leads its own session, so that Ctrl-C in a terminal reaches the local cloud only, which ends its children in
    order. Its standard input is a pipe from its parent: when the parent is gone, however it went, the child sees the
    end of it and ends as well.
    """

    def __init__(self, name: str, command: Sequence[str], *, environment: Mapping[str, str], cwd: Path, log: Path):
        self.name = name
        self.log = log
        self._command = list(command)
        self._environment = {key: os.environ[key] for key in INHERITED if key in os.environ} | dict(environment)
        self._cwd = cwd
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process's id; there is none before `start`."""
        if self._running is None:
            raise DidNotStart(f"{self.name} is not running.")
        return self._running.pid

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    def start(self, *, ready: Callable[[], bool], seconds: float = 90) -> None:
        """Start it and wait until it is ready; if it does not become so, it is ended."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self._cwd,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._await(self._running, ready, seconds)
        except BaseException:
            self.kill()
            raise

    def stop(self, *, seconds: float = 30) -> None:
        """Ask it to end, and end it if it does not."""
        if self._running is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
        self._reap()

    def kill(self) -> None:
        """End it as a crash would."""
        self._signal(signal.SIGKILL)
        self._reap()

    def tail(self, lines: int = 15) -> str:
        """The last it said."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(["", f"The end of {self.log}:", *("  " + line for line in text.splitlines()[-lines:])])

    def _await(self, running: subprocess.Popen[bytes], ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if running.poll() is not None:
                raise DidNotStart(f"{self.name} ended at once (exit code {running.returncode}).\n{self.tail()}")
            if time.monotonic() > deadline:
                raise DidNotStart(f"{self.name} did not answer within {seconds:.0f} s.\n{self.tail()}")
            time.sleep(0.05)

    def _signal(self, number: signal.Signals) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.send_signal(number)

    def _reap(self) -> None:
        if self._running is not None:
            self._running.wait()
            if self._running.stdin:
                self._running.stdin.close()
            self._running = None
