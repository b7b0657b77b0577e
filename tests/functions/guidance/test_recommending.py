"""Recommendations: by what others took, by content, by interests and popularity; never what cannot be taken."""

from datetime import timedelta

import pytest

from events.identity import MemberRemoved
from functions.guidance.repository.histories import HistoryRepository
from functions.guidance.tables import HistoryRow
from shared.remembering import forget_memories
from tests.functions.guidance.conftest import BEGAN, School
from tests.support.calls import counting_calls


class TestRecommending:
    def test_says_nothing_while_nothing_was_learned(self, school: School) -> None:
        answer = school.learner.post("/ai/recommend-courses", {})

        assert answer.json() == {"items": [], "edition_id": None, "learned_at": None}

    def test_learns_nothing_where_nothing_is_on_offer(self, school: School) -> None:
        school.learn()

        answer = school.learner.post("/ai/recommend-courses", {}).json()

        assert answer["items"] == []
        assert answer["edition_id"]

    def test_goes_on_as_others_did_and_says_why(self, school: School) -> None:
        algebra, calculus, poems, drama = school.courses("Algebra", "Calculus", "Poems", "Drama")
        school.crowd([algebra, calculus])
        school.crowd([poems, drama])
        school.enrol(school.learner, algebra)
        school.learn()

        first = school.recommended()[0]

        assert first["course_id"] == calculus
        assert first["reason"]["code"] == "taken_after"
        assert first["reason"]["course_ids"] == [algebra]
        assert "“Algebra”" in first["reason"]["message"]

    def test_never_names_what_somebody_took_even_where_they_left(self, school: School) -> None:
        algebra, calculus, poems = school.courses("Algebra", "Calculus", "Poems")
        school.crowd([algebra, calculus, poems])
        school.enrol(school.learner, algebra)
        school.enrol(school.learner, calculus, day=1)
        school.leave(school.learner, calculus, day=2)
        school.learn()

        assert school.recommended_ids() == [poems]

    def test_knows_of_what_was_taken_since(self, school: School) -> None:
        algebra, calculus, poems = school.courses("Algebra", "Calculus", "Poems")
        school.crowd([algebra, calculus, poems])
        school.learn()
        school.enrol(school.learner, calculus)

        assert calculus not in school.recommended_ids()

    def test_keeps_nothing_of_somebody_who_is_removed(self, school: School) -> None:
        (algebra,) = school.courses("Algebra")
        school.enrol(school.learner, algebra)

        school.tell(MemberRemoved(user_id=school.learner.user_id), times=2)

        assert [*HistoryRepository(school.org.org_id).all()] == []

    def test_never_names_what_is_not_on_offer_any_more(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.crowd([algebra, calculus])
        school.learn()
        school.archive(calculus)

        assert school.recommended_ids() == [algebra]

    def test_never_names_what_builds_on_something_not_completed(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        tag = school.tutor.get(f"/courses/{calculus}").headers["etag"]
        changed = school.tutor.put(f"/courses/{calculus}", {"prerequisites": [algebra]}, headers={"if-match": tag})
        assert changed.status_code == 200, changed.text
        school.enrol(school.learner, algebra)
        school.learn()
        before = school.recommended_ids()

        school.complete(school.learner, algebra, day=3)

        assert (before, school.recommended_ids()) == ([], [calculus])

    def test_finds_a_new_course_by_its_content(self, school: School) -> None:
        cells, plays, new = school.courses(
            "Biology of living cells", "Shakespeare on stage", "More biology: how cells divide"
        )
        school.crowd([plays], people=9)
        school.enrol(school.learner, cells)
        school.learn()

        first = school.recommended()[0]

        assert (first["course_id"], first["reason"]["code"]) == (new, "similar_content")

    def test_begins_with_what_is_popular_for_somebody_new(self, school: School) -> None:
        seldom, often = school.courses("Algebra", "Poems")
        school.crowd([often], people=5)
        school.crowd([seldom], people=2)
        school.learn()

        items = school.recommended()

        assert [item["course_id"] for item in items] == [often, seldom]
        assert {item["reason"]["code"] for item in items} == {"popular"}

    def test_calls_nothing_popular_that_nobody_took(self, school: School) -> None:
        school.courses("Algebra")
        school.learn()

        assert [item["reason"]["code"] for item in school.recommended()] == ["untried"]

    def test_follows_interests_of_somebody_new(self, school: School) -> None:
        wanted = school.tutor.post("/courses", {"title": "Poems", "language": "hi"}).json()["course_id"]
        topic = school.tutor.post(f"/courses/{wanted}/topics", {"title": "Begin"}).json()["topic_id"]
        school.tutor.post(f"/topics/{topic}/lessons", {"title": "One"})
        assert school.tutor.post(f"/courses/{wanted}/publish").status_code == 200
        school.crowd(school.courses("Algebra"))
        said = {"category_ids": [], "tags": [], "languages": ["hi"], "difficulty": None}
        tag = school.learner.get("/interests").headers["etag"]
        put = school.learner.put("/interests", said, headers={"if-match": tag})
        assert put.status_code == 200, put.text
        school.learn()

        first = school.recommended()[0]

        assert (first["course_id"], first["reason"]["code"]) == (wanted, "interests")

    def test_another_schools_courses_are_never_named(self, school: School) -> None:
        school.crowd(school.courses("Algebra"))
        school.learn()
        stranger = school.world.actor("student")

        assert school.recommended(stranger) == []


class TestFeedback:
    def test_dismissed_courses_stay_away(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.crowd([algebra, calculus])
        school.learn()

        school.feedback(calculus, "dismissed")

        assert school.recommended_ids() == [algebra]

    def test_what_is_shown_again_and_again_falls_behind_unless_it_was_opened(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.crowd([calculus], people=5)
        school.crowd([algebra], people=4)
        school.learn()
        before = school.recommended_ids()
        histories = HistoryRepository(school.org.org_id)
        history = histories.find(school.learner.user_id)
        for hour in range(12):
            history = history.notice(calculus, "shown", BEGAN + timedelta(hours=hour))
        histories.save(school.learner.user_id, history)
        tired = school.recommended_ids()
        school.feedback(calculus, "clicked")

        assert before == school.recommended_ids() == [calculus, algebra]
        assert tired == [algebra, calculus]

    def test_is_told_and_so_is_what_was_followed_once(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.crowd([algebra, calculus])
        school.learn()
        school.feedback(calculus, "clicked")
        told = _told(school)

        school.enrol(school.learner, calculus, day=9)
        followed = _told(school)
        school.enrol(school.learner, calculus, day=11)

        assert "RecommendationsSeen.v1" in told
        assert "RecommendationFollowed.v1" in followed
        assert '"clicked":true' in followed
        assert _told(school) == ""

    def test_names_only_courses_that_were_on_offer(self, school: School) -> None:
        school.courses("Algebra")
        school.learn()
        items = [{"course_id": "crs_01JD0K3V9Q4M5T6W7X8Y9ZABCD", "kind": "shown"}]

        refused = school.learner.post("/ai/recommend-courses/feedback", {"items": items})

        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/items/0/course_id"


class TestCost:
    def test_is_one_call_of_storage(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.crowd([algebra, calculus])
        school.enrol(school.learner, algebra)
        school.learn()
        school.recommended()

        with counting_calls() as calls:
            school.recommended()

        assert calls == ["BatchGetItem"]


class TestHearing:
    def test_is_safe_to_repeat_and_in_any_order(self, school: School) -> None:
        algebra, calculus = school.courses("Algebra", "Calculus")
        school.leave(school.learner, algebra, day=5)
        school.enrol(school.learner, calculus, day=4, times=2)
        school.enrol(school.learner, algebra, day=1, times=2)

        row = HistoryRow.get(*HistoryRow.key(school.org.org_id, school.learner.user_id))

        assert row.revision == 3
        assert row.courses[algebra]["left"] > row.courses[algebra]["opened"] > 0

    def test_ignores_older_news_of_an_offer(self, school: School) -> None:
        (algebra,) = school.courses("Algebra")
        school.learn()
        school.archive(algebra, revision=5)
        school.archive(algebra, revision=5)
        forget_memories()

        assert school.recommended_ids() == []


class TestEditions:
    def test_keep_the_one_before_and_drop_the_one_before_that(self, school: School) -> None:
        school.crowd(school.courses("Algebra"), people=1)
        editions = {school.learn() for _ in range(3)}

        assert len(editions) == 3
        assert school.recommended_ids()

    @pytest.mark.parametrize("limit", [0, 51, "ten", 2.5, None, True])
    def test_limits_are_checked(self, school: School, limit: object) -> None:
        answer = school.learner.post("/ai/recommend-courses", {"limit": limit})

        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/limit"


def _told(school: School) -> str:
    row = HistoryRow.get(*HistoryRow.key(school.org.org_id, school.learner.user_id))
    return row.tells or ""
