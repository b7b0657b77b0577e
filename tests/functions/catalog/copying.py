"""What tests of copies look at: all that a course contains, and what is left of one that is not."""

from typing import Any

from moto.dynamodb.models import dynamodb_backends

from functions.catalog.schemas.archives import Doors
from functions.catalog.service.copying.steps import CopySteps
from functions.catalog.wiring import copy_steps
from shared import settings
from tests.functions.catalog.conftest import Desk, Json, all_pages, succeeded
from tests.support.actors import Actor
from tests.support.client import Answer

COURSE = ("summary", "language", "category_id", "difficulty", "objectives", "tags")
TOPIC = ("title", "summary", "release")


def steps_of(org_id: str) -> CopySteps:
    """The steps that the tasks take."""
    return copy_steps(org_id, Doors())


def settled_job(desk: Desk, answer: Answer, by: Actor | None = None) -> Json:
    """The job that was asked for, once it is over."""
    assert answer.status_code == 202, answer.text
    desk.world.settle()
    job: Json = succeeded((by or desk.tutor).get(f"/jobs/{answer.json()['job_id']}")).json()
    return job


def contents(actor: Actor, course_id: str) -> tuple[Json, list[Json]]:
    """A course as who edits it sees it, title and ids aside; lessons that are referred to go by their place."""
    course = succeeded(actor.get(f"/courses/{course_id}")).json()
    places: dict[str, str] = {}
    topics: list[Json] = []
    for topic in all_pages(actor, f"/courses/{course_id}/topics"):
        lessons = []
        for number, lesson in enumerate(all_pages(actor, f"/topics/{topic['topic_id']}/lessons")):
            places[lesson["lesson_id"]] = f"{len(topics)}/{number}"
            lessons.append(_without_place(succeeded(actor.get(f"/lessons/{lesson['lesson_id']}")).json()))
        topics.append({**{name: topic[name] for name in TOPIC}, "lessons": lessons})
    named: list[Json] = _with_places(topics, places)
    return {name: course[name] for name in COURSE}, named


def left_of(desk: Desk, course_id: str) -> list[str]:
    """The keys of all rows that have to do with a course or template, but for its job."""
    table = dynamodb_backends["123456789012"]["ap-south-1"].tables[settings.table_name("catalog")]
    items = [item.to_json()["Attributes"] for item in table.all_items()]
    return [
        f"{item['pk']['S']} {item['sk']['S']}"
        for item in items
        if item["kind"]["S"] not in {"Job", "Receipt", "Plan", "Import"} and course_id in str(item)
    ]


def _without_place(lesson: Json) -> Json:
    own = {"lesson_id", "topic_id", "course_id", "created_at", "updated_at", "etag"}
    return {name: value for name, value in lesson.items() if name not in own}


def _with_places(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _with_places(inner, places) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_places(inner, places) for inner in value]
    return places.get(value, value) if isinstance(value, str) else value
