"""Reads boards."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.motivation.domain.boards import SHARDS, STARTS, Board
from functions.motivation.tables import CrowdRow, MotivationRow, ScoreRow, StandingRow
from shared.dynamo import Ask, Key, Repository, Row


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody's points on a board."""

    user_id: str
    points: int


@dataclass(frozen=True, slots=True)
class Around:
    """What there is to know beside the leaders: who is shown, what one has oneself, and how many others have."""

    shown: frozenset[str]
    own_points: int
    people: list[int]
    """In each range of points."""


class BoardRepository(Repository):
    """One tenant's boards."""

    table = MotivationRow

    def list_leaders(self, board: Board, *, limit: int) -> list[Leader]:
        """Who has the most points on a board, in one call however many are on it."""
        pk, _ = ScoreRow.index_key(self.org_id, board)
        page = self._query(ScoreRow, pk, index=True, descending=True, limit=limit)
        return [Leader(row.user_id, int(row.points)) for row in page.rows]

    def asking_around(self, board: Board, leaders: Sequence[str], user_id: str) -> Ask[Around]:
        """The question for what else is shown of a board to a person, who is never hidden from themselves."""
        standings = {leader: StandingRow.key(self.org_id, leader) for leader in leaders}
        own = ScoreRow.key(self.org_id, user_id, board)
        crowds = [CrowdRow.key(self.org_id, board, shard) for shard in range(SHARDS)]

        def made(rows: dict[Key, Row]) -> Around:
            listed = {
                who for who, key in standings.items() if isinstance(row := rows.get(key), StandingRow) and row.listed
            }
            score = rows.get(own)
            people = [0] * len(STARTS)
            for key in crowds:
                crowd = rows.get(key)
                if isinstance(crowd, CrowdRow):
                    people = [before + more for before, more in zip(people, crowd.people(), strict=True)]
            return Around(frozenset(listed), int(score.points) if isinstance(score, ScoreRow) else 0, people)

        return Ask(self, [*standings.values(), own, *crowds], made)
