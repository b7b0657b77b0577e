"""Standings: what statistics and rosters go by, kept beside the enrolment and brought up to it after every step."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from functions.learning.domain.courses import Course
from functions.learning.domain.enrolments import Enrolment
from functions.learning.domain.states import EnrolmentState

ALL = "ALL"
"""The scope of everybody in a course; the others are groups."""
BANDS = tuple(range(0, 101, 10))
"""Where the tenths begin in which progress is counted; the last one is of who has done everything."""
_COUNTED = {EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.COMPLETED}


class Standing(BaseModel):
    """How an enrolment was when it was last counted."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    state: EnrolmentState
    percent: int
    """In the version of the course that was current at that time."""
    joined_on: date | None
    """The UTC day on which the learner first had access."""
    has_completed: bool
    groups: tuple[str, ...]

    @classmethod
    def of(cls, enrolment: Enrolment, course: Course, groups: tuple[str, ...]) -> "Standing":
        """How an enrolment is now."""
        return cls(
            state=enrolment.state,
            percent=enrolment.progress(course).percent,
            joined_on=enrolment.enrolled_at.date() if enrolment.joined else None,
            has_completed=enrolment.completed_at is not None,
            groups=groups,
        )

    def counts(self) -> Counter[str]:
        """What this adds to the counts of each scope that it belongs to."""
        counts = Counter({f"in_{self.state}": 1})
        if self.joined_on:
            counts["joined"] = 1
        if self.has_completed:
            counts["done"] = 1
        if self.state in _COUNTED:
            counts[f"band_{self.percent // 10 * 10}"] = 1
        return counts

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where this is counted."""
        return (ALL, *self.groups)


def changes(before: Standing | None, after: Standing) -> dict[str, Counter[str]]:
    """What the step from one standing to the other adds to the counts, by scope; what would add nothing is left out."""
    by_scope: dict[str, Counter[str]] = {}
    for standing, sign in ((before, -1), (after, 1)):
        for scope in standing.scopes if standing else ():
            counter = by_scope.setdefault(scope, Counter())
            for name, count in standing.counts().items() if standing else ():
                counter[name] += sign * count
    return {
        scope: kept
        for scope, counter in by_scope.items()
        if (kept := Counter({name: count for name, count in counter.items() if count}))
    }


class Report(BaseModel):
    """A course's statistics, or those of one group in it."""

    model_config = ConfigDict(frozen=True)

    counts: Mapping[str, int]
    joined_per_day: Mapping[date, int]

    @property
    def by_state(self) -> dict[EnrolmentState, int]:
        """How many enrolments there are in each state."""
        return {state: self.counts.get(f"in_{state}", 0) for state in EnrolmentState}

    @property
    def joined(self) -> int:
        """How many ever had access."""
        return self.counts.get("joined", 0)

    @property
    def completed(self) -> int:
        """How many ever completed the course."""
        return self.counts.get("done", 0)

    @property
    def completion_percent(self) -> int | None:
        """How many of a hundred who ever had access completed the course, rounded down; None before anybody had."""
        return 100 * self.completed // self.joined if self.joined else None

    @property
    def bands(self) -> dict[int, int]:
        """How many of those with a place are in each tenth of the course, by where the tenth begins."""
        return {band: self.counts.get(f"band_{band}", 0) for band in BANDS}
