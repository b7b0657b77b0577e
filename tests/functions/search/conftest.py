"""A school whose catalog has some courses, and a second school beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from shared.remembering import forget_memories
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World


@dataclass(frozen=True, slots=True)
class School:
    """Who publishes courses, and how its catalog is read."""

    world: World
    org: Organization
    tutor: Actor

    def publish(self, title: str, *, text: str = "", lessons: Sequence[str] = ("First steps",), **details: Any) -> str:
        """A course on offer, through the API. Returns its id."""
        course_id: str = self.tutor.post("/courses", {"title": title, **details}).json()["course_id"]
        topic = self.tutor.post(f"/courses/{course_id}/topics", {"title": "Beginning"}).json()["topic_id"]
        for lesson in lessons:
            body = {"title": lesson, "estimated_minutes": 8, "blocks": [paragraph(text)] if text else []}
            answer = self.tutor.post(f"/topics/{topic}/lessons", body)
            assert answer.status_code == 201, answer.text
        answer = self.tutor.post(f"/courses/{course_id}/publish")
        assert answer.status_code == 200, answer.text
        return course_id

    def heard(self) -> "School":
        """Everything that was told was heard, and nobody remembers anything."""
        self.world.settle()
        forget_memories()
        return self

    def get(self, path: str, **params: Any) -> Answer:
        """What a stranger reads in the catalog."""
        return self.world.client.get(f"/catalog/{self.org.slug}{path}", params=params)

    def search(self, q: str = "", **params: Any) -> dict[str, Any]:
        """What a search finds."""
        answer = self.get("/courses", q=q, **params)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def titles(self, q: str = "", **params: Any) -> list[str]:
        """The titles that a search finds."""
        return [item["title"] for item in self.search(q, **params)["items"]]


def paragraph(text: str) -> dict[str, Any]:
    """A block of text."""
    words = {"type": "text", "text": text}
    return {"type": "rich_text", "document": {"type": "doc", "content": [{"type": "paragraph", "content": [words]}]}}


def a_school(world: World) -> School:
    """A school without courses."""
    org = world.organization()
    return School(world, org, world.actor("tutor", of=org, name="Kavita Iyer"))


@pytest.fixture
def school(world: World) -> School:
    """A school without courses."""
    return a_school(world)
