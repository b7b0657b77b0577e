"""A school with a few courses, and learners whose histories are told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.catalog import CourseArchived
from events.learning import CourseCompleted, EnrolmentCancelled, EnrolmentOpened
from functions.guidance.handlers import handler
from functions.guidance.tasks import handler as tasks
from functions.identity.domain.organizations import Organization
from shared.events import DomainEvent
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.courses import publish_course
from tests.support.world import World

Json = dict[str, Any]
BEGAN = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class School:
    """Who and what most tests need."""

    world: World
    org: Organization
    tutor: Actor
    learner: Actor

    def courses(self, *titles: str) -> list[str]:
        """Courses on offer. Returns their ids."""
        return [publish_course(self.org.org_id, self.tutor.user_id, title=title).course_id for title in titles]

    def tell(self, event: DomainEvent, *, day: int = 0, revision: int = 1, times: int = 1) -> None:
        """Hand an event over as the queue does, as if it had happened on a day."""
        detail = {
            "event_id": new_id("evt"),
            "occurred_at": (BEGAN + timedelta(days=day)).isoformat(),
            "org_id": self.org.org_id,
            "actor_id": "",
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": revision,
            "data": event.model_dump(mode="json"),
        }
        body = json.dumps({"detail-type": event.detail_type(), "detail": detail})
        record = {"messageId": new_id("msg"), "body": body}
        assert handler({"Records": [record] * times}, None)["batchItemFailures"] == []

    def enrol(self, who: Actor | str, course_id: str, *, day: int = 0, times: int = 1) -> None:
        """Somebody got a place in a course."""
        self.tell(EnrolmentOpened(**_place(who, course_id)), day=day, times=times)

    def leave(self, who: Actor | str, course_id: str, *, day: int = 0) -> None:
        """Somebody gave a place up."""
        self.tell(EnrolmentCancelled(**_place(who, course_id)), day=day)

    def complete(self, who: Actor | str, course_id: str, *, day: int = 0) -> None:
        """Somebody completed a course."""
        self.tell(CourseCompleted(**_place(who, course_id), version=1), day=day)

    def archive(self, course_id: str, *, revision: int = 2) -> None:
        """A course is on offer no more, as is told."""
        self.tell(CourseArchived(course_id=course_id, version=1), revision=revision)

    def crowd(self, line: Sequence[str], *, people: int = 6) -> None:
        """Some people take these courses, one after the other."""
        for _ in range(people):
            somebody = new_id("usr")
            for day, course_id in enumerate(line):
                self.enrol(somebody, course_id, day=day)

    def learn(self) -> str | None:
        """Make an edition. Returns its id."""
        made = tasks({"task": "make_edition", "org_id": self.org.org_id}, None)
        assert made["status"] == "done"
        edition_id: str | None = made["edition_id"]
        return edition_id

    def recommended(self, who: Actor | None = None, limit: int = 10) -> list[Json]:
        """What is recommended to somebody."""
        answer = (who or self.learner).post("/ai/recommend-courses", {"limit": limit})
        assert answer.status_code == 200, answer.text
        items: list[Json] = answer.json()["items"]
        return items

    def recommended_ids(self, who: Actor | None = None) -> list[str]:
        """The same, by id."""
        return [item["course_id"] for item in self.recommended(who)]

    def feedback(self, course_id: str, kind: str, who: Actor | None = None) -> None:
        """Somebody tells what became of a recommendation."""
        items = [{"course_id": course_id, "kind": kind}]
        assert (who or self.learner).post("/ai/recommend-courses/feedback", {"items": items}).status_code == 204


def _place(who: Actor | str, course_id: str) -> dict[str, str]:
    user_id = who if isinstance(who, str) else who.user_id
    return {"enrolment_id": "enr_1", "course_id": course_id, "user_id": user_id}


@pytest.fixture
def school(world: World) -> School:
    """Nobody has taken anything yet."""
    org = world.organization()
    return School(
        world, org, world.actor("tutor", of=org, name="Kavita Iyer"), world.actor("student", of=org, name="Meera Nair")
    )
