"""A school whose people are told of things, and the queue that tells engagement."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from functions.engagement.handlers import handler
from functions.identity.domain.organizations import Organization
from shared.clock import system_clock
from shared.events import DomainEvent
from shared.ids import new_id
from tests.support.actors import Actor
from tests.support.courses import PublishedCourse
from tests.support.world import World


@dataclass(frozen=True, slots=True)
class Post:
    """Who and what most tests need."""

    world: World
    org: Organization
    tutor: Actor
    learner: Actor
    admin: Actor
    course: PublishedCourse

    def about(self, event: type[DomainEvent], **fields: Any) -> DomainEvent:
        """An event of the learner and the course."""
        known = {
            "enrolment_id": "enr_1",
            "course_id": self.course.course_id,
            "user_id": self.learner.user_id,
            "version": 1,
        }
        return event(**(known | fields))

    def deliver(
        self, *events: DomainEvent, event_id: str | None = None, actor_id: str = "", org_id: str | None = None
    ) -> int:
        """Hand events over as the queue does, in one batch. Returns how many are to come again."""
        records = [
            {
                "messageId": str(number),
                "body": json.dumps(
                    {
                        "detail-type": event.detail_type(),
                        "detail": {
                            "event_id": event_id or new_id("evt"),
                            "occurred_at": system_clock.now().isoformat(),
                            "org_id": org_id or self.org.org_id,
                            "actor_id": actor_id,
                            "request_id": "req_1",
                            "correlation_id": "req_1",
                            "revision": 1,
                            "data": event.model_dump(mode="json"),
                        },
                    }
                ),
            }
            for number, event in enumerate(events)
        ]
        return len(handler({"Records": records}, None)["batchItemFailures"])

    def mails_to(self, actor: Actor) -> list[dict[str, Any]]:
        """The mails that somebody got."""
        return [mail for mail in self.world.mails() if mail["to"] == actor.email]


def notices(actor: Actor) -> list[dict[str, Any]]:
    """What somebody was told of, the newest first."""
    answer = actor.get("/notices")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def unread(actor: Actor) -> int:
    """How many of somebody's notices are unread."""
    count: int = actor.get("/notices/unread").json()["unread"]
    return count


FAR_AHEAD = datetime(2100, 1, 2, 3, 4, tzinfo=UTC)
