"""Looking at what changes by the passing of time alone: scheduled prices, instalments, subscriptions."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from functions.commerce.repository.deadlines import DeadlineRepository
from shared.clock import Clock, system_clock
from shared.observability import log_failure

TRIED_AGAIN_AFTER = timedelta(hours=1)
Look = Callable[[str, str], None]
"""Looks at a thing of an organization; looking early, or twice, does no harm."""


class DueService:
    """Everybody's deadlines, the earliest first. A round that died leaves its deadlines to the next one."""

    def __init__(self, deadlines: DeadlineRepository, looks: Mapping[str, Look], clock: Clock = system_clock) -> None:
        self._deadlines = deadlines
        self._looks = looks
        self._clock = clock

    def look(self) -> int:
        """Look at whatever's time has come. Returns how many there were; one that fails comes again later."""
        now = self._clock.now()
        found = self._deadlines.over(now)
        for deadline in found:
            kind, _, thing_id = deadline.what.partition(":")
            try:
                self._looks[kind](deadline.org_id, thing_id)
            except Exception:
                log_failure("deadline.failed", what=deadline.what)
                self._deadlines.postpone(deadline, now + TRIED_AGAIN_AFTER)
            else:
                self._deadlines.drop(deadline)
        return len(found)
