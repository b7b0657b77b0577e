"""The demo courses: folders of Markdown, each lesson with a few lines of TOML in front.

courses/<slug>/course.toml      title, summary, language, ...; topics with the names of their lessons, in order
courses/<slug>/<lesson>.md      +++ / title, estimated_minutes / +++ / the text
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.courses import CoursePlan, LessonPlan, TopicPlan
from infra.local.markdown import Unsupported, to_document

__all__ = ["COURSES", "Malformed", "course", "read_course"]

COURSES = Path(__file__).parent / "courses"
FENCE = "+++\n"
DETAILS = ("summary", "language", "difficulty", "objectives", "tags")


class Malformed(ValueError):
    """A course folder is not as it must be; the message names the file."""


@cache
def course(slug: str) -> CoursePlan:
    """One of the courses that come with the product."""
    return read_course(COURSES / slug)


def read_course(folder: Path) -> CoursePlan:
    """The course that this folder describes."""
    head = _toml((folder / "course.toml").read_text("utf-8"), folder / "course.toml")
    topics = tuple(
        TopicPlan(
            title=topic["title"],
            summary=topic.get("summary", ""),
            lessons=tuple(_lesson(folder / f"{name}.md") for name in topic["lessons"]),
        )
        for topic in head["topics"]
    )
    details = {name: head[name] for name in DETAILS if name in head}
    details["summary"] = details.get("summary", "").strip()
    return CoursePlan(title=head["title"], topics=topics, details=details, category=head.get("category"))


def _lesson(file: Path) -> LessonPlan:
    text = file.read_text("utf-8")
    start, fence, rest = text.partition(FENCE)
    front, closed, body = rest.partition(FENCE)
    if start or not fence or not closed:
        raise Malformed(f"{file}: a lesson begins with TOML between two lines of +++.")
    head = _toml(front, file)
    try:
        document = to_document(body)
    except Unsupported as unsupported:
        raise Malformed(f"{file}: {unsupported}") from unsupported
    return LessonPlan(title=head["title"], documents=(document,), minutes=head.get("estimated_minutes"))


def _toml(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed(f"{file}: {error}") from error
