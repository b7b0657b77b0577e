"""Leaderboards."""

from dataclasses import dataclass

from functions.identity import published as identity
from functions.motivation.domain.boards import Board, estimated_rank
from functions.motivation.repository.boards import BoardRepository
from shared.auth import Caller
from shared.dynamo import answer

MOST_PLACES = 40
"""So many places are read at once: with all that belongs to them one batch."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a board. Equal points share a rank."""

    rank: int
    user_id: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """The first of a board, and where who asks stands on it: ``own_rank`` is None without points."""

    places: list[Place]
    own_points: int
    own_rank: int | None
    own_rank_is_exact: bool


class BoardService:
    """One tenant's boards."""

    def __init__(self, boards: BoardRepository) -> None:
        self._boards = boards

    def read(self, board: Board, *, by: Caller, limit: int) -> BoardView:
        """The first of a board, without those who do not want to be shown: two reads, however many are on it."""
        leaders = self._boards.list_leaders(board, limit=limit)
        ids = [leader.user_id for leader in leaders]
        people, around = answer(
            identity.asking_people(self._boards.org_id, ids), self._boards.asking_around(board, ids, by.user_id)
        )
        places: list[Place] = []
        for leader in leaders:
            person = people.get(leader.user_id)
            if person is None or person.status != "active" or leader.user_id not in around.shown:
                continue
            tied = places and places[-1].points == leader.points
            rank = places[-1].rank if tied else len(places) + 1
            places.append(Place(rank, leader.user_id, person.name, leader.points))
        exact: int | None = next((place.rank for place in places if place.user_id == by.user_id), None)
        own_rank = exact
        if exact is None and around.own_points:
            own_rank = max(estimated_rank(around.own_points, around.people), len(places))
        return BoardView(places, around.own_points, own_rank, exact is not None)
