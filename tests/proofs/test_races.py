"""Identical requests at one moment, over HTTP, each in a function process of its own: one effect, clear answers."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import Person, register_student
from tests.support.world import at_once

TIMES = 50
STUDENT = Person("Sana", "sana@proofs.example.org", "seven lamps along the shore")
RUNNER = Person("Ravi", "ravi@proofs.example.org", "nine swift boats at noon")
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


def test_fifty_completions_at_once_bring_one_certificate_one_badge_and_points_once(
    cloud: LocalCloud, admin: Api, say: Callable[[str], None]
) -> None:
    """The last lesson of a course, completed by every request at the same moment."""
    made = admin.post("/courses", {"title": "The last lesson"})
    topic = admin.post(f"/courses/{made['course_id']}/topics", {"title": "Only topic"})
    body = {"title": "Only step", "blocks": [{"type": "rich_text", "document": TEXT}]}
    lesson_id = admin.post(f"/topics/{topic['topic_id']}/lessons", body)["lesson_id"]
    admin.post(f"/courses/{made['course_id']}/publish")
    finished = {"measure": "course_completed", "at_least": 1, "score_percent": None}
    about = {"name": "Once", "description": "", "course_id": made["course_id"], "conditions": [finished]}
    badge_id = admin.post("/badges", about)["badge_id"]
    visitor = Api(cloud.url)
    runner = register_student(visitor, cloud.mails, "proofs", RUNNER)
    path = f"/courses/{made['course_id']}"
    runner.post(f"{path}/enroll")

    completed = rush(runner, "PUT", f"{path}/learn/lessons/{lesson_id}/completion")
    claimed = rush(runner, "POST", f"{path}/certificate")
    standing = settled(lambda: runner.get("/motivation"))
    certificates = [one for one in runner.items("/certificates") if one["course_id"] == made["course_id"]]
    visitor.close()

    say(f"{TIMES} last lessons at once: {dict(completed)}; {TIMES} claims at once: {dict(claimed)}")
    say(f"{len(certificates)} certificate, {standing['points']} points, badges {len(standing['badges'])}")
    # 503 says that too many wanted the same at once, and to try again: it is no second effect.
    assert completed[200] >= 1
    assert set(completed) <= {200, 503}
    assert claimed[201] >= 1
    assert set(claimed) <= {200, 201, 503}
    assert len(certificates) == 1
    assert [one["badge_id"] for one in standing["badges"]].count(badge_id) == 1
    assert (standing["points"], standing["lessons_completed"], standing["courses_completed"]) == (110, 1, 1)
    assert standing["certificates_earned"] == 1


def settled(read: Callable[[], dict[str, Any]], *, quiet_s: float = 5.0, patience_s: float = 120.0) -> dict[str, Any]:
    """What is read once it has stayed the same for some seconds."""
    last, since, began = read(), time.monotonic(), time.monotonic()
    while time.monotonic() - since < quiet_s and time.monotonic() - began < patience_s:
        time.sleep(0.5)
        now = read()
        if now != last:
            last, since = now, time.monotonic()
    return last
