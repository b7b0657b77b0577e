"""Gradebooks and statistics at size: what one request reads does not depend on how much was ever handed in."""

import json
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any
from zlib import crc32

import pytest

from functions.assessment.domain.gradebook import Entry, Sheet
from functions.assessment.domain.statistics import Contribution, Given, Sums
from functions.assessment.repository.gradebook import GradebookRepository
from functions.assessment.repository.statistics import StatisticsRepository, _packed
from functions.assessment.tables import SumsRow
from functions.assessment.tables.statistics import SUM_SHARDS
from functions.identity.domain.organizations import Organization
from infra.bench.capacity import Units, units
from infra.bench.tape import Call
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.assessment.questions import DEFINITIONS
from tests.support.actors import Actor
from tests.support.courses import PublishedCourse, publish_course
from tests.support.metering import listen
from tests.support.world import World

Say = Callable[[str], None]
LEARNERS, COLUMNS = 500, 60
LAMBDA_ANSWERS = 6 * 2**20
"""Bytes that a function may answer."""
QUESTIONS = 40
ATTEMPTS = (500, 50_000)


@pytest.fixture
def org(world: World) -> Organization:
    """Whose all of it is."""
    return world.organization()


@pytest.fixture
def tutor(world: World, org: Organization) -> Actor:
    """Who asks."""
    return world.actor("tutor", of=org)


@pytest.fixture
def course(world: World, org: Organization, tutor: Actor) -> PublishedCourse:
    """A course on offer."""
    made = publish_course(org.org_id, tutor.user_id)
    world.settle()
    return made


def read(tutor: Actor, path: str, times: int = 5, **params: int) -> tuple[dict[str, Any], float]:
    """An answer, and the least time that it took, in milliseconds."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = tutor.get(path, params=params)
        took.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found, min(took)


@pytest.fixture
def consumed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], tuple[int, Units]]:
    """How many calls of storage something takes, and how many units."""

    def of(act: Callable[[], object]) -> tuple[int, Units]:
        calls: list[Call] = []
        with monkeypatch.context() as patch:
            listen(patch, calls, Counter())
            act()
        storage = [one for one in calls if one.is_storage]
        return len(storage), units(storage)

    return of


def test_a_gradebook_is_one_request_of_bounded_cost(
    world: World,
    org: Organization,
    tutor: Actor,
    course: PublishedCourse,
    consumed: Callable[[Callable[[], object]], tuple[int, Units]],
    say: Say,
) -> None:
    random = Random(6)
    path = f"/courses/{course.course_id}"
    items = []
    for number in range(COLUMNS):
        body = {"title": f"Assignment {number}", "rules": {"late": {"deduction_bp": 1000}}}
        made = tutor.post(f"{path}/assignments", body)
        items.append(made.json()["assignment_id"])
        assert tutor.post(f"/assignments/{items[-1]}/publish").status_code == 200
    keys = [f"c{number}" for number in range(6)]
    rules = {
        "weighting": "categories",
        "categories": [
            {"key": key, "name": key, "weight_bp": 1500, "drop_lowest": 2, "drop_highest": 1} for key in keys
        ],
        "columns": [{"item_id": item, "category": keys[place % 6]} for place, item in enumerate(items)],
    }
    tag = tutor.get(f"{path}/gradebook").headers["etag"]
    ruled = tutor.put(f"{path}/gradebook", rules, headers={"if-match": tag})
    assert ruled.status_code == 200, ruled.text
    learners = f"{path}/gradebook/learners"
    repository, now = GradebookRepository(org.org_id), system_clock.now()
    seen = {}
    for number in range(LEARNERS):
        user_id = world.actor("student", of=org).user_id
        entries = {item: Entry(score_centi=random.randrange(10_001), handed_in=(now, now)) for item in items}
        repository.save_sheet(course.course_id, Sheet(user_id=user_id, entries=entries))
        if number + 1 in (50, LEARNERS):
            answer, took = read(tutor, learners, limit=LEARNERS)
            calls, cost = consumed(partial(read, tutor, learners, 1, limit=LEARNERS))
            assert len(answer["items"]) == number + 1
            assert all(len(one["cells"]) == COLUMNS for one in answer["items"])
            weight = len(json.dumps(answer))
            seen[number + 1] = (calls, cost)
            say(
                f"gradebook of {number + 1} learners, {COLUMNS} columns: {calls} calls, {cost}, {took:,.0f} ms,"
                f" {weight:,} bytes"
            )

    assert seen[LEARNERS][0] <= 12
    assert seen[LEARNERS][1].read <= 600
    assert weight <= LAMBDA_ANSWERS


def test_statistics_are_read_without_reading_attempts(
    org: Organization,
    tutor: Actor,
    course: PublishedCourse,
    consumed: Callable[[Callable[[], object]], tuple[int, Units]],
    say: Say,
) -> None:
    body = {"course_id": course.course_id, "title": "An exam"}
    assessment_id = tutor.post("/assessments", body).json()["assessment_id"]
    questions = []
    for number in range(QUESTIONS):
        asked = {"question": {"type": "single_choice", **DEFINITIONS["single_choice"]}, "points_centi": 100}
        once = {"idempotency-key": f"question-{number}"}
        made = tutor.post(f"/assessments/{assessment_id}/questions", asked, headers=once)
        questions.append(made.json()["question_id"])
    random = Random(6)
    shards, counted = [Sums() for _ in range(SUM_SHARDS)], 0
    repository = StatisticsRepository(org.org_id)
    seen = {}
    for attempts in ATTEMPTS:
        while counted < attempts:
            shards[crc32(new_id("att").encode()) % SUM_SHARDS].add(_an_attempt(questions, random))
            counted += 1
        for shard, sums in enumerate(shards):
            pk, sk = SumsRow.key(org.org_id, assessment_id, shard)
            row = SumsRow(pk=pk, sk=sk, packed=_packed(sums.packed()))
            before = repository._find(SumsRow, (pk, sk), consistent=True)
            if before:
                row.revision = before.revision
                repository._save(row)
            else:
                repository._create(row)
        path = f"/assessments/{assessment_id}/analytics"
        answer, took = read(tutor, path)
        calls, cost = consumed(partial(read, tutor, path, 1))
        assert answer["attempts"] == attempts
        attempt = _an_attempt(questions, random)
        attempt_id = new_id("att")
        adding, weight = consumed(partial(repository.count, assessment_id, attempt_id, attempt, 1))
        shards[crc32(attempt_id.encode()) % SUM_SHARDS].add(attempt)
        counted += 1
        seen[attempts] = (calls, cost)
        say(
            f"statistics of {attempts:,} attempts at {QUESTIONS} questions: {calls} calls, {cost}, {took:,.0f} ms;"
            f" one more counted: {adding} calls, {weight}"
        )

    few, many = (seen[one] for one in ATTEMPTS)
    assert few[0] == many[0] <= 6
    assert many[1].read <= 4 * few[1].read


def _an_attempt(questions: list[str], random: Random) -> Contribution:
    able = random.random()
    given = []
    for question in questions:
        key = "saturn" if random.random() < able else random.choice(["mars", "uranus", "venus"])
        given.append(Given(question, 100 if key == "saturn" else 25 if key == "uranus" else 0, 100, (key,)))
    return Contribution(tuple(given))
