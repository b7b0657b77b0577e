"""What other rooms may ask of motivation."""

from dataclasses import dataclass
from datetime import datetime

from functions.motivation.domain.standing import Standing
from functions.motivation.domain.streaks import Streak, day_of
from functions.motivation.repository.standings import StandingRepository
from shared.dynamo import Ask

__all__ = ["StandingCard", "Streak", "asking_standing"]


@dataclass(frozen=True, slots=True)
class StandingCard:
    """Where somebody stands, as far as other rooms show it."""

    points: int
    level: int
    _standing: Standing

    def streak(self, now: datetime, time_zone: str) -> Streak:
        """The streak as of now, for somebody who is in that zone."""
        return self._standing.streak(day_of(now, time_zone))


def asking_standing(org_id: str, user_id: str) -> Ask[StandingCard]:
    """The question where somebody stands, to be asked together with others; at the beginning, if they did nothing."""
    asked = StandingRepository(org_id).asking_standing(user_id)
    return asked.then(lambda standing: StandingCard(standing.points, standing.level, standing))
