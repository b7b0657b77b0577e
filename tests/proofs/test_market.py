"""Commerce as a whole, tried out thousands of times: the room's own test with other chances, on every core."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

EXAMPLES = int(os.environ.get("MARKET_EXAMPLES", "2000"))
CORES = os.cpu_count() or 1
TEST = Path(__file__).parents[1] / "functions" / "commerce" / "test_market.py"


def test_no_money_is_lost_or_made_whatever_happens(say: Callable[[str], None]) -> None:
    began, each = time.monotonic(), -(-EXAMPLES // CORES)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--show-capture=no", "-p", "no:cacheprovider", str(TEST)]
    tries = [
        subprocess.Popen(
            command,
            env={**os.environ, "MARKET_EXAMPLES": str(each)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(CORES)
    ]
    told = [one.communicate()[0] for one in tries]

    assert all(one.returncode == 0 for one in tries), "\n".join(told)
    say(
        f"{each * CORES:,} courses of events, each with deaths, silence and repetition: nothing lost, nothing made"
        f" ({(time.monotonic() - began) / 60:.0f} min on {CORES} cores)"
    )
