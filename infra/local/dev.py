"""One auto-reloading process with every room, for work on the code: nothing else to start, nothing kept."""

import argparse
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import uvicorn

from infra.contexts import CONTEXTS
from infra.local.oneprocess import OneProcess
from shared.observability import log_failure

ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; restarts by itself when code changes."""
    parser = argparse.ArgumentParser(prog="make dev", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    print(f"http://127.0.0.1:{port}/api/v1/docs — every change of the code starts it anew, empty.")
    watched = [str(ROOT / folder) for folder in ("functions", "shared", "events", "infra")]
    uvicorn.run(
        "infra.local.dev:backend",
        factory=True,
        host="127.0.0.1",
        port=port,
        reload=True,
        reload_dirs=watched,
        log_level="warning",
    )
    return 0


def backend() -> Any:
    """The backend as an ASGI application, with events settling in the background."""
    process = OneProcess(CONTEXTS)
    process.start()
    Thread(target=_settle_for_ever, args=(process,), daemon=True).start()
    return process


def _settle_for_ever(process: OneProcess) -> None:
    while True:
        sleep(0.2)
        try:
            process.settle()
        except Exception:
            log_failure("dev.settling_failed")
