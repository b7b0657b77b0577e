"""Stories that go through several rooms."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest

from tests.support.actors import Actor
from tests.support.logs import listening_in
from tests.support.world import World

TEXT = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Tie a bowline."}]}]}


@dataclass(frozen=True, slots=True)
class Course:
    """A course that its tutor works on."""

    tutor: Actor
    course_id: str
    topic_id: str

    @property
    def path(self) -> str:
        """Its address."""
        return f"/courses/{self.course_id}"

    def add(self, title: str, *, required: bool = True) -> str:
        """Add a lesson."""
        body = {"title": title, "blocks": [{"type": "rich_text", "document": TEXT}], "required": required}
        lesson_id: str = self.tutor.post(f"/topics/{self.topic_id}/lessons", body).json()["lesson_id"]
        return lesson_id

    def publish(self) -> None:
        """Put what there is on offer."""
        assert self.tutor.post(f"{self.path}/publish").status_code == 200


def begin_course(tutor: Actor, title: str = "Knots") -> Course:
    """A course with a topic."""
    course_id = tutor.post("/courses", {"title": title}).json()["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "Loops"}).json()["topic_id"]
    return Course(tutor, course_id, topic_id)


def complete(student: Actor, course: Course, lesson_id: str) -> dict[str, Any]:
    """Complete a lesson; how far that brings one."""
    answer = student.put(f"{course.path}/learn/lessons/{lesson_id}/completion")
    assert answer.status_code == 200, answer.text
    progress: dict[str, Any] = answer.json()["progress"]
    return progress


@pytest.fixture
def tutor(world: World) -> Actor:
    """A tutor in an organization of their own."""
    return world.actor("tutor")


@pytest.fixture
def student(world: World, tutor: Actor) -> Actor:
    """A student of the tutor's organization."""
    return world.actor("student", of=tutor.org)


class TestACourseThatIsRevisedWhileItIsLearned:
    def test_keeps_what_was_completed_and_asks_for_what_is_new(
        self, world: World, tutor: Actor, student: Actor
    ) -> None:
        course = begin_course(tutor)
        first, second = course.add("Bowline"), course.add("Noose")
        course.publish()
        world.settle()
        student.post(f"{course.path}/enroll")
        before = complete(student, course, first)

        third = course.add("Sheet bend")
        assert tutor.delete(f"/lessons/{second}").status_code == 204
        course.publish()
        world.settle()
        outline = student.get(f"{course.path}/learn").json()
        after = complete(student, course, third)

        assert (before["completed"], before["total"]) == (1, 2)
        assert [(one["lesson_id"], one["completed"]) for one in outline["items"]] == [(first, True), (third, False)]
        assert (after["completed"], after["total"], after["percent"]) == (2, 2, 100)

    def test_stays_completed_for_who_has_completed_it(self, world: World, tutor: Actor, student: Actor) -> None:
        course = begin_course(tutor)
        first = course.add("Bowline")
        course.publish()
        world.settle()
        student.post(f"{course.path}/enroll")
        completed_at = complete(student, course, first)["completed_at"]

        course.add("Noose")
        course.publish()
        world.settle()
        progress = student.get(f"{course.path}/learn").json()["progress"]

        assert completed_at
        assert progress["completed_at"] == completed_at

    def test_is_not_there_for_anybody_before_it_is_published(self, tutor: Actor, student: Actor) -> None:
        course = begin_course(tutor)
        course.add("Bowline")

        for answer in (
            student.get(course.path),
            student.get(f"{course.path}/syllabus"),
            student.post(f"{course.path}/enroll"),
            student.get(f"{course.path}/learn"),
        ):
            assert answer.status_code == 404
        assert student.get("/courses").json()["items"] == []


class TestACourseThatIsTakenOffOffer:
    def test_is_learned_on_by_who_is_in_it_and_by_nobody_else(self, world: World, tutor: Actor, student: Actor) -> None:
        course = begin_course(tutor)
        lesson = course.add("Bowline")
        course.publish()
        student.post(f"{course.path}/enroll")
        assert tutor.post(f"{course.path}/archive").status_code == 200
        world.settle()
        late = world.actor("student", of=tutor.org)

        refused = late.post(f"{course.path}/enroll")
        progress = complete(student, course, lesson)

        assert refused.status_code in {404, 409}
        assert progress["percent"] == 100


class TestATutorWhoLeaves:
    def test_loses_everything_within_five_seconds_and_the_course_goes_on(
        self, world: World, tutor: Actor, student: Actor
    ) -> None:
        course = begin_course(tutor)
        lesson = course.add("Bowline")
        course.publish()
        world.settle()
        student.post(f"{course.path}/enroll")
        admin = world.actor("org_admin", of=tutor.org)

        assert admin.delete(f"/users/{tutor.user_id}").status_code == 204
        with world.later(seconds=5):
            answers = [tutor.get(course.path), tutor.get("/auth/me"), tutor.post(f"{course.path}/publish")]
            edited = admin.post(f"/topics/{course.topic_id}/lessons", {"title": "Noose", "blocks": []})
            published = admin.post(f"{course.path}/publish")
            progress = complete(student, course, lesson)

        assert {answer.status_code for answer in answers} <= {401, 403}
        assert (edited.status_code, published.status_code) == (201, 200)
        assert progress["completed"] == 1


class TestAStudentWhoLeavesAndComesBack:
    def test_goes_on_where_they_were(self, world: World, tutor: Actor, student: Actor) -> None:
        course = begin_course(tutor)
        first, _ = course.add("Bowline"), course.add("Noose")
        course.publish()
        world.settle()
        place = student.post(f"{course.path}/enroll").json()
        complete(student, course, first)

        left = student.delete(f"{course.path}/enrollments/{place['enrollment_id']}")
        outside = student.get(f"{course.path}/learn")
        back = student.post(f"{course.path}/enroll")
        progress = student.get(f"{course.path}/learn").json()["progress"]

        assert (left.status_code, outside.status_code, back.status_code) == (204, 403, 201)
        assert back.json()["enrollment_id"] == place["enrollment_id"]
        assert (progress["completed"], progress["total"]) == (1, 2)


class TestAPersonInTwoOrganizations:
    def test_is_somebody_else_in_each(self, world: World) -> None:
        home = world.organization()
        admin = world.actor("org_admin", of=home)
        guest = world.actor("student", password="nine purple mangoes")
        invitation = {"email": guest.email, "name": "Asha Rao", "roles": ["tutor"]}
        assert admin.post(f"/organizations/{home.org_id}/invitations", invitation).status_code == 201
        world.settle()
        token = _token(world.mails()[-1]["text"])
        assert world.client.post("/auth/accept-invitation", json_body={"token": token}).status_code == 204

        answer = guest.put("/auth/organization", {"organization_id": home.org_id})
        there = world.client.with_headers(authorization=f"Bearer {answer.json()['access_token']}")
        made = there.post("/courses", json_body={"title": "Knots"})

        assert made.status_code == 201
        assert {one["slug"] for one in answer.json()["memberships"]} == {home.slug, guest.org.slug}
        assert there.get("/auth/me").json()["roles"] == ["tutor"]
        with world.later(seconds=5):
            assert guest.get("/auth/me").status_code == 401
            assert guest.get(f"/courses/{made.json()['course_id']}").status_code == 401


class TestARequestsTrace:
    def test_goes_from_the_request_to_the_row_to_the_event_to_its_handler(self, world: World, tutor: Actor) -> None:
        course = begin_course(tutor)
        course.add("Bowline")
        world.settle()
        traced = tutor.client.with_headers(x_correlation_id="trace-of-a-story")

        with listening_in() as lines:
            published = traced.post(f"{course.path}/publish")
            world.settle()

        request = lines.one("request")
        sent = [line for line in lines.all("event.sent") if line["detail_type"] == "CoursePublished.v1"]
        handled = [line for line in lines.all("event.handled") if line["detail_type"] == "CoursePublished.v1"]
        assert published.status_code == 200
        assert sent
        assert handled
        for line in (request, *sent, *handled):
            assert line["correlation_id"] == "trace-of-a-story"
            assert line["request_id"] == published.headers["x-request-id"]
            assert line["actor_id"] == tutor.user_id
        assert {line["event_id"] for line in sent} == {line["event_id"] for line in handled}


def test_a_visitor_becomes_a_student_without_anybodys_help(world: World, tutor: Actor) -> None:
    course = begin_course(tutor)
    lesson = course.add("Bowline")
    course.publish()
    person = {"name": "Arjun Rao", "email": "arjun@example.org", "password": "nine purple mangoes"}

    assert world.client.post("/auth/register", json_body={**person, "organization": tutor.org.slug}).status_code == 202
    world.settle()
    token = _token(world.mails()[-1]["text"])
    assert world.client.post("/auth/verify-email", json_body={"token": token}).status_code == 204
    signed_in = world.client.post(
        "/auth/login", json_body={"email": person["email"], "password": person["password"]}
    ).json()
    student = world.client.with_headers(authorization=f"Bearer {signed_in['access_token']}")
    (offered,) = student.get("/courses").json()["items"]
    assert student.post(f"/courses/{offered['course_id']}/enroll").status_code == 201
    done = student.put(f"{course.path}/learn/lessons/{lesson}/completion").json()["progress"]
    (seen,) = tutor.get(f"{course.path}/enrollments").json()["items"]

    assert done["percent"] == 100
    assert seen["progress"]["percent"] == 100
    assert seen["user_name"] == "Arjun Rao"


def _token(text: str) -> str:
    return unquote(text.partition("token=")[2].partition('"')[0].split()[0])
