"""A course's roster and one's own enrolments, over HTTP."""

from tests.functions.learning.conftest import School
from tests.support.courses import draft_course, publish_course


class TestRoster:
    def test_lists_the_newest_first_with_names_and_progress(self, school: School) -> None:
        school.enrolled()
        newer = school.another_learner(name="Arjun Rao")
        school.enrolled(newer)
        school.learner.put(school.course.completion_path(0))

        roster = school.tutor.get(f"{school.course.path}/enrollments").json()

        assert [item["user_name"] for item in roster["items"]] == ["Arjun Rao", "Meera Nair"]
        assert [item["progress"]["percent"] for item in roster["items"]] == [0, 33]
        assert roster["next_cursor"] is None

    def test_comes_in_pages_without_gaps(self, school: School) -> None:
        enrolled = [school.enrolled(school.another_learner()) for _ in range(5)]

        walked, cursor = [], None
        while True:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = school.tutor.get(f"{school.course.path}/enrollments", params=params).json()
            walked += [item["enrollment_id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break

        assert walked == enrolled[::-1]

    def test_shows_one_state(self, school: School) -> None:
        staying, leaving = school.learner, school.another_learner()
        school.enrolled(staying)
        leaving.delete(f"{school.course.path}/enrollments/{school.enrolled(leaving)}")

        roster = f"{school.course.path}/enrollments"
        listed = {
            state: [item["user_id"] for item in school.tutor.get(roster, params={"state": state}).json()["items"]]
            for state in ("active", "completed", "cancelled")
        }

        assert listed == {"active": [staying.user_id], "completed": [], "cancelled": [leaving.user_id]}

    def test_of_a_draft_is_empty(self, school: School) -> None:
        draft = draft_course(school.org.org_id, school.tutor.user_id)

        assert school.tutor.get(f"{draft.path}/enrollments").json() == {"items": [], "next_cursor": None}

    def test_is_for_the_courses_instructors_and_administrators(self, school: School) -> None:
        roster = f"{school.course.path}/enrollments"
        colleague = school.world.actor("tutor", of=school.org)
        admin = school.world.actor("org_admin", of=school.org)
        elsewhere = school.world.actor("org_admin")

        assert colleague.get(roster).code == "not_your_course"
        assert school.learner.get(roster).code == "forbidden"
        assert admin.get(roster).status_code == 200
        assert elsewhere.get(roster).code == "course_not_found"

    def test_refuses_the_cursor_of_another_filter(self, school: School) -> None:
        for _ in range(2):
            school.enrolled(school.another_learner())
        roster = f"{school.course.path}/enrollments"
        cursor = school.tutor.get(roster, params={"limit": 1}).json()["next_cursor"]

        refused = school.tutor.get(roster, params={"limit": 1, "cursor": cursor, "state": "active"})

        assert refused.status_code == 422


class TestOwnEnrolments:
    def test_list_the_newest_first_with_title_and_progress(self, school: School) -> None:
        later = publish_course(school.org.org_id, school.tutor.user_id, title="Atoms", lessons=2)
        school.world.settle()
        school.enrolled()
        school.learner.post(f"{later.path}/enroll")
        school.learner.put(later.completion_path(0))

        mine = school.learner.get("/enrollments").json()["items"]

        assert [item["course_title"] for item in mine] == ["Atoms", "Cells"]
        assert [item["progress"]["percent"] for item in mine] == [50, 0]

    def test_come_in_pages(self, school: School) -> None:
        later = publish_course(school.org.org_id, school.tutor.user_id)
        first_id, second_id = school.enrolled(), school.learner.post(f"{later.path}/enroll").json()["enrollment_id"]

        first = school.learner.get("/enrollments", params={"limit": 1}).json()
        second = school.learner.get("/enrollments", params={"limit": 1, "cursor": first["next_cursor"]}).json()

        assert [first["items"][0]["enrollment_id"], second["items"][0]["enrollment_id"]] == [second_id, first_id]

    def test_are_nobody_elses(self, school: School) -> None:
        school.enrolled()

        assert school.another_learner().get("/enrollments").json()["items"] == []

    def test_refuse_another_learners_cursor(self, school: School) -> None:
        later = publish_course(school.org.org_id, school.tutor.user_id)
        school.enrolled()
        school.learner.post(f"{later.path}/enroll")
        cursor = school.learner.get("/enrollments", params={"limit": 1}).json()["next_cursor"]

        refused = school.another_learner().get("/enrollments", params={"cursor": cursor})

        assert refused.status_code == 422
