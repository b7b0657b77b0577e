"""Where learners stand, and how they want to be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from functions.identity import published as identity
from functions.identity.published import Preferences
from functions.motivation.domain.badges import Badge
from functions.motivation.domain.standing import Standing
from functions.motivation.domain.streaks import Streak, day_of
from functions.motivation.repository.badges import BadgeRepository
from functions.motivation.repository.learners import LearnerRepository
from shared.auth import Caller
from shared.clock import Clock, system_clock
from shared.dynamo import answer, undisturbed
from shared.errors import PreconditionFailed


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """Where a learner stands today, with the badges awarded, by id."""

    standing: Standing
    streak: Streak
    badges: Mapping[str, Badge]


class StandingService:
    """One tenant's standings."""

    def __init__(self, learners: LearnerRepository, badges: BadgeRepository, clock: Clock = system_clock) -> None:
        self._learners = learners
        self._badges = badges
        self._clock = clock

    def read(self, *, by: Caller) -> OwnStanding:
        """Where the caller stands today, where they are: two reads."""
        standing, today = self._now(by.user_id)
        return OwnStanding(standing, standing.streak(today), self._badges.find_badges(standing.awards))

    def settings(self, *, by: Caller) -> Standing:
        """How the caller wants to be counted."""
        return self._learners.find_standing(by.user_id)

    def change_settings(self, weekdays: frozenset[int], *, listed: bool, by: Caller, expected: int) -> Standing:
        """Change how the caller is counted, if the settings are still of the expected edition.

        The weekdays hold from today on; boards show the caller, or no longer do, when this returns. Raises
        ``PlanChangedTooOften``.
        """

        def change() -> Standing:
            before, today = self._now(by.user_id)
            if before.edition != expected:
                raise PreconditionFailed
            plan = before.plan.changed(weekdays, today)
            after = before.model_copy(update={"plan": plan, "listed": listed, "edition": before.edition + 1})
            return self._learners.save_standing(after)

        changed = undisturbed(change)
        undisturbed(lambda: self._list_or_hide(by.user_id))
        return changed

    def _list_or_hide(self, user_id: str) -> None:
        """Let every board show somebody, or none. What stands in the index is only what is asked for first: whoever is
        not listed is left out by each reader anyway.
        """
        standing, scores = self._learners.find_standing(user_id), self._learners.list_scores(user_id)
        stale = {
            board: score.tally
            for board, score in scores.items()
            if score.shown != (standing.listed and score.tally.points > 0)
        }
        if stale:
            self._learners.put(standing, None, stale, scores)

    def _now(self, user_id: str) -> tuple[Standing, date]:
        standing, preferences = answer(self._learners.asking_standing(user_id), identity.asking_preferences([user_id]))
        return standing, day_of(self._clock.now(), zone_of(preferences.get(user_id)))


def zone_of(preferences: Preferences | None) -> str:
    """The time zone in which somebody is now."""
    return preferences.time_zone if preferences else "UTC"
