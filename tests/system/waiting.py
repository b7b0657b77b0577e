"""Waiting for what the local cloud comes to, on the busiest machine too."""

import time
from collections.abc import Callable

PATIENCE_S = 240


def eventually(so: Callable[[], object]) -> bool:
    """Whether it comes to be so."""
    until = time.monotonic() + PATIENCE_S
    while not so():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True
