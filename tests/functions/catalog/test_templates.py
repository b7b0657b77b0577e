"""Templates: courses that were found worth beginning others with."""

from typing import Any

import pytest

from functions.catalog.repository.templates import TemplateRepository
from functions.catalog.service.copying import laying
from tests.functions.catalog.conftest import Desk, Json, succeeded
from tests.functions.catalog.copying import contents, left_of, settled_job, steps_of
from tests.support.actors import Actor
from tests.support.client import Answer


def save(desk: Desk, by: Actor | None = None, **body: Any) -> Answer:
    """Ask for a template of the desk's course."""
    wanted = {"course_id": desk.course_id, "name": "Evenings", "description": "A week of them.", **body}
    return (by or desk.tutor).post("/course-templates", wanted)


def use(desk: Desk, template_id: str, by: Actor | None = None, **body: Any) -> Answer:
    """Ask for a course of a template."""
    return (by or desk.tutor).post(f"/course-templates/{template_id}/courses", body)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A course with content."""
    topic_id = desk.new_topic("Inside")
    one = desk.new_lesson(topic_id, "Membrane")
    desk.new_lesson(topic_id, "Nucleus", release=[{"type": "lesson_done", "lesson_id": one}])
    desk.new_topic("Nothing yet")
    return desk


@pytest.fixture
def template_id(full: Desk) -> str:
    """A template of it."""
    return str(settled_job(full, save(full))["result"]["template_id"])


class TestSaveTemplate:
    def test_keeps_the_course_as_it_is_now(self, full: Desk, template_id: str) -> None:
        template = full.tutor.get(f"/course-templates/{template_id}").json()

        assert {name: template[name] for name in ("name", "description", "course_id", "title", "created_by")} == {
            "name": "Evenings",
            "description": "A week of them.",
            "course_id": full.course_id,
            "title": "Cells: the units of life",
            "created_by": full.tutor.user_id,
        }
        assert (template["topic_count"], template["lesson_count"], template["language"]) == (2, 2, "en")

    def test_is_for_who_may_edit_the_course(self, full: Desk) -> None:
        assert save(full, by=full.member("org_admin")).status_code == 202
        assert save(full, by=full.member("tutor")).code == "not_an_instructor"
        assert save(full, by=full.member("student")).code == "forbidden"
        assert save(full, by=full.world.actor("tutor")).code == "course_not_found"

    def test_cannot_be_seen_before_it_is_complete(self, full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 1)
        job = save(full).json()
        steps, seen = steps_of(full.org.org_id), []
        for status in ("more", "more", "done"):
            assert steps.step(job["job_id"], {}).status == status
            seen.append(
                (
                    full.tutor.get(f"/course-templates/{job['template_id']}").status_code,
                    len(full.pages("/course-templates")),
                    use(full, job["template_id"]).status_code,
                )
            )

        assert seen == [(404, 0, 404), (404, 0, 404), (200, 1, 202)]

    def test_abandoned_leaves_nothing_behind(self, full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 1)
        job = save(full).json()
        steps = steps_of(full.org.org_id)
        for _ in range(2):
            steps.step(job["job_id"], {})
        assert left_of(full, job["template_id"])

        steps.abandon(job["job_id"])

        assert left_of(full, job["template_id"]) == []
        assert full.tutor.get(f"/jobs/{job['job_id']}").json()["state"] == "failed"


class TestListTemplates:
    def test_has_the_newest_first_page_by_page(self, full: Desk) -> None:
        for name in ("One", "Two", "Three"):
            settled_job(full, save(full, name=name))

        assert [one["name"] for one in full.pages("/course-templates", limit=2)] == ["Three", "Two", "One"]

    def test_is_the_organizations_own(self, full: Desk, template_id: str) -> None:
        colleague, stranger = full.member("tutor"), full.world.actor("org_admin")

        assert [one["template_id"] for one in colleague.get("/course-templates").json()["items"]] == [template_id]
        assert stranger.get("/course-templates").json()["items"] == []
        assert stranger.get(f"/course-templates/{template_id}").code == "template_not_found"
        assert use(full, template_id, by=stranger).code == "template_not_found"
        assert stranger.delete(f"/course-templates/{template_id}").code == "template_not_found"
        assert full.member("student").get("/course-templates").code == "forbidden"


class TestUseTemplate:
    def test_makes_a_course_of_whoever_asks(self, full: Desk, template_id: str) -> None:
        colleague = full.member("tutor")

        job = settled_job(full, use(full, template_id, by=colleague), by=colleague)

        course_id = job["result"]["course_id"]
        course = colleague.get(f"/courses/{course_id}").json()
        assert (course["title"], course["status"]) == ("Cells: the units of life", "draft")
        assert course["instructor_ids"] == [colleague.user_id]
        assert contents(colleague, course_id) == contents(full.tutor, full.course_id)

    def test_gives_what_the_course_was_like_then(self, full: Desk, template_id: str) -> None:
        before = contents(full.tutor, full.course_id)
        [topic_id, _] = full.topic_ids()
        for lesson_id in full.lesson_ids(topic_id):
            full.put(f"/lessons/{lesson_id}", {"title": "Changed", "blocks": []})
        full.put(full.path, {"title": "Another course"})

        job = settled_job(full, use(full, template_id))

        assert contents(full.tutor, job["result"]["course_id"]) == before

    def test_outlives_the_course_that_it_was_taken_from(self, full: Desk, template_id: str) -> None:
        before = contents(full.tutor, full.course_id)
        full.tutor.delete(full.path, headers={"if-match": full.tutor.get(full.path).headers["etag"]})
        full.world.settle()

        job = settled_job(full, use(full, template_id, title="Again"))

        course_id = job["result"]["course_id"]
        assert contents(full.tutor, course_id) == before
        assert full.tutor.get(f"/courses/{course_id}").json()["title"] == "Again"

    def test_twice_makes_two_courses(self, full: Desk, template_id: str) -> None:
        made = [
            settled_job(
                full,
                full.tutor.post(
                    f"/course-templates/{template_id}/courses", {}, headers={"idempotency-key": f"key{number}"}
                ),
            )["result"]["course_id"]
            for number in range(2)
        ]

        assert len(set(made)) == 2
        assert contents(full.tutor, made[0]) == contents(full.tutor, made[1])


class TestDeleteTemplate:
    def test_removes_all_of_it_and_leaves_its_courses(self, full: Desk, template_id: str) -> None:
        course_id = settled_job(full, use(full, template_id))["result"]["course_id"]

        assert full.tutor.delete(f"/course-templates/{template_id}").status_code == 204
        full.world.settle()

        assert full.tutor.get(f"/course-templates/{template_id}").code == "template_not_found"
        assert [row.split()[-1] for row in left_of(full, template_id)] == ["DELETED"]
        assert contents(full.tutor, course_id) == contents(full.tutor, full.course_id)

    def test_is_for_who_saved_it_and_administrators(self, full: Desk, template_id: str) -> None:
        assert full.member("tutor").delete(f"/course-templates/{template_id}").code == "not_the_templates_owner"
        assert full.member("org_admin").delete(f"/course-templates/{template_id}").status_code == 204

    def test_while_a_course_is_made_of_it_leaves_no_half_course(
        self, full: Desk, template_id: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 2)
        job: Json = succeeded(use(full, template_id)).json()
        steps_of(full.org.org_id).step(job["job_id"], {})
        TemplateRepository(full.org.org_id).delete(TemplateRepository(full.org.org_id).get(template_id))

        full.world.settle()

        state = full.tutor.get(f"/jobs/{job['job_id']}").json()["state"]
        course = full.tutor.get(f"/courses/{job['course_id']}")
        assert (state, course.status_code) in {("failed", 404), ("succeeded", 200)}
        if state == "failed":
            assert left_of(full, job["course_id"]) == []
