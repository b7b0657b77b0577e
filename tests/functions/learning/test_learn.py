"""The learner's view of a course, over HTTP."""

import json

from functions.learning.manifest import LEARNING
from shared.ids import new_id
from tests.functions.learning.conftest import School
from tests.support.courses import archive_course, draft_course, publish_again, publish_course
from tests.support.logs import listening_in
from tests.support.world import World, at_once


def told(world: World) -> list[str]:
    """The names of learning's events that are on their way now, after letting them arrive."""
    own = {event.detail_type() for event in LEARNING.tells}
    with listening_in() as lines:
        world.settle()
    return sorted(line["detail_type"] for line in lines.all("event.sent") if line["detail_type"] in own)


class TestOutline:
    def test_lists_the_lessons_in_order_with_progress(self, school: School) -> None:
        school.enrolled()
        school.learner.put(school.course.completion_path(1))

        outline = school.learner.get(f"{school.course.path}/learn").json()

        assert [item["lesson_id"] for item in outline["items"]] == list(school.course.lesson_ids)
        assert [item["completed"] for item in outline["items"]] == [False, True, False]
        assert [item["topic_title"] for item in outline["items"]] == ["Topic 1", "Topic 1", "Topic 2"]
        assert outline["progress"] == {"completed": 1, "total": 3, "percent": 33, "completed_at": None}
        assert (outline["title"], outline["version"], outline["next_cursor"]) == ("Cells", 1, None)

    def test_comes_in_pages_of_one_version(self, school: School) -> None:
        school.enrolled()
        first = school.learner.get(f"{school.course.path}/learn", params={"limit": 2}).json()
        publish_again(school.course, ordinals=[2, 1, 0, 3])
        school.world.settle()

        second = school.learner.get(
            f"{school.course.path}/learn", params={"limit": 2, "cursor": first["next_cursor"]}
        ).json()

        walked = [item["lesson_id"] for page in (first, second) for item in page["items"]]
        assert walked == list(school.course.lesson_ids)
        assert (first["version"], second["version"], second["next_cursor"]) == (1, 1, None)
        assert school.learner.get(f"{school.course.path}/learn").json()["version"] == 2

    def test_refuses_the_cursor_of_another_course(self, school: School) -> None:
        other = publish_course(school.org.org_id, school.tutor.user_id)
        school.enrolled()
        school.learner.post(f"{other.path}/enroll")
        cursor = school.learner.get(f"{school.course.path}/learn", params={"limit": 1}).json()["next_cursor"]

        refused = school.learner.get(f"{other.path}/learn", params={"cursor": cursor})

        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "cursor_invalid")

    def test_is_for_who_is_enrolled(self, school: School) -> None:
        refused = school.learner.get(f"{school.course.path}/learn")

        assert (refused.status_code, refused.code) == (403, "not_enrolled")

    def test_does_not_find_what_is_not_there_for_the_caller(self, school: School) -> None:
        stranger = school.world.actor("student")
        draft = draft_course(school.org.org_id, school.tutor.user_id)

        answers = [
            stranger.get(f"{school.course.path}/learn"),
            school.learner.get(f"{draft.path}/learn"),
            school.learner.get(f"/courses/{new_id('crs')}/learn"),
        ]

        assert [answer.code for answer in answers] == ["course_not_found"] * 3

    def test_stays_open_to_learners_of_a_course_off_offer(self, school: School) -> None:
        school.enrolled()
        archive_course(school.course)
        school.world.settle()

        assert school.learner.get(f"{school.course.path}/learn").status_code == 200


class TestLesson:
    def test_shows_its_content_and_neighbours(self, school: School) -> None:
        school.enrolled()

        lesson = school.learner.get(school.course.lesson_path(1)).json()

        assert lesson["title"] == "Lesson 1"
        assert (lesson["previous_lesson_id"], lesson["next_lesson_id"]) == (
            school.course.lesson_ids[0],
            school.course.lesson_ids[2],
        )
        assert lesson["blocks"][0]["type"] == "rich_text"
        assert "माइटोकॉन्ड्रिया" in json.dumps(lesson["blocks"], ensure_ascii=False)

    def test_at_the_ends_has_one_neighbour(self, school: School) -> None:
        school.enrolled()

        first = school.learner.get(school.course.lesson_path(0)).json()
        last = school.learner.get(school.course.lesson_path(2)).json()

        assert (first["previous_lesson_id"], last["next_lesson_id"]) == (None, None)

    def test_is_for_who_is_enrolled(self, school: School) -> None:
        assert school.learner.get(school.course.lesson_path(0)).code == "not_enrolled"

    def test_that_the_version_does_not_have_is_not_found(self, school: School) -> None:
        school.enrolled()
        other = publish_course(school.org.org_id, school.tutor.user_id)

        answer = school.learner.get(f"{school.course.path}/learn/lessons/{other.lesson_ids[0]}")

        assert (answer.status_code, answer.code) == (404, "lesson_not_found")


class TestCompleteLesson:
    def test_counts_and_is_told_once(self, school: School) -> None:
        school.enrolled()
        school.world.settle()

        first = school.learner.put(school.course.completion_path(0))
        again = school.learner.put(school.course.completion_path(0))

        assert first.json() == again.json()
        assert first.json()["progress"] == {"completed": 1, "total": 3, "percent": 33, "completed_at": None}
        assert told(school.world) == ["LessonCompleted.v1"]

    def test_sixteen_times_at_once_counts_and_is_told_once(self, school: School) -> None:
        school.enrolled()
        school.world.settle()

        answers = at_once(16, lambda _: school.learner.put(school.course.completion_path(0)))

        assert {answer.status_code for answer in answers} == {200}
        assert {answer.json()["progress"]["completed"] for answer in answers} == {1}
        assert told(school.world) == ["LessonCompleted.v1"]

    def test_of_sixteen_lessons_at_once_loses_none(self, school: School) -> None:
        course = publish_course(school.org.org_id, school.tutor.user_id, lessons=16)
        school.world.settle()
        school.learner.post(f"{course.path}/enroll")
        school.world.settle()

        answers = at_once(16, lambda number: school.learner.put(course.completion_path(number)))

        assert {answer.status_code for answer in answers} == {200}
        assert school.learner.get(f"{course.path}/learn").json()["progress"]["percent"] == 100
        assert told(school.world) == ["CourseCompleted.v1"] + ["LessonCompleted.v1"] * 16

    def test_completes_the_course_with_the_last_required_lesson(self, school: School) -> None:
        course = publish_course(school.org.org_id, school.tutor.user_id, lessons=3, optional={1})
        school.world.settle()
        enrolment_id = school.learner.post(f"{course.path}/enroll").json()["enrollment_id"]

        school.learner.put(course.completion_path(0))
        progress = school.learner.put(course.completion_path(2)).json()["progress"]

        assert (progress["completed"], progress["percent"]) == (2, 66)
        assert progress["completed_at"] is not None
        assert school.learner.get(f"{course.path}/enrollments/{enrolment_id}").json()["state"] == "completed"
        assert school.tutor.get(f"{course.path}/enrollments", params={"state": "completed"}).json()["items"]

    def test_of_a_lesson_added_later_completes_nothing_again(self, school: School) -> None:
        school.enrolled()
        for number in range(3):
            school.learner.put(school.course.completion_path(number))
        longer = publish_again(school.course, ordinals=[0, 1, 2, 3])
        school.world.settle()

        before = school.learner.get(f"{school.course.path}/learn").json()["progress"]
        after = school.learner.put(longer.completion_path(3)).json()["progress"]

        assert (before["percent"], after["percent"]) == (75, 100)
        assert before["completed_at"] == after["completed_at"] is not None
        assert told(school.world) == ["LessonCompleted.v1"]

    def test_is_refused_to_who_left(self, school: School) -> None:
        enrolment_id = school.enrolled()
        school.learner.delete(f"{school.course.path}/enrollments/{enrolment_id}")

        refused = school.learner.put(school.course.completion_path(0))

        assert (refused.status_code, refused.code) == (403, "not_enrolled")

    def test_of_an_unknown_lesson_is_not_found(self, school: School) -> None:
        school.enrolled()

        answer = school.learner.put(f"{school.course.path}/learn/lessons/{new_id('les')}/completion")

        assert answer.code == "lesson_not_found"
