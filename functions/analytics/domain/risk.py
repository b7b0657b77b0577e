"""How likely it is that somebody does not finish a course or does not pass, and what speaks for that.

The formula, published in ``docs/at-risk.md``: a logistic regression for each *stage* (how much of the course's work was
due so far), over the signs of ``domain.evidence``. A sign speaks by its weight for each standard deviation from the
mean; weights, means and deviations stand in ``risk.json``, which ``python -m infra.fitting.risk`` learns. Three are
added by a set weight: silence and being behind in lessons, as the data that the others are learned from has neither,
and what became of those who took the course before, which is the odds themselves.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from functions.analytics.domain.evidence import Evidence, RiskSign, signs_of, stage_of

HIGH_BP, SOME_BP = 7000, 5000
"""From these chances (in ten-thousandths) on the risk is called high, or some; tutors are shown both. Somebody who does
as others do is at some 45 % before anything is due, as the learners were of whom the weights are."""
DAYS_TO_KNOW = 7
"""Whoever is in a course for fewer days, without work that was due, is not judged."""
MOST_REASONS = 3
LEAST_OF_A_REASON = 0.1
"""In log-odds: what speaks less for a risk is no reason."""
LONGEST_SILENCE = 42
"""Days after which it does not get worse."""
EXACT_DAYS = 28
LEAST_FALL_OF_MARKS = 0.05
"""By so much the latest mark has to be below the earlier ones, both beside those of others, to be told of."""
SILENCE_FROM = 7
"""Days without activity that say nothing."""
PER_SILENT_DAY, PER_SHARE_BEHIND = 0.04, 1.2
"""Set, not learned, in log-odds: for each day of silence after those; for being behind by all of what others did."""
LEARNERS_OF_USUAL = 20
"""What became of those before counts as if so many had come, of whom as many passed as usual, before them."""
MOST_OF_COURSE = 1.0
"""In log-odds: by no more does a course differ from others, so that it alone makes nobody's risk high."""


class RiskLevel(StrEnum):
    """How high a risk is; unknown is not low."""

    UNKNOWN = "unknown"
    LOW = "low"
    SOME = "some"
    HIGH = "high"


_NO_REASON = {RiskSign.AHEAD, RiskSign.STAYED, RiskSign.COURSE}
"""Not to have worked ahead, or not to be there for long, is nothing to be told; what became of those before is the same
for all in the course."""


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
    stage = weighing()[stage_of(evidence)]
    learned = stage["signs"]
    parts = {
        sign: learned[sign]["weight"] * (value - learned[sign]["mean"]) / learned[sign]["spread"]
        for sign, value in signs_of(evidence).items()
        if sign in learned
    }
    silent = min(LONGEST_SILENCE, evidence.silent_days or 0)
    parts[RiskSign.SILENT] = PER_SILENT_DAY * max(0, silent - SILENCE_FROM)
    parts[RiskSign.BEHIND] = PER_SHARE_BEHIND * _share_behind(evidence)
    parts[RiskSign.COURSE] = _of_course(evidence, float(stage["usual"]))
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


def _of_course(evidence: Evidence, usual: float) -> float:
    """By how much the odds of those before differ from the usual ones (as log-odds); 0 where nobody was before."""
    share = 1 / (1 + math.exp(-usual))
    lost = evidence.lost_before + LEARNERS_OF_USUAL * share
    passed = evidence.came_before - evidence.lost_before + LEARNERS_OF_USUAL * (1 - share)
    return max(-MOST_OF_COURSE, min(MOST_OF_COURSE, math.log(lost / passed) - usual))


def _holds(sign: RiskSign, evidence: Evidence) -> bool:
    """Whether it can be said of somebody; not merely that others are better by it."""
    signs = signs_of(evidence)
    match sign:
        case RiskSign.MISSED | RiskSign.OVERDUE:
            return any(not work.handed_in for work in evidence.works)
        case RiskSign.LATE | RiskSign.TRIES | RiskSign.OTHER_COURSES:
            return signs[sign] > 0
        case RiskSign.MARKS | RiskSign.ACTIVITY:
            return signs[sign] < 0
        case RiskSign.EARLY:
            return _days_after_others(evidence) >= 1
        case RiskSign.MARKS_LATELY:
            return signs[sign] <= -LEAST_FALL_OF_MARKS
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
        case RiskSign.MARKS_LATELY:
            marked = [work for work in works if work.mark is not None and work.others_mark is not None]
            return {
                "value": round(100 * (marked[-1].mark or 0.0)),
                "others": round(100 * (marked[-1].others_mark or 0.0)),
            }
        case RiskSign.EARLY:
            return {"days": round(_days_after_others(evidence))}
        case RiskSign.TRIES:
            return {"value": evidence.tries}
        case RiskSign.OTHER_COURSES:
            return {"value": round(evidence.other_courses)}
        case RiskSign.OVERDUE:
            return {"days": told_days(works[-1].days_ago)}
        case RiskSign.SILENT:
            return {"days": told_days(evidence.silent_days or 0)}
        case _:
            return {"value": evidence.lessons, "others": round(evidence.others_lessons or 0)}


def _days_after_others(evidence: Evidence) -> float:
    """By how many days somebody hands in after the others, on average."""
    days = [-work.days_before_others for work in evidence.works if work.handed_in]
    return sum(days) / len(days) if days else 0.0
