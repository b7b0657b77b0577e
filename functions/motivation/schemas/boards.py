"""Bodies of leaderboards."""

from pydantic import ConfigDict

from functions.motivation.domain.boards import Board
from functions.motivation.service.boards import BoardView
from shared.schemas import Out


class BoardPlaceOut(Out):
    """A place on a board; equal points share a rank."""

    rank: int
    user_id: str
    user_name: str
    points: int


class LeaderboardOut(Out):
    """The first of a board. Your own rank is null without points there. It is estimated unless you are among those
    shown; others do not see you if you chose so, and your rank then says where you would be.
    """

    course_id: str | None
    week: str | None
    items: list[BoardPlaceOut]
    own_points: int
    own_rank: int | None
    own_rank_is_exact: bool

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "course_id": None,
                    "week": "2026-W48",
                    "items": [
                        {
                            "rank": 1,
                            "user_id": "usr_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                            "user_name": "Meera Nair",
                            "points": 120,
                        }
                    ],
                    "own_points": 40,
                    "own_rank": 17,
                    "own_rank_is_exact": False,
                }
            ]
        }
    )

    @classmethod
    def of(cls, board: Board, view: BoardView) -> "LeaderboardOut":
        """The answer for a board."""
        return cls(
            course_id=board.course_id,
            week=board.week,
            items=[
                BoardPlaceOut(rank=place.rank, user_id=place.user_id, user_name=place.name, points=place.points)
                for place in view.places
            ],
            own_points=view.own_points,
            own_rank=view.own_rank,
            own_rank_is_exact=view.own_rank_is_exact,
        )
