"""A course as a script holds it before it exists, and the way it is built through the API.

Demo courses, textbooks and the journey's course all come to this one shape.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from infra.local import prosemirror as pm
from infra.local.client import Api, Json

__all__ = ["CoursePlan", "LessonPlan", "TopicPlan", "build"]

Told = Callable[[str], object]
READING_SPEED = 180  # words a minute, for texts that one learns from


@dataclass(frozen=True)
class LessonPlan:
    """A lesson: a title, and rich text documents in the order in which they are read."""

    title: str
    documents: tuple[pm.Node, ...]
    minutes: int | None = None

    @property
    def words(self) -> int:
        """How much there is to read."""
        return sum(len(pm.plain_text(document).split()) for document in self.documents)

    def body(self) -> Json:
        """The lesson as the API takes it."""
        return {
            "title": self.title,
            "blocks": [{"type": "rich_text", "document": document} for document in self.documents],
            "required": True,
            "estimated_minutes": self.minutes or max(1, round(self.words / READING_SPEED)),
        }


@dataclass(frozen=True)
class TopicPlan:
    """A topic and its lessons, in order."""

    title: str
    lessons: tuple[LessonPlan, ...]
    summary: str = ""

    def body(self) -> Json:
        """The topic as the API takes it."""
        return {"title": self.title} | ({"summary": self.summary} if self.summary else {})


@dataclass(frozen=True)
class CoursePlan:
    """A whole course. `details` are the API's optional fields: summary, language, difficulty, objectives, tags."""

    title: str
    topics: tuple[TopicPlan, ...]
    details: Json = field(default_factory=dict)
    category: str | None = None
    """The name of the category that it is put into, where the organization has one of that name."""

    @property
    def lessons(self) -> tuple[LessonPlan, ...]:
        """All lessons, in the order in which they are learned."""
        return tuple(lesson for topic in self.topics for lesson in topic.lessons)

    def body(self) -> Json:
        """The course as the API takes it."""
        return {"title": self.title, **self.details}


def build(
    author: Api,
    plan: CoursePlan,
    *,
    key: str,
    into: str | None = None,
    workers: int = 1,
    told: Told = lambda _: None,
) -> str:
    """Build the course as this author; returns its id.

    Safe to repeat: each request carries an idempotency key made of `key` and its place in the plan, so that a second
    run (within a day, as long as the API remembers keys) goes on where the first one stopped. A course of an older run
    is continued by naming it in `into`: what has the same title is then taken as done.

    Topics are made one after the other, and so are the lessons of a topic, since the order of making is the order of
    reading; lessons of different topics are made by up to `workers` threads. `told` hears each title when it is there.
    """
    course_id = into or _course(author, plan, key)
    topics = []
    for title, topic_id in _topics(author, plan, course_id, key, continued=into is not None):
        topics.append(topic_id)
        told(title)
    stop = threading.Event()

    def fill(number: int) -> None:
        path = f"/topics/{topics[number]}/lessons"
        done = Counter(item["title"] for item in author.items(path, limit=100)) if into else Counter[str]()
        for place, lesson in enumerate(plan.topics[number].lessons):
            if stop.is_set():
                return
            if done[lesson.title]:
                done[lesson.title] -= 1
            else:
                author.post(path, lesson.body(), key=_key(key, "lesson", number, place))
            told(lesson.title)

    with ThreadPoolExecutor(workers, thread_name_prefix="build") as pool:
        try:
            _until_first_failure([pool.submit(fill, number) for number in range(len(topics))])
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
    return course_id


def _course(author: Api, plan: CoursePlan, key: str) -> str:
    body = plan.body()
    if plan.category is not None:
        known = {item["name"]: item["category_id"] for item in author.get("/course-categories")["items"]}
        body |= {"category_id": known.get(plan.category)}
    return str(author.post("/courses", body, key=_key(key, "course"))["course_id"])


def _until_first_failure(jobs: list[Future[None]]) -> None:
    for job in wait(jobs, return_when=FIRST_EXCEPTION).done:
        job.result()


def _topics(author: Api, plan: CoursePlan, course_id: str, key: str, *, continued: bool) -> Iterator[tuple[str, str]]:
    """Each topic's title and id; those that are not there yet are made."""
    path = f"/courses/{course_id}/topics"
    there: dict[str, list[str]] = {}
    for item in author.items(path, limit=100) if continued else ():
        there.setdefault(item["title"], []).append(item["topic_id"])
    for number, topic in enumerate(plan.topics):
        known = there.get(topic.title)
        yield (
            topic.title,
            known.pop(0) if known else author.post(path, topic.body(), key=_key(key, "topic", number))["topic_id"],
        )


def _key(*parts: Any) -> str:
    """Short and printable, whatever the parts are made of."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:40]
