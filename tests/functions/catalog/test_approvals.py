"""Where the organization asks for it, tutors publish what an administrator approved, and nothing else."""

from collections import Counter

import pytest

from tests.functions.catalog.conftest import Desk, Json, all_pages, if_match, rich_text, succeeded
from tests.support.actors import Actor
from tests.support.client import Answer
from tests.support.logs import listening_in
from tests.support.world import at_once


@pytest.fixture
def admin(desk: Desk) -> Actor:
    """An administrator of an organization whose tutors need approval."""
    admin = desk.member("org_admin")
    path = f"/organizations/{desk.org.org_id}/settings"
    features = admin.get(path).json()["features"] | {"course_approval": True}
    succeeded(admin.put(path, {"features": features}, headers=if_match(admin.get(path))))
    return admin


def ask(desk: Desk, message: str = "") -> Json:
    answer: Json = succeeded(desk.tutor.post(f"{desk.path}/approval-requests", {"message": message})).json()
    return answer


def decide(desk: Desk, admin: Actor, request: Json, decision: str = "approved", note: str = "") -> Answer:
    path = f"{desk.path}/approval-requests/{request['request_id']}"
    return admin.put(path, {"decision": decision, "note": note})


class TestPublishing:
    def test_needs_approval_of_exactly_this_content(self, desk: Desk, admin: Actor) -> None:
        lesson_id = desk.new_lesson(desk.new_topic())
        refused = desk.tutor.post(f"{desk.path}/publish")
        assert (refused.status_code, refused.code, refused.json()["approval"]) == (409, "approval_needed", "none")
        request = ask(desk)
        assert desk.tutor.post(f"{desk.path}/publish").json()["approval"] == "requested"

        succeeded(decide(desk, admin, request))
        tag = if_match(desk.tutor.get(f"/lessons/{lesson_id}"))
        succeeded(desk.tutor.put(f"/lessons/{lesson_id}", {"blocks": [rich_text("Smuggled in")]}, headers=tag))

        assert desk.tutor.post(f"{desk.path}/publish").code == "approval_needed"
        desk.put(f"/lessons/{lesson_id}", {"blocks": [rich_text("Mitochondria")]})
        request = ask(desk)
        succeeded(decide(desk, admin, request))
        assert desk.publish().json()["version"] == 1

    def test_of_what_is_as_it_was_approved_goes_through_again(self, desk: Desk, admin: Actor) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), "A")
        succeeded(decide(desk, admin, ask(desk)))
        desk.put(f"/lessons/{lesson_id}", {"title": "B"})
        desk.put(f"/lessons/{lesson_id}", {"title": "A"})

        assert desk.publish().json()["status"] == "published"
        succeeded(desk.tutor.post(f"{desk.path}/archive"))
        assert desk.publish().json()["version"] == 2

    def test_by_an_administrator_needs_nobody_elses_approval(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())

        assert admin.post(f"{desk.path}/publish").status_code == 200

    def test_needs_none_where_nobody_asks_for_it(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        request = ask(desk)

        desk.publish()

        assert request["state"] == "requested"

    def test_while_it_is_approved_and_edited_shows_only_what_was_approved(self, desk: Desk, admin: Actor) -> None:
        """The tutor edits and publishes as fast as can be while requests are approved: each version was asked for."""
        lesson_id = desk.new_lesson(desk.new_topic(), "0")
        asked: list[str] = []

        def act(number: int) -> None:
            for turn in range(6):
                if number == 0:
                    title = str(turn)
                    asked.append(title)
                    desk.put(f"/lessons/{lesson_id}", {"title": title})
                    desk.tutor.post(f"{desk.path}/approval-requests", {"message": str(turn)})
                    desk.put(f"/lessons/{lesson_id}", {"title": f"{turn} smuggled"})
                elif number == 1:
                    for request in admin.get("/course-approval-requests").json()["items"]:
                        decide(desk, admin, request)
                else:
                    desk.tutor.post(f"{desk.path}/publish")

        at_once(3, act)

        for entry in desk.pages(f"{desk.path}/versions"):
            items = desk.tutor.get(f"{desk.path}/versions/{entry['version']}").json()["items"]
            assert {item["title"] for item in items} <= set(asked)


class TestRequests:
    def test_for_the_same_content_are_one(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())

        answers = at_once(8, lambda number: desk.tutor.post(f"{desk.path}/approval-requests", {"message": str(number)}))

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["request_id"] for answer in answers}) == 1
        assert len(desk.pages(f"{desk.path}/approval-requests")) == 1

    def test_for_other_content_take_the_place_of_those_that_wait(self, desk: Desk, admin: Actor) -> None:
        topic_id = desk.new_topic()
        desk.new_lesson(topic_id, "A")
        first = ask(desk, "First")
        desk.new_lesson(topic_id, "B")
        second = ask(desk, "Second")

        states = {one["message"]: one["state"] for one in desk.pages(f"{desk.path}/approval-requests", limit=1)}

        assert states == {"Second": "requested", "First": "replaced"}
        assert decide(desk, admin, first).code == "already_decided"
        waiting = all_pages(admin, "/course-approval-requests")
        assert [one["request_id"] for one in waiting] == [second["request_id"]]

    def test_need_something_to_publish(self, desk: Desk) -> None:
        assert desk.tutor.post(f"{desk.path}/approval-requests", {}).code == "course_not_publishable"

    def test_of_the_whole_organization_wait_for_its_administrators_only(self, desk: Desk, admin: Actor) -> None:
        courses = [desk.course_id]
        desk.new_lesson(desk.new_topic())
        ask(desk)
        for number in range(2):
            other = Desk(desk.world, desk.org, desk.tutor, desk.new_course(title=f"{number}").json()["course_id"])
            other.new_lesson(other.new_topic())
            ask(other)
            courses.append(other.course_id)

        waiting = all_pages(admin, "/course-approval-requests", limit=1)

        assert [one["course_id"] for one in waiting] == courses
        assert desk.tutor.get("/course-approval-requests").status_code == 403
        assert desk.world.actor("org_admin").get("/course-approval-requests").json()["items"] == []
        succeeded(decide(desk, admin, waiting[0]))
        assert [one["course_id"] for one in all_pages(admin, "/course-approval-requests")] == courses[1:]

    def test_stand_on_the_course(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())
        assert desk.tutor.get(desk.path).json()["approval"] is None
        request = ask(desk)

        decide(desk, admin, request, "rejected", "Name your sources.")

        assert desk.tutor.get(desk.path).json()["approval"] == {
            "request_id": request["request_id"],
            "state": "rejected",
            "note": "Name your sources.",
        }

    def test_go_with_a_course_that_is_deleted(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())
        ask(desk)

        succeeded(desk.tutor.delete(desk.path))
        desk.world.settle()

        assert all_pages(admin, "/course-approval-requests") == []


class TestDecisions:
    def test_are_made_once(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())
        request = ask(desk)

        answers = at_once(8, lambda number: decide(desk, admin, request, ("approved", "rejected")[number % 2]))

        counted = Counter(answer.status_code for answer in answers)
        assert counted == {200: 4, 409: 4}
        (state,) = {answer.json()["state"] for answer in answers if answer.status_code == 200}
        (listed,) = desk.pages(f"{desk.path}/approval-requests")
        assert (listed["state"], listed["decided_by"]) == (state, admin.user_id)

    def test_to_approve_what_was_changed_since_are_refused(self, desk: Desk, admin: Actor) -> None:
        topic_id = desk.new_topic()
        desk.new_lesson(topic_id)
        request = ask(desk)
        desk.new_lesson(topic_id, "Another")

        refused = decide(desk, admin, request)

        assert (refused.status_code, refused.code) == (409, "content_changed")
        assert decide(desk, admin, request, "rejected").status_code == 200

    def test_are_for_administrators(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())
        request = ask(desk)

        assert decide(desk, desk.tutor, request).status_code == 403
        assert decide(desk, desk.world.actor("org_admin"), request).status_code == 404

    def test_are_told(self, desk: Desk, admin: Actor) -> None:
        desk.new_lesson(desk.new_topic())
        desk.world.settle()
        decide(desk, admin, ask(desk), "rejected")
        desk.put(desk.path, {"title": "Better"})
        decide(desk, admin, ask(desk))

        with listening_in() as lines:
            desk.world.settle()

        assert sorted(line["detail_type"] for line in lines.all("event.sent")) == [
            "CourseApprovalRequested.v1",
            "CourseApprovalRequested.v1",
            "CourseApproved.v1",
            "CourseRejected.v1",
        ]
