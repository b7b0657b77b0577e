"""Learning paths: from what courses want, what somebody masters and how far they are; they change with evidence."""

from typing import Any

import pytest

from tests.functions.guidance.conftest import Json, School
from tests.functions.mastery.conftest import deliver, news
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, publish_course


@pytest.fixture
def course(school: School) -> PublishedCourse:
    """A course of three lessons that everybody has heard of."""
    made = publish_course(school.org.org_id, school.tutor.user_id, title="Fractions")
    school.world.settle()
    return made


def put(tutor: Actor, path: str, body: Json) -> None:
    """Change what a course wants or a lesson teaches."""
    answer = tutor.put(path, body, headers={"if-match": tutor.get(path).headers["etag"]})
    assert answer.status_code == 200, answer.text


def skill(school: School, course: PublishedCourse, name: str, *lessons: int) -> str:
    """A skill that the course wants and these lessons teach."""
    skill_id: str = school.tutor.post("/skills", {"name": name}).json()["skill_id"]
    wanted = school.tutor.get(f"{course.path}/skills").json()["targets"]
    targets = [{name: one[name] for name in ("skill_id", "level_bp")} for one in wanted]
    put(school.tutor, f"{course.path}/skills", {"targets": [*targets, {"skill_id": skill_id, "level_bp": 8000}]})
    for number in lessons:
        path = f"{course.path}/skills/lessons/{course.lesson_ids[number]}"
        put(school.tutor, path, {"skills": [{"skill_id": skill_id}]})
    return skill_id


def way(reader: Actor, whose: Actor | None = None, **query: Any) -> Json:
    """A learning path as it is read."""
    answer = reader.get(f"/ai/learning-path/{(whose or reader).user_id}", params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def status(reader: Actor, whose: str, **query: Any) -> int:
    """How reading one is answered."""
    return reader.get(f"/ai/learning-path/{whose}", params=query).status_code


class TestReading:
    def test_leads_to_the_course_and_through_its_lessons(self, school: School, course: PublishedCourse) -> None:
        found = way(school.learner, course_id=[course.course_id])

        assert [step["kind"] for step in found["steps"]] == ["enrol", "lesson", "lesson", "lesson"]
        assert [step["lesson_id"] for step in found["steps"]][1:] == list(course.lesson_ids)
        assert found["minutes"] == 15

    def test_is_empty_for_somebody_without_goals_and_courses(self, school: School) -> None:
        found = way(school.learner)

        assert (found["steps"], found["aim"]) == ([], None)

    def test_changes_with_evidence_and_says_why(self, school: School, course: PublishedCourse) -> None:
        halves, ratios = skill(school, course, "Halves", 0), skill(school, course, "Ratios", 1)
        assert school.learner.post(f"{course.path}/enroll").status_code in {200, 201}
        school.world.settle()
        before = way(school.learner)

        marks = [(f"que_{number}", [halves], 10_000) for number in range(25)]
        marks += [(f"que_{number}", [ratios], 0) for number in range(25, 33)]
        told = news(school.learner.user_id, marks, org_id=school.org.org_id, course_id=course.course_id)
        assert deliver(told) == []
        after = way(school.learner)

        assert {step["why"]["code"] for step in before["steps"]} == {"skill_unknown", "required"}
        assert [step["lesson_id"] for step in after["skipped"]] == [course.lesson_ids[0]]
        reasons = {step["lesson_id"]: step["why"] for step in after["steps"]}
        assert reasons[course.lesson_ids[1]]["code"] == "skill_missing"
        assert "“Ratios”" in reasons[course.lesson_ids[1]]["message"]
        assert {one["name"]: one["state"] for one in after["targets"]} == {"Halves": "met", "Ratios": "missing"}
        assert after["aim"]["success_bp"] == 7500
        assert after["aim"]["hardness"] != before["aim"]["hardness"]

    def test_goes_on_where_the_learner_is(self, school: School, course: PublishedCourse) -> None:
        school.learner.post(f"{course.path}/enroll")
        assert school.learner.put(course.completion_path(0)).status_code in {200, 201}
        school.world.settle()

        found = way(school.learner)

        assert [step["lesson_id"] for step in found["steps"]] == list(course.lesson_ids[1:])

    def test_takes_two_calls_of_storage(self, school: School, course: PublishedCourse) -> None:
        way(school.learner, course_id=[course.course_id])

        with counting_calls() as calls:
            way(school.learner, course_id=[course.course_id])

        assert calls == ["BatchGetItem", "BatchGetItem"]

    @pytest.mark.parametrize("target", ["skl_1", "skl_1:99", "skl_1:9901", "nothing", "skl_\x00:8000"])
    def test_refuses_a_target_that_is_none(self, school: School, target: str) -> None:
        answer = school.learner.get(f"/ai/learning-path/{school.learner.user_id}", params={"target": [target]})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/query/target/0"


class TestReaders:
    def test_are_oneself_administrators_and_who_teaches_the_course(
        self, school: School, course: PublishedCourse
    ) -> None:
        admin = school.world.actor("org_admin", of=school.org)
        other = school.world.actor("tutor", of=school.org)
        learner = school.learner
        wanted = {"course_id": [course.course_id]}
        stranger = status(school.tutor, learner.user_id, **wanted)
        learner.post(f"{course.path}/enroll")

        assert stranger == 404
        assert status(school.tutor, learner.user_id, **wanted) == 200
        assert status(school.tutor, learner.user_id) == 403
        assert status(other, learner.user_id, **wanted) == 403
        assert status(admin, learner.user_id) == 200
        assert status(learner, school.tutor.user_id, **wanted) == 403

    def test_of_another_school_find_nobody(self, school: School) -> None:
        stranger = school.world.actor("org_admin")

        assert status(stranger, school.learner.user_id) == 404
