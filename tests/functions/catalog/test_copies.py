"""Duplicating a course."""

from typing import Any

import pytest

from functions.catalog.repository.copies import CopyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.service.copying import laying
from functions.catalog.tasks import handler as tasks
from shared.dynamo import ConditionFailed, Repository
from tests.functions.catalog.conftest import Desk, Json, rich_text, succeeded
from tests.functions.catalog.copying import contents, left_of, settled_job, steps_of
from tests.functions.catalog.large import draft_large_course
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.world import at_once


def duplicate(desk: Desk, by: Actor | None = None, **body: Any) -> Answer:
    """Ask for a duplicate of the desk's course."""
    return (by or desk.tutor).post(f"{desk.path}/duplicate", body)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A course with three topics, one of them empty, and lessons that refer to each other."""
    first, second = desk.new_topic("Inside"), desk.new_topic("Outside", summary="What is around it.")
    desk.new_topic("Nothing yet")
    one = desk.new_lesson(first, "Membrane", estimated_minutes=5)
    desk.new_lesson(first, "Nucleus", after=None, required=False)
    desk.new_lesson(second, "Plants", blocks=[], release=[{"type": "lesson_done", "lesson_id": one}])
    desk.put(
        desk.path, {"summary": "All of life.", "objectives": ["Tell plants from animals"], "difficulty": "beginner"}
    )
    return desk


class TestDuplicate:
    def test_is_a_draft_with_the_same_content(self, full: Desk) -> None:
        answer = duplicate(full)
        assert (answer.status_code, answer.json()["state"]) == (202, "queued")

        job = settled_job(full, answer)

        assert (job["state"], job["progress"]) == ("succeeded", {"done": 6, "total": 6})
        copy = job["result"]["course_id"]
        assert copy == answer.json()["course_id"] != full.course_id
        course = full.tutor.get(f"/courses/{copy}").json()
        assert (course["status"], course["title"]) == ("draft", "Cells: the units of life (copy)")
        assert course["instructor_ids"] == [full.tutor.user_id]
        assert contents(full.tutor, copy) == contents(full.tutor, full.course_id)

    def test_has_parts_of_its_own(self, full: Desk) -> None:
        copy = settled_job(full, duplicate(full))["result"]["course_id"]

        theirs = Desk(full.world, full.org, full.tutor, copy)
        assert not set(theirs.topic_ids()) & set(full.topic_ids())
        [topic_id, second, _] = theirs.topic_ids()
        [nucleus, membrane] = theirs.lesson_ids(topic_id)
        [plants] = theirs.lesson_ids(second)
        assert full.tutor.get(f"/lessons/{plants}").json()["release"] == [
            {"type": "lesson_done", "lesson_id": membrane}
        ]
        theirs.put(f"/lessons/{nucleus}", {"title": "Another"})
        theirs.new_lesson(topic_id, "At the end")
        assert [one["title"] for one in theirs.pages(f"/topics/{topic_id}/lessons")] == [
            "Another",
            "Membrane",
            "At the end",
        ]
        assert contents(full.tutor, full.course_id)[1][0]["lessons"][0]["title"] == "Nucleus"
        assert theirs.publish().json()["version"] == 1

    def test_is_called_as_it_is_wished(self, full: Desk) -> None:
        copy = settled_job(full, duplicate(full, title="Evening class"))["result"]["course_id"]

        assert full.tutor.get(f"/courses/{copy}").json()["title"] == "Evening class"

    def test_of_the_longest_title_has_one_that_is_not_too_long(self, desk: Desk) -> None:
        desk.put(desk.path, {"title": "x" * 200})

        copy = settled_job(desk, duplicate(desk))["result"]["course_id"]

        assert desk.tutor.get(f"/courses/{copy}").json()["title"] == "x" * 193 + " (copy)"

    def test_cannot_be_seen_before_it_is_complete(self, full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 5)
        job = duplicate(full).json()
        steps = steps_of(full.org.org_id)

        seen = []
        for status in ("more", "more", "done"):
            assert steps.step(job["job_id"], {}).status == status
            listed = [one["course_id"] for one in full.pages("/courses")]
            seen.append((full.tutor.get(f"/courses/{job['course_id']}").status_code, job["course_id"] in listed))

        assert seen == [(404, False), (404, False), (200, True)]

    def test_asked_for_twice_is_one(self, full: Desk) -> None:
        key = {"idempotency-key": "same"}
        answers = [full.tutor.post(f"{full.path}/duplicate", {}, headers=key) for _ in range(3)]

        assert len({answer.json()["job_id"] for answer in answers}) == 1
        for answer in answers:
            settled_job(full, answer)
        assert len(full.pages("/courses")) == 2

    def test_of_many_lessons_is_made_step_by_step(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 60)
        course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=200, topics=20)
        job_id = succeeded(desk.tutor.post(f"/courses/{course_id}/duplicate", {})).json()["job_id"]
        steps = steps_of(desk.org.org_id)
        statuses: list[str] = []
        while statuses[-1:] != ["done"]:
            statuses.append(steps.step(job_id, {}).status)

        assert statuses == ["more"] * 4 + ["done"]
        job = desk.tutor.get(f"/jobs/{job_id}").json()
        assert job["progress"] == {"done": 220, "total": 220}
        published = desk.tutor.post(f"/courses/{job['result']['course_id']}/publish")
        assert published.status_code == 200, published.text


class TestWhoMayDuplicate:
    def test_is_who_may_edit(self, full: Desk) -> None:
        assert duplicate(full, by=full.member("org_admin")).status_code == 202
        assert duplicate(full, by=full.member("tutor")).code == "not_an_instructor"
        assert duplicate(full, by=full.member("student")).code == "forbidden"
        assert duplicate(full, by=full.world.actor("tutor")).code == "course_not_found"

    def test_who_asked_owns_the_copy(self, full: Desk) -> None:
        admin = full.member("org_admin")

        job = settled_job(full, duplicate(full, by=admin), by=admin)

        copy = f"/courses/{job['result']['course_id']}"
        assert admin.get(copy).json()["instructor_ids"] == [admin.user_id]
        assert full.tutor.get(copy).status_code == 404

    def test_the_job_is_seen_by_its_owner_and_administrators(self, full: Desk) -> None:
        job_id = duplicate(full).json()["job_id"]

        assert full.member("org_admin").get(f"/jobs/{job_id}").status_code == 200
        assert full.member("tutor").get(f"/jobs/{job_id}").status_code == 404
        assert full.world.actor("org_admin").get(f"/jobs/{job_id}").status_code == 404


class TestInterrupted:
    """A step may die anywhere, and run again, also beside itself."""

    @pytest.fixture
    def job(self, full: Desk, monkeypatch: pytest.MonkeyPatch) -> Json:
        """A duplicate, two parts in a step."""
        monkeypatch.setattr(laying, "PARTS_PER_STEP", 2)
        answer: Json = duplicate(full).json()
        return answer

    @pytest.mark.parametrize("survived", range(12))
    def test_is_whole_in_the_end(self, full: Desk, job: Json, survived: int) -> None:
        with _dying_after(survived):
            try:
                while steps_of(full.org.org_id).step(job["job_id"], {}).status == "more":
                    pass
            except _Died:
                pass
        assert full.tutor.get(f"/courses/{job['course_id']}").status_code in {200, 404}

        full.world.settle()

        assert full.tutor.get(f"/jobs/{job['job_id']}").json()["state"] == "succeeded"
        assert contents(full.tutor, job["course_id"]) == contents(full.tutor, full.course_id)

    def test_by_another_run_of_the_same_step_does_nothing_twice(self, full: Desk, job: Json) -> None:
        def run(_: int) -> str:
            steps = steps_of(full.org.org_id)
            while (status := steps.step(job["job_id"], {}).status) == "more":
                pass
            return status

        assert at_once(3, run) == ["done"] * 3
        assert contents(full.tutor, job["course_id"]) == contents(full.tutor, full.course_id)

    def test_for_good_leaves_nothing_behind(self, full: Desk, job: Json) -> None:
        for _ in range(3):
            steps_of(full.org.org_id).step(job["job_id"], {})
        assert left_of(full, job["course_id"])

        for _ in range(2):
            answer = tasks({"task": "abandon_copy", "org_id": full.org.org_id, "job_id": job["job_id"]}, None)
            assert answer["status"] == "failed"

        seen = full.tutor.get(f"/jobs/{job['job_id']}").json()
        assert (seen["state"], seen["problem"]["code"]) == ("failed", "copy_interrupted")
        assert left_of(full, job["course_id"]) == []
        assert steps_of(full.org.org_id).step(job["job_id"], {}).status == "failed"

    def test_too_late_changes_nothing(self, full: Desk, job: Json) -> None:
        full.world.settle()

        steps_of(full.org.org_id).abandon(job["job_id"])

        assert full.tutor.get(f"/jobs/{job['job_id']}").json()["state"] == "succeeded"
        assert contents(full.tutor, job["course_id"]) == contents(full.tutor, full.course_id)

    def test_by_the_deletion_of_the_course_says_so_and_leaves_nothing(self, full: Desk, job: Json) -> None:
        etag = full.tutor.get(full.path).headers["etag"]
        assert full.tutor.delete(full.path, headers={"if-match": etag}).status_code == 204

        full.world.settle()

        seen = full.tutor.get(f"/jobs/{job['job_id']}").json()
        assert (seen["state"], seen["problem"]["code"]) == ("failed", "course_not_found")
        assert left_of(full, job["course_id"]) == []

    def test_of_another_job_is_none_of_its_business(self, full: Desk, job: Json) -> None:
        stranger = full.world.actor("tutor")

        answer = tasks({"task": "copy_course", "org_id": stranger.org_id, "job_id": job["job_id"]}, None)

        assert answer == {"status": "failed", "error_code": "job_not_found"}


class TestRepository:
    def test_lets_a_course_begin_only_with_the_job_that_made_it(self, full: Desk) -> None:
        job = CopyRepository(full.org.org_id).get(duplicate(full).json()["job_id"])
        copies = CopyRepository(full.org.org_id)
        copies.save(job.failed({"code": "x", "detail": "", "errors": []}, copies.now()))
        course = CourseRepository(full.org.org_id).get(full.course_id).model_copy(update={"course_id": job.target_id})

        with pytest.raises(ConditionFailed):
            copies.save(job.finished({}, copies.now()), lambda _: course)

    def test_lesson_content_is_shared_by_nobody(self, full: Desk) -> None:
        copy = settled_job(full, duplicate(full))["result"]["course_id"]
        etag = full.tutor.get(full.path).headers["etag"]
        full.tutor.delete(full.path, headers={"if-match": etag})
        full.world.settle()

        lessons = [lesson for topic in contents(full.tutor, copy)[1] for lesson in topic["lessons"]]
        [nucleus] = [one for one in lessons if one["title"] == "Nucleus"]
        assert nucleus["blocks"][0]["document"] == rich_text("Nucleus")["document"]


class _Died(Exception):
    pass


class _dying_after:
    """Meanwhile, the process dies after so many writes to the store."""

    def __init__(self, survived: int) -> None:
        self._left = survived

    def __enter__(self) -> None:
        from shared.dynamo import Transaction

        self._commit, self._write = Transaction._commit, Repository._write
        commit, write = self._commit, self._write

        def counted(act: Any) -> Any:
            def once(*arguments: Any) -> Any:
                if self._left == 0:
                    raise _Died
                self._left -= 1
                return act(*arguments)

            return once

        Transaction._commit = counted(commit)  # type: ignore[method-assign]  # put back below
        Repository._write = counted(write)  # type: ignore[method-assign]  # put back below

    def __exit__(self, *_: object) -> None:
        from shared.dynamo import Transaction

        Transaction._commit = self._commit  # type: ignore[method-assign]  # as it was
        Repository._write = self._write  # type: ignore[method-assign]  # as it was
