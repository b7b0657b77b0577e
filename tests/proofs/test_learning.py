"""Learning at size: seats in a rush, dashboards and rosters that do not become dearer, heartbeats that write once."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table

from functions.learning.domain.enrolments import Enrolment
from functions.learning.repository.enrolments import LearningRepository
from functions.learning.service.rosters import Filters, Span
from functions.learning.tables import LearningRow, RosterEntryRow
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import Person, register_student
from shared.clock import SetClock
from shared.dynamo import Row
from shared.ids import new_id
from shared.pagination import next_cursor
from tests.functions.learning.conftest import School
from tests.functions.learning.test_facts import fact, tell
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import publish_course
from tests.support.world import World, at_once

THREADS, SEATS = int(os.environ.get("SEAT_THREADS", "200")), 10
ROSTER = int(os.environ.get("ROSTER_SIZE", "100000"))
TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "One step."}]}]}


@pytest.fixture
def school(world: World) -> School:
    """A course, its tutor and a learner."""
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    course = publish_course(org.org_id, tutor.user_id)
    world.settle()
    return School(world, org, tutor, world.actor("student", of=org), course)


class TestSeats:
    """Two hundred at one moment for ten seats."""

    def test_in_one_process(self, school: School, say: Callable[[str], None]) -> None:
        path = f"{school.course.path}/enrollments"
        tag = school.tutor.get(f"{path}/settings").headers["etag"]
        school.tutor.put(f"{path}/settings", {"seats": SEATS}, headers={"if-match": tag})
        people = [school.another_learner(f"Learner {number}") for number in range(THREADS)]

        answers = at_once(THREADS, lambda number: people[number].post(f"{school.course.path}/enroll"))

        assert {answer.status_code for answer in answers} == {201}, Counter(answer.status_code for answer in answers)
        states = Counter(answer.json()["state"] for answer in answers)
        say(f"moto: {THREADS} at once for {SEATS} seats: {dict(states)}")
        assert states == {"active": SEATS, "waiting": THREADS - SEATS}
        assert Counter(item["state"] for item in _roster(school.tutor, path)) == states

    def test_on_the_local_cloud(self, cloud: LocalCloud, admin: Api, say: Callable[[str], None]) -> None:
        course = admin.post("/courses", {"title": "Ten seats"})
        topic = admin.post(f"/courses/{course['course_id']}/topics", {"title": "Only topic"})
        lesson = {"title": "Step", "blocks": [{"type": "rich_text", "document": TEXT}]}
        admin.post(f"/topics/{topic['topic_id']}/lessons", lesson)
        admin.post(f"/courses/{course['course_id']}/publish")
        path = f"/courses/{course['course_id']}"
        admin.edit(f"{path}/enrollments/settings", {"seats": SEATS})
        with ThreadPoolExecutor(2) as pool:
            tokens = list(pool.map(lambda number: _registered(cloud, number), range(THREADS)))

        def enrol(number: int) -> str:
            headers = {"authorization": f"Bearer {tokens[number]}"}
            for _ in range(20):
                answer = httpx.post(f"{cloud.url}/api/v1{path}/enroll", headers=headers, timeout=120)
                if answer.status_code != 503:  # the store was busy: a client comes again
                    break
            assert answer.status_code in {200, 201}, answer.text
            return str(answer.json()["state"])

        states = Counter(at_once(THREADS, enrol))

        say(f"local cloud: {THREADS} at once for {SEATS} seats: {dict(states)}")
        assert states == {"active": SEATS, "waiting": THREADS - SEATS}
        assert Counter(item["state"] for item in admin.items(f"{path}/enrollments", limit=100)) == states


class TestDashboard:
    def test_is_three_calls_with_three_and_with_three_hundred_courses(
        self, school: School, say: Callable[[str], None]
    ) -> None:
        found = {}
        for courses in (3, 300):
            learner = school.another_learner()
            for _ in range(courses):
                course = publish_course(school.org.org_id, school.tutor.user_id, lessons=1)
                assert learner.post(f"{course.path}/enroll").status_code == 201
            school.world.settle()
            learner = school.again(learner)
            learner.get("/dashboard")
            with counting_calls() as calls:
                board = learner.get("/dashboard", params={"limit": 100}).json()
            found[courses] = tuple(calls), len(board["items"])

        say(f"dashboard: {found}")
        assert found[3] == (("Query", "BatchGetItem", "Query"), 3)
        assert found[300] == (("Query", "BatchGetItem", "Query"), 32)


class TestRoster:
    def test_of_a_hundred_thousand_pages_at_the_same_cost(
        self, school: School, say: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        course_id = school.course.course_id
        ids = _strangers(school, course_id)
        read = 0
        instantiate = Row.__dict__["_instantiate"].__func__

        def counted(kind: type[Row], values: dict[str, Any]) -> Row:
            nonlocal read
            read += 1
            row: Row = instantiate(kind, values)
            return row

        monkeypatch.setattr(Row, "_instantiate", classmethod(counted))
        filters = Filters(
            state=None, group_id=None, name=None, progress=None, active=Span(None, None), joined=Span(None, None)
        )
        costs = []
        for place in (ROSTER, ROSTER // 2, 30):  # the newest first
            pk, sk = RosterEntryRow.key(school.org.org_id, course_id, ids[place - 1])
            query = f"roster|{course_id}|{filters}"
            after = {"pk": pk, "sk": sk}
            cursor = next_cursor(after, query, org_id=school.org.org_id) if place < ROSTER else None
            read = 0
            with counting_calls() as calls:
                params = {"limit": 25, **({"cursor": cursor} if cursor else {})}
                answer = school.tutor.get(f"{school.course.path}/enrollments", params=params)
            page = answer.json()
            assert answer.status_code == 200, answer.text
            assert len(page["items"]) == 25
            costs.append((tuple(calls), read))

        say(f"roster of {ROSTER:,}: a page at the beginning, in the middle, at the end costs {costs}")
        assert costs[1] == costs[2]
        assert costs[0][0][-2:] == costs[1][0] == ("Query", "BatchGetItem")


class TestHeartbeat:
    def test_writes_once_for_a_lesson_and_interval(self, school: School, say: Callable[[str], None]) -> None:
        now = datetime.now(UTC)
        with school.world.clock(now) as clock:
            school.enrolled()
            lesson, beats = school.course.lesson_ids[0], 20
            tell(school.learner, school.course, [fact(lesson, now, "opened")])
            with counting_calls() as calls:
                for _ in range(beats):
                    clock.advance(timedelta(seconds=30))
                    beat = fact(lesson, clock.now(), active_s=30, position_s=5)
                    for _ in range(2):  # the answer was lost on the way
                        assert tell(school.learner, school.course, [beat]).status_code == 200

        counts = Counter(calls)
        say(f"{beats} heartbeats in ten minutes, each sent twice: {dict(counts)}")
        assert counts["PutItem"] == beats
        # A read for each request; and as time goes on, whether they may still.
        assert set(counts) <= {"PutItem", "BatchGetItem", "GetItem"}
        assert counts["BatchGetItem"] <= 3 * beats


def _registered(cloud: LocalCloud, number: int) -> str:
    """A student's token. Each comes from another address, as in life: registrations are limited by address."""
    source = httpx.HTTPTransport(local_address=f"127.0.{1 + number // 100}.{1 + number % 100}")
    visitor = Api(cloud.url, transport=source)
    student = Person(f"Learner {number}", f"seat.{number}@proofs.example.org", "seven lamps along the shore")
    try:
        signed_in = register_student(visitor, cloud.mails, "proofs", student)
        assert signed_in.tokens
        return signed_in.tokens.access
    finally:
        visitor.close()


def _roster(tutor: Actor, path: str) -> Iterator[Any]:
    cursor = None
    while True:
        page = tutor.get(path, params={"limit": 100, **({"cursor": cursor} if cursor else {})}).json()
        yield from page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def _strangers(school: School, course_id: str) -> list[str]:
    """Many enrolments, put straight into moto's table, whose enrolments themselves are there where pages are read."""
    repository, begin = LearningRepository(school.org.org_id), datetime.now(UTC) - timedelta(days=2)
    ids = []
    with _silent_table() as table:
        for number in range(ROSTER):
            at = begin + timedelta(seconds=number)
            clock = SetClock(at)
            enrolment = Enrolment.opened(new_id("enr", clock), course_id, new_id("usr", clock), now=at)
            ids.append(enrolment.enrolment_id)
            near = min(abs(number - place) for place in (ROSTER, ROSTER // 2, 30)) <= 60
            for row in (repository._roster_entry(enrolment), *([repository._row(enrolment)] if near else [])):
                row.revision = 1
                table.put_item(row.to_dynamodb_dict())
    return ids


@contextmanager
def _silent_table() -> Iterator[Table]:
    """Learning's table, whose stream does not see what is written meanwhile."""
    tables = dynamodb_backends["123456789012"]["ap-south-1"].tables
    table = tables[LearningRow.Meta.table_name]
    stream, table.stream_shard = table.stream_shard, None
    try:
        yield table
    finally:
        table.stream_shard = stream
