"""What learning causes in the whole backend in one process: what ``docs/costs.md`` says follows each deed."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from infra.bench import costs
from infra.bench.capacity import Units, units, written_to
from infra.bench.tape import Call
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.assessment.questions import DEFINITIONS, Json
from tests.support.actors import Actor
from tests.support.courses import PublishedCourse, publish_course
from tests.support.metering import listen
from tests.support.world import World

LEARNERS = 4
CLOSE = 0.25
"""Which shard a figure falls into is chance, and a new one has no row before it."""


def test_what_follows_a_learners_deeds(
    world: World, monkeypatch: pytest.MonkeyPatch, say: Callable[[str], None]
) -> None:
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    course = publish_course(org.org_id, tutor.user_id, lessons=30)
    exam = an_exam(tutor, course)
    learners = [world.actor("student", of=org) for _ in range(LEARNERS + 1)]
    world.settle()
    calls: list[Call] = []
    others: Counter[str] = Counter()
    deeds: dict[str, Callable[[Actor], None]] = {
        "enrol": lambda learner: done(learner.post(f"{course.path}/enroll")),
        "heartbeat": lambda learner: done(learner.post(f"{course.path}/learn/facts", studied(course))),
        "complete lesson": lambda learner: done(learner.put(course.completion_path(3))),
        "submit exam, 10 questions": lambda learner: take(learner, exam),
    }
    *people, first = learners
    for deed in deeds.values():  # the first of each kind meets functions that remember nothing
        deed(first)
        world.settle()
    listen(monkeypatch, calls, others)

    for name, deed in deeds.items():
        found = costs.After(*(figure / LEARNERS for figure in after(world, deed, people, calls, others)))
        say(f"{name}: {found}")
        for field, value in vars(found).items():
            assert value == pytest.approx(getattr(costs.FOLLOWING[name], field), rel=CLOSE, abs=0.3), (name, field)


def after(
    world: World,
    deed: Callable[[Actor], None],
    people: list[Actor],
    calls: list[Call],
    others: Counter[str],
) -> tuple[float, float, float, float, float, float]:
    """What everybody's deed causes once it is answered, together."""
    total = Units()
    asked = told = figures = 0.0
    heard = others["SQS.DeleteMessage"]
    for person in people:
        deed(person)
        calls.clear()
        world.settle()
        storage = [one for one in calls if one.is_storage]
        total += units(storage)
        asked += len(storage)
        figures += written_to("lms-test-analytics", storage)
        told += sum(one.asked.count('"DetailType"') for one in calls)
    return total.read, total.written, asked, told, others["SQS.DeleteMessage"] - heard, figures


def done(answer: Any) -> None:
    """It went well."""
    assert answer.status_code < 300, answer.text


def studied(course: PublishedCourse) -> Json:
    """Half a minute of study, as a device tells it."""
    now = system_clock.now()
    at = (now - timedelta(seconds=1)).isoformat()
    fact = {"key": new_id("fct"), "lesson_id": course.lesson_ids[0], "kind": "studied", "at": at, "active_s": 30}
    return {"sent_at": now.isoformat(), "facts": [{**fact, "position_s": 60}]}


def an_exam(tutor: Actor, course: PublishedCourse) -> str:
    """Ten questions that the program marks. Returns the exam's path."""
    made = tutor.post("/assessments", {"course_id": course.course_id, "title": "A quiz", "rules": {}})
    done(made)
    path = f"/assessments/{made.json()['assessment_id']}"
    for _ in range(10):
        question = {"type": "single_choice", **DEFINITIONS["single_choice"]}
        done(tutor.post(f"{path}/questions", {"question": question, "points_centi": 100}))
    done(tutor.post(f"{path}/publish"))
    return path


def take(learner: Actor, exam: str) -> None:
    """Begin, answer nothing, hand in."""
    done(learner.post(f"{exam}/attempts", {"device": "laptop"}))
    done(learner.post(f"{exam}/submit"))
