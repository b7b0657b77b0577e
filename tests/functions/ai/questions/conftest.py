"""A chapter about water, as a lesson, and a tutor who has questions made of it."""

from dataclasses import dataclass
from typing import Any

import pytest

from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part
from functions.identity.domain.organizations import Organization
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.chapters import WATER
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World

TEXT = "\n".join(f"# {text}" if kind == "h" else text for kind, text in WATER)


@pytest.fixture(scope="session")
def water() -> Lesson:
    """The lesson."""
    return Lesson("The Water Cycle", tuple(Part(text, heading=kind == "h") for kind, text in WATER), "les_1")


@dataclass
class Desk:
    """A tutor with a course, and its students."""

    world: World
    org: Organization
    tutor: Actor
    admin: Actor
    course: PublishedCourse

    def ask(self, **changes: Any) -> dict[str, Any]:
        """Have questions made of the chapter, and wait for them."""
        plain = {"course_id": self.course.course_id, "text": TEXT, "title": "The Water Cycle", "count": 12}
        key = {"idempotency-key": new_id("key")}
        asked = self.tutor.post("/ai/generate-questions", {**plain, **changes}, headers=key)
        assert asked.status_code == 202, asked.text
        self.world.settle()
        found: dict[str, Any] = self.tutor.get(f"/ai/question-generations/{asked.json()['generation_id']}").json()
        return found

    def drafts(self, state: str = "pending") -> list[dict[str, Any]]:
        """The course's drafts in a state."""
        path = f"/ai/courses/{self.course.course_id}/question-drafts"
        answer = self.tutor.get(path, params={"state": state, "limit": 100})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def bank(self) -> list[dict[str, Any]]:
        """What the course's bank holds."""
        found: list[dict[str, Any]] = self.tutor.get(f"/question-banks/{self.course.course_id}/questions").json()[
            "items"
        ]
        return found


@pytest.fixture
def desk(world: World) -> Desk:
    org = world.organization()
    tutor = world.actor("tutor", of=org)
    return Desk(
        world, org, tutor, world.actor("org_admin", of=org), publish_course(org.org_id, tutor.user_id, title="Water")
    )
