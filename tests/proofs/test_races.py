"""Identical requests at one moment, over HTTP, each in a function process of its own: one effect, clear answers."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import Person, register_student
from tests.support.world import at_once

TIMES = 48
STUDENT = Person("Sana", "sana@proofs.example.org", "seven lamps along the shore")
TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "One step."}]}]}


@pytest.fixture(scope="module")
def course(admin: Api) -> dict[str, Any]:
    made = admin.post("/courses", {"title": "Races"})
    topic = admin.post(f"/courses/{made['course_id']}/topics", {"title": "Only topic"})
    for number in range(4):
        body = {"title": f"Step {number}", "blocks": [{"type": "rich_text", "document": TEXT}]}
        admin.post(f"/topics/{topic['topic_id']}/lessons", body)
    admin.post(f"/courses/{made['course_id']}/publish")
    return made


@pytest.fixture(scope="module")
def student(cloud: LocalCloud, admin: Api) -> Iterator[Api]:
    visitor = Api(cloud.url)
    yield register_student(visitor, cloud.mails, "proofs", STUDENT)
    visitor.close()


def rush(who: Api, method: str, path: str, body: dict[str, Any] | None = None) -> Counter[int]:
    assert who.tokens
    token = who.tokens.access

    def send(_: int) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return httpx.request(method, f"{who.url}/api/v1{path}", json=body, headers=headers, timeout=120).status_code

    return Counter(at_once(TIMES, send))


def test_enrolling_takes_one_place(
    admin: Api, student: Api, course: dict[str, Any], say: Callable[[str], None]
) -> None:
    answers = rush(student, "POST", f"/courses/{course['course_id']}/enroll")

    say(f"{TIMES} enrolments at once: {dict(answers)}")
    assert set(answers) <= {200, 201}
    assert answers[201] >= 1
    assert len(list(admin.items(f"/courses/{course['course_id']}/enrollments"))) == 1


def test_completing_counts_once(student: Api, course: dict[str, Any], say: Callable[[str], None]) -> None:
    path = f"/courses/{course['course_id']}/learn"
    lesson = student.get(path)["items"][0]["lesson_id"]

    answers = rush(student, "PUT", f"{path}/lessons/{lesson}/completion")

    say(f"{TIMES} completions at once: {dict(answers)}")
    assert set(answers) == {200}
    assert student.get(path)["progress"]["completed"] == 1


def test_a_double_click_makes_one_topic(admin: Api, course: dict[str, Any], say: Callable[[str], None]) -> None:
    path = f"/courses/{course['course_id']}/topics"

    answers = rush(admin, "POST", path, {"title": "Clicked often"})

    say(f"{TIMES} topics at once: {dict(answers)}")
    assert set(answers) == {201}
    assert [topic["title"] for topic in admin.items(path)] == ["Only topic", "Clicked often"]
