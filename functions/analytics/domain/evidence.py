"""What is known of somebody in a course on a day, and the signs that follow from it.

A sign compares them with the others in the course, or counts what they did here before. Nothing is asked about who
somebody is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_OVERDUE = 40
"""Days after which it does not get worse."""
MOST_AHEAD_OF_OTHERS = 3.0
"""Days by which a work counts, at most, as handed in before the others did, or after."""
LONGEST_STAY = 120
"""Days after which it does not get better to be there still."""
MOST_TRIES, MOST_OTHER_COURSES = 3, 7


class RiskSign(StrEnum):
    """What the chance follows from."""

    ACTIVITY = "activity"
    MISSED = "missed"
    MARKS = "marks"
    MARKS_LATELY = "marks_lately"
    LATE = "late"
    EARLY = "early"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    TRIES = "tries"
    OTHER_COURSES = "other_courses"
    STAYED = "stayed"
    SILENT = "silent"
    BEHIND = "behind"
    COURSE = "course"


DIRECTIONS = {
    RiskSign.ACTIVITY: -1,
    RiskSign.MISSED: 1,
    RiskSign.MARKS: -1,
    RiskSign.MARKS_LATELY: -1,
    RiskSign.LATE: 1,
    RiskSign.EARLY: -1,
    RiskSign.OVERDUE: 1,
    RiskSign.AHEAD: -1,
    RiskSign.TRIES: 1,
    RiskSign.OTHER_COURSES: 1,
    RiskSign.STAYED: -1,
}
"""The learned signs, and whether more of each speaks for a risk or against it, in every stage."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that was to be handed in, and how that went; marks from 0 to 1."""

    days_ago: float
    """Since when it is due."""
    handed_in: bool
    late: bool = False
    mark: float | None = None
    """None while there is none."""
    others_missed: float = 0.0
    """The share of the others who did not hand it in."""
    others_mark: float | None = None
    """Their mean; None without any."""
    weight: float = 1.0
    days_before_others: float = 0.0
    """By how much sooner than the others on average it was handed in; negative for later."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of somebody in a course on a day."""

    days: int
    """For how long they are in it."""
    works: Sequence[Work] = ()
    """Those that were due, the first one first."""
    ahead: int = 0
    """Works handed in that are not due yet."""
    activity: float = 0.0
    others_activity: float | None = None
    """How much there was, in any unit that is the same for all; None where there are no others to compare with."""
    silent_days: int | None = None
    lessons: int = 0
    others_lessons: float | None = None
    tries: int = 0
    """How often they began the same course before."""
    other_courses: float = 0.0
    """That they are in at the same time."""
    came_before: int = 0
    lost_before: int = 0
    """How many came to the course so long ago that they are through, and how many of those did not pass."""


def stage_of(evidence: Evidence) -> str:
    """Which weights count: by how many works were due."""
    due = len(evidence.works)
    return "none" if due == 0 else "one" if due == 1 else "few" if due < 4 else "many"


def signs_of(evidence: Evidence) -> dict[RiskSign, float]:
    """The learned signs; those that compare are 0 where somebody is as the others are."""
    works = evidence.works
    active = 0.0
    if evidence.others_activity is not None:
        active = math.log1p(evidence.activity) - math.log1p(evidence.others_activity)
    handed_in = [work for work in works if work.handed_in]
    missed = [(work.weight, (not work.handed_in) - work.others_missed) for work in works]
    marked = [(work.weight, found) for work in works if (found := _beyond_others(work)) is not None]
    marks = _mean(marked)
    early = [(1.0, _limited(work.days_before_others, MOST_AHEAD_OF_OTHERS)) for work in handed_in]
    overdue = works and not works[-1].handed_in
    return {
        RiskSign.ACTIVITY: active,
        RiskSign.MISSED: _mean(missed),
        RiskSign.MARKS: marks,
        RiskSign.MARKS_LATELY: marked[-1][1] - marks if marked else 0.0,
        RiskSign.LATE: _mean([(1.0, float(work.late)) for work in handed_in]),
        RiskSign.EARLY: _mean(early),
        RiskSign.OVERDUE: min(float(LONGEST_OVERDUE), works[-1].days_ago) if overdue else 0.0,
        RiskSign.AHEAD: math.log1p(evidence.ahead),
        RiskSign.TRIES: float(min(MOST_TRIES, evidence.tries)),
        RiskSign.OTHER_COURSES: math.log1p(min(MOST_OTHER_COURSES, evidence.other_courses)),
        RiskSign.STAYED: float(min(LONGEST_STAY, evidence.days)) if works else 0.0,
    }


def _beyond_others(work: Work) -> float | None:
    return None if work.mark is None or work.others_mark is None else work.mark - work.others_mark


def _mean(weighed: Sequence[tuple[float, float]]) -> float:
    """Of values with their weights; 0 of none."""
    weight = sum(weight for weight, _ in weighed)
    return sum(weight * value for weight, value in weighed) / weight if weight else 0.0


def _limited(value: float, most: float) -> float:
    return max(-most, min(most, value))
