"""A school that sells a course."""

from dataclasses import dataclass
from typing import Any

import pytest

from functions.identity.domain.organizations import Organization
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World

Json = dict[str, Any]

ONCE: Json = {"name": "Whole course", "kind": "one_time", "currency": "INR", "price_minor": 100_000}
FREE: Json = {"name": "Open to all", "kind": "free"}
MONTHLY: Json = {"name": "Monthly", "kind": "subscription", "currency": "INR", "price_minor": 49_900, "every": "month"}
PARTS: Json = {
    "name": "In parts",
    "kind": "instalments",
    "currency": "INR",
    "price_minor": 100_000,
    "parts": [{"after_days": 30 * n, "amount_minor": 25_000} for n in range(4)],
}


@dataclass(frozen=True, slots=True)
class Shop:
    """Who and what most tests need."""

    world: World
    org: Organization
    admin: Actor
    tutor: Actor
    student: Actor
    course: PublishedCourse

    @property
    def course_id(self) -> str:
        """The course that is sold."""
        return self.course.course_id

    @property
    def path(self) -> str:
        """Where its offers are."""
        return f"/courses/{self.course_id}/offers"

    def offer(self, body: Json | None = None, **more: Any) -> str:
        """Put the course on sale. Returns the offer's id."""
        made = succeeded(self.tutor.post(self.path, {**(body or ONCE), **more}))
        return str(made.json()["offer_id"])

    def new_pass(self, **more: Any) -> str:
        """A pass without courses. Returns its id."""
        made = succeeded(self.admin.post("/passes", {"name": "Everything", **more}))
        return str(made.json()["pass_id"])

    def another_course(self) -> str:
        """One more course of the tutor."""
        return publish_course(self.org.org_id, self.tutor.user_id).course_id


def succeeded(answer: Answer) -> Answer:
    """The answer, which must not be a problem."""
    assert answer.status_code < 300, answer.text
    return answer


def pointers(answer: Answer) -> list[str]:
    """Which fields a refusal names."""
    return [error["pointer"] for error in answer.json()["errors"]]


@pytest.fixture
def shop(world: World) -> Shop:
    """A course on offer that has no price yet."""
    org = world.organization()
    tutor = world.actor("tutor", of=org, name="Kavita Iyer")
    course = publish_course(org.org_id, tutor.user_id)
    world.settle()
    admin, student = world.actor("org_admin", of=org), world.actor("student", of=org, name="Meera Nair")
    return Shop(world, org, admin, tutor, student, course)
