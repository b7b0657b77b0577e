"""Judging: once a day, in the night of the organization, everybody in a course; sooner where somebody asks for it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from functions.analytics.domain.dashboards import NOTHING, Learning
from functions.analytics.domain.insights import insights_of
from functions.analytics.domain.measures import course_subject, learner_subject
from functions.analytics.domain.pace import Pace, evidence_of, is_judged
from functions.analytics.domain.risk import judge
from functions.analytics.repository.figures import FigureRepository
from functions.analytics.repository.risks import AT_ONCE, Outlook, RiskRepository
from functions.analytics.repository.rounds import Round, RoundRepository
from functions.analytics.service.counting import CountingService
from functions.identity import published as identity
from shared.clock import Clock, system_clock
from shared.dynamo import ConditionFailed, answer
from shared.observability import log, log_failure, metric

FIRST_AFTER = timedelta(minutes=10)
"""After the first enrolment a course is looked at for the first time."""
AT_NIGHT = time(2)
SPREAD_S = 3 * 3600
"""Over so much of the night the courses are spread."""
HEALTH_EVERY = timedelta(hours=3)
LONGEST = timedelta(minutes=3)
"""So long one call works; the next one goes on."""
AGAIN_AFTER = timedelta(hours=1)
"""When something went wrong."""


def next_night(now: datetime, zone: str, course_id: str) -> datetime:
    """When a course is looked at next: at its own moment of the next night of its organization."""
    place = ZoneInfo(zone)
    moment = timedelta(seconds=crc32(course_id.encode()) % SPREAD_S)
    today = now.astimezone(place).date()
    night = datetime.combine(today, AT_NIGHT, place) + moment
    return night if night > now else datetime.combine(today + timedelta(days=1), AT_NIGHT, place) + moment


class JudgingService:
    """One tenant's learners, as they are judged."""

    def __init__(
        self,
        figures: FigureRepository,
        risks: RiskRepository,
        counting: CountingService,
        clock: Clock = system_clock,
    ) -> None:
        self._figures = figures
        self._risks = risks
        self._counting = counting
        self._clock = clock

    def some(self, course_id: str, after: str | None, until: datetime) -> str | None:
        """Judge a course's learners from a place on, at least ``AT_ONCE``. Returns where to go on; None at the end.

        Safe to repeat: the same figures on the same day are the same outlook, and what did not change is not written.
        """
        today = self.today()
        pace = Pace.of(self._figures.sheet(course_subject(course_id), today), today)
        while True:
            page = self._figures.students(course_id, limit=AT_ONCE, start=self._figures.start_after(course_id, after))
            self._judge(course_id, page.items, pace, today)
            if page.next_key is None:
                return None
            after = page.items[-1].user_id if page.items else after
            if self._clock.now() >= until:
                return after

    def next_due(self, course_id: str) -> datetime:
        """When a course is looked at next."""
        now = self._clock.now()
        return next_night(now, self._counting.zones().at(now), course_id)

    def today(self) -> date:
        """The organization's."""
        return self._counting.zones().day(self._clock.now())

    def _judge(self, course_id: str, learners: Sequence[Learning], pace: Pace, today: date) -> None:
        subjects = {one.user_id: learner_subject(one.user_id) for one in learners}
        known, studied = answer(
            self._risks.asking_known(course_id, list(subjects)), self._figures.asking_totals(list(subjects.values()))
        )
        fresh, gone = [], []
        for one in learners:
            before = known.outlooks.get(one.user_id)
            if one.user_id in known.unjudged or not is_judged(one):
                gone += [one.user_id] if before else []
                continue
            courses = studied.get(subjects[one.user_id], NOTHING).get("studying", 0)
            evidence = evidence_of(one, pace, today, other_courses=max(0, courses - 1))
            said = insights_of(one, evidence, today)
            outlook = Outlook(one.user_id, course_id, today.isoformat(), judge(evidence), said)
            if not outlook.says_the_same_as(before):
                fresh.append(outlook)
        if fresh or gone:
            self._risks.put(course_id, fresh, gone)


class RoundService:
    """The rounds of all organizations."""

    def __init__(
        self,
        rounds: RoundRepository,
        judging_of: Callable[[str], JudgingService],
        note_health: Callable[[str], None],
        clock: Clock = system_clock,
    ) -> None:
        self._rounds = rounds
        self._judging_of = judging_of
        self._note_health = note_health
        self._clock = clock

    def go(self) -> int:
        """Do what is due, the earliest first, for some minutes. Returns how many rounds came to their end.

        One that died is taken up again where it was; what fails is tried again later, and holds up nothing else.
        """
        until = self._clock.now() + LONGEST
        done = 0
        for due in self._rounds.list_due(self._clock.now()):
            if self._clock.now() >= until:
                break
            if (taken := self._rounds.take(due)) is None:
                continue
            try:
                done += self._do(taken, until)
            except ConditionFailed:
                continue  # somebody asked for it anew meanwhile
            except Exception:
                log_failure("round.failed", org_id=due.org_id, course_id=due.course_id)
                metric("RoundFailed")
                self._put_off(taken)
        log("rounds.done", rounds=done)
        return done

    def _put_off(self, taken: Round) -> None:
        with suppress(ConditionFailed):  # somebody asked for it anew meanwhile
            self._rounds.save(taken, due_at=self._clock.now() + AGAIN_AFTER, judged_at=taken.judged_at, after=None)

    def _do(self, taken: Round, until: datetime) -> bool:
        now = self._clock.now()
        if not taken.course_id:
            self._note_health(taken.org_id)
        if identity.find_organization(taken.org_id) is None:
            self._rounds.forget(taken)
            return True
        if not taken.course_id:
            self._rounds.save(taken, due_at=now + HEALTH_EVERY, judged_at=now, after=None)
            return True
        judging = self._judging_of(taken.org_id)
        after = judging.some(taken.course_id, taken.after, until)
        if after is None:
            self._rounds.save(taken, due_at=judging.next_due(taken.course_id), judged_at=now, after=None)
        else:
            self._rounds.save(taken, due_at=now, judged_at=taken.judged_at, after=after)
        return after is None
