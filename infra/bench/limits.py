"""Which limit is met first as learners become more, and how it is lifted."""

from collections.abc import Mapping
from dataclasses import dataclass

from infra.bench.costs import BUSY_S, CHECK, DAYS, MAILS, STORAGE_S, USE, Measured, month

SECONDS = 30 * 24 * 3600
PEAK = 5.0
"""How many times the mean of a month the busiest second is: half of all study falls into four hours of the evening,
which is three times the mean, and days before exams nearly double that. Assumed; put in what your traffic says."""
DAY_PEAK = 2.0
"""How many times the mean the busiest day is; assumed."""
LARGEST = 0.1
"""The share of all learners that the largest organization has; assumed."""
SHARDS = 8
"""Of figures that everybody's deeds count in (``functions/analytics``)."""
CALLS_PER_EVENT = 2.5
"""Of storage, that hearing an event takes; as measured."""
OF_PLATFORM = 4
"""Units that an event writes to the platform's figures, at most."""
ON_REQUEST = "raised by AWS on request (Service Quotas)"

ROOMS: Mapping[str, str] = {
    "sign-in": "identity",
    "current user": "identity",
    "list of 10 courses": "catalog",
    "save answer": "assessment",
    "submit exam, 10 questions": "assessment",
    "own grades": "assessment",
    "leaderboard, 10 places": "motivation",
}
"""Whose table a request reads; learning's where nothing is said."""


@dataclass(frozen=True)
class Limit:
    """A limit, and how near the busiest second of so many learners comes to it."""

    what: str
    quota: float
    peak: float
    learners: int
    lifted: str

    @property
    def share(self) -> float:
        """How much of the quota the peak takes; above 1 it is met."""
        return self.peak / self.quota

    @property
    def met_at(self) -> float:
        """With so many learners. All grows with them."""
        return self.learners / self.share


def limits(measured: Mapping[str, Measured], learners: int, *, requests_per_second: int, consumers: int) -> list[Limit]:
    """All limits, the one that is met first in front.

    ``requests_per_second`` is the stage's own ceiling, ``consumers`` how many may work on one room's queue at once.
    """
    all_of_it = month(measured, learners)

    def peak(of_month: float) -> float:
        return PEAK * of_month / SECONDS

    learning, identity = _reads(measured, learners, "learning"), _reads(measured, learners, "identity")
    checks = CHECK.read * all_of_it.requests
    heard_by_one = consumers / (BUSY_S + CALLS_PER_EVENT * STORAGE_S)
    mails = DAY_PEAK * learners * MAILS / 30
    found = (
        (
            "requests a second of a stage's API (ours)",
            requests_per_second,
            peak(all_of_it.requests),
            "`requests_per_second` in `infra/config.py`",
        ),
        ("requests a second of an account's HTTP APIs", 10_000, peak(all_of_it.requests), ON_REQUEST),
        ("functions that run at once", 1_000, peak(all_of_it.function_s), ON_REQUEST),
        ("calls of functions a second, ten for each that may run", 10_000, peak(all_of_it.functions), ON_REQUEST),
        (
            "read units a second of learning's table",
            40_000,
            peak(learning),
            f"{ON_REQUEST}; heartbeats every minute halve it",
        ),
        (
            "read units a second of identity's table",
            40_000,
            peak(identity + checks),
            f"{ON_REQUEST}; who may still is asked less often",
        ),
        ("write units a second of analytics' table", 40_000, peak(all_of_it.figures), ON_REQUEST),
        (
            "read units a second of one partition: the largest organization's own row",
            3_000,
            LARGEST * peak(checks) / 4,
            "by nobody; the row is kept for longer, or in copies",
        ),
        (
            "write units a second of one partition: a shard of the platform's figures",
            1_000,
            OF_PLATFORM * peak(all_of_it.events) / SHARDS,
            "by nobody; more shards, by a migration",
        ),
        (
            "events a second that one room hears (ours)",
            heard_by_one,
            peak(all_of_it.events),
            "`AT_ONCE` in `infra/constructs/work_queue.py`; until then events wait",
        ),
        (
            "events a second onto the bus",
            600,
            peak(all_of_it.events),
            f"{ON_REQUEST}; until then the relay tries again",
        ),
        (
            "events a second from the bus to queues and the archive",
            1_100,
            peak(all_of_it.heard + all_of_it.events),
            f"{ON_REQUEST}; until then events wait",
        ),
        ("mails a day", 50_000, mails, f"{ON_REQUEST}; until then mails fail, and notices stay in the inbox"),
    )
    made = [Limit(what, quota, wanted, learners, lifted) for what, quota, wanted, lifted in found if wanted]
    return sorted(made, key=lambda limit: -limit.share)


def people_behind_one_address(*, requests: int, sign_ins: int) -> tuple[int, int]:
    """How many may study, and how many begin, behind one address that so many requests in five minutes are let through.

    Who studies asks for all that ``USE`` has in half an hour; who begins signs in, and asks who they are.
    """
    return int(requests / (sum(USE.values()) / 6)), int(sign_ins / 2)


def _reads(measured: Mapping[str, Measured], learners: int, room: str) -> float:
    """The units that a room's own requests read in a month."""
    mine = (name for name in USE if name in measured and ROOMS.get(name, "learning") == room)
    return sum(learners * DAYS * USE[name] * measured[name][0].read for name in mine)
