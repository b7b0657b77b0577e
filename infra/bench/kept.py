"""The last run's figures, as far as other pages are made of them: kept as a file, so that these need no new run."""

import json
from collections.abc import Mapping
from pathlib import Path

from infra.bench.capacity import Units
from infra.bench.costs import Measured

FILE = Path(__file__).with_name("measured.json")


def keep(measured: Mapping[str, Measured], *, alarms: int, file: Path = FILE) -> None:
    """Write what was measured of each request, and how many alarms there were."""
    requests = {
        name: {"read": one.read, "written": one.written, "calls": calls, "ms": round(1000 * seconds, 3)}
        for name, (one, calls, seconds) in measured.items()
    }
    file.write_text(json.dumps({"alarms": alarms, "requests": requests}, indent=2) + "\n")


def kept(file: Path = FILE) -> tuple[dict[str, Measured], int]:
    """What was measured of each request, and how many alarms there were."""
    found = json.loads(file.read_text())
    requests = {
        name: (Units(one["read"], one["written"]), one["calls"], one["ms"] / 1000)
        for name, one in found["requests"].items()
    }
    return requests, found["alarms"]
