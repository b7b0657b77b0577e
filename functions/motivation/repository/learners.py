"""Reads and writes what learners did, and what it adds up to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pynamodb.expressions.update import Action

from functions.motivation.domain.badges import BadgeRule
from functions.motivation.domain.boards import SHARDS, Board, range_of
from functions.motivation.domain.deeds import Deed
from functions.motivation.domain.standing import Standing
from functions.motivation.domain.tallies import Tally
from functions.motivation.repository.badges import Shared, ShareRepository, rules_of
from functions.motivation.repository.standings import StandingRepository, standing_of
from functions.motivation.tables import CrowdRow, DeedRow, RulesRow, ScoreRow, StandingRow
from shared.clock import epoch_seconds
from shared.dynamo import Ask, Key, Row, Transaction, chunks
from shared.events import DomainEvent

_NOTHING = Tally()
_AT_ONCE = 40
"""Scores in one transaction; each may change the crowds with it."""


@dataclass(frozen=True, slots=True)
class Score:
    """What somebody did that counts on a board, as it was read. ``shown`` says whether it is in the index."""

    tally: Tally = _NOTHING
    shown: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """What there is of a person before a deed is written down."""

    standing: Standing
    deed: Deed | None
    scores: Mapping[Board, Score]
    rules: tuple[BadgeRule, ...]


class LearnerRepository(StandingRepository):
    """One tenant's learners: deeds, standings and scores."""

    def asking_ledger(self, user_id: str, deed_id: str, boards: Sequence[Board]) -> Ask[Ledger]:
        """The question for all that a deed may change, if it counts on these boards or some of them."""
        place, written = StandingRow.key(self.org_id, user_id), DeedRow.key(self.org_id, user_id, deed_id)
        scores = {board: ScoreRow.key(self.org_id, user_id, board) for board in boards}
        rules = RulesRow.key(self.org_id)

        def made(rows: Mapping[Key, Row]) -> Ledger:
            deed = rows.get(written)
            found = {board: row for board, key in scores.items() if isinstance(row := rows.get(key), ScoreRow)}
            return Ledger(
                standing_of(rows.get(place), user_id),
                _deed(deed) if isinstance(deed, DeedRow) else None,
                {board: _score(row) for board, row in found.items()},
                rules_of(rows.get(rules)),
            )

        return Ask(self, [place, written, *scores.values(), rules], made, consistent=True)

    def list_deeds(self, user_id: str) -> list[Deed]:
        """All that somebody did, for computing everything anew."""
        pk, begin = DeedRow.key(self.org_id, user_id)
        return [_deed(row) for row in self._query_all(DeedRow, pk, begins_with=begin)]

    def list_scores(self, user_id: str) -> dict[Board, Score]:
        """What somebody did that counts, on every board that is kept."""
        pk, begin = ScoreRow.key(self.org_id, user_id)
        rows = self._query_all(ScoreRow, pk, begins_with=begin)
        return {Board.named(row.sk.removeprefix(begin)): _score(row) for row in rows}

    def put(
        self,
        standing: Standing,
        deed: Deed | None,
        scores: Mapping[Board, Tally],
        before: Mapping[Board, Score],
        *,
        tells: Sequence[DomainEvent] = (),
    ) -> None:
        """Store a standing that is still as it was read, with a deed and with scores in place of those before.

        ``ConditionFailed`` if any of them is no longer as it was. One transaction; scores beyond the fortieth, which
        only computing everything anew may bring, follow in others, each with the standing once more.
        """
        for number, batch in enumerate(chunks(scores.items(), _AT_ONCE) if scores else [[]]):
            with self._transaction() as transaction:
                again = standing.model_copy(update={"revision": standing.revision + number})
                self.put_standing(transaction, again, tells=() if number else tells)
                if deed is not None and not number:
                    self._put_deed(transaction, standing.user_id, deed)
                self._put_scores(transaction, standing, batch, before)

    def save_standing(self, standing: Standing, *, tells: Sequence[DomainEvent] = ()) -> Standing:
        """Store a standing alone; ``ConditionFailed`` if it is no longer as it was read."""
        self.put(standing, None, {}, {}, tells=tells)
        return standing.model_copy(update={"revision": standing.revision + 1})

    def put_standing(self, transaction: Transaction, standing: Standing, *, tells: Sequence[DomainEvent] = ()) -> None:
        """The same within a transaction."""
        pk, sk = StandingRow.key(self.org_id, standing.user_id)
        values = standing.model_dump(mode="json", include={"tally", "plan", "awards"})
        kept = standing.model_dump(include={"user_id", "days", "spent", "listed", "edition"})
        row = StandingRow(pk=pk, sk=sk, **kept, **values, revision=standing.revision)
        transaction.store(row, tells=tells, by=self)

    def save_share(
        self, standing: Standing, badge_id: str, shares: ShareRepository, *, opens: str | None, closes: str | None
    ) -> None:
        """Store a standing, with the code that shows a badge of it and without the one that did."""
        with self._transaction() as transaction:
            self.put_standing(transaction, standing)
            if closes:
                shares.close(transaction, closes)
            if opens:
                shares.open(transaction, opens, Shared(self.org_id, standing.user_id, badge_id))

    # -- rows

    def _put_deed(self, transaction: Transaction, user_id: str, deed: Deed) -> None:
        pk, sk = DeedRow.key(self.org_id, user_id, deed.deed_id)
        values = deed.model_dump(include={"deed_id", "course_id", "at", "score_bp", "points"}, exclude_none=True)
        day, kind = deed.day.isoformat(), deed.kind.value
        transaction.store(DeedRow(pk=pk, sk=sk, deed=kind, day=day, **values, revision=deed.revision))

    def _put_scores(
        self,
        transaction: Transaction,
        standing: Standing,
        scores: Sequence[tuple[Board, Tally]],
        before: Mapping[Board, Score],
    ) -> None:
        user_id = standing.user_id
        for board, tally in scores:
            was = before.get(board, Score())
            pk, sk = ScoreRow.key(self.org_id, user_id, board)
            place: dict[str, Any] = {}
            shown = standing.listed and tally.points > 0
            if shown:
                place["gsi1pk"], place["gsi1sk"] = ScoreRow.index_key(self.org_id, board, tally.points, user_id)
            if board.last_day:
                place["expires_at"] = _end_of(board.last_day)
            counted = tally.model_dump(mode="json")
            row = ScoreRow(
                pk=pk, sk=sk, user_id=user_id, points=tally.points, tally=counted, **place, revision=was.revision
            )
            transaction.store(row)
            self._move(transaction, user_id, board, was, range_of(tally.points) if shown else None)

    def _move(self, transaction: Transaction, user_id: str, board: Board, was: Score, to: int | None) -> None:
        """Move a person from one range of a board's crowd to another, or in or out of it."""
        since = range_of(was.tally.points) if was.shown else None
        if since == to:
            return
        pk, sk = CrowdRow.key(self.org_id, board, shard_of(user_id))
        actions: list[Action] = [
            CrowdRow.counted(number, by) for number, by in ((since, -1), (to, 1)) if number is not None
        ]
        if board.last_day:
            actions.append(CrowdRow.expires_at.set(_end_of(board.last_day)))
        transaction.change(CrowdRow(pk=pk, sk=sk), actions)


def shard_of(user_id: str) -> int:
    """In which part of a crowd somebody is counted."""
    return hashlib.sha256(user_id.encode()).digest()[0] % SHARDS


def _end_of(day: date) -> int:
    # A day later everywhere on earth.
    return epoch_seconds(datetime.combine(day, time(), UTC) + timedelta(days=2))


def _score(row: ScoreRow) -> Score:
    return Score(Tally.model_validate(row.tally), bool(row.gsi1pk), row.revision)


def _deed(row: DeedRow) -> Deed:
    fields = ("deed_id", "course_id", "at", "day", "score_bp", "points", "revision")
    return Deed.model_validate({"kind": row.deed, **{name: getattr(row, name) for name in fields}})
