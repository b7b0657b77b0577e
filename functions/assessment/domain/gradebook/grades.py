"""The marks of one learner, column by column."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class EntryState(StrEnum):
    """What there is in a cell."""

    GRADED = "graded"
    MISSING = "missing"
    """It was due and is not there: 0, until something comes."""
    EXCUSED = "excused"
    """It counts nowhere for this learner."""


class Override(BaseModel):
    """What somebody of the staff says in the place of a mark, and why."""

    model_config = ConfigDict(frozen=True)

    state: EntryState
    score_centi: int | None
    """Points; of the course's grade itself basis points."""
    reason: str
    by: str
    at: datetime


class Entry(BaseModel):
    """One cell: the mark that the work earned, and what was put in its place."""

    model_config = ConfigDict(frozen=True)

    score_centi: int | None = None
    """As the work was graded; None while it is not."""
    handed_in: tuple[datetime, datetime] | None = None
    """When the first and the last attempt were handed in of which the mark is made, where there are attempts."""
    override: Override | None = None

    @property
    def state(self) -> EntryState | None:
        """What counts; None for nothing yet."""
        if self.override:
            return self.override.state
        return None if self.score_centi is None else EntryState.GRADED

    @property
    def score(self) -> int | None:
        """The points that count, 0 for what is missing; None for nothing yet, and for what is excused."""
        if self.state is EntryState.MISSING:
            return 0
        return self.override.score_centi if self.override else self.score_centi

    @property
    def points(self) -> int | None:
        """The points of a graded cell; None for every other."""
        return self.score if self.state is EntryState.GRADED else None

    def packed(self) -> list[Any]:
        """As short as it can be stored."""
        times = [moment.isoformat() for moment in self.handed_in] if self.handed_in else None
        override = self.override.model_dump(mode="json") if self.override else None
        values: list[Any] = [self.score_centi, times, override]
        while values and values[-1] is None:
            values.pop()
        return values

    @classmethod
    def unpacked(cls, values: list[Any]) -> Self:
        """What was stored."""
        score, times, override = [*values, None, None, None][:3]
        return cls(score_centi=score, handed_in=times, override=override)


class Sheet(BaseModel):
    """All marks of one learner in a course. ``revision`` is 0 where nothing is stored yet."""

    model_config = ConfigDict(frozen=True)

    user_id: str
    entries: dict[str, Entry] = {}
    """By column; under ``total`` what stands in the place of the course's grade."""
    is_enrolled: bool = True
    revision: int = 0

    def entry(self, item_id: str) -> Entry:
        """A cell, which may be empty."""
        return self.entries.get(item_id, Entry())

    def with_entry(self, item_id: str, entry: Entry) -> Self:
        """The same with another cell; an empty one goes."""
        entries = {**self.entries, item_id: entry}
        if entry == Entry():
            del entries[item_id]
        return self.model_copy(update={"entries": entries})
