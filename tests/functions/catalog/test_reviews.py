"""Reviews: one for each learner and course, and ratings that are exactly what they add up to."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.catalog.domain.reviews import Ratings
from functions.catalog.repository.reviews import ReviewRepository
from tests.functions.catalog.conftest import Desk, Json, all_pages, if_match, succeeded
from tests.support.actors import Actor
from tests.support.calls import counting_calls
from tests.support.client import Answer
from tests.support.logs import listening_in
from tests.support.world import at_once


@pytest.fixture
def course(desk: Desk) -> Desk:
    """A course on offer."""
    desk.new_lesson(desk.new_topic())
    desk.publish()
    desk.world.settle()
    return desk


def learners(desk: Desk, count: int) -> list[Actor]:
    """People who are enrolled, as everybody has heard."""
    students = [desk.world.actor("student", of=desk.org, name=f"Learner {number}") for number in range(count)]
    for student in students:
        succeeded(student.post(f"{desk.path}/enroll"))
    desk.world.settle()
    return students


def review(desk: Desk, who: Actor, rating: int = 5, text: str = "Clear and short.") -> Json:
    answer: Json = succeeded(who.post(f"{desk.path}/reviews", {"rating": rating, "text": text})).json()
    return answer


def rewrite(desk: Desk, who: Actor, written: Json, rating: int, text: str = "On second thoughts.") -> Answer:
    path = f"{desk.path}/reviews/{written['review_id']}"
    return who.put(path, {"rating": rating, "text": text}, headers=if_match(who.get(path)))


def hide(desk: Desk, written: Json, reason: str = "It names somebody.", *, by: Actor | None = None) -> Answer:
    path = f"{desk.path}/reviews/{written['review_id']}/moderation"
    return (by or desk.tutor).put(path, {"state": "hidden", "reason": reason})


def show(desk: Desk, written: Json) -> Answer:
    return desk.tutor.put(f"{desk.path}/reviews/{written['review_id']}/moderation", {"state": "shown"})


def summary(desk: Desk) -> tuple[int, float | None, list[int]]:
    """How many, the average, and the distribution from one star to five."""
    found = desk.tutor.get(f"{desk.path}/reviews/summary").json()
    stars = sorted(found["distribution"], key=lambda one: int(one["stars"]))
    return found["review_count"], found["rating"], [one["count"] for one in stars]


def exact(desk: Desk) -> bool:
    """Whether the ratings are what the reviews that are shown add up to, in both lists."""
    count, average, distribution = summary(desk)
    lists = [desk.pages(f"{desk.path}/reviews", sort=sort, limit=100) for sort in ("newest", "highest")]
    for items in lists:
        counted = Counter(int(item["rating"]) for item in items)
        if distribution != [counted[stars] for stars in range(1, 6)]:
            return False
        total = sum(int(item["rating"]) for item in items)
        if (count, average) != (len(items), round(total / len(items), 2) if items else None):
            return False
    return {item["review_id"] for item in lists[0]} == {item["review_id"] for item in lists[1]}


class TestWriting:
    def test_is_shown_and_counted(self, course: Desk) -> None:
        (student,) = learners(course, 1)

        written = review(course, student, 4, "Clear.")

        (listed,) = course.pages(f"{course.path}/reviews")
        assert (listed["author"], listed["rating"], listed["text"]) == ("Learner 0", 4, "Clear.")
        assert (written["is_mine"], listed["is_mine"]) == (True, False)
        assert summary(course) == (1, 4.0, [0, 0, 0, 1, 0])
        seen = student.get(course.path).json()
        assert (seen["rating"], seen["review_count"]) == (4.0, 1)
        (offered,) = student.get("/courses").json()["items"]
        assert (offered["rating"], offered["review_count"]) == (4.0, 1)

    def test_is_for_who_is_or_was_enrolled(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        stranger = course.member("student")
        path = f"{course.path}/enrollments"
        (place,) = course.pages(path)
        succeeded(student.delete(f"{path}/{place['enrollment_id']}"))
        course.world.settle()

        answers = [who.post(f"{course.path}/reviews", {"rating": 1}) for who in (stranger, student)]

        assert [answer.code for answer in answers] == ["not_a_reviewer", None]
        assert course.world.actor("student").post(f"{course.path}/reviews", {"rating": 1}).code == "course_not_found"

    def test_is_not_for_who_teaches_the_course(self, course: Desk) -> None:
        succeeded(course.tutor.post(f"{course.path}/enroll"))
        course.world.settle()

        assert course.tutor.post(f"{course.path}/reviews", {"rating": 5}).code == "not_a_reviewer"

    def test_happens_once_for_each_learner_and_course(self, course: Desk) -> None:
        (student,) = learners(course, 1)

        answers = at_once(16, lambda number: student.post(f"{course.path}/reviews", {"rating": 1 + number % 5}))

        assert {answer.status_code for answer in answers} == {201, 409}
        assert summary(course)[0] == 1
        assert exact(course)

    def test_under_one_key_answers_with_the_same_review(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        key = {"idempotency-key": "mine"}

        answers = [student.post(f"{course.path}/reviews", {"rating": rating}, headers=key) for rating in (3, 3, 4)]

        assert [answer.status_code for answer in answers] == [201, 201, 422]
        assert answers[0].json() == answers[1].json()

    def test_stops_where_the_organization_has_switched_it_off(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        admin = course.member("org_admin")
        path = f"/organizations/{course.org.org_id}/settings"
        features = admin.get(path).json()["features"] | {"course_reviews": False}
        succeeded(admin.put(path, {"features": features}, headers=if_match(admin.get(path))))

        assert student.post(f"{course.path}/reviews", {"rating": 5}).code == "reviews_closed"

    @pytest.mark.parametrize("body", [{}, {"rating": 0}, {"rating": 6}, {"rating": 5, "text": "x" * 4001}])
    def test_refuses_what_is_no_review(self, course: Desk, body: Json) -> None:
        (student,) = learners(course, 1)

        assert student.post(f"{course.path}/reviews", body).status_code == 422


class TestChanging:
    def test_replaces_the_review_and_what_it_counts(self, course: Desk) -> None:
        one, other = learners(course, 2)
        written = review(course, one, 1)
        review(course, other, 5)

        changed = rewrite(course, one, written, 3).json()

        assert (changed["rating"], changed["text"]) == (3, "On second thoughts.")
        assert summary(course) == (2, 4.0, [0, 0, 1, 0, 1])
        assert exact(course)

    def test_needs_the_tag_of_what_was_read(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        path = f"{course.path}/reviews/{review(course, student)['review_id']}"
        tag = if_match(student.get(path))

        answers = [student.put(path, {"rating": rating}, headers=tag) for rating in (2, 3)]

        assert [answer.status_code for answer in answers] == [200, 412]

    def test_is_for_its_author(self, course: Desk) -> None:
        one, other = learners(course, 2)
        written = review(course, one)

        codes = [rewrite(course, who, written, 1).code for who in (other, course.tutor)]

        assert codes == ["not_your_review"] * 2

    def test_can_be_removing_and_writing_anew(self, course: Desk) -> None:
        one, other = learners(course, 2)
        written = review(course, one, 1)
        path = f"{course.path}/reviews/{written['review_id']}"
        assert other.delete(path).code == "not_your_review"

        succeeded(one.delete(path))

        assert one.delete(path).code == "review_not_found"
        assert summary(course) == (0, None, [0] * 5)
        assert review(course, one, 2)["review_id"] != written["review_id"]
        assert exact(course)

    def test_by_an_administrator_is_removing_only(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        written, admin = review(course, student), course.member("org_admin")

        assert rewrite(course, admin, written, 1).code == "not_your_review"
        assert admin.delete(f"{course.path}/reviews/{written['review_id']}").status_code == 204


class TestModeration:
    def test_takes_a_review_out_of_sight_and_out_of_the_count(self, course: Desk) -> None:
        one, other = learners(course, 2)
        written = review(course, one, 1)
        review(course, other, 5)

        succeeded(hide(course, written))

        assert summary(course) == (1, 5.0, [0, 0, 0, 0, 1])
        assert exact(course)
        path = f"{course.path}/reviews/{written['review_id']}"
        assert other.get(path).code == "review_not_found"
        mine = one.get(path).json()
        assert (mine["state"], mine["reason"]) == ("hidden", "It names somebody.")
        (listed,) = course.pages(f"{course.path}/hidden-reviews")
        assert (listed["review_id"], listed["reason"]) == (written["review_id"], "It names somebody.")
        assert one.get(f"{course.path}/hidden-reviews").status_code == 403

        succeeded(show(course, written))
        assert summary(course) == (2, 3.0, [1, 0, 0, 0, 1])
        assert exact(course)

    def test_lasts_when_the_author_rewrites_it(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        written = review(course, student, 1)
        hide(course, written)

        assert rewrite(course, student, written, 5).json()["state"] == "hidden"

        assert summary(course)[0] == 0
        show(course, written)
        assert summary(course) == (1, 5.0, [0, 0, 0, 0, 1])
        assert exact(course)

    def test_needs_a_reason(self, course: Desk) -> None:
        (student,) = learners(course, 1)

        assert hide(course, review(course, student), "").json()["errors"][0]["pointer"] == "/reason"

    def test_is_for_instructors_who_look_after_reviews(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        written, colleague = review(course, student), course.member("tutor")
        assert hide(course, written, by=colleague).code == "not_an_instructor"
        permissions = {"content": True, "publish": True, "students": True, "reviews": False, "analytics": True}
        body = {"instructor_id": colleague.user_id, "permissions": permissions}
        path = f"{course.path}/instructors"
        succeeded(course.tutor.post(path, body))
        refused = hide(course, written, by=colleague)
        assert (refused.code, refused.json()["permission"]) == ("not_an_instructor", "reviews")

        change = {"permissions": permissions | {"reviews": True}}
        succeeded(course.tutor.put(f"{path}/{colleague.user_id}", change, headers={"if-match": '"rev-1"'}))

        assert hide(course, written, by=colleague).status_code == 200

    def test_lets_instructors_answer(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        path = f"{course.path}/reviews/{review(course, student)['review_id']}/reply"
        assert student.put(path, {"text": "Mine"}).status_code == 403

        succeeded(course.tutor.put(path, {"text": "Thank you."}))

        assert student.get(f"{course.path}/reviews").json()["items"][0]["reply"]["text"] == "Thank you."
        succeeded(course.tutor.delete(path))
        assert student.get(f"{course.path}/reviews").json()["items"][0]["reply"] is None


class TestLists:
    def test_are_complete_and_in_order_whatever_the_page(self, course: Desk) -> None:
        stars = [3, 5, 1, 5, 2, 4, 3]
        written = [
            review(course, who, rating)["review_id"] for who, rating in zip(learners(course, 7), stars, strict=True)
        ]

        for limit in (1, 2, 7):
            newest = course.pages(f"{course.path}/reviews", limit=limit)
            highest = course.pages(f"{course.path}/reviews", sort="highest", limit=limit)
            assert [item["review_id"] for item in newest] == written[::-1]
            assert [item["rating"] for item in highest] == sorted(stars, reverse=True)

    def test_cost_two_calls_and_the_summary_one(self, course: Desk) -> None:
        for student in learners(course, 3):
            review(course, student)
        asked: dict[str, Sequence[str]] = {
            "reviews": ["Query", "BatchGetItem"],
            "reviews?sort=highest": ["Query", "BatchGetItem"],
            "reviews/summary": ["BatchGetItem"],
        }

        for path, expected in asked.items():
            name, _, query = path.partition("?")
            params = {"sort": "highest"} if query else {}
            with counting_calls() as calls:
                succeeded(course.tutor.get(f"{course.path}/{name}", params=params))
            assert calls == expected, path

    def test_are_for_who_may_see_the_course(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        written = review(course, student)
        stranger = course.world.actor("org_admin")

        for path in ("reviews", "reviews/summary", f"reviews/{written['review_id']}", "hidden-reviews"):
            assert stranger.get(f"{course.path}/{path}").code == "course_not_found", path
        assert all_pages(course.member("student"), f"{course.path}/reviews")[0]["review_id"] == written["review_id"]


class TestRaces:
    def test_of_sixteen_learners_are_all_counted(self, course: Desk) -> None:
        students = learners(course, 16)

        answers = at_once(
            16, lambda number: students[number].post(f"{course.path}/reviews", {"rating": 1 + number % 5})
        )

        assert {answer.status_code for answer in answers} == {201}
        assert summary(course) == (16, 2.88, [4, 3, 3, 3, 3])
        assert exact(course)

    def test_of_authors_and_moderators_keep_the_ratings_exact(self, course: Desk) -> None:
        students = learners(course, 8)
        written = [review(course, student, 3) for student in students]

        def act(number: int) -> None:
            mine = written[number // 2]
            if number % 2:
                for turn in range(3):
                    (hide if turn % 2 == 0 else show)(course, mine)
            else:
                for turn in range(3):
                    rewrite(course, students[number // 2], mine, 1 + (number + turn) % 5)

        at_once(16, act)

        assert exact(course)


class TestNews:
    def test_say_what_the_reviews_add_up_to(self, course: Desk) -> None:
        one, other = learners(course, 2)
        written = review(course, one, 2)
        review(course, other, 5)
        rewrite(course, one, written, 2, "Only the words")
        hide(course, written)

        with listening_in() as lines:
            course.world.settle()

        told = [line["detail_type"] for line in lines.all("event.sent")]
        assert told == ["ReviewsChanged.v1"] * 3

    def test_of_an_enrolment_heard_twice_lets_somebody_review_once(self, course: Desk) -> None:
        (student,) = learners(course, 1)
        review(course, student)
        reviews = ReviewRepository(course.org.org_id)

        reviews.admit(course.course_id, student.user_id)

        assert student.post(f"{course.path}/reviews", {"rating": 1}).code == "already_reviewed"


given_ratings = st.lists(st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)), max_size=40)


class TestAnyRatings:
    @given(given_ratings)
    def test_add_up_whatever_comes_and_goes(self, steps: list[tuple[int | None, int | None]]) -> None:
        ratings, there = Ratings(), list[int]()
        for before, after in steps:
            gone = before if before in there else None
            ratings = ratings.replacing(gone, after)
            if gone is not None:
                there.remove(gone)
            if after is not None:
                there.append(after)

        assert (ratings.count, ratings.sum) == (len(there), sum(there))
        assert ratings.average == (round(sum(there) / len(there), 2) if there else None)
