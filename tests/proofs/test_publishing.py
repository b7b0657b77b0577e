"""A course of a thousand lessons is published while twenty people read it: nobody sees a mix of two versions."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from threading import Semaphore
from typing import Any

import pytest

from infra.bench.capacity import WRITE_BYTES, size
from infra.local import prosemirror as pm
from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.courses import CoursePlan, LessonPlan, TopicPlan, build
from infra.local.people import Person, register_student

TOPICS, LESSONS_EACH = 20, 50
LESSONS = TOPICS * LESSONS_EACH
READERS = 20
EDITIONS = 3
READER = Person("Anand", "anand@proofs.example.org", "a long walk before the rain")


@dataclass
class Seen:
    """What one reader came across: for each version the editions of its lessons, and versions in order."""

    editions: dict[int, set[str]] = field(default_factory=dict)
    versions: list[int] = field(default_factory=list)

    def note(self, version: int, *titles: str) -> None:
        self.editions.setdefault(version, set()).update(title.rpartition(", ")[2] for title in titles)


@pytest.fixture(scope="module")
def course_id(admin: Api) -> str:
    plan = CoursePlan(
        "A thousand steps",
        tuple(
            TopicPlan(f"Part {part}", tuple(lesson(part, step) for step in range(LESSONS_EACH)))
            for part in range(TOPICS)
        ),
    )
    return build(admin, plan, key="thousand", workers=2)


@pytest.fixture(scope="module")
def student(cloud: LocalCloud, admin: Api) -> Iterator[Api]:
    visitor = Api(cloud.url)
    yield register_student(visitor, cloud.mails, "proofs", READER)
    visitor.close()


def lesson(part: int, step: int) -> LessonPlan:
    return LessonPlan(f"Step {part}.{step}, edition 1", (pm.document(pm.paragraph(pm.text("One step."))),))


def revise(admin: Api, lessons: list[dict[str, Any]], edition: int) -> None:
    """Give every lesson the title of the next edition."""

    def change(item: dict[str, Any]) -> None:
        admin.edit(f"/lessons/{item['lesson_id']}", {"title": titled(item["title"], edition)})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(change, lessons))


def titled(title: str, edition: int) -> str:
    return f"{title.rpartition(', ')[0]}, edition {edition}"


def read_until(version: int, begun: Semaphore, student: Api, course_id: str) -> Seen:
    """Read the outline from end to end and then a lesson, over and over, until that version was read from the start."""
    seen, path = Seen(), f"/courses/{course_id}/learn"
    while not seen.versions or seen.versions[-2] < version:
        page = student.get(path, limit=100)
        begun.release()
        first = page["version"]
        seen.versions.append(first)
        walked = 0
        while True:
            assert page["version"] == first
            seen.note(first, *(item["title"] for item in page["items"]))
            walked += len(page["items"])
            if not page["next_cursor"]:
                break
            page = student.get(path, limit=100, cursor=page["next_cursor"])
        assert walked == LESSONS
        shown = student.get(f"{path}/lessons/{page['items'][-1]['lesson_id']}")
        seen.versions.append(shown["version"])
        seen.note(shown["version"], shown["title"])
    return seen


def weight(cloud: LocalCloud, course_id: str, org_id: str, version: int) -> tuple[int, int]:
    """The bytes of a version's rows, and the write units of putting them in a transaction."""
    rows = cloud.client("dynamodb").query(
        TableName=cloud.environment("catalog-api")["LMS_TABLE_CATALOG"],
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"ORG#{org_id}#COURSE#{course_id}#VERSION#{version}"}},
    )["Items"]
    sizes = [size({name: wired(value) for name, value in row.items()}) for row in rows]
    return sum(sizes), sum(2 * ceil(each / WRITE_BYTES) for each in sizes)


def wired(value: Mapping[str, Any]) -> dict[str, Any]:
    """A value as it goes over the wire: bytes in base64."""
    return {kind: b64encode(content) if kind == "B" else content for kind, content in value.items()}


def test_no_reader_ever_sees_a_mix(
    cloud: LocalCloud, admin: Api, student: Api, course_id: str, say: Callable[[str], None]
) -> None:
    admin.post(f"/courses/{course_id}/publish")
    student.post(f"/courses/{course_id}/enroll")
    lessons = list(admin.items(f"/courses/{course_id}/syllabus", limit=100))
    assert len(lessons) == LESSONS
    took, found = [], []

    for edition in range(2, EDITIONS + 1):
        revise(admin, lessons, edition)
        begun = Semaphore(0)
        with ThreadPoolExecutor(READERS) as pool:
            readers = [pool.submit(read_until, edition, begun, student, course_id) for _ in range(READERS)]
            for _ in readers:
                assert begun.acquire(timeout=60)
            began = time.monotonic()
            assert admin.post(f"/courses/{course_id}/publish")["version"] == edition
            took.append(time.monotonic() - began)
            found += [reader.result() for reader in readers]

    stored, units = weight(cloud, course_id, admin.organization_id, EDITIONS)
    say(f"{LESSONS} lessons published in {', '.join(f'{each:.2f}' for each in took)} s while {READERS} people read")
    say(f"a version's outline weighs {stored:,} bytes: {units} write units beside those of its course and card")
    say(f"{sum(len(seen.versions) for seen in found)} looks, of {sorted({v for s in found for v in s.versions})}")
    for seen in found:
        assert seen.editions == {version: {f"edition {version}"} for version in seen.editions}
    assert all(len(seen.editions) == 2 for seen in found)
