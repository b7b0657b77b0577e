"""The measured requests, as the events in which API Gateway hands them to a function."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from infra.bench.exam import CHOICE
from infra.bench.process import Event
from infra.bench.world import ORGANIZATION, Cast, Course, World
from infra.local.people import Person
from shared.http import API
from shared.ids import new_id

PAGE = 10


@dataclass(frozen=True)
class Request:
    """One request, and what it is in the tables of figures."""

    name: str
    room: str
    who: Person | None
    method: str
    path: str
    query: tuple[tuple[str, object], ...] = ()
    body: Any = None

    @property
    def is_read(self) -> bool:
        """Whether it only looks, so that it may be made again."""
        return self.method == "GET"

    def event(self, origin_secret: str, token: str | None) -> Event:
        """The event, payload format 2.0."""
        content = json.dumps(self.body).encode() if self.body is not None else None
        headers = {
            "accept": "application/json",
            "accept-encoding": "gzip, deflate, br",
            "cloudfront-viewer-address": "203.0.113.7:50000",
            "host": "api.lms.example",
            "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "x-forwarded-for": "203.0.113.7, 198.51.100.9",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            "x-origin-secret": origin_secret,
            **({"authorization": f"Bearer {token}"} if token else {}),
            **({"content-type": "application/json", "content-length": str(len(content))} if content else {}),
        }
        path = f"{API}{self.path}"
        return {
            "version": "2.0",
            "routeKey": f"ANY {path}",
            "rawPath": path,
            "rawQueryString": urlencode(self.query),
            "headers": headers,
            "requestContext": {
                "domainName": "api.lms.example",
                "http": {
                    "method": self.method,
                    "path": path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": "198.51.100.9",
                    "userAgent": headers["user-agent"],
                },
                "requestId": new_id("req"),
                "stage": "$default",
                "time": "22/Nov/2026:10:00:00 +0000",
                "timeEpoch": 1795341600000,
            },
            "body": base64.b64encode(content).decode() if content else None,
            "isBase64Encoded": content is not None,
        }


def everyday(world: World, cast: Cast) -> list[Request]:
    """What people do all day."""
    small = world.small
    return [
        Request("current user", "identity", cast.student, "GET", "/auth/me"),
        listed(cast),
        Request("course", "catalog", cast.student, "GET", f"/courses/{small.course_id}"),
        syllabus(cast, small),
        outline(cast, small),
        lesson(cast, small),
        complete(cast, small),
        Request("own enrolments", "learning", cast.student, "GET", "/enrollments", (("limit", PAGE),)),
        enrol(cast.newcomer, small),
        heartbeat(cast, small),
        dashboard(world.beginner),
        roster(cast, small),
        create(cast),
        save_answer(world, cast),
        submit(world, cast),
        own_grades(cast, small),
        leaderboard(cast, small),
    ]


def first_of(world: World, room: str, who: Person | None) -> Request:
    """A request after which the room knows this person's access."""
    path = {
        "identity": "/auth/me",
        "catalog": "/courses",
        "learning": "/enrollments",
        "assessment": f"/courses/{world.small.course_id}/gradebook/me",
        "motivation": "/leaderboards",
    }[room]
    return Request("first", room, who, "GET", path)


def sign_in(cast: Cast) -> Request:
    """Its cost is the password's hash."""
    person = cast.student
    body = {"email": person.email, "password": person.password, "organization": ORGANIZATION.slug}
    return Request("sign-in", "identity", None, "POST", "/auth/login", body=body)


def listed(cast: Cast) -> Request:
    """A page of the catalog."""
    return Request(f"list of {PAGE} courses", "catalog", cast.student, "GET", "/courses", (("limit", PAGE),))


def syllabus(cast: Cast, course: Course) -> Request:
    """A page of what a course contains, for who has not enrolled."""
    path = f"/courses/{course.course_id}/syllabus"
    return Request(f"syllabus, {PAGE} lessons", "catalog", cast.student, "GET", path, (("limit", PAGE),))


def outline(cast: Cast, course: Course, limit: int = PAGE) -> Request:
    """A page of a course's content, with progress."""
    path = f"/courses/{course.course_id}/learn"
    return Request(f"course content, {limit} lessons", "learning", cast.student, "GET", path, (("limit", limit),))


def lesson(cast: Cast, course: Course) -> Request:
    """A lesson, to be read."""
    path = f"/courses/{course.course_id}/learn/lessons/{course.lesson_ids[-1]}"
    return Request("lesson", "learning", cast.student, "GET", path)


def complete(cast: Cast, course: Course, lesson_number: int = -2) -> Request:
    """A lesson is done. Each can be done once."""
    path = f"/courses/{course.course_id}/learn/lessons/{course.lesson_ids[lesson_number]}/completion"
    return Request("complete lesson", "learning", cast.student, "PUT", path)


def heartbeat(cast: Cast, course: Course) -> Request:
    """What a device tells every half minute while somebody studies."""
    now = datetime.now(UTC).isoformat()
    fact = {
        "key": new_id("fct"),
        "lesson_id": course.lesson_ids[0],
        "kind": "studied",
        "at": now,
        "active_s": 30,
        "position_s": 60,
    }
    path = f"/courses/{course.course_id}/learn/facts"
    return Request("heartbeat", "learning", cast.student, "POST", path, body={"sent_at": now, "facts": [fact]})


def dashboard(who: Person) -> Request:
    """What a learner sees first."""
    return Request(f"dashboard, {PAGE} courses", "learning", who, "GET", "/dashboard", (("limit", PAGE),))


def enrol(who: Person, course: Course) -> Request:
    """Take a place in a course."""
    return Request("enrol", "learning", who, "POST", f"/courses/{course.course_id}/enroll")


def roster(cast: Cast, course: Course, limit: int = PAGE) -> Request:
    """A page of who is in a course."""
    path = f"/courses/{course.course_id}/enrollments"
    return Request(f"roster, {limit} learners", "learning", cast.teacher, "GET", path, (("limit", limit),))


def create(cast: Cast) -> Request:
    """Begin a course."""
    body = {"title": "Tides", "summary": "What moves the sea.", "language": "en", "objectives": ["Read a tide table."]}
    return Request("create course", "catalog", cast.teacher, "POST", "/courses", body=body)


def save_answer(world: World, cast: Cast) -> Request:
    """An answer of a running exam, as it is typed."""
    attempt = world.attempt(cast)
    path = f"/assessments/{world.exam.assessment_id}/attempts/{attempt.attempt_id}/answers/{attempt.question_id}"
    return Request("save answer", "assessment", cast.student, "PUT", path, body={"sequence": 2, "response": CHOICE})


def submit(world: World, cast: Cast) -> Request:
    """The exam is over. Each attempt can be submitted once."""
    path = f"/assessments/{world.exam.assessment_id}/submit"
    return Request("submit exam, 10 questions", "assessment", cast.student, "POST", path)


def own_grades(cast: Cast, course: Course) -> Request:
    """What somebody has in the gradebook."""
    return Request("own grades", "assessment", cast.student, "GET", f"/courses/{course.course_id}/gradebook/me")


def leaderboard(cast: Cast, course: Course) -> Request:
    """The first of a course."""
    query = (("course_id", course.course_id), ("limit", PAGE))
    return Request(f"leaderboard, {PAGE} places", "motivation", cast.student, "GET", "/leaderboards", query)
