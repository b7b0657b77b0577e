"""What somebody's figures say in words: rules, each with the figures it speaks of and what to do next.

Only codes, figures and ids are kept; the words are made when they are read (``domain.words``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from functions.analytics.domain.dashboards import Learning
from functions.analytics.domain.evidence import Evidence
from functions.analytics.domain.risk import told_days

FORTNIGHT = 14
LEAST_CHANGE_OF_DAYS = 2
LEAST_CHANGE_OF_MARKS = 10
"""In hundredths: a smaller one is chance."""
RECENT_MARKS = 2
STOPPED_AFTER_DAYS = 14


class Insight(StrEnum):
    """What can be said of somebody in a course."""

    NOT_STARTED = "not_started"
    ACTIVE_LESS = "active_less"
    ACTIVE_MORE = "active_more"
    ACTIVE = "active"
    STOPPED = "stopped"
    WORKS_MISSING = "works_missing"
    MARKS_FALL = "marks_fall"
    MARKS_RISE = "marks_rise"
    BEHIND = "behind"
    AHEAD = "ahead"


class NextStep(StrEnum):
    """What to do next."""

    BEGIN = "begin"
    COME_BACK = "come_back"
    HAND_IN = "hand_in"
    REPEAT = "repeat"
    CATCH_UP = "catch_up"
    GO_ON = "go_on"


_STEPS = {
    Insight.NOT_STARTED: NextStep.BEGIN,
    Insight.STOPPED: NextStep.COME_BACK,
    Insight.WORKS_MISSING: NextStep.HAND_IN,
    Insight.MARKS_FALL: NextStep.REPEAT,
    Insight.BEHIND: NextStep.CATCH_UP,
    Insight.ACTIVE_LESS: NextStep.COME_BACK,
}
"""The first of these that holds says what is next."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that can be said, and its figures."""

    insight: Insight
    figures: Mapping[str, int] = field(default_factory=dict)
    lesson_id: str | None = None
    """The lesson that it speaks of."""


def insights_of(one: Learning, evidence: Evidence, today: date) -> tuple[Said, ...]:
    """Everything that can be said of a learner; the same figures say the same."""
    return (*_of_days(one, evidence, today), *_of_works(one, evidence), *_of_lessons(evidence))


def step_of(said: tuple[Said, ...]) -> NextStep:
    """What to do next."""
    found = {one.insight for one in said}
    return next((step for insight, step in _STEPS.items() if insight in found), NextStep.GO_ON)


def _of_days(one: Learning, evidence: Evidence, today: date) -> Iterator[Said]:
    if not one.study.days:
        yield Said(Insight.NOT_STARTED, {"days": told_days(evidence.days)})
        return
    last = today.toordinal()
    now = sum(last - FORTNIGHT < day <= last for day in one.study.days)
    before = sum(last - 2 * FORTNIGHT < day <= last - FORTNIGHT for day in one.study.days)
    figures = {"days": now, "before": before}
    if evidence.days < 2 * FORTNIGHT or abs(now - before) < LEAST_CHANGE_OF_DAYS:
        yield Said(Insight.ACTIVE, {"days": now})
    else:
        yield Said(Insight.ACTIVE_LESS if now < before else Insight.ACTIVE_MORE, figures)
    if (evidence.silent_days or 0) >= STOPPED_AFTER_DAYS:
        yield Said(Insight.STOPPED, {"days": told_days(evidence.silent_days or 0)}, one.study.last[1] or None)


def _of_works(one: Learning, evidence: Evidence) -> Iterator[Said]:
    missing = sum(not work.handed_in for work in evidence.works)
    if missing:
        yield Said(Insight.WORKS_MISSING, {"missing": missing, "due": len(evidence.works)})
    marked = sorted((work.day, work.asked_id, work.score_bp) for work in one.study.works if work.rank)
    if len(marked) > RECENT_MARKS:
        marks = [mark for _, _, mark in marked]
        recent, earlier = marks[-RECENT_MARKS:], marks[:-RECENT_MARKS]
        now, before = (round(sum(some) / len(some) / 100) for some in (recent, earlier))
        if abs(now - before) >= LEAST_CHANGE_OF_MARKS:
            insight = Insight.MARKS_FALL if now < before else Insight.MARKS_RISE
            yield Said(insight, {"now": now, "before": before})


def _of_lessons(evidence: Evidence) -> Iterator[Said]:
    others = round(evidence.others_lessons or 0)
    if others and abs(evidence.lessons - others) >= max(1, others // 4):
        insight = Insight.BEHIND if evidence.lessons < others else Insight.AHEAD
        yield Said(insight, {"lessons": evidence.lessons, "others": others})
