"""Mixed traffic on the deployed product, without and with parts of it dying: nothing acknowledged is lost or doubled.

``LOAD_MINUTES`` says how long; memory, speed and the slowest routes are printed.
"""

import asyncio
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from os import environ
from random import Random
from statistics import mean

import httpx
import pytest

from infra.config import LOCAL
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization
from infra.redrive import letters, redrive
from tests.support.crowd import Crowd
from tests.support.traffic import Asking, Buyer, School, Student, Tutor, faults, open_school

MINUTES = float(environ.get("LOAD_MINUTES", "10"))
STUDENTS = int(environ.get("LOAD_STUDENTS", "24"))
BUYS_EVERY_S = 5
KILLS_EVERY_S = 8
VICTIMS = ("relay", "handlers", "tasks", "api")
ROOMS = ("learning", "commerce", "assessment", "analytics", "motivation", "finance", "engagement")
ADMIN = Person("Prakash", "prakash@traffic.example.org", "quiet bridges over wide rivers")
Say = Callable[[str], None]


@pytest.fixture
def cloud() -> Iterator[LocalCloud]:
    """The whole product, freshly deployed, for this proof alone: it is torn down and built up."""
    with LocalCloud.started() as running:
        yield running


@pytest.fixture
def school(cloud: LocalCloud) -> Iterator[School]:
    """Where everybody goes."""
    api = Api(cloud.url)
    admin = register_organization(api, cloud.mails, OrganizationForm(name="Proofs", slug="proofs"), ADMIN)
    yield open_school(cloud, admin)
    api.close()


def test_serves_without_fault_and_forgets_nothing(school: School, say: Say) -> None:
    memory = Memory()

    asking, students, buyers = _hold(school, memory.look)
    assert school.cloud.settle(seconds=300), f"still under way: {school.cloud.pending()}"
    found = faults(school, students, buyers)

    _tell(say, asking, students, buyers)
    middle, last = memory.thirds()
    say(f"memory of a function's process: {middle:.0f} MB in the middle third, {last:.0f} MB in the last")
    assert found == []
    assert +asking.failed == {}
    assert last < 1.15 * middle


def test_survives_whatever_dies(school: School, say: Say) -> None:
    havoc = Havoc(school.cloud)

    asking, students, buyers = _hold(school, havoc.strike)
    havoc.restart()
    _heal(school.cloud)
    found = faults(school, students, buyers)

    _tell(say, asking, students, buyers)
    say(f"killed {havoc.killed} processes, restarted the cloud {havoc.restarts} times")
    assert havoc.killed > MINUTES
    assert found == []


def _hold(school: School, meanwhile: Callable[[], None]) -> tuple[Asking, list[Student], list[Buyer]]:
    """Let everybody live for a while; ``meanwhile`` is done again and again beside them. They have new tokens then."""
    seconds = MINUTES * 60
    learners = Crowd(school.cloud, school.admin, STUDENTS)
    customers = Crowd(school.cloud, school.admin, int(seconds / BUYS_EVERY_S))
    students = [Student(school, one.user_id, one.token, Random(number)) for number, one in enumerate(learners.people)]
    buyers = [Buyer(school, one.token) for one in customers.people]
    asking = asyncio.run(_live(school, students, buyers, seconds, meanwhile))
    for student, token in zip(students, learners.tokens(), strict=True):
        student.token = token
    for buyer, token in zip(buyers, customers.tokens(), strict=True):
        buyer.token = token
    return asking, students, buyers


async def _live(
    school: School, students: list[Student], buyers: list[Buyer], seconds: float, meanwhile: Callable[[], None]
) -> Asking:
    ended = threading.Event()

    def beside() -> None:
        while not ended.is_set():
            meanwhile()

    async def customers() -> None:
        async with asyncio.TaskGroup() as buying:
            for buyer in buyers:
                buying.create_task(buyer.buy(asking))
                await asyncio.sleep(BUYS_EVERY_S)

    assert school.admin.tokens
    limits = httpx.Limits(max_connections=60)
    async with httpx.AsyncClient(base_url=school.cloud.url, timeout=90, limits=limits) as client:
        asking = Asking(client)
        until = asyncio.get_running_loop().time() + seconds
        background = asyncio.create_task(asyncio.to_thread(beside))
        try:
            tutor = Tutor(school, school.admin.tokens.access)
            await asyncio.gather(customers(), tutor.live(asking, until), *(one.live(asking, until) for one in students))
        finally:
            ended.set()
            await background
    return asking


def _heal(cloud: LocalCloud) -> None:
    """What an operator does afterwards: send again what was tried too often while its handler kept dying."""
    for _ in range(3):
        assert cloud.settle(seconds=300), f"still under way: {cloud.pending()}"
        for queue, held in letters(LOCAL, cloud.client("sqs")).items():
            if held:
                redrive(LOCAL, queue, cloud.client("sqs"))
    assert cloud.settle(seconds=300), f"still under way: {cloud.pending()}"


def _tell(say: Say, asking: Asking, students: list[Student], buyers: list[Buyer]) -> None:
    total = asking.answers.total()
    say(f"{len(students)} students, {len(buyers)} buyers, {MINUTES:g} min")
    say(f"{total:,} answers, {total / MINUTES / 60:.0f} a second")
    say(f"answers by status: {dict(asking.answers)}; none at all: {dict(asking.broken)}")
    facts = sum(len(desk.seconds) for one in students for desk in one.desks.values())
    say(f"{facts:,} s learned, {sum(one.views for one in students)} views, {sum(one.paid for one in buyers)} payments")
    for line in asking.slowest():
        say(line)


class Memory:
    """What the processes of functions take, looked at every ten seconds."""

    def __init__(self) -> None:
        self._seen: list[float] = []

    def look(self) -> None:
        """The mean of all processes of this moment, in MB."""
        listing = subprocess.run(
            ["ps", "-A", "-ww", "-o", "rss=,args="], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        sizes = [int(line.split()[0]) / 1024 for line in listing if f"ministack-lambda-{LOCAL.prefix}" in line]
        if sizes:
            self._seen.append(mean(sizes))
        time.sleep(10)

    def thirds(self) -> tuple[float, float]:
        """The means of the middle and of the last third of the time."""
        third = len(self._seen) // 3
        return mean(self._seen[third : 2 * third]), mean(self._seen[2 * third :])


class Havoc:
    """Kills processes by a seed, and restarts the whole cloud in the middle."""

    def __init__(self, cloud: LocalCloud) -> None:
        self._cloud, self._luck = cloud, Random("havoc")
        self._restart_at = time.monotonic() + MINUTES * 30
        self.killed = self.restarts = 0

    def strike(self) -> None:
        """Kill whatever runs one function of a room; at half time, restart everything."""
        time.sleep(self._luck.uniform(0.5, 1.5) * KILLS_EVERY_S)
        if not self.restarts and time.monotonic() > self._restart_at:
            self.restart()
        name = f"{self._luck.choice(ROOMS)}-{self._luck.choice(VICTIMS)}"
        self.killed += self._cloud.workers.kill(self._cloud.function(name))

    def restart(self) -> None:
        """Gracefully, on the same data, while people go on asking."""
        self._cloud.stop()
        self._cloud.start()
        self.restarts += 1
