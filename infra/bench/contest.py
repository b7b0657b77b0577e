"""The boards of two courses: on one stand ten learners, on the other the same ten above ten thousand others."""

from collections import Counter
from collections.abc import Iterator, Sequence

from functions.motivation.domain.boards import Board, range_of
from functions.motivation.domain.standing import Standing
from functions.motivation.repository.learners import shard_of
from functions.motivation.tables import CrowdRow, ScoreRow, StandingRow
from shared.dynamo import Row
from shared.ids import new_id

MOST = 5_000
"""Points of who is first; each of the others has one less."""


def standings(org_id: str, user_ids: Sequence[str]) -> Iterator[Row]:
    """Learners as motivation keeps them, none of whom minds being shown."""
    for user_id in user_ids:
        pk, sk = StandingRow.key(org_id, user_id)
        standing = Standing(user_id=user_id)
        values = standing.model_dump(mode="json", include={"tally", "plan", "awards"})
        kept = standing.model_dump(include={"user_id", "days", "spent", "listed", "edition"})
        yield StandingRow(pk=pk, sk=sk, revision=1, **kept, **values)


def board(org_id: str, course_id: str, user_ids: Sequence[str], strangers: int) -> Iterator[Row]:
    """A course's board of all time: these in their order, and below them so many whom nobody knows."""
    place = Board(course_id)
    crowds: Counter[tuple[int, int]] = Counter()
    for number, user_id in enumerate([*user_ids, *(new_id("usr") for _ in range(strangers))]):
        points = max(1, MOST - number)
        pk, sk = ScoreRow.key(org_id, user_id, place)
        gsi1pk, gsi1sk = ScoreRow.index_key(org_id, place, points, user_id)
        tally = {"points": points}
        yield ScoreRow(
            pk=pk, sk=sk, gsi1pk=gsi1pk, gsi1sk=gsi1sk, revision=1, user_id=user_id, points=points, tally=tally
        )
        crowds[shard_of(user_id), range_of(points)] += 1
    for shard in {shard for shard, _ in crowds}:
        pk, sk = CrowdRow.key(org_id, place, shard)
        row = CrowdRow(pk=pk, sk=sk, revision=1)
        row.attribute_values.update({f"range_{n}": count for (part, n), count in crowds.items() if part == shard})
        yield row
