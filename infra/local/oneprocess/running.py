"""Which function runs now, where all of them share one process: for what AWS would grant to each alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NONE = ""

_running: ContextVar[str] = ContextVar("running", default=NONE)


def running() -> str:
    """The function that runs now, as ``catalog-api``; ``NONE`` when it is none of the product's."""
    return _running.get()


@contextmanager
def running_as(function: str) -> Iterator[None]:
    """What happens inside is done by this function."""
    token = _running.set(function)
    try:
        yield
    finally:
        _running.reset(token)
