"""A school with a tutor who drafts, and a course to work on."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import World

Json = dict[str, Any]


def rich_text(words: str = "Mitochondria — माइटोकॉन्ड्रिया.") -> Json:
    """A block with one paragraph; other words make another block."""
    block_id = f"blk_{sha256(words.encode()).hexdigest()[:20]}"
    return {"type": "rich_text", "block_id": block_id, "document": document(words)}


def document(words: str) -> Json:
    """A document with one paragraph."""
    return {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]}


def if_match(answer: Answer) -> dict[str, str]:
    """The header that makes the next request change just what this answer showed."""
    return {"if-match": answer.headers["etag"]}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a course is drafted. Each method does one thing over the API and gives the answer, which is a success."""

    world: World
    org: Organization
    tutor: Actor
    course_id: str

    @property
    def path(self) -> str:
        """The course's address."""
        return f"/courses/{self.course_id}"

    def new_course(self, **details: Any) -> Answer:
        """One more course of the tutor."""
        return succeeded(self.tutor.post("/courses", {"title": "Cells", **details}))

    def new_topic(self, title: str = "Inside a cell", **more: Any) -> str:
        """A topic of the course; its id."""
        answer = succeeded(self.tutor.post(f"{self.path}/topics", {"title": title, **more}))
        return str(answer.json()["topic_id"])

    def new_lesson(self, topic_id: str, title: str = "Mitochondria", **more: Any) -> str:
        """A lesson of the topic; its id."""
        body = {"title": title, "blocks": [rich_text(title)], **more}
        return str(succeeded(self.tutor.post(f"/topics/{topic_id}/lessons", body)).json()["lesson_id"])

    def publish(self) -> Answer:
        """Publish the course."""
        return succeeded(self.tutor.post(f"{self.path}/publish"))

    def put(self, path: str, changes: Json) -> Answer:
        """Change what is at the path, as it is now."""
        return succeeded(self.tutor.put(path, changes, headers=if_match(self.tutor.get(path))))

    def topic_ids(self) -> list[str]:
        """The course's topics, in order."""
        return [item["topic_id"] for item in self.pages(f"{self.path}/topics")]

    def lesson_ids(self, topic_id: str) -> list[str]:
        """The topic's lessons, in order."""
        return [item["lesson_id"] for item in self.pages(f"/topics/{topic_id}/lessons")]

    def pages(self, path: str, **params: Any) -> list[Json]:
        """Everything in a list, page by page."""
        return all_pages(self.tutor, path, **params)

    def member(self, role: str) -> Actor:
        """Somebody else of the organization."""
        return self.world.actor(role, of=self.org)


def all_pages(actor: Actor, path: str, **params: Any) -> list[Json]:
    """Everything in a list as this person sees it, page by page."""
    items: list[Json] = []
    cursor: str | None = None
    while True:
        page = succeeded(actor.get(path, params=params | ({"cursor": cursor} if cursor else {}))).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


def succeeded(answer: Answer) -> Answer:
    """The answer, which must not be a problem."""
    assert answer.status_code < 300, answer.text
    return answer


@pytest.fixture
def desk(world: World) -> Desk:
    """A course without content."""
    org = world.organization()
    tutor = world.actor("tutor", of=org, name="Kavita Iyer")
    course = succeeded(tutor.post("/courses", {"title": "Cells: the units of life"}))
    return Desk(world, org, tutor, course.json()["course_id"])
