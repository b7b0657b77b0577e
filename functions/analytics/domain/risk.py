"""How likely it is that somebody does not finish a course or does not pass, and what speaks for that.

The formula, published in ``docs/at-risk.md``: a logistic regression for each *stage* (how much of the course's work was
due so far), over signs that compare somebody with the others in the course. A sign speaks by its weight for each
standard deviation from the mean; weights, means and deviations stand in ``risk.json``, which
``python -m infra.fitting.risk`` learns. Two signs, silence and being behind in lessons, are added by a set weight, as
the data that the others are learned from has neither. Nothing is asked about who somebody is.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

HIGH_BP, SOME_BP = 7000, 5000
"""From these chances (in ten-thousandths) on the risk is called high, or some; tutors are shown both. Somebody who does
as others do is at some 45 % before anything is due, as the learners were of whom the weights are."""
DAYS_TO_KNOW = 7
"""Whoever is in a course for fewer days, without work that was due, is not judged."""
MOST_REASONS = 3
LEAST_OF_A_REASON = 0.1
"""In log-odds: what speaks less for a risk is no reason."""
LONGEST_OVERDUE, LONGEST_SILENCE = 40, 42
"""Days after which it does not get worse."""
EXACT_DAYS = 28
SILENCE_FROM = 7
"""Days without activity that say nothing."""
PER_SILENT_DAY, PER_SHARE_BEHIND = 0.04, 1.2
"""Set, not learned, in log-odds: for each day of silence after those; for being behind by all of what others did."""


class RiskLevel(StrEnum):
    """How high a risk is; unknown is not low."""

    UNKNOWN = "unknown"
    LOW = "low"
    SOME = "some"
    HIGH = "high"


class RiskSign(StrEnum):
    """What the chance follows from."""

    ACTIVITY = "activity"
    MISSED = "missed"
    MARKS = "marks"
    LATE = "late"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    SILENT = "silent"
    BEHIND = "behind"


LEARNED = (RiskSign.ACTIVITY, RiskSign.MISSED, RiskSign.MARKS, RiskSign.LATE, RiskSign.OVERDUE, RiskSign.AHEAD)
_NO_REASON = {RiskSign.AHEAD}
"""Not to have worked ahead is nothing to be told."""


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


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a risk: how much (in log-odds), and the figures to say it with."""

    sign: RiskSign
    strength: float
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Risk:
    """A chance in ten-thousandths, and its strongest reasons first; none of both where nothing can be said yet."""

    level: RiskLevel
    chance_bp: int = 0
    reasons: tuple[Reason, ...] = ()


def stage_of(evidence: Evidence) -> str:
    """Which weights count: by how many works were due."""
    due = len(evidence.works)
    return "none" if due == 0 else "one" if due == 1 else "few" if due < 4 else "many"


def signs_of(evidence: Evidence) -> dict[RiskSign, float]:
    """The learned signs; each is 0 where somebody is as the others are."""
    works = evidence.works
    active = 0.0
    if evidence.others_activity is not None:
        active = math.log1p(evidence.activity) - math.log1p(evidence.others_activity)
    signs = {RiskSign.ACTIVITY: active, RiskSign.AHEAD: math.log1p(evidence.ahead)}
    weight = sum(work.weight for work in works)
    marked = [work for work in works if work.mark is not None and work.others_mark is not None]
    weight_marked = sum(work.weight for work in marked)
    handed_in = [work for work in works if work.handed_in]
    signs[RiskSign.MISSED] = (
        sum(work.weight * ((not work.handed_in) - work.others_missed) for work in works) / weight if works else 0.0
    )
    signs[RiskSign.MARKS] = (
        sum(work.weight * ((work.mark or 0.0) - (work.others_mark or 0.0)) for work in marked) / weight_marked
        if marked
        else 0.0
    )
    signs[RiskSign.LATE] = sum(work.late for work in handed_in) / len(handed_in) if handed_in else 0.0
    overdue = works and not works[-1].handed_in
    signs[RiskSign.OVERDUE] = min(float(LONGEST_OVERDUE), works[-1].days_ago) if overdue else 0.0
    return signs


def judge(evidence: Evidence) -> Risk:
    """The risk of somebody with this evidence. The same evidence has the same risk."""
    if not evidence.works and evidence.days < DAYS_TO_KNOW:
        return Risk(RiskLevel.UNKNOWN)
    parts = spoken(evidence)
    log_odds = float(weighing()[stage_of(evidence)]["base"]) + sum(parts.values())
    chance_bp = round(10_000 / (1 + math.exp(-log_odds)))
    level = RiskLevel.HIGH if chance_bp >= HIGH_BP else RiskLevel.SOME if chance_bp >= SOME_BP else RiskLevel.LOW
    strongest = sorted(
        ((strength, sign) for sign, strength in parts.items() if sign not in _NO_REASON), key=lambda part: -part[0]
    )
    reasons = tuple(
        Reason(sign, round(strength, 3), _figures(sign, evidence))
        for strength, sign in strongest[:MOST_REASONS]
        if strength >= LEAST_OF_A_REASON and _holds(sign, evidence)
    )
    return Risk(level, chance_bp, reasons)


def spoken(evidence: Evidence) -> dict[RiskSign, float]:
    """What each sign adds to the log-odds of somebody who is as most are."""
    learned = weighing()[stage_of(evidence)]["signs"]
    parts = {
        sign: learned[sign]["weight"] * (value - learned[sign]["mean"]) / learned[sign]["spread"]
        for sign, value in signs_of(evidence).items()
        if sign in learned
    }
    silent = min(LONGEST_SILENCE, evidence.silent_days or 0)
    parts[RiskSign.SILENT] = PER_SILENT_DAY * max(0, silent - SILENCE_FROM)
    parts[RiskSign.BEHIND] = PER_SHARE_BEHIND * _share_behind(evidence)
    return parts


def told_days(days: float) -> int:
    """As it is said: whole weeks after the fourth, so that nothing new is said of the same silence every day."""
    return int(days) if days <= EXACT_DAYS else int(days // 7 * 7)


@cache
def weighing() -> dict[str, Any]:
    """The learned weights by stage."""
    weights: dict[str, Any] = json.loads((Path(__file__).parent / "risk.json").read_text())
    return weights


def _share_behind(evidence: Evidence) -> float:
    others = evidence.others_lessons
    return max(0.0, 1 - evidence.lessons / others) if others and others >= 1 else 0.0


def _holds(sign: RiskSign, evidence: Evidence) -> bool:
    """Whether it can be said of somebody; not merely that others are better by it."""
    signs = signs_of(evidence)
    match sign:
        case RiskSign.MISSED | RiskSign.OVERDUE:
            return any(not work.handed_in for work in evidence.works)
        case RiskSign.LATE:
            return signs[RiskSign.LATE] > 0
        case RiskSign.MARKS | RiskSign.ACTIVITY:
            return signs[sign] < 0
        case _:
            return True


def _figures(sign: RiskSign, evidence: Evidence) -> dict[str, int]:
    works = evidence.works
    match sign:
        case RiskSign.ACTIVITY:
            return {"value": round(evidence.activity), "others": round(evidence.others_activity or 0)}
        case RiskSign.MISSED:
            return {"value": sum(not work.handed_in for work in works), "due": len(works)}
        case RiskSign.MARKS:
            marks = [(work.mark, work.others_mark or 0.0) for work in works if work.mark is not None]
            own, others = (round(100 * sum(some) / len(marks)) for some in zip(*marks, strict=True))
            return {"value": own, "others": others}
        case RiskSign.LATE:
            return {"value": sum(work.late for work in works), "due": len(works)}
        case RiskSign.OVERDUE:
            return {"days": told_days(works[-1].days_ago)}
        case RiskSign.SILENT:
            return {"days": told_days(evidence.silent_days or 0)}
        case _:
            return {"value": evidence.lessons, "others": round(evidence.others_lessons or 0)}
