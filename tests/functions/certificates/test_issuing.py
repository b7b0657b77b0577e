"""Earning a certificate, over HTTP and by events."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from functions.certificates.wiring import issuing_service
from tests.functions.certificates.conftest import School
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.courses import publish_course
from tests.support.faults import every_death, killed
from tests.support.world import World, at_once

EXAM = "asm_01JD0K9Z8Y7X6W5V4T3S2R1Q0P"
PROGRESS = {"kind": "progress", "at_least": 100}
MINUTES = {"kind": "minutes", "at_least": 30}


def passing(exam: str) -> dict[str, Any]:
    """The condition that 60 per cent are reached in an assessment."""
    return {"kind": "assessment", "at_least": 60, "assessment_id": exam}


class TestEligibility:
    def test_says_of_each_condition_whether_it_is_met(self, school: School) -> None:
        school.ask_for(PROGRESS, MINUTES, passing(school.exam()))
        school.study(lessons=1)

        found = school.learner.get(school.path).json()

        assert (found["eligible"], found["certificate_id"]) == (False, None)
        assert [(one["kind"], one["at_least"], one["reached"], one["met"]) for one in found["conditions"]] == [
            ("completed", None, None, False),
            ("progress", 100, 33, False),
            ("minutes", 30, 0, False),
            ("assessment", 60, None, False),
        ]

    def test_is_told_to_who_has_no_place_in_the_course_too(self, school: School) -> None:
        assert school.learner.get(school.path).json()["eligible"] is False

    def test_of_a_course_that_is_not_there_is_not_found(self, school: School) -> None:
        assert school.learner.get("/courses/crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD/certificate").code == "course_not_found"

    def test_is_read_in_two_calls(self, school: School) -> None:
        school.study(lessons=1)
        school.learner.get(school.path)

        with counting_calls() as calls:
            school.learner.get(school.path)

        assert len(calls) <= 2, calls


class TestACertificate:
    def test_is_issued_when_the_course_is_completed(self, school: School) -> None:
        issued = school.earned()

        assert (issued["learner_name"], issued["course_title"]) == ("Meera Nair", "Cells")
        assert (issued["organization_name"], issued["instructor_names"]) == (school.org.name, ["Kavita Iyer"])
        assert (issued["valid"], issued["file_ready"]) == (True, True)
        assert school.learner.get(school.path).json()["certificate_id"] == issued["certificate_id"]

    def test_says_for_good_what_was_so_when_it_was_issued(self, school: School) -> None:
        issued = school.earned()

        school.rename("Somebody Else")
        school.world.settle()

        assert school.learner.get(f"/certificates/{issued['certificate_id']}").json() == issued

    def test_is_claimed_once(self, school: School) -> None:
        school.study()

        first, second = school.learner.post(school.path), school.learner.post(school.path)
        school.world.settle()

        assert (first.status_code, second.json()) == (201, first.json())
        assert len(school.learner.get("/certificates").json()["items"]) == 1

    def test_is_not_given_before_everything_is_met(self, school: School) -> None:
        school.ask_for(PROGRESS, passing(school.exam()))
        school.study()
        school.world.settle()

        refused = school.learner.post(school.path)

        assert (refused.status_code, refused.code) == (409, "certificate_not_earned")
        assert [error["pointer"] for error in refused.json()["errors"]] == ["/conditions/2"]
        assert "60 per cent" in refused.json()["errors"][0]["message"]
        assert school.learner.get("/certificates").json()["items"] == []

    def test_waits_to_be_asked_for_where_the_terms_say_so(self, school: School) -> None:
        school.ask_for(automatic=False)
        school.study()
        school.world.settle()

        assert school.learner.get("/certificates").json()["items"] == []
        assert school.learner.post(school.path).status_code == 201

    def test_is_issued_with_a_mark_of_which_learning_has_not_heard_yet(self, school: School) -> None:
        exam = school.exam()
        school.ask_for(passing(exam))
        school.study()
        issuing = issuing_service(school.org.org_id)
        who = school.course.course_id, school.learner.user_id

        missed = issuing.notice(*who, scores={exam: 59})
        issued = issuing.notice(*who, scores={exam: 60})

        assert (missed, bool(issued)) == (None, True)

    def test_says_what_was_reached_where_the_design_asks_for_it(self, school: School) -> None:
        exams = [school.exam("First"), school.exam("Second")]
        school.admin.put("/certificates/design", {"shows_score": True}, headers={"if-match": '"rev-0"'})
        school.ask_for(*(passing(exam) for exam in exams))
        school.study()

        issued = issuing_service(school.org.org_id).notice(
            school.course.course_id, school.learner.user_id, scores=dict(zip(exams, (60, 81), strict=True))
        )

        assert issued is not None
        assert issued.score_percent == 71
        page = school.verify(issued.code, accept="text/html").text
        assert "71 %" in page

    def test_may_ask_for_a_place_that_gives_access(self, school: School) -> None:
        school.ask_for({"kind": "active"})
        before = school.learner.get(school.path).json()["conditions"]
        school.study(lessons=1)
        after = school.learner.get(school.path).json()["conditions"]

        assert [(one["kind"], one["met"]) for one in (before[1], after[1])] == [("active", False), ("active", True)]

    def test_is_issued_with_the_lesson_that_was_missing(self, school: School) -> None:
        """A course that two lessons complete, and a certificate that asks for all three."""
        course = publish_course(school.org.org_id, school.tutor.user_id, optional={2})
        whole = replace(school, course=course)
        whole.ask_for({"kind": "progress", "at_least": 100})
        whole.study(lessons=2)
        school.world.settle()
        before = school.learner.get("/certificates").json()["items"]

        school.learner.put(course.completion_path(2))
        school.world.settle()

        assert (before, len(school.learner.get("/certificates").json()["items"])) == ([], 1)

    def test_is_one_however_many_ask_and_tell_at_once(self, school: School) -> None:
        school.study()
        issuing = issuing_service(school.org.org_id)
        who = school.course.course_id, school.learner.user_id

        heard = at_once(25, lambda _: issuing.notice(*who))
        claimed = at_once(25, lambda _: school.learner.post(school.path).json()["certificate_id"])
        listed = school.tutor.get(f"{school.course.path}/certificates").json()["items"]

        assert len([one for one in heard if one]) == 1
        assert {one["certificate_id"] for one in listed} == set(claimed)
        assert len(set(claimed)) == 1

    def test_is_one_whenever_the_process_dies(self, school: School) -> None:
        def finished(number: int) -> Actor:
            learner = school.world.actor("student", of=school.org, name=f"Learner {number}")
            school.study(who=learner)
            return learner

        def notice(learner: Actor) -> None:
            issuing_service(school.org.org_id).notice(school.course.course_id, learner.user_id)

        first = finished(0)
        for number, moment in every_death(lambda: notice(first)):
            learner = finished(number)
            with killed(number, moment):
                notice(learner)
            notice(learner)
            assert len(learner.get("/certificates").json()["items"]) == 1

    def test_is_told_to_its_learner(self, school: School) -> None:
        school.earned()

        kinds = [notice["kind"] for notice in school.learner.get("/notices").json()["items"]]

        assert "certificate_issued" in kinds


class TestTerms:
    def test_belong_to_the_courses_staff(self, school: School, world: World) -> None:
        stranger = world.actor("tutor", of=school.org)

        assert stranger.get(f"{school.path}/terms").code == "not_your_course"
        assert school.admin.get(f"{school.path}/terms").json() == {"conditions": [], "automatic": True}

    def test_are_not_overwritten_unseen(self, school: School) -> None:
        school.ask_for(PROGRESS)
        body = {"conditions": [], "automatic": True}

        assert school.tutor.put(f"{school.path}/terms", body, headers={"if-match": '"rev-0"'}).status_code == 412
        assert school.tutor.put(f"{school.path}/terms", body).status_code == 428

    def test_name_assessments_of_the_course_alone(self, school: School, make_school: Callable[..., School]) -> None:
        tag = {"if-match": '"rev-0"'}
        for stranger in (EXAM, make_school().exam()):
            refused = school.tutor.put(f"{school.path}/terms", {"conditions": [passing(stranger)]}, headers=tag)
            assert refused.json()["errors"][0]["pointer"] == "/conditions/0/assessment_id"

    def test_that_make_no_sense_are_refused_where_they_make_none(self, school: School) -> None:
        for condition in (
            {"kind": "completed", "at_least": 1},
            {"kind": "assessment", "at_least": 50},
            {"kind": "progress", "at_least": 101},
            {"kind": "progress", "at_least": 50, "assessment_id": EXAM},
            {"kind": "minutes", "at_least": 0},
            {"kind": "minutes"},
            {"kind": "active", "at_least": 1},
        ):
            refused = school.tutor.put(
                f"{school.path}/terms", {"conditions": [condition]}, headers={"if-match": '"rev-0"'}
            )
            assert refused.status_code == 422
            assert refused.json()["errors"][0]["pointer"].startswith("/conditions/0")
