"""Joining and leaving a course, over HTTP."""

import pytest

from shared.ids import new_id
from tests.functions.learning.conftest import School
from tests.support.courses import archive_course, draft_course, publish_course
from tests.support.world import at_once


class TestEnrol:
    def test_gives_a_place_in_the_course(self, school: School) -> None:
        answer = school.learner.post(f"{school.course.path}/enroll")

        assert answer.status_code == 201
        enrolment = answer.json()
        assert enrolment["user_id"] == school.learner.user_id
        assert (enrolment["course_id"], enrolment["state"]) == (school.course.course_id, "active")
        assert enrolment["progress"] == {"completed": 0, "total": 3, "percent": 0, "completed_at": None}

    def test_again_answers_with_the_place_there_is(self, school: School) -> None:
        first = school.learner.post(f"{school.course.path}/enroll")

        again = school.learner.post(f"{school.course.path}/enroll")

        assert again.status_code == 200
        assert again.json() == first.json()

    def test_sixteen_times_at_once_gives_one_place(self, school: School) -> None:
        answers = at_once(16, lambda _: school.learner.post(f"{school.course.path}/enroll"))

        assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
        assert len({answer.json()["enrollment_id"] for answer in answers}) == 1
        assert len(school.learner.get("/enrollments").json()["items"]) == 1
        assert len(school.tutor.get(f"{school.course.path}/enrollments").json()["items"]) == 1

    def test_after_leaving_comes_back_to_the_progress(self, school: School) -> None:
        enrolment_id = school.enrolled()
        school.learner.put(school.course.completion_path(0))
        school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        back = school.learner.post(f"{school.course.path}/enroll")

        assert back.status_code == 201
        assert (back.json()["enrollment_id"], back.json()["state"]) == (enrolment_id, "active")
        assert back.json()["progress"]["completed"] == 1

    def test_is_refused_for_a_course_off_offer(self, school: School) -> None:
        archive_course(school.course)

        assert school.learner.post(f"{school.course.path}/enroll").code == "course_not_open"

    def test_does_not_find_a_draft(self, school: School) -> None:
        draft = draft_course(school.org.org_id, school.tutor.user_id)

        assert school.learner.post(f"{draft.path}/enroll").code == "course_not_found"

    def test_does_not_find_another_organizations_course(self, school: School) -> None:
        stranger = school.world.actor("student")

        assert stranger.post(f"{school.course.path}/enroll").code == "course_not_found"

    def test_works_before_the_news_of_the_course_has_come(self, school: School) -> None:
        org = school.world.organization()
        student = school.world.actor("student", of=org)

        course = publish_course(org.org_id, student.user_id)

        assert student.post(f"{course.path}/enroll").status_code == 201
        assert student.get(f"{course.path}/learn").json()["progress"]["total"] == 3
        assert student.get("/enrollments").json()["items"][0]["progress"]["total"] == 3


class TestEnrolUnderAKey:
    def test_repeated_creates_nothing_new(self, school: School) -> None:
        keyed = {"idempotency-key": "k-1"}
        first = school.learner.post(f"{school.course.path}/enroll", headers=keyed)

        again = school.learner.post(f"{school.course.path}/enroll", headers=keyed)

        assert (first.status_code, again.status_code) == (201, 200)
        assert again.headers["idempotent-replayed"] == "true"
        assert again.json() == first.json()

    def test_arriving_late_does_not_undo_leaving(self, school: School) -> None:
        keyed = {"idempotency-key": "k-1"}
        enrolment_id = school.learner.post(f"{school.course.path}/enroll", headers=keyed).json()["enrollment_id"]
        school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        late = school.learner.post(f"{school.course.path}/enroll", headers=keyed)

        assert (late.status_code, late.json()["state"]) == (200, "cancelled")

    def test_of_another_request_is_refused(self, school: School) -> None:

        other = publish_course(school.org.org_id, school.tutor.user_id)
        school.learner.post(f"{school.course.path}/enroll", headers={"idempotency-key": "k-1"})

        refused = school.learner.post(f"{other.path}/enroll", headers={"idempotency-key": "k-1"})

        assert (refused.status_code, refused.code) == (422, "idempotency_key_reused")


class TestCancel:
    def test_ends_access_and_is_safe_to_repeat(self, school: School) -> None:
        enrolment_id = school.enrolled()

        first = school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")
        again = school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        assert (first.status_code, again.status_code) == (204, 204)
        assert school.learner.get(f"{school.course.path}/learn").code == "not_enrolled"
        assert school.learner.get("/enrollments").json()["items"][0]["state"] == "cancelled"

    def test_is_open_to_the_courses_staff(self, school: School) -> None:
        enrolment_id = school.enrolled()

        assert school.tutor.delete(f"{school.course.path}/enrollments/{enrolment_id}").status_code == 204

    def test_does_not_find_a_fellow_students_enrolment(self, school: School) -> None:
        enrolment_id = school.enrolled()

        answer = school.another_learner().delete(f"{school.course.path}/enrollments/{enrolment_id}")

        assert (answer.status_code, answer.code) == (404, "enrolment_not_found")

    def test_is_refused_to_a_tutor_of_another_course(self, school: School) -> None:
        enrolment_id = school.enrolled()
        colleague = school.world.actor("tutor", of=school.org)

        answer = colleague.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        assert (answer.status_code, answer.code) == (403, "not_your_course")

    def test_is_refused_after_completion(self, school: School) -> None:
        enrolment_id = school.enrolled()
        for number in range(3):
            school.learner.put(school.course.completion_path(number))

        answer = school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        assert (answer.status_code, answer.code) == (409, "enrolment_not_cancellable")

    def test_does_not_find_an_unknown_enrolment(self, school: School) -> None:
        answer = school.learner.delete(f"{school.course.path}/enrollments/{new_id('enr')}")

        assert answer.code == "enrolment_not_found"


class TestChangeEnrolment:
    @pytest.fixture
    def place(self, school: School) -> str:
        return f"{school.course.path}/enrollments/{school.enrolled()}"

    def test_cancels_and_reopens(self, school: School, place: str) -> None:
        tag = school.tutor.get(place).headers["etag"]

        cancelled = school.tutor.put(place, {"state": "cancelled"}, headers={"if-match": tag})
        active = school.tutor.put(place, {"state": "active"}, headers={"if-match": cancelled.headers["etag"]})

        assert (cancelled.json()["state"], active.json()["state"]) == ("cancelled", "active")
        assert active.json()["user_name"] == "Meera Nair"

    def test_is_refused_when_somebody_was_faster(self, school: School, place: str) -> None:
        tag = school.tutor.get(place).headers["etag"]
        school.learner.put(school.course.completion_path(0))

        refused = school.tutor.put(place, {"state": "cancelled"}, headers={"if-match": tag})

        assert (refused.status_code, refused.code) == (412, "precondition_failed")

    def test_needs_the_revision_that_was_seen(self, school: School, place: str) -> None:
        assert school.tutor.put(place, {"state": "cancelled"}).status_code == 428

    def test_knows_two_states_only(self, school: School, place: str) -> None:
        refused = school.tutor.put(place, {"state": "completed"}, headers={"if-match": '"rev-1"'})

        assert refused.status_code == 422

    def test_is_not_for_students(self, school: School, place: str) -> None:
        refused = school.learner.put(place, {"state": "cancelled"}, headers={"if-match": '"rev-1"'})

        assert (refused.status_code, refused.code) == (403, "forbidden")

    def test_is_open_to_administrators(self, school: School, place: str) -> None:
        admin = school.world.actor("org_admin", of=school.org)

        assert admin.put(place, {"state": "cancelled"}, headers={"if-match": '"rev-1"'}).status_code == 200


class TestReadEnrolment:
    def test_shows_ones_own(self, school: School) -> None:
        enrolment_id = school.enrolled()

        answer = school.learner.get(f"{school.course.path}/enrollments/{enrolment_id}")

        assert answer.json()["enrollment_id"] == enrolment_id
        assert answer.headers["etag"] == '"rev-1"'

    def test_does_not_show_a_fellow_students(self, school: School) -> None:
        enrolment_id = school.enrolled()

        answer = school.another_learner().get(f"{school.course.path}/enrollments/{enrolment_id}")

        assert answer.code == "enrolment_not_found"

    def test_does_not_show_it_under_another_course(self, school: School) -> None:
        enrolment_id = school.enrolled()
        other = draft_course(school.org.org_id, school.tutor.user_id)

        assert school.tutor.get(f"{other.path}/enrollments/{enrolment_id}").code == "enrolment_not_found"
