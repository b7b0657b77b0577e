"""What caches spare: requests of a process that remembers nothing, and of one that does; for ``docs/caching.md``."""

from collections import Counter
from collections.abc import Callable

import pytest

from infra.bench.capacity import Units, units
from infra.bench.tape import Call
from shared.remembering import forget_memories
from tests.proofs.test_learning_costs import an_exam, done, studied
from tests.support.actors import Actor
from tests.support.courses import publish_course
from tests.support.metering import listen
from tests.support.world import World


def test_what_remembering_spares(world: World, monkeypatch: pytest.MonkeyPatch, say: Callable[[str], None]) -> None:
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    course = publish_course(org.org_id, tutor.user_id, lessons=30)
    exam = an_exam(tutor, course)
    learner = world.actor("student", of=org)
    done(learner.post(f"{course.path}/enroll"))
    done(learner.post(f"{exam}/attempts", {"device": "laptop"}))
    world.settle()
    calls: list[Call] = []
    listen(monkeypatch, calls, Counter())
    asked: dict[str, Callable[[Actor], object]] = {
        "current user": lambda who: who.get("/auth/me"),
        "course content": lambda who: who.get(f"{course.path}/learn", params={"limit": 10}),
        "lesson": lambda who: who.get(course.lesson_path(3)),
        "heartbeat": lambda who: who.post(f"{course.path}/learn/facts", studied(course)),
        "categories": lambda who: who.get("/course-categories"),
        "exam that runs": lambda who: who.post(f"{exam}/attempts", {"device": "laptop"}),
        "search": lambda who: who.get(f"/catalog/{org.slug}/courses", params={"q": "cells"}),
    }

    for name, ask in asked.items():
        ask(learner)
        forget_memories()
        cold, hot = (taken(ask, learner, calls) for _ in range(2))
        say(f"{name}: {cold[0]} calls, {cold[1]} → {hot[0]} calls, {hot[1]}")
        assert hot[0] <= cold[0], name
        assert hot[1].read < cold[1].read or hot[0] < cold[0], name


def taken(ask: Callable[[Actor], object], who: Actor, calls: list[Call]) -> tuple[int, Units]:
    """What a request asks of the cloud: all calls, and units of storage."""
    calls.clear()
    ask(who)
    return len(calls), units(calls)
