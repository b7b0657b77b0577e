"""News as the room's queue hands it over."""

import json
from typing import Any

from events.catalog import CourseArchived, CoursePublished, ReviewsChanged
from events.commerce import OfferChanged
from events.identity import OrganizationDeleted
from functions.search.handlers import handler
from shared.clock import system_clock
from shared.events import DomainEvent
from shared.ids import new_id

_MORE: dict[type[DomainEvent], dict[str, Any]] = {
    CoursePublished: {"version": 1, "topic_count": 1, "lesson_count": 1, "required_count": 1},
    CourseArchived: {"version": 1},
    ReviewsChanged: {"count": 0, "sum": 0, "revision": 1},
    OfferChanged: {"free": False, "price_minor": 49_900, "currency": "INR"},
    OrganizationDeleted: {},
}


def news(org_id: str, kind: type[DomainEvent], subject_id: str, *, revision: int = 1, **data: Any) -> dict[str, Any]:
    """A message about a course, or about an organization."""
    subject = "organization_id" if kind is OrganizationDeleted else "course_id"
    return {
        "detail-type": kind.detail_type(),
        "detail": {
            "event_id": new_id("evt"),
            "occurred_at": system_clock.now().isoformat(),
            "org_id": org_id,
            "actor_id": "usr_1",
            "request_id": "req_1",
            "correlation_id": "req_1",
            "revision": revision,
            "data": {**_MORE.get(kind, {}), subject: subject_id, **data},
        },
    }


def deliver(*messages: dict[str, Any]) -> list[str]:
    """Hand messages to the room as its queue does. Returns those that it reports as failed."""
    records = [{"messageId": str(number), "body": json.dumps(message)} for number, message in enumerate(messages)]
    answer = handler({"Records": records}, None)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
