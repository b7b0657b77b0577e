"""Tallies: what some deeds add up to. Adding commutes, so their order makes no difference."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from functions.motivation.domain.deeds import Deed, DeedKind


class Tally(BaseModel):
    """How many points, how many deeds of each kind, and how many of each kind with a score of so many whole percent."""

    model_config = ConfigDict(frozen=True)

    points: int = 0
    counts: dict[DeedKind, int] = {}
    scores: dict[DeedKind, dict[int, int]] = {}

    def plus(self, deed: Deed) -> "Tally":
        """With one deed more, which must not be in it yet."""
        counts = {**self.counts, deed.kind: self.counts.get(deed.kind, 0) + 1}
        scores = self.scores
        if deed.score_bp is not None:
            of_kind = self.scores.get(deed.kind, {})
            percent = deed.score_bp // 100
            scores = {**scores, deed.kind: {**of_kind, percent: of_kind.get(percent, 0) + 1}}
        return Tally(points=self.points + deed.points, counts=counts, scores=scores)

    def times(self, kind: DeedKind, score_percent: int = 0) -> int:
        """How many deeds of a kind, with at least so good a score."""
        if not score_percent:
            return self.counts.get(kind, 0)
        return sum(times for percent, times in self.scores.get(kind, {}).items() if percent >= score_percent)

    @classmethod
    def of(cls, deeds: Iterable[Deed]) -> "Tally":
        """What these deeds add up to."""
        total = cls()
        for deed in deeds:
            total = total.plus(deed)
        return total
