"""What interests learners, and the courses that they marked, over HTTP."""

import pytest

from functions.catalog.repository.courses import CourseRepository
from tests.functions.learning.conftest import School
from tests.functions.learning.test_paths import a_course, complete
from tests.support.calls import counting_calls
from tests.support.courses import PublishedCourse, publish_again

SAID = {"category_ids": [], "tags": ["Biology ", "biology"], "languages": ["hi"], "difficulty": "beginner"}


def described(school: School, title: str, **details: object) -> PublishedCourse:
    """A published course of one lesson about which this is said."""
    course = a_course(school, title)
    repository = CourseRepository(school.org.org_id)
    repository.save(repository.get(course.course_id).model_copy(update=details))
    publish_again(course, ordinals=range(1))
    school.world.settle()
    return course


class TestInterests:
    def test_are_what_one_says(self, school: School) -> None:
        before = school.learner.get("/interests")
        tag = {"if-match": before.headers["etag"]}

        saved = school.learner.put("/interests", SAID, headers=tag)
        late = school.learner.put("/interests", SAID, headers=tag)

        assert before.json()["tags"] == []
        assert (saved.json()["tags"], saved.json()["languages"]) == (["biology"], ["hi"])
        assert (late.status_code, school.learner.get("/interests").json()["difficulty"]) == (412, "beginner")
        assert school.another_learner().get("/interests").json()["tags"] == []

    @pytest.mark.parametrize(
        ("wrong", "pointer"),
        [
            ({"category_ids": ["cat_none"]}, "/category_ids/0"),
            ({"languages": ["English"]}, "/languages/0"),
            ({"tags": [" "]}, "/tags/0"),
            ({"difficulty": "hard"}, "/difficulty"),
        ],
    )
    def test_refuse_what_there_is_not(self, school: School, wrong: dict[str, object], pointer: str) -> None:
        refused = school.learner.put("/interests", wrong, headers={"if-match": '"rev-0"'})

        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)

    def test_are_learned_from_courses_apart_from_what_one_says(self, school: School) -> None:
        school.learner.put("/interests", SAID, headers={"if-match": '"rev-0"'})
        physics = described(school, "Heat", tags=("physics",), language="hi")
        complete(school.learner, physics)
        both = described(school, "Cells", tags=("biology", "physics"))
        school.learner.post(f"{both.path}/enroll")

        found = school.learner.get("/interests").json()

        assert found["tags"] == ["biology"]
        assert found["learned"]["tags"] == [
            {"value": "physics", "enrolled": 2, "completed": 1},
            {"value": "biology", "enrolled": 1, "completed": 0},
        ]
        assert [one["value"] for one in found["learned"]["languages"]] == ["hi", "en"]

    @pytest.mark.parametrize("courses", [1, 12])
    def test_are_two_calls(self, school: School, courses: int) -> None:
        for number in range(courses):
            school.learner.post(f"{a_course(school, f'Course {number}').path}/enroll")

        with counting_calls() as calls:
            school.learner.get("/interests")

        assert calls == ["Query", "BatchGetItem"]


class TestFavourites:
    def test_come_and_go(self, school: School) -> None:
        one, two = a_course(school, "One"), a_course(school, "Two")
        for course in (one, two, one):
            assert school.learner.put(f"{course.path}/favourite").status_code == 204
        school.learner.post(f"{one.path}/enroll")

        with counting_calls() as calls:
            listed = school.learner.get("/favourites").json()["items"]

        assert [(item["title"], item["enrollment_state"]) for item in listed] == [("Two", None), ("One", "active")]
        assert calls == ["Query", "BatchGetItem"]
        for _ in range(2):
            assert school.learner.delete(f"{two.path}/favourite").status_code == 204
        assert [item["title"] for item in school.learner.get("/favourites").json()["items"]] == ["One"]

    def test_are_ones_own_and_of_courses_that_are_there(self, school: School) -> None:
        school.learner.put(f"{school.course.path}/favourite")

        assert school.another_learner().get("/favourites").json()["items"] == []
        assert school.learner.put("/courses/crs_none/favourite").code == "course_not_found"
        assert school.world.actor("student").put(f"{school.course.path}/favourite").code == "course_not_found"

    def test_page_from_the_latest_on(self, school: School) -> None:
        for number in range(3):
            school.learner.put(f"{a_course(school, f'Course {number}').path}/favourite")

        first = school.learner.get("/favourites", params={"limit": 2}).json()
        rest = school.learner.get("/favourites", params={"limit": 2, "cursor": first["next_cursor"]}).json()

        titles = [item["title"] for page in (first, rest) for item in page["items"]]
        assert titles == ["Course 2", "Course 1", "Course 0"]
