"""Badges that an organization declares, and the public pages of those that were earned."""

from typing import Any

import pytest

from functions.motivation.domain.badges import MOST_BADGES
from functions.motivation.tables import RulesRow
from tests.functions.motivation.school import COURSE, OTHER, School, course, graded, lesson
from tests.support.courses import publish_course
from tests.support.faults import counted
from tests.support.world import at_once

FIVE: dict[str, Any] = {"measure": "lesson_completed", "at_least": 2, "score_percent": None}


def define(school: School, *conditions: dict[str, Any], course_id: str | None = None, **fields: Any) -> str:
    """A new badge. Returns its id."""
    body = {"name": "Cells", "description": "", "course_id": course_id, "conditions": list(conditions), **fields}
    answer = school.admin.post("/badges", body)
    assert answer.status_code == 201, answer.text
    badge_id: str = answer.json()["badge_id"]
    return badge_id


class TestEarning:
    def test_needs_every_condition(self, school: School) -> None:
        badge_id = define(school, FIVE, {"measure": "assessment_passed", "at_least": 1, "score_percent": 90})
        school.tell(lesson(school.learner, "les_1"), lesson(school.learner, "les_2"), graded(school.learner, 8_900))
        assert badge_id not in school.badges()

        school.tell(graded(school.learner, 9_000))

        assert badge_id in school.badges()

    def test_does_not_depend_on_the_order(self, school: School) -> None:
        badge_id = define(school, FIVE, {"measure": "assessment_passed", "at_least": 1, "score_percent": 90})

        school.tell(graded(school.learner, 9_000), lesson(school.learner, "les_1"), lesson(school.learner, "les_2"))

        assert badge_id in school.badges()

    def test_of_a_course_counts_what_is_done_there(self, school: School) -> None:
        course_id = publish_course(school.org.org_id, school.admin.user_id).course_id
        badge_id = define(school, FIVE, course_id=course_id)
        school.tell(lesson(school.learner, "les_1", course_id), lesson(school.learner, "les_2", OTHER))
        assert badge_id not in school.badges()

        school.tell(lesson(school.learner, "les_3", course_id))

        assert badge_id in school.badges()

    def test_counts_what_was_done_before_with_the_next_thing_done(self, school: School) -> None:
        school.tell(lesson(school.learner, "les_1"), lesson(school.learner, "les_2"))
        badge_id = define(school, FIVE)
        assert badge_id not in school.badges()

        school.tell(lesson(school.learner, "les_3"))

        assert badge_id in school.badges()

    @pytest.mark.parametrize(
        ("measure", "least"), [("points", 100), ("level", 2), ("longest_streak", 1), ("course_completed", 1)]
    )
    def test_by_each_measure(self, school: School, measure: str, least: int) -> None:
        badge_id = define(school, {"measure": measure, "at_least": least})
        too_much = define(school, {"measure": measure, "at_least": least + 1}, name="More")

        school.tell(course(school.learner))

        assert badge_id in school.badges()
        assert (too_much in school.badges()) == (measure == "points" and least + 1 <= 100)


class TestDefining:
    @pytest.mark.parametrize(
        ("fields", "pointer"),
        [
            ({"conditions": []}, "/conditions"),
            ({"conditions": [{**FIVE, "at_least": 0}]}, "/conditions/0/at_least"),
            ({"conditions": [{**FIVE, "measure": "__import__('os')"}]}, "/conditions/0/measure"),
            ({"conditions": [{**FIVE, "score_percent": 50}]}, "/conditions/0/score_percent"),
            ({"conditions": [{"measure": "level", "at_least": 2}], "course_id": COURSE}, "/conditions"),
            ({"name": ""}, "/name"),
            ({"description": "x" * 501}, "/description"),
        ],
    )
    def test_names_what_is_wrong(self, school: School, fields: dict[str, Any], pointer: str) -> None:
        body = {"name": "Cells", "description": "", "course_id": None, "conditions": [FIVE], **fields}

        answer = school.admin.post("/badges", body)

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]

    def test_for_a_course_that_is_not_there_is_refused(self, school: School) -> None:
        body = {"name": "Cells", "description": "", "course_id": COURSE, "conditions": [FIVE]}

        assert school.admin.post("/badges", body).code == "course_not_found"

    def test_is_not_for_learners(self, school: School) -> None:
        body = {"name": "Cells", "description": "", "course_id": None, "conditions": [FIVE]}

        assert school.learner.post("/badges", body).status_code == 403

    def test_once_per_key(self, school: School) -> None:
        body = {"name": "Cells", "description": "", "course_id": None, "conditions": [FIVE]}
        key = {"idempotency-key": "k1"}
        first, again = (school.admin.post("/badges", body, headers=key) for _ in range(2))

        assert first.json() == again.json()
        assert len(school.admin.get("/badges").json()["items"]) == 10

    def test_at_once_loses_none(self, school: School) -> None:
        made = at_once(6, lambda number: define(school, FIVE, name=f"Badge {number}"))

        school.tell(lesson(school.learner, "les_1"), lesson(school.learner, "les_2"))

        assert set(made) <= school.badges()

    def test_ends_at_a_hundred(self, school: School) -> None:
        define(school, FIVE)
        row = RulesRow.get(*RulesRow.key(school.org.org_id))
        row.defined = MOST_BADGES
        row.save()
        body = {"name": "One more", "description": "", "course_id": None, "conditions": [FIVE]}

        answer = school.admin.post("/badges", body)

        assert (answer.status_code, answer.json()["code"]) == (409, "too_many_badges")


class TestChanging:
    def test_gives_other_words(self, school: School) -> None:
        badge_id = define(school, FIVE)
        tag = school.admin.get(f"/badges/{badge_id}").headers["etag"]
        words = {"name": "Tissue", "description": "More."}

        assert school.admin.put(f"/badges/{badge_id}", words).status_code == 428
        assert school.admin.put(f"/badges/{badge_id}", words, headers={"if-match": tag}).status_code == 200
        assert school.admin.put(f"/badges/{badge_id}", words, headers={"if-match": tag}).status_code == 412
        assert school.learner.get(f"/badges/{badge_id}").json()["name"] == "Tissue"

    def test_leaves_the_built_in_alone(self, school: School) -> None:
        words = {"name": "Mine", "description": ""}

        changed = school.admin.put("/badges/bdg_firstlesson", words, headers={"if-match": '"rev-0"'})

        assert (changed.status_code, changed.json()["code"]) == (409, "badge_built_in")
        assert school.admin.delete("/badges/bdg_firstlesson").status_code == 409

    def test_of_another_organization_is_not_there(self, school: School) -> None:
        badge_id = define(school, FIVE)
        stranger = school.world.actor("org_admin")

        assert stranger.get(f"/badges/{badge_id}").status_code == 404
        assert stranger.delete(f"/badges/{badge_id}").status_code == 404


class TestWithdrawing:
    def test_ends_the_earning_but_takes_nothing_back(self, school: School) -> None:
        badge_id = define(school, FIVE)
        early, late = school.learner, school.world.actor("student", of=school.org)
        school.tell(lesson(early, "les_1"), lesson(early, "les_2"))

        for _ in range(2):
            assert school.admin.delete(f"/badges/{badge_id}").status_code == 204
        school.tell(lesson(late, "les_1"), lesson(late, "les_2"))

        assert badge_id in school.badges(early)
        assert badge_id not in school.badges(late)
        assert badge_id not in {badge["badge_id"] for badge in school.admin.get("/badges").json()["items"]}
        assert not school.recount()


class TestSharing:
    def test_shows_what_it_says_and_nothing_else(self, school: School) -> None:
        school.tell(lesson(school.learner))
        code = school.learner.put("/badges/bdg_firstlesson/share").json()["code"]

        shown = school.world.client.get(f"/achievements/{code}")

        assert set(shown.json()) == {"name", "description", "learner_name", "organization_name", "awarded_at"}
        assert shown.json()["learner_name"] == "Meera <Nair> & Co"
        assert shown.headers["cache-control"] == "no-store"

    def test_escapes_every_word_of_the_page(self, school: School) -> None:
        badge_id = define(school, FIVE, name="<script>alert(1)</script>", description="\"'><img src=x>")
        school.tell(lesson(school.learner, "les_1"), lesson(school.learner, "les_2"))
        shared = school.learner.put(f"/badges/{badge_id}/share").json()

        page = school.world.client.get(f"/achievements/{shared['code']}/page")

        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert shared["page"].endswith(f"/api/v1/achievements/{shared['code']}/page")
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "Meera &lt;Nair&gt; &amp; Co" in page.text

    def test_is_only_of_what_was_earned(self, school: School) -> None:
        assert school.learner.put("/badges/bdg_firstlesson/share").status_code == 404
        assert school.learner.delete("/badges/bdg_firstlesson/share").status_code == 404

    def test_keeps_its_code_until_it_is_closed_for_good(self, school: School) -> None:
        school.tell(lesson(school.learner))
        first, again = (school.learner.put("/badges/bdg_firstlesson/share").json()["code"] for _ in range(2))
        assert first == again
        assert school.standing()["badges"][0]["share_code"] == first

        for _ in range(2):
            assert school.learner.delete("/badges/bdg_firstlesson/share").status_code == 204
        second = school.learner.put("/badges/bdg_firstlesson/share").json()["code"]

        assert school.world.client.get(f"/achievements/{first}").status_code == 404
        assert school.world.client.get(f"/achievements/{first}/page").status_code == 404
        assert school.world.client.get(f"/achievements/{second}").status_code == 200

    def test_at_once_is_one_code(self, school: School) -> None:
        school.tell(lesson(school.learner))

        codes = at_once(8, lambda _: school.learner.put("/badges/bdg_firstlesson/share").json()["code"])

        assert len(set(codes)) == 1

    def test_survives_counting(self, school: School) -> None:
        school.tell(lesson(school.learner))
        code = school.learner.put("/badges/bdg_firstlesson/share").json()["code"]

        school.tell(lesson(school.learner, "les_2"))
        school.recount()

        assert school.world.client.get(f"/achievements/{code}").status_code == 200

    def test_costs_two_reads(self, school: School) -> None:
        school.tell(lesson(school.learner))
        code = school.learner.put("/badges/bdg_firstlesson/share").json()["code"]

        with counted() as calls:
            school.world.client.get(f"/achievements/{code}")

        assert calls == ["DynamoDB.GetItem", "DynamoDB.BatchGetItem"]
