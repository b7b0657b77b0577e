"""Reads where learners stand; apart from what counts, since other rooms ask only this."""

from functions.motivation.domain.standing import Standing
from functions.motivation.tables import MotivationRow, StandingRow
from shared.dynamo import Ask, Repository, Row


class StandingRepository(Repository):
    """One tenant's standings."""

    table = MotivationRow

    def asking_standing(self, user_id: str) -> Ask[Standing]:
        """The question where somebody stands; at the beginning, if they never did anything."""
        key = StandingRow.key(self.org_id, user_id)
        return Ask(self, [key], lambda rows: standing_of(rows.get(key), user_id), consistent=True)

    def find_standing(self, user_id: str) -> Standing:
        """Where somebody stands."""
        key = StandingRow.key(self.org_id, user_id)
        return standing_of(self._find(StandingRow, key, consistent=True), user_id)


def standing_of(row: Row | None, user_id: str) -> Standing:
    """The standing that a row keeps; without one, that of somebody who never did anything."""
    return Standing.model_validate(row) if isinstance(row, StandingRow) else Standing(user_id=user_id)
