"""What a month of active learners costs on AWS, from the units that were measured and AWS's list prices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from infra.bench.capacity import Units
from infra.bench.prices import dollars

SIZES = (1_000, 100_000, 10_000_000)
"""So many active learners."""
DAYS = 12
"""So many days of the month a learner is active."""
MEMORY_GB = 1.0
STORAGE_S = 0.005
"""What a call of DynamoDB takes, as a function waits for it; AWS promises "single-digit milliseconds"."""

USE: Mapping[str, float] = {
    "sign-in": 1,
    "current user": 1,
    "dashboard, 10 courses": 1,
    "list of 10 courses": 0.25,
    "course content, 10 lessons": 2,
    "lesson": 3,
    "heartbeat": 60,
    "complete lesson": 2,
    "own enrolments": 0.5,
    "enrol": 1 / DAYS,
    "save answer": 2.5,
    "submit exam, 10 questions": 0.25,
    "own grades": 0.25,
    "leaderboard, 10 places": 0.25,
}
"""How often a learner does each on a day of theirs: half an hour of studying, told every thirty seconds, and an exam of
ten questions every fourth day."""
CHECK = Units(read=2)
"""What asking costs, in one call more, whether somebody may still: the answer is kept for seconds only."""


@dataclass(frozen=True)
class After:
    """What a deed causes once it is answered, in all rooms: lists, figures, points, notices."""

    read: float
    written: float
    calls: float
    """Of storage."""
    events: float
    heard: float
    """Events, by rooms that hear them: each is a message of a queue."""
    figures: float
    """Of what is written, what analytics' table takes; no table takes more."""


NOTHING = After(read=0, written=0, calls=0, events=0, heard=0, figures=0)
FOLLOWING: Mapping[str, After] = {
    "complete lesson": After(read=37, written=104, calls=15, events=2, heard=6, figures=54),
    "enrol": After(read=19.5, written=53, calls=17, events=1, heard=6, figures=26),
    "submit exam, 10 questions": After(read=49.5, written=56, calls=27, events=2, heard=9, figures=43),
    "heartbeat": NOTHING,
}
"""By ``tests/proofs/test_learning_costs.py``, of a learner's first lesson of a day; a further one writes less."""

BUSY_S = 0.03
"""Processor time that an event takes in a relay or a handler, on average; assumed, as all below is."""
ROW_KB = 15
"""What a learner's rows weigh in all tables together, with their index entries."""
PAGE_KB = 4
"""What an answer weighs on its way to the learner, compressed."""
LOG_KB = 1.2
"""What a request or an event leaves in logs: our line, Lambda's three, the access log's."""
ARCHIVED_KB = 5
"""What an event counts as on its way into the archive, whatever it weighs."""
MAILS = 4
"""That a learner gets in a month."""
HOUR_GB = 0.675
"""An hour of film at 1.5 Mbit/s."""
STANDING: Mapping[str, int] = {"waf list of rules": 1, "waf rule": 5, "secret": 6, "key": 1}
"""What stands there whatever happens, beside the alarms."""

Measured = tuple[Units, int, float]
"""Of a request its units, its calls of storage, and its processor time in seconds."""


@dataclass(frozen=True)
class Cost:
    """One line of the bill, in US dollars a month."""

    what: str
    amount: float
    unit: str
    dollars: float


@dataclass(frozen=True)
class Month:
    """All that happens in a month, added up."""

    learners: int
    requests: float
    units: Units
    calls: float
    busy_s: float
    events: float
    heard: float
    figures: float
    """Units written to analytics' table."""

    @property
    def functions(self) -> float:
        """Calls of functions: by requests, by relays, by what queues hold. (A batch is fewer.)"""
        return self.requests + self.events + self.heard

    @property
    def function_s(self) -> float:
        """Time that functions run: working, and waiting for storage."""
        return self.busy_s + self.calls * STORAGE_S


def month(measured: Mapping[str, Measured], learners: int) -> Month:
    """A month of so many learners who do what ``USE`` says, as far as it was measured."""
    units, requests, calls, busy, events, heard, figures = Units(), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for name, often in USE.items():
        if name not in measured:
            continue
        times = learners * DAYS * often
        one, asked, seconds = measured[name]
        then = FOLLOWING.get(name, NOTHING)
        requests += times
        units += Units((one.read + CHECK.read + then.read) * times, (one.written + then.written) * times)
        calls += (asked + 1 + then.calls) * times
        busy += (seconds + (then.events + then.heard) * BUSY_S) * times
        events += then.events * times
        heard += then.heard * times
        figures += then.figures * times
    return Month(learners, requests, units, calls, busy, events, heard, figures)


def unmeasured(measured: Mapping[str, Measured]) -> list[str]:
    """What learners do of which the last run has no figures."""
    return [name for name in USE if name not in measured]


def bill(measured: Mapping[str, Measured], learners: int, *, alarms: int = 0) -> list[Cost]:
    """The lines of the bill, with so many alarms."""
    all_of_it = month(measured, learners)
    stored_gb = learners * ROW_KB / 1e6
    log_gb = all_of_it.functions * LOG_KB / 1e6
    lines = [
        ("DynamoDB, reading", all_of_it.units.read, "read units", "dynamodb read"),
        ("DynamoDB, writing", all_of_it.units.written, "write units", "dynamodb written"),
        ("DynamoDB, storing", stored_gb, "GB", "dynamodb GB-month"),
        ("DynamoDB, backups", stored_gb, "GB", "dynamodb backup GB-month"),
        ("Lambda, requests", all_of_it.functions, "requests", "lambda request"),
        ("Lambda, time", all_of_it.function_s * MEMORY_GB, "GB-seconds", "lambda GB-second"),
        ("HTTP API", all_of_it.requests, "requests", "http api request"),
        ("CloudFront, requests", all_of_it.requests, "requests", "cloudfront request"),
        ("CloudFront, answers", all_of_it.requests * PAGE_KB / 1e6, "GB", "cloudfront GB"),
        ("WAF, requests", all_of_it.requests, "requests", "waf request"),
        ("EventBridge", all_of_it.events, "events", "eventbridge event"),
        ("Archive of events", all_of_it.events * ARCHIVED_KB / 1e6, "GB", "firehose GB"),
        ("SQS", 3 * all_of_it.heard, "requests", "sqs request"),
        ("Logs", log_gb, "GB", "log GB"),
        ("Mails", learners * MAILS, "mails", "mail"),
    ]
    found = [Cost(what, amount, unit, dollars(price, amount)) for what, amount, unit, price in lines]
    return [*found, *_standing(alarms)]


def _standing(alarms: int) -> Iterator[Cost]:
    yield Cost("Alarms", alarms, "alarms", dollars("alarm", alarms))
    yield Cost("What stands there", 1, "stage", sum(dollars(price, number) for price, number in STANDING.items()))


def films(learners: int) -> float:
    """What an hour of film costs, for each learner a month, in dollars."""
    return dollars("cloudfront GB", learners * HOUR_GB)
