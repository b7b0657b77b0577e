"""Running a program: a process of its own does it, and is killed when it takes too long."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from select import select
from time import monotonic
from typing import IO

from functions.sandbox.domain import Language, Limits, Outcome, Run, digest_of

START_S = 20
"""For a process to be ready; most of it is room for a busy machine."""
_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from functions.sandbox.gateways.guest import main; main()"
_KEPT = ("LD_LIBRARY_PATH",)
"""The only variable that the process gets: where the interpreter's own libraries lie."""


class SandboxBroken(Exception):
    """The process that runs programs could not be started."""


def run_program(language: Language, source: str, inputs: Sequence[str], limits: Limits) -> list[Run]:
    """Run a program once for each input, in order. Every run says how it ended; one does not change another.

    A run that waits too long is killed together with its process; another process goes on with the next.
    """
    # Imported late: this process need not load what compiles, once that is done.
    from functions.sandbox.gateways.interpreters import compiled

    end = monotonic() + limits.total_ms / 1_000
    place = compiled(language)
    runs: list[Run] = []
    while len(runs) < len(inputs) and monotonic() < end:
        runs += _run_some(language, place, source, inputs[len(runs) :], limits, end)
    return runs + [_unfinished(Outcome.TIME)] * (len(inputs) - len(runs))


def _run_some(
    language: Language, place: Path, source: str, inputs: Sequence[str], limits: Limits, end: float
) -> list[Run]:
    """Runs until all are done, or one has to be killed, which is the last of them."""
    job = {
        "language": language,
        "place": str(place),
        "source": source,
        "inputs": list(inputs),
        "time_ms": limits.time_ms,
        "memory_mb": limits.memory_mb,
        "seconds": limits.total_ms // 1_000 + START_S,
    }
    runs: list[Run] = []
    with _process() as process:
        if process.stdin is None or process.stdout is None:
            raise SandboxBroken
        try:
            with suppress(BrokenPipeError), process.stdin as stdin:
                stdin.write(json.dumps(job).encode())
            lines = _Lines(process.stdout)
            if lines.next(within_s=START_S) is None:
                raise SandboxBroken
            for _ in inputs:
                line = lines.next(within_s=min(3 * limits.time_ms / 1_000 + 1, max(0.0, end - monotonic())))
                if line is None:
                    # Still there: it waits for nothing. Gone: even its interpreter did not survive it.
                    runs.append(_unfinished(Outcome.TIME if process.poll() is None else Outcome.CRASHED))
                    break
                told = json.loads(line)
                runs.append(Run(**{**told, "outcome": Outcome(told["outcome"])}))
        finally:
            process.kill()
    return runs


def _process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-I", "-B", "-c", _BOOT, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        cwd="/",
        start_new_session=True,
    )


def _unfinished(outcome: Outcome) -> Run:
    return Run(outcome, digest_of(""), "")


class _Lines:
    """The lines of a pipe, each waited for as long as said and no longer."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe.fileno()
        self._held = b""

    def next(self, *, within_s: float) -> bytes | None:
        """The next line; None where it does not come in time, or not any more."""
        end = monotonic() + within_s
        while b"\n" not in self._held:
            ready, _, _ = select([self._pipe], [], [], max(0.0, end - monotonic()))
            data = os.read(self._pipe, 1 << 16) if ready else b""
            if not data:
                return None
            self._held += data
        line, _, self._held = self._held.partition(b"\n")
        return line
