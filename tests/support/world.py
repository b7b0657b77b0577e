"""The backend as a test sees it: organizations, people who act in them, events that settle, mails, time."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any, TypeVar

from functions.identity.domain.organizations import Organization
from infra.local.oneprocess import OneProcess
from shared.clock import SetClock, system_clock
from tests.support.actors import Actor, join, open_organization
from tests.support.client import Client

T = TypeVar("T")


class World:
    """Everything that a test needs at hand."""

    def __init__(self, process: OneProcess) -> None:
        self.process = process
        self.client = Client(process.contexts)

    def organization(self, **settings: Any) -> Organization:
        """An organization that is verified and running."""
        return open_organization(**settings)

    def actor(
        self,
        role: str = "tutor",
        *,
        of: Organization | None = None,
        name: str | None = None,
        password: str | None = None,
    ) -> Actor:
        """Somebody with that role, signed in; in a new organization unless told which."""
        return join(self.client, of or self.organization(), role, name=name, password=password)

    def settle(self) -> None:
        """Let every event be heard, and what that causes."""
        self.process.settle()

    def mails(self) -> list[dict[str, Any]]:
        """The mails sent so far, oldest first."""
        return self.process.mails()

    @contextmanager
    def clock(self, at: datetime | None = None) -> Iterator[SetClock]:
        """Time stands still, until the test moves it."""
        clock = SetClock(at or system_clock.now())
        with system_clock.time_from(clock):
            yield clock

    @contextmanager
    def later(self, **by: float) -> Iterator[SetClock]:
        """The same world after some time: ``with world.later(minutes=16)``."""
        with self.clock(system_clock.now() + timedelta(**by)) as clock:
            yield clock


def at_once(times: int, act: Callable[[int], T]) -> list[T]:
    """Do the same thing many times at the same moment, each in its own thread."""
    start = Barrier(times)

    def run(number: int) -> T:
        # A Lambda function's thread has a loop, which Mangum runs on; these threads need one of their own.
        with closing(asyncio.new_event_loop()) as loop:
            asyncio.set_event_loop(loop)
            start.wait()
            return act(number)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
