"""A class with a course, its tutor, learners, and an assessment to take."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.assessment.tasks import handler as tasks
from functions.identity.domain.organizations import Organization
from shared.clock import SetClock, system_clock
from shared.relay import news_of
from tests.functions.assessment.questions import DEFINITIONS, Json
from tests.support.actors import Actor, sign_in
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, publish_course
from tests.support.news import stream_records
from tests.support.world import World

NOON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@dataclass
class Classroom:
    """Who and what most tests need; no time passes unless somebody says so."""

    world: World
    org: Organization
    tutor: Actor
    learner: Actor
    course: PublishedCourse
    clock: SetClock
    _made: int = field(default=0)

    def another_learner(self, name: str = "Arjun Rao") -> Actor:
        """One more who is enrolled."""
        learner = self.world.actor("student", of=self.org, name=name)
        assert learner.post(f"{self.course.path}/enroll").status_code == 201
        return learner

    def assessment(self, *types: str, publish: bool = True, points: int = 100, **rules: Any) -> str:
        """An assessment that asks one question of each of these types. Returns its path."""
        body = {"course_id": self.course.course_id, "title": "A quiz", "rules": rules}
        self._made += 1
        made = self.tutor.post("/assessments", body, headers={"idempotency-key": f"quiz-{self._made}"})
        assert made.status_code == 201, made.text
        path = f"/assessments/{made.json()['assessment_id']}"
        for type in types:
            self.add(path, type, points=points)
        if publish:
            published = self.tutor.post(f"{path}/publish")
            assert published.status_code == 200, published.text
        return path

    def add(self, path: str, type: str, *, points: int = 100, tags: tuple[str, ...] = (), **fields: Any) -> str:
        """Ask one more question. Returns its id."""
        question = {"type": type, **DEFINITIONS[type], **fields}
        body = {"question": question, "points_centi": points, "tags": list(tags)}
        self._made += 1
        made = self.tutor.post(f"{path}/questions", body, headers={"idempotency-key": f"question-{self._made}"})
        assert made.status_code == 201, made.text
        question_id: str = made.json()["question_id"]
        return question_id

    def begin(self, path: str, learner: Actor | None = None) -> Json:
        """Begin an attempt, or go on with the one that runs."""
        begun = (learner or self.learner).post(f"{path}/attempts", {"device": "laptop"})
        assert begun.status_code in {200, 201}, begun.text
        work: Json = begun.json()
        return work

    def save(
        self, work: Json, response: Any, *, sequence: int = 1, place: int = 0, learner: Actor | None = None
    ) -> Answer:
        """Save an answer to the question at this place."""
        question_id = work["questions"][place]["question_id"]
        path = f"/assessments/{work['assessment_id']}/attempts/{work['attempt_id']}/answers/{question_id}"
        return (learner or self.learner).put(path, {"sequence": sequence, "response": response})

    def result(self, work: Json, reader: Actor | None = None) -> Json:
        """An attempt as somebody sees it afterwards."""
        path = f"/assessments/{work['assessment_id']}/attempts/{work['attempt_id']}/result"
        read = (reader or self.learner).get(path)
        assert read.status_code == 200, read.text
        result: Json = read.json()
        return result

    def told(self, name: str) -> list[Json]:
        """The events of this name that were told so far, in order."""
        news = [event for record in stream_records("lms-test-assessment") for event in news_of(record)]
        return [event for event in news if event["detail_type"].startswith(f"{name}.")]

    def advance(self, **time: float) -> None:
        """Let time pass while nobody does anything; people are signed in anew."""
        self.clock.advance(timedelta(**time))
        self.tutor, self.learner = (
            sign_in(self.world.client, self.org, one.user_id, one.email) for one in (self.tutor, self.learner)
        )

    def wait(self, **time: float) -> None:
        """Let time pass, and the clock do its work."""
        self.advance(**time)
        tasks({"task": "end_attempts"}, None)


@pytest.fixture
def room(world: World) -> Iterator[Classroom]:
    """The course's publication has been heard of by everybody, and the learner is enrolled."""
    clock = SetClock(NOON)
    with system_clock.time_from(clock):
        org = world.organization()
        tutor = world.actor("tutor", of=org, name="Kavita Iyer")
        course = publish_course(org.org_id, tutor.user_id)
        world.settle()
        learner = world.actor("student", of=org, name="Meera Nair")
        assert learner.post(f"{course.path}/enroll").status_code == 201
        yield Classroom(world, org, tutor, learner, course, clock)
