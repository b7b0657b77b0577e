"""Processes that are started are also ended, whatever happens."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from infra.local.failures import DidNotStart
from infra.local.process import Process

ENDS_WITH_ITS_PARENT = "import os, sys; print('up', flush=True)\nwhile os.read(0, 1): pass"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def process(script: str, log: Path) -> Process:
    """A process that runs a script."""
    return Process("The thing", [sys.executable, "-u", "-c", script], environment={}, cwd=log.parent, log=log)


def says_up(log: Path) -> bool:
    """Whether the script has come so far."""
    return log.exists() and "up" in log.read_text()


def lives(pid: int) -> bool:
    """Whether a process with this id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.startswith("Z")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the process writes."""
    return tmp_path / "thing.log"


class TestStarting:
    def test_waits_until_it_is_ready(self, log: Path) -> None:
        child = process(ENDS_WITH_ITS_PARENT, log)

        child.start(ready=lambda: says_up(log))

        assert child.alive
        child.stop()
        assert not child.alive

    def test_shows_its_last_words_when_it_ends_at_once(self, log: Path) -> None:
        child = process("raise SystemExit('no such option')", log)

        with pytest.raises(DidNotStart, match=r"The thing ended at once \(exit code 1\)(.|\n)*no such option"):
            child.start(ready=lambda: False)

    def test_gives_up_when_it_does_not_answer(self, log: Path) -> None:
        child = process(ENDS_WITH_ITS_PARENT, log)

        with pytest.raises(DidNotStart, match="did not answer within 0 s"):
            child.start(ready=lambda: False, seconds=0.2)

        assert not child.alive


class TestEnding:
    def test_insists_when_it_does_not_listen(self, log: Path) -> None:
        child = process(DEAF, log)
        child.start(ready=lambda: says_up(log))
        pid = child.pid

        child.stop(seconds=0.2)

        assert not lives(pid)

    def test_may_be_asked_twice(self, log: Path) -> None:
        child = process(ENDS_WITH_ITS_PARENT, log)
        child.start(ready=lambda: says_up(log))

        child.stop()
        child.stop()

        assert not child.alive

    def test_happens_by_itself_when_the_parent_is_killed(self, log: Path) -> None:
        parent = f"""
import os, sys
from pathlib import Path
from infra.local.process import Process
log = Path({str(log)!r})
command = [sys.executable, "-u", "-c", {ENDS_WITH_ITS_PARENT!r}]
child = Process("child", command, environment={{}}, cwd=Path("."), log=log)
child.start(ready=lambda: log.exists() and "up" in log.read_text())
print(child.pid, flush=True)
os.kill(os.getpid(), 9)
"""
        said = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=False).stdout

        orphan = int(said)
        deadline = time.monotonic() + 60
        while lives(orphan) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not lives(orphan)


class TestItsEnvironment:
    def test_has_nothing_of_the_callers_but_what_a_program_needs(
        self, log: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_PROFILE", "somebody's")
        monkeypatch.setenv("PYTHONPATH", "/somewhere")
        child = process("import os; print(sorted(os.environ), 'up', flush=True)\nwhile os.read(0, 1): pass", log)

        child.start(ready=lambda: says_up(log))

        child.stop()
        assert "AWS_PROFILE" not in log.read_text()
        assert "PYTHONPATH" not in log.read_text()
