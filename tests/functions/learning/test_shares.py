"""Progress that learners share, over HTTP."""

from typing import Any

import pytest

from tests.functions.learning.conftest import School
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.world import at_once


def share(school: School, *shows: str) -> Any:
    """Let others see this of the learner's progress. Returns what is shared now."""
    answer = school.learner.put(f"{school.course.path}/progress-share", {"shows": list(shows)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def view(school: School, code: str) -> Answer:
    """What anybody sees who has the link."""
    return school.world.client.get(f"/shared-progress/{code}")


class TestSharing:
    def test_shows_nothing_but_what_the_learner_agreed_to(self, school: School) -> None:
        school.enrolled()
        school.learner.put(school.course.completion_path(0))

        shared = share(school, "percent")

        assert shared["path"] == f"/api/v1/shared-progress/{shared['code']}"
        assert view(school, shared["code"]).json() == {
            "course_title": "Cells",
            "organization_name": school.org.name,
            "learner_name": None,
            "percent": 33,
            "started_at": None,
            "completed_at": None,
        }

    def test_shows_more_or_less_under_the_same_link(self, school: School) -> None:
        school.enrolled()
        first = share(school, "percent")

        second = share(school, "name", "started_at")
        seen = view(school, first["code"]).json()

        assert first["code"] == second["code"]
        assert (seen["learner_name"], seen["percent"], bool(seen["started_at"])) == ("Meera Nair", None, True)
        assert school.learner.get(f"{school.course.path}/progress-share").json() == second

    def test_ends_for_good_when_it_is_revoked(self, school: School) -> None:
        school.enrolled()
        first = share(school, "percent")

        for _ in range(2):
            assert school.learner.delete(f"{school.course.path}/progress-share").status_code == 204
        second = share(school, "percent")

        assert view(school, first["code"]).code == "share_not_found"
        assert (second["code"] != first["code"], view(school, second["code"]).status_code) == (True, 200)

    def test_is_off_until_the_learner_wants_it(self, school: School) -> None:
        school.enrolled()

        assert school.learner.get(f"{school.course.path}/progress-share").json()["code"] is None

    def test_needs_a_place_in_the_course(self, school: School) -> None:
        refused = school.learner.put(f"{school.course.path}/progress-share", {"shows": ["name"]})

        assert refused.code == "not_enrolled"

    def test_at_once_makes_one_link(self, school: School) -> None:
        school.enrolled()

        assert len({shared["code"] for shared in at_once(6, lambda _: share(school, "name"))}) == 1

    @pytest.mark.parametrize("code", ["A" * 24, "x", "-_" * 12])
    def test_cannot_be_guessed(self, school: School, code: str) -> None:
        assert view(school, code).code == "share_not_found"

    def test_ends_with_the_place_and_with_the_membership(self, school: School) -> None:
        enrolment_id = school.enrolled()
        code = share(school, "name")["code"]
        admin = school.world.actor("org_admin", of=school.org)

        tag = admin.get(f"/users/{school.learner.user_id}").headers["etag"]
        admin.put(f"/users/{school.learner.user_id}", {"status": "deactivated"}, headers={"if-match": tag})
        assert view(school, code).code == "share_not_found"
        tag = admin.get(f"/users/{school.learner.user_id}").headers["etag"]
        admin.put(f"/users/{school.learner.user_id}", {"status": "active"}, headers={"if-match": tag})
        assert view(school, code).status_code == 200
        admin.delete(f"{school.course.path}/enrollments/{enrolment_id}")
        assert view(school, code).code == "share_not_found"

    def test_is_seen_with_two_reads(self, school: School) -> None:
        school.enrolled()
        code = share(school, "name")["code"]

        with counting_calls() as calls:
            view(school, code)

        assert calls == ["UpdateItem", "GetItem", "BatchGetItem"]
