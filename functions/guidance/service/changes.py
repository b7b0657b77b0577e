"""Noting what changes on offer."""

from datetime import datetime, timedelta

from functions.guidance.repository.editions import Change, Changes, EditionRepository
from shared.clock import Clock, epoch_seconds, system_clock
from shared.dynamo import undisturbed

_LATE = timedelta(days=1)


class ChangeService:
    """What one tenant's catalog offers, as it is told."""

    def __init__(self, editions: EditionRepository, clock: Clock = system_clock) -> None:
        self._editions = editions
        self._clock = clock

    def note(self, course_id: str, *, offered: bool, told: int) -> None:
        """A course is on offer or not, as of this revision of it; older news is ignored."""

        def act() -> None:
            before = self._editions.find_changes()
            known = before.by_course.get(course_id)
            if known is None or known.told < told:
                change = Change(offered, told, epoch_seconds(self._clock.now()))
                self._editions.save_changes(Changes({**before.by_course, course_id: change}, before.revision))

        undisturbed(act)

    def drop(self, until: datetime) -> None:
        """Forget changes that an edition begun then knew for long."""

        def act() -> None:
            before = self._editions.find_changes()
            first = epoch_seconds(until - _LATE)
            kept = {key: one for key, one in before.by_course.items() if one.at >= first}
            if kept != before.by_course:
                self._editions.save_changes(Changes(kept, before.revision))

        undisturbed(act)
