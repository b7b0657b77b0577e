"""What the devices of many learners send in a month, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.month.answers import answers_of

BEGIN = datetime(2026, 10, 12, tzinfo=UTC)  # daylight saving ends in Europe and America within the month
DAYS = 30
FILM_S = 300
"""How long each film is, whatever players say."""
LESSONS = 5
COURSES = 2
"""The first one has films, the second one texts with something to try out."""
FILMS, TEXTS = range(COURSES)
FILM_BLOCK, TRY_BLOCK = "blk_film", "blk_try"
ZONES = (
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Pacific/Auckland",
    "Pacific/Apia",
    "UTC",
)
# Seconds by which clocks are wrong; far enough from the edges of the steps by which the server corrects them.
CLOCKS = (0, 0, 0, 0, 0, 20, -30, 60, 3000, -3 * 3600 - 400, 86_400 + 200)
MOST_AT_ONCE = 150


@dataclass(frozen=True, slots=True)
class Sent:
    """What one device sends at one moment."""

    at: datetime
    learner: int
    course: int
    sent_at: datetime = BEGIN
    """By the device's clock."""
    facts: tuple[dict[str, Any], ...] = ()
    """As in a body, but with the number of the lesson in the place of its id."""
    act: str = "tell"
    """Or ``enrol``, or ``leave``."""


@dataclass(slots=True)
class Life:
    """One learner's month."""

    number: int
    chance: Random
    zone: str = ""
    clock: timedelta = field(default_factory=timedelta)
    courses: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int, number: int) -> "Life":
        """A learner of this number."""
        chance = Random(f"{seed}-{number}")  # a simulation
        life = cls(number, chance, chance.choice(ZONES), timedelta(seconds=chance.choice(CLOCKS)))
        life.courses = chance.sample(range(COURSES), chance.randint(1, COURSES))
        return life

    def month(self) -> list[Sent]:
        """Everything that they send."""
        chance = self.chance
        joined = {course: BEGIN + timedelta(hours=chance.randint(6, 120)) for course in self.courses}
        sent = [Sent(at, self.number, course, act="enrol") for course, at in joined.items()]
        answers = answers_of(self.number, chance)
        at_lesson = dict.fromkeys(self.courses, 0)
        for day in range(DAYS - 3):
            if chance.random() > 0.25:
                continue
            start = datetime.combine((BEGIN + timedelta(days=day)).date(), time(chance.randint(6, 22)), self._zone())
            course = chance.choice(self.courses)
            begin = start.astimezone(UTC) + timedelta(seconds=chance.randint(0, 3000))
            facts: list[dict[str, Any]] = []
            for _ in range(chance.randint(1, 2)):
                # The texts have one lesson less than the films will have; now and then a device knows more.
                last = LESSONS if course == FILMS or chance.random() < 0.05 else LESSONS - 1
                lesson = min(at_lesson[course], last) if chance.random() < 0.85 else chance.randint(0, last)
                at_lesson[course] = lesson + 1
                begin, news = self._lesson(course, lesson, begin, answers)
                facts += news
            sent += self._sending(course, facts, begin)
        if chance.random() < 0.06:
            left = BEGIN + timedelta(days=chance.randint(8, 20), seconds=chance.randint(0, 80_000))
            course = chance.choice(self.courses)
            sent.append(Sent(left, self.number, course, act="leave"))
            if chance.random() < 0.5:
                sent.append(Sent(left + timedelta(days=3), self.number, course, act="enrol"))
        return sent

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def _lesson(
        self, course: int, lesson: int, at: datetime, answers: Iterator[bool]
    ) -> tuple[datetime, list[dict[str, Any]]]:
        """What a device sees of a lesson, by its own clock, and when that ends."""
        chance = self.chance
        facts: list[dict[str, Any]] = []

        def tell(kind: str, moment: datetime, **more: Any) -> None:
            key = f"{self.number}-{course}-{lesson}-{moment.timestamp():.0f}-{len(facts)}-{kind}"
            facts.append({"key": key, "lesson": lesson, "kind": kind, "at": moment + self.clock, **more})

        tell("opened", at)
        if course == FILMS:
            position = chance.choice((0, 0, 0, chance.randint(0, FILM_S - 60)))
            while position < FILM_S and chance.random() < 0.97:
                end = min(FILM_S, position + chance.randint(20, 60))
                at += timedelta(seconds=end - position)
                told = chance.choice((None, FILM_S, FILM_S + 1, 10))
                seen = {"from_s": position, "to_s": end, "active_s": end - position, "position_s": end}
                tell("watched", at, block_id=FILM_BLOCK, **seen, **({"length_s": told} if told else {}))
                if chance.random() < 0.2:  # the same on another device
                    tell("watched", at + timedelta(seconds=7), block_id=FILM_BLOCK, **seen)
                position = end if chance.random() < 0.9 else min(FILM_S, end + 25)
        else:
            for _ in range(chance.randint(1, 4)):
                spent = chance.randint(5, 120)
                at += timedelta(seconds=spent)
                tell("studied", at, active_s=spent)
                right = next(answers)
                tell("answered", at, block_id=TRY_BLOCK, score_bp=10_000 if right else chance.randint(0, 4_000))
            if chance.random() < 0.85:
                tell("confirmed", at)
        if chance.random() < 0.05:
            tell("studied", at + timedelta(days=2), active_s=60)  # not yet
        if chance.random() < 0.05:
            tell("answered", at, block_id="blk_none", score_bp=1)  # nowhere
        if chance.random() < 0.02:
            tell("studied", at - timedelta(days=70), active_s=60)  # too long ago
        return at, facts

    def _sending(self, course: int, facts: list[dict[str, Any]], end: datetime) -> Iterator[Sent]:
        """When these facts arrive: at once, or days later and in any order; some twice."""
        chance = self.chance
        offline = chance.random() < 0.3
        if offline:
            chance.shuffle(facts)
        size = chance.choice((MOST_AT_ONCE, 12)) if offline else MOST_AT_ONCE
        arrival = end + (timedelta(minutes=chance.randint(30, 4000)) if offline else timedelta(seconds=3))
        for first in range(0, len(facts), size):
            batch = tuple(facts[first : first + size])
            again = chance.random() < 0.15
            moments = [arrival, *([arrival + timedelta(minutes=chance.randint(1, 600))] if again else [])]
            for moment in moments:
                yield Sent(moment, self.number, course, moment + self.clock, batch)
            arrival += timedelta(seconds=chance.randint(0, 5))


def month(seed: int, learners: int) -> tuple[list[Life], list[Sent]]:
    """The learners, and everything they send, in the order in which it arrives."""
    lives = [Life.of(seed, number) for number in range(learners)]
    sent = [one for life in lives for one in life.month()]
    return lives, sorted(sent, key=lambda one: (one.at, one.learner, one.course, one.act))
