"""A school with one course of three lessons, and people who earn its certificate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from functions.certificates.service import typesetting
from functions.identity.domain.organizations import Organization
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World


@dataclass(frozen=True, slots=True)
class School:
    """Who and what most tests need."""

    world: World
    org: Organization
    admin: Actor
    tutor: Actor
    learner: Actor
    course: PublishedCourse

    @property
    def path(self) -> str:
        """Where the course's certificate is asked for."""
        return f"{self.course.path}/certificate"

    def study(self, *, lessons: int = 3, who: Actor | None = None) -> None:
        """Enrol and complete the first so many of the course's lessons; nobody has heard of it yet."""
        learner = who or self.learner
        learner.post(f"{self.course.path}/enroll")
        for number in range(lessons):
            assert learner.put(self.course.completion_path(number)).status_code == 200

    def earned(self) -> Any:
        """A certificate of the learner, which everybody has heard of."""
        self.study()
        self.world.settle()
        (entry,) = self.learner.get("/certificates").json()["items"]
        return self.learner.get(f"/certificates/{entry['certificate_id']}").json()

    def exam(self, title: str = "Exam") -> str:
        """An assessment of the course. Returns its id."""
        asked = {"course_id": self.course.course_id, "title": title}
        assessment_id: str = self.tutor.post("/assessments", asked).json()["assessment_id"]
        return assessment_id

    def ask_for(self, *conditions: dict[str, Any], automatic: bool = True) -> None:
        """Change what the course's certificate asks for."""
        tag = self.tutor.get(f"{self.path}/terms").headers["etag"]
        body = {"conditions": list(conditions), "automatic": automatic}
        answer = self.tutor.put(f"{self.path}/terms", body, headers={"if-match": tag})
        assert answer.status_code == 200, answer.text

    def rename(self, name: str) -> None:
        """The learner changes their name."""
        tag = self.learner.get("/users/me").headers["etag"]
        answer = self.learner.put("/users/me", {"name": name}, headers={"if-match": tag})
        assert answer.status_code == 200, answer.text

    def verify(self, code: str, accept: str = "application/json") -> Answer:
        """What anybody sees who has the code."""
        return self.world.client.get(f"/certificates/verify/{code}", headers={"accept": accept})


@pytest.fixture(autouse=True)
def set_in_no_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files say what they are made of; setting each takes a second, which only the tests of the file itself spend."""
    if "really_typeset" not in request.fixturenames:
        monkeypatch.setattr(typesetting, "typeset", lambda template, data, *, at: f"%PDF {data}".encode())


@pytest.fixture
def really_typeset() -> None:
    """Asked for by tests of the file itself."""


@pytest.fixture
def make_school(world: World) -> Callable[..., School]:
    """Makes a school whose learner has a certain name."""

    def make(learner: str = "Meera Nair") -> School:
        org = world.organization()
        tutor = world.actor("tutor", of=org, name="Kavita Iyer")
        course = publish_course(org.org_id, tutor.user_id)
        world.settle()
        admin = world.actor("org_admin", of=org, name="Asha Menon")
        return School(world, org, admin, tutor, world.actor("student", of=org, name=learner), course)

    return make


@pytest.fixture
def school(make_school: Callable[..., School]) -> School:
    """The course's publication has been heard of by everybody."""
    return make_school()
