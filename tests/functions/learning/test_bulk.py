"""Enrolling many at once, over HTTP and through the workflow."""

from typing import Any

import pytest

from functions.learning.tasks import handler as tasks
from tests.functions.learning.conftest import School
from tests.functions.learning.test_groups import add, make
from tests.functions.learning.test_seats import count, enrol, mine, settings
from tests.support.actors import Actor
from tests.support.courses import draft_course
from tests.support.faults import every_death, killed


def ask(school: School, body: Any, by: Actor | None = None, **query: Any) -> Any:
    """Ask for people to be enrolled."""
    path = f"{school.course.path}/enrollments/bulk"
    return (by or school.tutor).post(path, body, params=query)


def done(school: School, answer: Any) -> Any:
    """The job that was asked for, when it is over."""
    assert answer.status_code == 202, answer.text
    school.world.settle()
    job = school.tutor.get(f"/jobs/{answer.json()['job_id']}").json()
    assert job["state"] == "succeeded", job
    return job


def report(school: School, job: Any) -> list[tuple[int, str]]:
    """What became of each line."""
    path = f"{school.course.path}/enrollments/bulk/{job['job_id']}/report"
    return [(item["line"], item["outcome"]) for item in school.tutor.get(path, params={"limit": 100}).json()["items"]]


class TestEnrolMany:
    def test_by_id_and_address_with_a_report(self, school: School) -> None:
        second, stranger = school.another_learner(), school.world.actor("student")
        enrol(school, second)
        people = [school.learner.user_id, second.email.upper(), stranger.email, school.learner.user_id, "nonsense"]

        job = done(school, ask(school, {"people": people}))

        assert report(school, job) == [
            (1, "enrolled"),
            (2, "already_enrolled"),
            (3, "not_found"),
            (4, "duplicate"),
            (5, "not_found"),
        ]
        assert job["progress"] == {"done": 5, "total": 5}
        assert job["result"]["outcomes"] == {"enrolled": 1, "already_enrolled": 1, "not_found": 2, "duplicate": 1}
        assert mine(school.learner) == ("active", False)

    def test_from_a_file(self, school: School) -> None:
        content = f"name;email\nMeera;{school.learner.email}\n\nNobody;nobody@example.org\n".encode()
        path = f"{school.course.path}/enrollments/bulk"

        answer = school.tutor.client.post(path, content=content, headers={"content-type": "text/csv"})

        assert report(school, done(school, answer)) == [(2, "enrolled"), (4, "not_found")]

    def test_of_a_group_and_into_another(self, school: School) -> None:
        learners = [school.learner, school.another_learner()]
        old, new = (make(school.tutor, school.course.course_id, name=name) for name in ("Old", "New"))
        add(school.tutor, old, *learners)

        job = done(school, ask(school, {"from_group_id": old}, into_group_id=new))

        assert [outcome for _, outcome in report(school, job)] == ["enrolled", "enrolled"]
        assert school.tutor.get(f"/groups/{new}").json()["size"] == 2

    def test_keeps_seats_for_who_is_invited(self, school: School) -> None:
        settings(school, seats=1)

        done(school, ask(school, {"people": [school.learner.user_id]}, invite=True))

        assert mine(school.learner) == ("invited", False)
        assert school.learner.get(f"{school.course.path}/learn").code == "not_enrolled"
        assert enrol(school, school.another_learner())["state"] == "waiting"
        assert enrol(school, school.learner)["state"] == "active"

    def test_puts_in_line_who_finds_no_seat_free(self, school: School) -> None:
        settings(school, seats=1)
        learners = [school.learner, school.another_learner(), school.another_learner()]

        job = done(school, ask(school, {"people": [learner.user_id for learner in learners]}))

        assert [outcome for _, outcome in report(school, job)] == ["enrolled", "waiting", "waiting"]
        assert count(school) == (1, 2)
        settings(school, seats=1, waiting_list=False)
        late = done(school, ask(school, {"people": [school.another_learner().user_id]}))
        assert report(school, late) == [(1, "full")]

    def test_twice_under_a_key_is_one_job(self, school: School) -> None:
        path, body = f"{school.course.path}/enrollments/bulk", {"people": [school.learner.user_id]}

        jobs = {school.tutor.post(path, body, headers={"idempotency-key": "k"}).json()["job_id"] for _ in range(2)}

        assert len(jobs) == 1

    def test_is_for_staff_of_a_course_that_was_published(self, school: School) -> None:
        body = {"people": [school.learner.user_id]}
        draft = draft_course(school.org.org_id, school.tutor.user_id)

        assert ask(school, body, by=school.learner).code == "forbidden"
        assert ask(school, body, by=school.world.actor("tutor", of=school.org)).code == "not_your_course"
        assert ask(school, body, by=school.world.actor("tutor")).code == "course_not_found"
        assert school.tutor.post(f"{draft.path}/enrollments/bulk", body).code == "course_not_open"

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"people": []},
            {"people": ["x"] * 10_001},
            {"people": ["a\0"]},
            {"people": ["usr_1"], "from_group_id": "grp_1"},
            {"people": ["usr_1"], "state": "active"},
            [],
        ],
    )
    def test_needs_a_list(self, school: School, body: Any) -> None:
        assert ask(school, body).status_code == 422

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"name\nMeera\n", "columns_missing"),
            (b"email\n", "people_out_of_range"),
            (b"\xff\xfe", "not_utf8"),
            (b"email\na\0b", "not_csv"),
            (b'email\n"a', "not_csv"),
        ],
    )
    def test_needs_a_file_that_is_one(self, school: School, content: bytes, code: str) -> None:
        path = f"{school.course.path}/enrollments/bulk"

        answer = school.tutor.client.post(path, content=content, headers={"content-type": "text/csv"})

        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)

    def test_reports_to_the_courses_staff_alone(self, school: School) -> None:
        job = done(school, ask(school, {"people": [school.learner.user_id]}))
        path = f"{school.course.path}/enrollments/bulk/{job['job_id']}/report"

        assert school.world.actor("tutor", of=school.org).get(path).code == "not_your_course"
        assert school.world.actor("tutor").get(path).code == "course_not_found"


class TestADeath:
    def test_at_any_call_of_a_step_enrols_each_once(self, school: School) -> None:
        settings(school, seats=1000)

        def story() -> tuple[str, list[Actor]]:
            learners = [school.another_learner(f"L{number}") for number in range(2)]
            people = [learner.user_id for learner in learners] + ["nobody@example.org"]
            job_id: str = ask(school, {"people": people}).json()["job_id"]
            return job_id, learners

        def step(job_id: str) -> str:
            task = {"task": "enrol_some", "org_id": school.org.org_id, "job_id": job_id}
            status: str = tasks(task, None)["status"]
            return status

        first, _ = story()
        deaths = list(every_death(lambda: step(first)))
        for number, moment in deaths:
            job_id, learners = story()
            taken = count(school)[0]
            with killed(number, moment) as death:
                step(job_id)

            assert step(job_id) == "done", death.at
            job = school.tutor.get(f"/jobs/{job_id}").json()
            assert job["result"]["outcomes"] == {"enrolled": 2, "not_found": 1}, death.at
            assert count(school)[0] == taken + 2, death.at
            assert [mine(learner)[0] for learner in learners] == ["active"] * 2, death.at


def test_a_job_that_cannot_go_on_says_so(school: School) -> None:
    job_id = ask(school, {"people": [school.learner.user_id]}).json()["job_id"]

    tasks({"task": "abandon_bulk_enrolment", "org_id": school.org.org_id, "job_id": job_id}, None)

    job = school.tutor.get(f"/jobs/{job_id}").json()
    assert (job["state"], job["problem"]["code"]) == ("failed", "bulk_interrupted")
