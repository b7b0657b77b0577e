"""Looking at what changes by the passing of time alone: orders, scheduled prices, instalments, subscriptions."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import datetime, timedelta

from functions.commerce.errors import GatewayUnavailable
from functions.commerce.repository.deadlines import DeadlineRepository
from shared.clock import Clock, system_clock
from shared.deadlines import Deadline
from shared.observability import log, log_failure, metric

TRIED_AGAIN_AFTER = timedelta(hours=1)
LOOKS_FOR_S = 240
"""How long one round goes on; what is left over is the next round's, which follows at once."""
MOST_SILENCES = 3
"""After so many calls that a gateway did not answer, its organization's deadlines wait for a later round: one
merchant's trouble takes nobody else's time."""
Look = Callable[[str, str], None]
"""Looks at a thing of an organization; looking early, or twice, does no harm."""


class DueService:
    """Everybody's deadlines, the earliest first. A round that died leaves its deadlines to the next one; two rounds at
    once do no harm.
    """

    def __init__(
        self,
        deadlines: DeadlineRepository,
        looks: Mapping[str, Look],
        clock: Clock = system_clock,
        *,
        workers: int = 1,
        looks_for_s: float = LOOKS_FOR_S,
    ) -> None:
        self._deadlines = deadlines
        self._looks = looks
        self._clock = clock
        self._workers = workers
        self._looks_for_s = looks_for_s

    def look(self) -> int:
        """Look at whatever's time has come, until all is seen or the time is over. Returns how many there were; one
        that fails comes again later.
        """
        now, stop, silences = self._clock.now(), time.monotonic() + self._looks_for_s, Counter[str]()

        def shard_seen(shard: int) -> int:
            return self._look_at_shard(shard, now, stop, silences)

        seen = sum(self._each(shard_seen))
        if time.monotonic() >= stop:
            metric("DeadlinesLeftOver")
            log("deadlines.left_over", looked_at=seen)
        return seen

    def _each(self, shard_seen: Callable[[int], int]) -> Iterable[int]:
        if self._workers == 1:
            yield from map(shard_seen, range(self._deadlines.shards))
            return
        # Whoever is cut short by the end of the time is not always the same.
        first = self._clock.now().minute
        with ThreadPoolExecutor(self._workers) as pool:
            count = self._deadlines.shards
            shards = [(first + place) % count for place in range(count)]
            begun = [pool.submit(copy_context().run, shard_seen, shard) for shard in shards]
            yield from (one.result() for one in begun)

    def _look_at_shard(self, shard: int, now: datetime, stop: float, silences: Counter[str]) -> int:
        seen = 0
        while time.monotonic() < stop:
            found = self._deadlines.over(shard, now)
            for deadline in found:
                if time.monotonic() >= stop:
                    break
                self._look_at(deadline, now, silences)
                seen += 1
            if not found:
                break
        return seen

    def _look_at(self, deadline: Deadline, now: datetime, silences: Counter[str]) -> None:
        kind, _, thing_id = deadline.what.partition(":")
        if silences[deadline.org_id] >= MOST_SILENCES:
            self._deadlines.postpone(deadline, now + TRIED_AGAIN_AFTER)
            return
        try:
            self._looks[kind](deadline.org_id, thing_id)
        except Exception as failure:
            silences[deadline.org_id] += isinstance(failure, GatewayUnavailable)
            log_failure("deadline.failed", org_id=deadline.org_id, what=deadline.what)
            self._deadlines.postpone(deadline, now + TRIED_AGAIN_AFTER)
        else:
            self._deadlines.drop(deadline)
