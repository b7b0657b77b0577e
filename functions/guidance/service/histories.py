"""Keeping what people took, and what became of what they were recommended."""

from collections.abc import Callable, Sequence
from datetime import datetime

from events.guidance import RecommendationFollowed, RecommendationsSeen
from functions.guidance.domain.histories import History
from functions.guidance.repository.histories import HistoryRepository
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import undisturbed
from shared.events import DomainEvent

KINDS = ("shown", "clicked", "dismissed")


class HistoryService:
    """One tenant's histories."""

    def __init__(self, histories: HistoryRepository, clock: Clock = system_clock) -> None:
        self._histories = histories
        self._clock = clock

    def enrol(self, user_id: str, course_id: str, at: datetime) -> None:
        """Somebody has a place in a course since then. Told on, the first time, where it had been recommended."""

        def follows(before: History) -> Sequence[DomainEvent]:
            seen = before.seen.get(course_id)
            known = before.courses.get(course_id)
            if seen is None or (known is not None and known.since):
                return ()
            return (RecommendationFollowed(user_id=user_id, course_id=course_id, clicked=seen.clicked),)

        self._change(user_id, lambda before: before.enrol(course_id, at), follows)

    def leave(self, user_id: str, course_id: str, at: datetime) -> None:
        """Somebody lost or gave up a place."""
        self._change(user_id, lambda before: before.leave(course_id, at))

    def complete(self, user_id: str, course_id: str, at: datetime) -> None:
        """Somebody has completed a course."""
        self._change(user_id, lambda before: before.complete(course_id, at))

    def notice(self, noticed: Sequence[tuple[str, str]], *, by: Caller) -> None:
        """Courses, each with what became of it: it was shown, clicked, or is wanted no more."""
        now = self._clock.now()

        def change(history: History) -> History:
            for course_id, kind in noticed:
                history = history.notice(course_id, kind, now)
            return history

        by_kind = {kind: tuple(course_id for course_id, one in noticed if one == kind) for kind in KINDS}
        told = RecommendationsSeen(user_id=by.user_id, **by_kind)
        self._change(by.user_id, change, lambda _: (told,))

    def forget(self, user_id: str) -> None:
        """Let go of what somebody took and was shown. Safe to repeat."""
        self._histories.forget(user_id)

    def _change(
        self,
        user_id: str,
        change: Callable[[History], History],
        tells: Callable[[History], Sequence[DomainEvent]] = lambda _: (),
    ) -> None:
        def act() -> None:
            before = self._histories.find(user_id)
            after = change(before)
            if after != before:
                self._histories.save(user_id, after, tells=tells(before))

        undisturbed(act)
