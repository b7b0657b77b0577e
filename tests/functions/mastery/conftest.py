"""A school with a course whose lessons teach a few skills, its tutor, an administrator and a learner."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from functions.mastery.domain.learners import Learner
from functions.mastery.handlers import handler
from functions.mastery.repository.learners import LearnerRepository
from functions.mastery.repository.skills import SkillRepository
from shared.clock import system_clock
from shared.dynamo import answer
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World

Json = dict[str, Any]


def news(
    user_id: str,
    marks: Sequence[tuple[str, Sequence[str], int]],
    *,
    org_id: str,
    course_id: str,
    attempt_id: str = "",
    revision: int = 1,
) -> Json:
    """The message that an attempt was graded: question, skills and score of each answer."""
    answers = [{"question_id": question, "skill_ids": list(skills), "score_bp": bp} for question, skills, bp in marks]
    return {
        "detail-type": "AttemptGraded.v1",
        "detail": {
            "event_id": new_id("evt"),
            "occurred_at": system_clock.now().isoformat(),
            "org_id": org_id,
            "actor_id": user_id,
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": revision,
            "data": {
                "assessment_id": "asm_01JD0K2P8N7M6Q5R4S3T2V1W0X",
                "course_id": course_id,
                "lesson_id": None,
                "attempt_id": attempt_id or new_id("att"),
                "user_id": user_id,
                "score_bp": 0,
                "passed": None,
                "answers": answers,
            },
        },
    }


def deliver(*messages: Json) -> list[str]:
    """Hand messages to the room as its queue does. Returns those that it reports as failed."""
    records = [{"messageId": str(number), "body": json.dumps(message)} for number, message in enumerate(messages)]
    found = handler({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in found["batchItemFailures"]]


def learner_of(org_id: str, user_id: str) -> Learner:
    """What is stored of somebody."""
    learners, _ = answer(LearnerRepository(org_id).asking([user_id]), SkillRepository(org_id).asking())
    return learners[user_id]


@dataclass(frozen=True, slots=True)
class School:
    """Who and what most tests need."""

    world: World
    org: Organization
    admin: Actor
    tutor: Actor
    learner: Actor
    course: PublishedCourse

    def skill(self, name: str, parent_id: str | None = None) -> str:
        """Add a skill. Returns its id."""
        made = self.tutor.post("/skills", {"name": name, "parent_id": parent_id})
        assert made.status_code == 201, made.text
        skill_id: str = made.json()["skill_id"]
        return skill_id

    def change(self, skill_id: str, **changes: Any) -> Answer:
        """Change a skill as it is now."""
        tag = self.tutor.get(f"/skills/{skill_id}").headers["etag"]
        return self.tutor.put(f"/skills/{skill_id}", changes, headers={"if-match": tag})

    def put(self, path: str, body: Json) -> Answer:
        """Change something of the course as it is now."""
        path = f"{self.course.path}{path}"
        return self.tutor.put(path, body, headers={"if-match": self.tutor.get(path).headers["etag"]})

    def want(self, levels: dict[str, int]) -> Answer:
        """Say what the course wants."""
        targets = [{"skill_id": skill_id, "level_bp": level} for skill_id, level in levels.items()]
        return self.put("/skills", {"targets": targets})

    def teach(self, lesson_id: str, *skill_ids: str) -> Answer:
        """Say what a lesson teaches."""
        return self.put(f"/skills/lessons/{lesson_id}", {"skills": [{"skill_id": one} for one in skill_ids]})

    def news(self, *marks: tuple[str, Sequence[str], int], learner: Actor | None = None, **options: Any) -> Json:
        """The message that somebody's attempt in the course was graded."""
        whose = (learner or self.learner).user_id
        return news(whose, marks, org_id=self.org.org_id, course_id=self.course.course_id, **options)

    def answer(self, skill_id: str, *scores: int, learner: Actor | None = None) -> None:
        """Somebody answers new questions of a skill with these scores."""
        marks = [(new_id("que"), [skill_id], score) for score in scores]
        assert deliver(self.news(*marks, learner=learner)) == []

    def mastery(self, learner: Actor | None = None) -> dict[str, Json]:
        """What somebody sees of what they master, by skill."""
        who = learner or self.learner
        read = who.get(f"/users/{who.user_id}/mastery")
        assert read.status_code == 200, read.text
        return {one["skill_id"]: one for one in read.json()["items"]}

    def gaps(self, reader: Actor | None = None, **query: str) -> dict[str, Json]:
        """What somebody sees of the gaps in the course, by skill."""
        read = (reader or self.learner).get(f"{self.course.path}/skill-gaps", params=query)
        assert read.status_code == 200, read.text
        return {one["skill_id"]: one for one in read.json()["items"]}


@pytest.fixture
def school(world: World) -> School:
    """There are no skills yet."""
    org = world.organization()
    tutor = world.actor("tutor", of=org, name="Kavita Iyer")
    course = publish_course(org.org_id, tutor.user_id)
    world.settle()
    admin, learner = world.actor("org_admin", of=org), world.actor("student", of=org, name="Meera Nair")
    return School(world, org, admin, tutor, learner, course)
