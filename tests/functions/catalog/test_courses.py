"""Courses over HTTP."""

import pytest

from shared.ids import new_id
from tests.functions.catalog.conftest import Desk, Json, all_pages, if_match
from tests.support.client import Answer
from tests.support.logs import listening_in
from tests.support.world import World, at_once

DETAILS = {
    "title": "कोशिका",
    "summary": "जीवन की इकाई।",
    "language": "hi",
    "difficulty": "beginner",
    "objectives": ["Name the parts of a cell", "Tell what each of them does"],
    "tags": ["cells", "जीवन"],
}


def told(world: World) -> list[str]:
    """The names of the events that are on their way now, after letting them arrive."""
    with listening_in() as lines:
        world.settle()
    return sorted(line["detail_type"] for line in lines.all("event.sent"))


class TestCreateCourse:
    def test_begins_a_draft_of_which_the_creator_is_instructor(self, desk: Desk) -> None:
        answer = desk.tutor.post("/courses", DETAILS)

        course = answer.json()
        assert answer.status_code == 201
        assert {name: course[name] for name in DETAILS} == DETAILS
        assert (course["status"], course["version"]) == ("draft", None)
        assert course["instructor_ids"] == [desk.tutor.user_id]
        assert answer.headers["etag"] == course["etag"]
        assert desk.tutor.get(f"/courses/{course['course_id']}").json() == course

    def test_tells_that(self, desk: Desk) -> None:
        assert told(desk.world) == ["CourseCreated.v1"]

    @pytest.mark.parametrize(("role", "status"), [("org_admin", 201), ("student", 403), ("platform_admin", 403)])
    def test_is_for_staff(self, desk: Desk, role: str, status: int) -> None:
        assert desk.member(role).post("/courses", {"title": "Mine"}).status_code == status

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({}, "/title"),
            ({"title": " "}, "/title"),
            ({"title": "a\nb"}, "/title"),
            ({"title": "a" * 201}, "/title"),
            ({"title": None}, "/title"),
            ({"title": "a", "status": "published"}, "/status"),
            ({"title": "a", "instructor_ids": ["usr_1"]}, "/instructor_ids"),
            ({"title": "a", "language": "english please"}, "/language"),
            ({"title": "a", "difficulty": "hard"}, "/difficulty"),
            ({"title": "a", "objectives": ["x"] * 21}, "/objectives"),
            ({"title": "a", "objectives": ["x", ""]}, "/objectives/1"),
            ({"title": "a", "summary": "x" * 2001}, "/summary"),
        ],
    )
    def test_refuses_what_is_not_a_course(self, desk: Desk, body: dict[str, object], pointer: str) -> None:
        answer = desk.tutor.post("/courses", body)

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]

    def test_sixteen_identical_requests_at_once_begin_one(self, desk: Desk) -> None:
        answers = at_once(16, lambda _: desk.tutor.post("/courses", DETAILS))

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
        assert len(desk.pages("/courses")) == 2


class TestReadCourse:
    def test_shows_students_what_was_published_not_the_draft(self, desk: Desk) -> None:
        student = desk.member("student")
        desk.new_lesson(desk.new_topic(), estimated_minutes=7)
        assert student.get(desk.path).code == "course_not_found"
        desk.put(desk.path, DETAILS)
        desk.publish()
        desk.put(desk.path, {"title": "Not yet for students"})

        seen = student.get(desk.path).json()

        assert {name: seen[name] for name in DETAILS} == DETAILS
        assert (seen["view"], seen["version"], seen["lesson_count"], seen["estimated_minutes"]) == (
            "published",
            1,
            1,
            7,
        )
        assert desk.tutor.get(desk.path).json()["title"] == "Not yet for students"

    def test_shows_the_draft_to_its_instructors_and_administrators_only(self, desk: Desk) -> None:
        seen = {role: desk.member(role).get(desk.path).status_code for role in ("org_admin", "tutor", "student")}

        assert seen == {"org_admin": 200, "tutor": 404, "student": 404}

    def test_shows_another_tutor_what_was_published(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()

        assert desk.member("tutor").get(desk.path).json()["view"] == "published"

    def test_knows_nothing_of_other_organizations(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        stranger = desk.world.actor("org_admin")

        for path in (desk.path, f"/courses/{new_id('crs')}", "/courses/nonsense", f"{desk.path}/syllabus"):
            assert stranger.get(path).status_code == 404
        assert stranger.put(desk.path, {"title": "x"}, headers={"if-match": '"rev-1"'}).status_code == 404
        assert stranger.post(f"{desk.path}/archive").status_code == 404
        assert stranger.get("/courses").json()["items"] == []


class TestChangeCourse:
    def test_changes_what_is_named_and_nothing_else(self, desk: Desk) -> None:
        desk.put(desk.path, DETAILS)

        changed = desk.put(desk.path, {"title": "Cells", "difficulty": None}).json()

        assert {name: changed[name] for name in DETAILS} == DETAILS | {"title": "Cells", "difficulty": None}

    def test_a_second_editor_learns_what_differs(self, desk: Desk) -> None:
        read = desk.tutor.get(desk.path)
        desk.put(desk.path, {"title": "Cells and tissues", "language": "hi"})

        refused = desk.tutor.put(desk.path, {"title": "Cells", "language": "hi"}, headers=if_match(read))

        assert (refused.status_code, refused.code) == (412, "changed_meanwhile")
        assert (refused.json()["current_revision"], refused.json()["differs"]) == (2, ["title"])

    def test_of_sixteen_editors_at_once_one_succeeds(self, desk: Desk) -> None:
        read = if_match(desk.tutor.get(desk.path))

        answers = at_once(16, lambda n: desk.tutor.put(desk.path, {"title": f"Title {n}"}, headers=read))

        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 15

    def test_needs_to_know_which_version_is_meant(self, desk: Desk) -> None:
        assert desk.tutor.put(desk.path, {"title": "x"}).status_code == 428
        assert desk.tutor.put(desk.path, {"title": "x"}, headers={"if-match": "*"}).status_code == 412

    def test_that_changes_nothing_makes_no_new_version(self, desk: Desk) -> None:
        before = desk.tutor.get(desk.path)

        assert desk.put(desk.path, {"title": before.json()["title"]}).json() == before.json()

    def test_cannot_take_away_the_title_or_the_status(self, desk: Desk) -> None:
        read = if_match(desk.tutor.get(desk.path))

        bodies: list[Json] = [{"title": None}, {"status": "published"}, {"instructor_ids": []}]
        for body in bodies:
            assert desk.tutor.put(desk.path, body, headers=read).status_code == 422

    def test_is_for_instructors_and_administrators(self, desk: Desk) -> None:
        read = if_match(desk.tutor.get(desk.path))

        codes = {
            role: desk.member(role).put(desk.path, {"title": role}, headers=read).code
            for role in ("student", "tutor", "org_admin")
        }

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}


class TestListCourses:
    def test_tutors_see_their_own_newest_first(self, desk: Desk) -> None:
        other = desk.member("tutor")
        other.post("/courses", {"title": "Somebody else's"})
        mine = [desk.new_course(title=f"Course {n}").json()["course_id"] for n in range(4)]

        listed = [item["course_id"] for item in desk.pages("/courses", limit=2)]

        assert listed == [*reversed(mine), desk.course_id]

    def test_administrators_see_all(self, desk: Desk) -> None:
        desk.member("tutor").post("/courses", {"title": "Somebody else's"})

        titles = [item["title"] for item in all_pages(desk.member("org_admin"), "/courses", limit=1)]

        assert titles == ["Somebody else's", "Cells: the units of life"]

    def test_by_status_follows_every_change(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        admin = desk.member("org_admin")

        def statuses() -> list[str]:
            kinds = ("draft", "published", "archived")
            return [kind for kind in kinds for who in (desk.tutor, admin) if all_pages(who, "/courses", status=kind)]

        seen = [statuses()]
        desk.publish()
        seen.append(statuses())
        desk.tutor.post(f"{desk.path}/archive")
        seen.append(statuses())
        desk.publish()
        seen.append(statuses())

        assert seen == [[kind, kind] for kind in ("draft", "published", "archived", "published")]

    def test_students_see_what_is_on_offer_first_published_last(self, desk: Desk) -> None:
        student, titles = desk.member("student"), ["One", "Two", "Three"]
        for title in titles:
            course_id = desk.new_course(title=title).json()["course_id"]
            another = Desk(desk.world, desk.org, desk.tutor, course_id)
            another.new_lesson(another.new_topic())
            another.publish()

        listed = all_pages(student, "/courses", limit=2)

        assert [item["title"] for item in listed] == list(reversed(titles))
        assert {item["view"] for item in listed} == {"published"}
        assert all_pages(student, "/courses", status="published") == listed
        assert all_pages(student, "/courses", status="draft") == []
        assert all_pages(desk.tutor, "/courses", view="published") == listed

    def test_drafts_are_not_for_students(self, desk: Desk) -> None:
        assert desk.member("student").get("/courses", params={"view": "draft"}).status_code == 403

    def test_refuses_the_cursor_of_another_list(self, desk: Desk) -> None:
        desk.new_course()
        cursor = desk.tutor.get("/courses", params={"limit": 1}).json()["next_cursor"]

        refused = desk.tutor.get("/courses", params={"limit": 1, "cursor": cursor, "status": "draft"})

        assert refused.json()["errors"][0]["code"] == "cursor_invalid"


class TestArchiveCourse:
    def test_takes_it_off_offer_and_keeps_it_for_its_editors(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        desk.world.settle()
        student = desk.member("student")

        archived = [desk.tutor.post(f"{desk.path}/archive").json() for _ in range(2)]

        assert archived[0] == archived[1]
        assert (archived[0]["status"], archived[0]["version"]) == ("archived", 1)
        assert student.get(desk.path).status_code == 404
        assert student.get("/courses").json()["items"] == []
        assert told(desk.world) == ["CourseArchived.v1"]

    def test_is_for_courses_that_were_published(self, desk: Desk) -> None:
        assert desk.tutor.post(f"{desk.path}/archive").code == "course_not_published"

    def test_is_for_its_instructors(self, desk: Desk) -> None:
        assert desk.member("tutor").post(f"{desk.path}/archive").code == "not_an_instructor"


class TestDeleteCourse:
    def test_removes_the_draft_and_all_that_is_in_it(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)

        assert desk.tutor.delete(desk.path).status_code == 204

        for path in (desk.path, f"{desk.path}/topics", f"/topics/{topic_id}/lessons", f"/lessons/{lesson_id}"):
            assert desk.tutor.get(path).status_code == 404
        assert desk.tutor.delete(desk.path).status_code == 404
        assert desk.pages("/courses") == []
        assert desk.pages("/courses", status="draft") == []
        assert told(desk.world) == ["CourseCreated.v1", "CourseDeleted.v1"]

    def test_refuses_what_was_published(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()

        assert desk.tutor.delete(desk.path).code == "course_not_deletable"
        desk.tutor.post(f"{desk.path}/archive")
        assert desk.tutor.delete(desk.path).code == "course_not_deletable"

    def test_is_for_its_instructors(self, desk: Desk) -> None:
        assert desk.member("tutor").delete(desk.path).code == "not_an_instructor"
        assert desk.member("org_admin").delete(desk.path).status_code == 204

    def test_nothing_is_added_to_it_at_the_same_moment(self, desk: Desk) -> None:
        def act(number: int) -> Answer:
            if number == 0:
                return desk.tutor.delete(desk.path)
            return desk.tutor.post(f"{desk.path}/topics", {"title": f"Topic {number}"})

        answers = at_once(8, act)
        desk.world.settle()

        assert answers[0].status_code == 204
        assert {answer.status_code for answer in answers[1:]} <= {201, 404}
        for answer in answers[1:]:
            if answer.status_code == 201:
                assert desk.tutor.get(f"/topics/{answer.json()['topic_id']}/lessons").status_code == 404
