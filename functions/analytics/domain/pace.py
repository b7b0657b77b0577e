"""How a course's learners go about it together, and what that makes of one of them: the evidence of a risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from functions.analytics.domain.dashboards import Learning, Sheet
from functions.analytics.domain.evidence import Evidence, Work
from functions.analytics.domain.measures import COHORT_WEEKS
from functions.analytics.domain.registers import Done, Study, monday

LEAST_OTHERS = 5
"""With fewer, nobody is compared with them."""
USUAL = 1 / 3
"""What this share of those who have been in the course for long enough hand in is asked of everybody."""
GRACE_DAYS = 7
"""After the day of the course on which others hand something in on average, it is due for so many more, where nobody
said when it is due."""
WINDOW_DAYS = 28
"""Where the others hand in so many days before a date on average, it ends a window and is no date to hand in by."""
THROUGH_AFTER_DAYS = 182
"""Who came longer ago and did not finish is taken not to finish any more."""
TRY_APART_DAYS = 28
"""Who comes again after so many days tries again; sooner it is the same try."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A work as the course's learners do it."""

    asked_id: str
    due_day: float
    """Of somebody's time in the course, their first day being 0; as far as ``due_on`` does not say it."""
    due_on: float | None
    """The day on which it is due, as ``date.toordinal`` counts them; None where nobody said so."""
    days_left: float
    """How many days before it is due the others handed it in, on average."""
    missed: float
    """The share of those who could have, and did not hand it in."""
    mark: float | None
    """The mean, from 0 to 1."""

    def due_day_of(self, begun: int) -> float:
        """The day of the course on which it is due for somebody who began on a day; negative where that was before."""
        return self.due_day if self.due_on is None else self.due_on - begun

    def is_due(self, begun: int, days: int) -> bool:
        """Whether it was due of somebody who is in the course for so many days: where a date was told, from the next
        day on, and not where it was over when they came."""
        return self.due_day <= days if self.due_on is None else 0 <= self.due_day_of(begun) < days

    def work_of(self, found: Done | None, *, begun: int, days: int) -> Work:
        """How it went for somebody who is in the course for so many days."""
        due_day = self.due_day_of(begun)
        if found is None:
            return Work(days - due_day, handed_in=False, others_missed=self.missed, others_mark=self.mark)
        has_own = found.due and self.due_on is not None
        left = found.due - found.day if has_own else due_day - (found.day - begun)
        return Work(
            days_ago=days - due_day,
            handed_in=True,
            late=left < 0,
            mark=found.score_bp / 10_000 if found.rank else None,
            others_missed=self.missed,
            others_mark=self.mark,
            days_before_others=left - self.days_left,
        )


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
    came_before: int
    lost_before: int
    """How many came so long ago that they are through, and how many of them did not finish."""

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
        through = [counts for week, counts in cohorts if (today - week).days - 6 >= THROUGH_AFTER_DAYS]
        came, finished = (sum(counts.get(name, 0) for counts in through) for name in ("opened", "finished"))
        return cls(
            _works(sheet, cohorts, today),
            tuple(shares),
            per_week,
            sum(number > 0 for number in lessons),
            came,
            came - finished,
        )


def evidence_of(one: Learning, pace: Pace, today: date, *, other_courses: int = 0) -> Evidence:
    """What is known of a learner, against the course's pace. Needs the day of their coming; see ``is_judged``."""
    study = one.study
    begun, tries = _try(study)
    days = max(0, today.toordinal() - begun)
    first_week = monday(date.fromordinal(begun)).toordinal()
    weeks = min(len(pace.active_by_week), max(0, (today.toordinal() - first_week) // 7))
    active = len({week for day in study.days if 0 <= (week := (day - first_week) // 7) < weeks})
    usual = sum(pace.active_by_week[:weeks])
    # What they handed in when they tried before stands for this try too, and says nothing of it.
    done = {work.asked_id: work for work in study.works if work.day >= begun}
    stands = {work.asked_id for work in study.works} - done.keys()
    due = [asked for asked in pace.works if asked.asked_id not in stands and asked.is_due(begun, days)]
    works = [asked.work_of(done.get(asked.asked_id), begun=begun, days=days) for asked in due]
    return Evidence(
        days=days,
        works=sorted(works, key=lambda work: -work.days_ago),
        ahead=len(done.keys() - {asked.asked_id for asked in due}),
        activity=active,
        others_activity=usual if weeks else None,
        silent_days=max(0, today.toordinal() - max(study.days | {begun})),
        lessons=one.counts.get("lessons", 0),
        others_lessons=min(float(pace.lessons), usual * pace.lessons_per_week) if weeks else None,
        tries=tries,
        other_courses=other_courses,
        came_before=pace.came_before,
        lost_before=pace.lost_before,
    )


def is_judged(one: Learning) -> bool:
    """Whether somebody is in the course, and has not finished it."""
    study = one.study
    return study.standing[1] and bool(study.enrolled) and not study.finished


def _try(study: Study) -> tuple[int, int]:
    """On which day somebody began this try, and how many there were before."""
    days = sorted(study.opened) or [date.fromisoformat(study.enrolled).toordinal()]
    begins = [days[0], *(day for before, day in pairwise(days) if day - before >= TRY_APART_DAYS)]
    return begins[-1], len(begins) - 1


def _works(sheet: Sheet, cohorts: list[tuple[date, Mapping[str, int]]], today: date) -> tuple[Asked, ...]:
    found = []
    for asked_id, counts in sheet.listed("WORK#"):
        handed_in, marked, dated = (counts.get(name, 0) for name in ("handed_in", "marked", "dated"))
        if handed_in < LEAST_OTHERS:
            continue
        due_day = counts.get("days_in", 0) / handed_in + GRACE_DAYS
        left = counts.get("days_left", 0) / dated if dated else 0.0
        due_on = counts.get("due_on", 0) / dated if dated and left < WINDOW_DAYS else None
        # Whoever came in a week came on its last day at the latest.
        could = sum(
            n.get("enrolled", 0)
            for week, n in cohorts
            if ((today - week).days - 6 >= due_day if due_on is None else week.toordinal() + 6 <= due_on)
        )
        could = max(could, handed_in)
        if handed_in >= USUAL * could:
            mark = counts.get("mark_bp", 0) / marked / 10_000 if marked else None
            days_left = float(GRACE_DAYS) if due_on is None else left
            found.append(Asked(asked_id, due_day, due_on, days_left, 1 - handed_in / could, mark))
    return tuple(sorted(found, key=lambda asked: (asked.due_day, asked.asked_id)))
