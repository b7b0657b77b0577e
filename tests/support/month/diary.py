"""Everything that happened, remembered the slow and obvious way: each second in a set, each fact in a list."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.support.month.life import FILM_BLOCK, FILM_S, FILMS, LESSONS, TRY_BLOCK, Sent

ENOUGH = 90
"""So many per cent of a film are to be seen."""


@dataclass(slots=True)
class Desk:
    """One learner in one lesson."""

    seen: set[int] = field(default_factory=set)
    seconds: set[int] = field(default_factory=set)
    """Since 1970."""
    best: dict[str, int] = field(default_factory=dict)
    opened: bool = False
    confirmed: bool = False

    def hear(self, fact: dict[str, Any], moment: datetime) -> None:
        """Remember a fact."""
        end = int(moment.timestamp())
        self.seconds |= set(range(end - fact.get("active_s", 0), end))
        if fact["kind"] == "watched":
            self.seen |= set(range(fact["from_s"], fact["to_s"]))
        if fact["kind"] == "answered":
            self.best[fact["block_id"]] = max(self.best.get(fact["block_id"], 0), fact["score_bp"])
        self.opened = self.opened or fact["kind"] == "opened"
        self.confirmed = self.confirmed or fact["kind"] == "confirmed"

    @property
    def ticks(self) -> list[int]:
        """The tenths of seconds that count: time is told by every tenth one."""
        return sorted(second for second in self.seconds if second % 10 == 0)

    @property
    def watched_percent(self) -> int:
        """How much of the film was seen."""
        return 100 * len([second for second in self.seen if second < FILM_S]) // FILM_S


@dataclass(slots=True)
class Enrolled:
    """One learner in one course."""

    since: datetime
    inside: bool = True
    done: set[int] = field(default_factory=set)
    """Lessons, by number."""
    moments: list[datetime] = field(default_factory=list)
    """When each was done."""
    completed: bool = False
    counted: int = 0
    """How much they had done at their latest step, in per cent."""
    news: int = 0
    """How many lessons they completed, and courses, as others were told."""


class Diary:
    """What is known of everybody."""

    def __init__(self) -> None:
        self.desks: dict[tuple[int, int, int], Desk] = defaultdict(Desk)
        """By learner, course and lesson."""
        self.enrolled: dict[tuple[int, int], Enrolled] = {}
        self.lessons = dict.fromkeys(range(2), LESSONS)
        """How many lessons the current version has."""
        self.facts = 0
        self.refused: Counter[str] = Counter()

    # -- what happens

    def add_lesson(self, course: int) -> None:
        """A course has one lesson more from now on."""
        self.lessons[course] += 1

    def enrol(self, sent: Sent) -> None:
        """Somebody joins, or comes back."""
        own = self.enrolled.get((sent.learner, sent.course))
        if own is None:
            own = self.enrolled[sent.learner, sent.course] = Enrolled(sent.at)
        own.inside = True
        own.counted = self.percent(sent.learner, sent.course)

    def leave(self, sent: Sent) -> bool:
        """Somebody leaves, unless they have completed the course. Returns whether they did."""
        own = self.enrolled.get((sent.learner, sent.course))
        if own is None or not own.inside or own.completed:
            return False
        own.inside = False
        own.counted = self.percent(sent.learner, sent.course)
        return True

    def hear(self, sent: Sent) -> list[str | None]:
        """Facts arrive. Returns for each why it is refused, None where it is not."""
        own = self.enrolled.get((sent.learner, sent.course))
        if own is None or not own.inside:
            return ["not_enrolled"] * len(sent.facts)
        verdicts = []
        for fact in sent.facts:
            moment = fact["at"] + self._correction(sent)
            why = self._refusal(fact, moment, sent, own.since)
            verdicts.append(why)
            self.facts += 1
            if why:
                self.refused[why] += 1
                continue
            self.desks[sent.learner, sent.course, fact["lesson"]].hear(fact, moment)
        self._complete(sent, own)
        return verdicts

    # -- what follows

    def desks_of(self, learner: int) -> dict[tuple[int, int, int], Desk]:
        """One learner in all lessons."""
        keys = ((learner, course, lesson) for course, count in self.lessons.items() for lesson in range(count))
        return {key: self.desks[key] for key in keys if key in self.desks}

    def percent(self, learner: int, course: int) -> int:
        """How far somebody is in the current version."""
        return 100 * len(self.enrolled[learner, course].done) // self.lessons[course]

    def minutes(self, learner: int, first: datetime, end: datetime) -> int:
        """The time that somebody spent in between, over all courses; two at once count once."""
        ticks = {tick for desk in self.desks_of(learner).values() for tick in desk.ticks}
        return 10 * len([tick for tick in ticks if first.timestamp() <= tick < end.timestamp()]) // 60

    def _complete(self, sent: Sent, own: Enrolled) -> None:
        new = {
            lesson
            for lesson in {fact["lesson"] for fact in sent.facts}
            if lesson < self.lessons[sent.course] and lesson not in own.done and self._is_done(sent, lesson)
        }
        own.done |= new
        own.moments += [sent.at] * len(new)
        whole = set(range(self.lessons[sent.course]))
        reached = not own.completed and own.done >= whole
        own.completed = own.completed or reached
        own.news += len(new) + reached
        if new or reached:
            own.counted = self.percent(sent.learner, sent.course)

    def _is_done(self, sent: Sent, lesson: int) -> bool:
        desk = self.desks[sent.learner, sent.course, lesson]
        return desk.watched_percent >= ENOUGH if sent.course == FILMS else desk.confirmed

    def _refusal(self, fact: dict[str, Any], moment: datetime, sent: Sent, since: datetime) -> str | None:
        blocks = {FILM_BLOCK} if sent.course == FILMS else {TRY_BLOCK}
        if fact["lesson"] >= self.lessons[sent.course]:
            return "lesson_not_found"
        if fact.get("block_id") not in {None, *blocks}:
            return "block_not_found"
        little = timedelta(minutes=2)
        if fact["at"] > sent.sent_at + little or moment > sent.at + little:
            return "in_the_future"
        if moment < sent.at - timedelta(days=60):
            return "too_old"
        return "before_enrollment" if moment < since - timedelta(minutes=17) else None

    def _correction(self, sent: Sent) -> timedelta:
        """A clock that is wrong by more than two minutes is corrected by whole quarters of an hour, rounded down."""
        wrong = (sent.at - sent.sent_at).total_seconds()
        return timedelta() if abs(wrong) <= 120 else timedelta(seconds=wrong // 900 * 900)
