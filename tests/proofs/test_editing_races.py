"""Editors, reviewers and senders of files at one moment, over HTTP, each in a function process of its own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import httpx
import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import Person, register_student
from tests.support.world import at_once

EDITORS = 16
REVIEWERS = 8
GIB = 1024**3
QUOTA = 50 * GIB


@pytest.fixture(scope="module")
def course_id(admin: Api) -> str:
    """A course of six topics, with a lesson in the first, on offer."""
    made: str = admin.post("/courses", {"title": "Edited by many"})["course_id"]
    for number in range(6):
        admin.post(f"/courses/{made}/topics", {"title": f"Topic {number}"})
    topic = next(iter(admin.items(f"/courses/{made}/topics")))
    admin.post(f"/topics/{topic['topic_id']}/lessons", {"title": "Edited", "blocks": []})
    admin.post(f"/courses/{made}/publish")
    return made


@pytest.fixture(scope="module")
def students(cloud: LocalCloud, course_id: str) -> Iterator[list[Api]]:
    """People who are enrolled in it."""
    visitors = [Api(cloud.url) for _ in range(REVIEWERS)]
    people = [
        Person(f"Reader {number}", f"reader{number}@proofs.example.org", "a red kite over the harbour")
        for number in range(REVIEWERS)
    ]
    enrolled = [
        register_student(visitor, cloud.mails, "proofs", person)
        for visitor, person in zip(visitors, people, strict=True)
    ]
    for student in enrolled:
        student.post(f"/courses/{course_id}/enroll")
    assert cloud.settle()  # the catalog hears who may review
    yield enrolled
    for visitor in visitors:
        visitor.close()


def send(who: Api, method: str, path: str, body: Any, **headers: str) -> httpx.Response:
    """One request on a connection of its own."""
    assert who.tokens
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named["authorization"] = f"Bearer {who.tokens.access}"
    return httpx.request(method, f"{who.url}/api/v1{path}", json=body, headers=named, timeout=120)


def statuses(answers: Sequence[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_of_editors_who_read_the_same_version_one_is_heard(
    admin: Api, course_id: str, say: Callable[[str], None]
) -> None:
    topic = next(iter(admin.items(f"/courses/{course_id}/topics")))
    (lesson,) = admin.items(f"/topics/{topic['topic_id']}/lessons")
    path = f"/lessons/{lesson['lesson_id']}"
    tag = send(admin, "GET", path, None).headers["etag"]

    answers = at_once(EDITORS, lambda number: send(admin, "PUT", path, {"title": f"By {number}"}, if_match=tag))

    say(f"{EDITORS} editors of one lesson at once: {dict(statuses(answers))}")
    assert statuses(answers) == {200: 1, 412: EDITORS - 1}
    (heard,) = [answer.json()["title"] for answer in answers if answer.status_code == 200]
    assert send(admin, "GET", path, None).json()["title"] == heard


def test_moves_lose_nothing_and_end_in_one_order(admin: Api, course_id: str, say: Callable[[str], None]) -> None:
    path = f"/courses/{course_id}/topics"
    topics = [topic["topic_id"] for topic in admin.items(path)]
    tags = {topic: send(admin, "GET", f"{path}/{topic}", None).headers["etag"] for topic in topics}

    def move(number: int) -> httpx.Response:
        topic, after = topics[number], topics[(number + 2) % len(topics)]
        return send(admin, "PUT", f"{path}/{topic}", {"after": after}, if_match=tags[topic])

    answers = at_once(len(topics), move)
    orders = [[topic["topic_id"] for topic in admin.items(path)] for _ in range(2)]

    say(f"{len(topics)} topics moved at once: {dict(statuses(answers))}")
    assert set(statuses(answers)) <= {200, 409}
    assert orders[0] == orders[1]
    assert sorted(orders[0]) == sorted(topics)


def test_reviews_add_up(admin: Api, course_id: str, students: list[Api], say: Callable[[str], None]) -> None:
    path = f"/courses/{course_id}/reviews"

    answers = at_once(REVIEWERS, lambda number: send(students[number], "POST", path, {"rating": number % 5 + 1}))
    summary = admin.get(f"{path}/summary")

    say(f"{REVIEWERS} reviews at once: {dict(statuses(answers))}")
    assert statuses(answers) == {201: REVIEWERS}
    assert summary["review_count"] == REVIEWERS
    assert summary["rating"] == pytest.approx(sum(n % 5 + 1 for n in range(REVIEWERS)) / REVIEWERS, abs=0.005)


def test_uploads_never_take_more_room_than_there_is(admin: Api, say: Callable[[str], None]) -> None:
    def announce(number: int) -> httpx.Response:
        body = {"name": f"{number}.mp4", "size": 10 * GIB, "content_type": "video/mp4", "sha256": f"{number:064x}"}
        return send(admin, "POST", "/media/uploads", body, idempotency_key=f"announced-{number}")

    before = admin.get("/media/usage")
    answers = at_once(EDITORS, announce)
    after = admin.get("/media/usage")

    say(f"{EDITORS} files of 10 GiB announced at once: {dict(statuses(answers))}")
    assert statuses(answers) == {
        201: before["free_bytes"] // (10 * GIB),
        409: EDITORS - before["free_bytes"] // (10 * GIB),
    }
    assert after["stored_bytes"] + after["reserved_bytes"] <= QUOTA
