"""Progress for a person: what is being done, and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Step = Callable[[str], AbstractContextManager[None]]


@contextmanager
def shown(label: str) -> Iterator[None]:
    """Print what begins, and its seconds when it is done."""
    print(f"  {label} ... ", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", flush=True)


@contextmanager
def silent(_label: str) -> Iterator[None]:
    """For tests and tools, whose own output says enough."""
    yield
