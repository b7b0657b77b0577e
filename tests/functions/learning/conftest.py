"""A school with one course of three lessons, its instructor and a learner."""

from dataclasses import dataclass

import pytest

from functions.identity.domain.organizations import Organization
from tests.support.actors import Actor, sign_in
from tests.support.courses import PublishedCourse, publish_course
from tests.support.world import World


@dataclass(frozen=True, slots=True)
class School:
    """Who and what most tests need."""

    world: World
    org: Organization
    tutor: Actor
    learner: Actor
    course: PublishedCourse

    def enrolled(self, learner: Actor | None = None) -> str:
        """Enrol somebody in the course. Returns the enrolment's id."""
        answer = (learner or self.learner).post(f"{self.course.path}/enroll")
        enrolment_id: str = answer.json()["enrollment_id"]
        return enrolment_id

    def another_learner(self, name: str = "Arjun Rao") -> Actor:
        """One more student."""
        return self.world.actor("student", of=self.org, name=name)

    def again(self, actor: Actor) -> Actor:
        """The same person, signed in anew: sessions do not last as long as some stories."""
        return sign_in(self.world.client, self.org, actor.user_id, actor.email)


@pytest.fixture
def school(world: World) -> School:
    """The course's publication has been heard of by everybody."""
    org = world.organization()
    tutor = world.actor("tutor", of=org, name="Kavita Iyer")
    course = publish_course(org.org_id, tutor.user_id)
    world.settle()
    return School(world, org, tutor, world.actor("student", of=org, name="Meera Nair"), course)
