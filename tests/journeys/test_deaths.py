"""Relay, handler, task or consumer dies: before or after any of its calls. Started again, all is as if it had not.

Each story is told, and its news heard undisturbed. Then they are heard anew for every call that they cause, and the
process dies at that call; what AWS delivers again must leave the same, with every event handled once in effect.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support.actors import Actor
from tests.support.faults import every_death, killed
from tests.support.state import Memory, difference
from tests.support.world import World

DOCUMENT = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Once upon a time."}]}],
}
LESSON = {"title": "One", "blocks": [{"type": "rich_text", "document": DOCUMENT}], "required": True}


@dataclass
class Stage:
    """One organization, and its people."""

    world: World
    admin: Actor
    tutor: Actor
    student: Actor
    own: str = "telling"
    """What the names in a story begin with."""

    def publish(self) -> str:
        """A course with a lesson goes on offer."""
        course_id = self._course()
        assert self.tutor.post(f"/courses/{course_id}/publish").status_code == 200
        return course_id

    def revise(self) -> None:
        """A course is learned, then published anew and archived."""
        course_id = self.publish()
        self.world.settle()
        assert self.student.post(f"/courses/{course_id}/enroll").status_code == 201
        topic_id = self.tutor.get(f"/courses/{course_id}/topics").json()["items"][0]["topic_id"]
        assert self.tutor.post(f"/topics/{topic_id}/lessons", {**LESSON, "title": "Two"}).status_code == 201
        assert self.tutor.post(f"/courses/{course_id}/publish").status_code == 200
        assert self.tutor.post(f"/courses/{course_id}/archive").status_code == 200

    def delete(self) -> None:
        """A course that nobody published is deleted with all that it had."""
        course_id = self._course()
        assert self.tutor.delete(f"/courses/{course_id}").status_code == 204

    def restore(self) -> None:
        """A course is published, edited, and made as it was again."""
        course_id = self.publish()
        topic_id = self.tutor.get(f"/courses/{course_id}/topics").json()["items"][0]["topic_id"]
        assert self.tutor.post(f"/topics/{topic_id}/lessons", {**LESSON, "title": "Two"}).status_code == 201
        assert self.tutor.post(f"/courses/{course_id}/versions/1/restore").status_code == 200

    def review(self) -> None:
        """Somebody enrols, so that they may review the course."""
        course_id = self.publish()
        assert self.student.post(f"/courses/{course_id}/enroll").status_code == 201

    def invite(self) -> None:
        """Somebody is invited."""
        body = {"email": f"{self.own}@example.org", "name": "Asha Rao", "roles": ["tutor"]}
        assert self.admin.post(f"/organizations/{self.admin.org_id}/invitations", body).status_code == 201

    def bring_many(self) -> None:
        """Three people are invited from a file, one of them twice, and one line is none."""
        lines = ["email,name,role", f"a{self.own}@example.org,Asha Rao,tutor", f"b{self.own}@example.org,Ben Das,"]
        lines += [f"A{self.own}@example.org,Asha Rao,student", "nonsense,,"]
        answer = self.admin.client.post(
            f"/organizations/{self.admin.org_id}/imports",
            content="\n".join(lines).encode(),
            headers={"content-type": "text/csv", "idempotency-key": self.own},
        )
        assert answer.status_code == 202

    def register(self) -> None:
        """Somebody founds an organization, and somebody joins one."""
        place = {"country": "IN", "time_zone": "Asia/Kolkata", "locale": "en-IN"}
        person = {"name": "Asha Rao", "email": f"f{self.own}@example.org", "password": "nine purple mangoes"}
        founded = {"organization": {"name": "Greenfield", "slug": self.own, **place}, **person}
        assert self.world.client.post("/auth/register/organization", json_body=founded).status_code == 202
        joined = {"organization": self.student.org.slug, **person, "email": f"s{self.own}@example.org"}
        assert self.world.client.post("/auth/register", json_body=joined).status_code == 202

    def forget(self) -> None:
        """Somebody forgot a password, and nobody did too."""
        person = self.world.actor("student", of=self.student.org, name="Asha", password="nine purple mangoes")
        for email in (person.email, f"n{self.own}@example.org"):
            assert self.world.client.post("/auth/forgot-password", json_body={"email": email}).status_code == 202

    def _course(self) -> str:
        course_id: str = self.tutor.post("/courses", {"title": self.own}).json()["course_id"]
        topic_id = self.tutor.post(f"/courses/{course_id}/topics", {"title": "Topic"}).json()["topic_id"]
        assert self.tutor.post(f"/topics/{topic_id}/lessons", LESSON).status_code == 201
        return course_id


STORIES: list[Callable[[Stage], object]] = [
    Stage.publish,
    Stage.revise,
    Stage.delete,
    Stage.restore,
    Stage.review,
    Stage.invite,
    Stage.bring_many,
    Stage.register,
    Stage.forget,
]


@pytest.fixture
def stage(world: World) -> Stage:
    """An organization and its people."""
    organization = world.organization()
    admin, tutor, student = (world.actor(role, of=organization) for role in ("org_admin", "tutor", "student"))
    world.settle()
    return Stage(world, admin, tutor, student)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_death_at_any_call_leaves_the_same(stage: Stage, story: Callable[[Stage], object]) -> None:
    with stage.world.clock():  # nothing is read again because time has passed
        memory = Memory(stage.world)
        story(stage)
        as_told = stage.world.process.keep()
        stage.world.settle()  # what a process reads once, it has read now
        as_told()
        deaths = list(every_death(stage.world.settle))
        expected = memory.left()
        assert expected

        for number, moment in deaths:
            as_told()
            with killed(number, moment) as death:
                stage.world.settle()
            stage.world.settle()
            # What was claimed by who died is taken up once the claim is over.
            with stage.world.later(minutes=4):
                stage.world.settle()

            assert death.at, (number, moment)
            assert difference(memory.left(), expected) == {}, death.at
