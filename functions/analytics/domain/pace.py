"""How a course's learners go about it together, and what that makes of one of them: the evidence of a risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from functions.analytics.domain.dashboards import Learning, Sheet
from functions.analytics.domain.measures import COHORT_WEEKS
from functions.analytics.domain.registers import monday
from functions.analytics.domain.risk import Evidence, Work

LEAST_OTHERS = 5
"""With fewer, nobody is compared with them."""
USUAL = 1 / 3
"""What this share of those who have been in the course for long enough hand in is asked of everybody."""
GRACE_DAYS = 7
"""After the day of the course on which others hand something in on average, it is due for so many more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A work as the course's learners do it."""

    asked_id: str
    due_day: float
    """Of somebody's time in the course, their first day being 0."""
    missed: float
    """The share of those who could have, and did not hand it in."""
    mark: float | None
    """The mean, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What most do, and when."""

    works: tuple[Asked, ...]
    """In the order in which they are due."""
    active_by_week: tuple[float, ...]
    """The share that is active in each week of theirs; none where there are too few to tell."""
    lessons_per_week: float
    lessons: int
    """That the course has, as far as anybody completed them."""

    @classmethod
    def of(cls, sheet: Sheet, today: date) -> "Pace":
        """From a course's figures, whatever period they are of."""
        cohorts = [(date.fromisoformat(week), counts) for week, counts in sheet.listed("WEEK#")]
        shares, active = [], 0
        for number in range(COHORT_WEEKS):
            over = [counts for week, counts in cohorts if (today - week).days >= 7 * (number + 1)]
            came = sum(counts.get("enrolled", 0) for counts in over)
            if came < LEAST_OTHERS:
                break
            there = sum(counts.get(f"w{number}", 0) for counts in over)
            active += there
            shares.append(there / came)
        lessons = [counts.get("completions", 0) for _, counts in sheet.listed("LESSON#")]
        # What was completed after those weeks is no longer told from what was in them.
        per_week = sheet.total.get("lessons", 0) / active if active else 0.0
        return cls(_works(sheet, cohorts, today), tuple(shares), per_week, sum(number > 0 for number in lessons))


def evidence_of(one: Learning, pace: Pace, today: date) -> Evidence:
    """What is known of a learner, against the course's pace. Needs the day of their coming; see ``is_judged``."""
    study = one.study
    begun = date.fromisoformat(study.enrolled)
    days = max(0, (today - begun).days)
    first_week = monday(begun).toordinal()
    weeks = min(len(pace.active_by_week), max(0, (today.toordinal() - first_week) // 7))
    active = len({week for day in study.days if 0 <= (week := (day - first_week) // 7) < weeks})
    usual = sum(pace.active_by_week[:weeks])
    done = {work.asked_id: work for work in study.works}
    works = []
    for asked in pace.works:
        if days < asked.due_day:
            continue
        found = done.get(asked.asked_id)
        works.append(
            Work(
                days_ago=days - asked.due_day,
                handed_in=found is not None,
                late=found is not None and found.day - begun.toordinal() > asked.due_day,
                mark=found.score_bp / 10_000 if found and found.rank else None,
                others_missed=asked.missed,
                others_mark=asked.mark,
            )
        )
    due = {asked.asked_id for asked in pace.works if days >= asked.due_day}
    return Evidence(
        days=days,
        works=works,
        ahead=len(done.keys() - due),
        activity=active,
        others_activity=usual if weeks else None,
        silent_days=max(0, today.toordinal() - max(study.days | {begun.toordinal()})),
        lessons=one.counts.get("lessons", 0),
        others_lessons=min(float(pace.lessons), usual * pace.lessons_per_week) if weeks else None,
    )


def is_judged(one: Learning) -> bool:
    """Whether somebody is in the course, and has not finished it."""
    study = one.study
    return study.standing[1] and bool(study.enrolled) and not study.finished


def _works(sheet: Sheet, cohorts: list[tuple[date, Mapping[str, int]]], today: date) -> tuple[Asked, ...]:
    found = []
    for asked_id, counts in sheet.listed("WORK#"):
        handed_in, marked = counts.get("handed_in", 0), counts.get("marked", 0)
        if handed_in < LEAST_OTHERS:
            continue
        due_day = counts.get("days_in", 0) / handed_in + GRACE_DAYS
        # Whoever came in a week came on its last day at the latest.
        could = sum(n.get("enrolled", 0) for week, n in cohorts if (today - week).days - 6 >= due_day)
        could = max(could, handed_in)
        if handed_in >= USUAL * could:
            mark = counts.get("mark_bp", 0) / marked / 10_000 if marked else None
            found.append(Asked(asked_id, due_day, 1 - handed_in / could, mark))
    return tuple(sorted(found, key=lambda asked: (asked.due_day, asked.asked_id)))
