"""Topics over HTTP."""

from functools import partial

import pytest

from shared.ids import new_id
from tests.functions.catalog.conftest import Desk, Json, if_match
from tests.support.client import Answer
from tests.support.world import at_once


class TestCreateTopic:
    def test_adds_it_at_the_end_unless_a_place_is_named(self, desk: Desk) -> None:
        a, b = desk.new_topic("A"), desk.new_topic("B")
        first = desk.new_topic("First", after=None)
        between = desk.new_topic("Between", after=a)
        last = desk.new_topic("Last", after=b)

        assert desk.topic_ids() == [first, a, between, b, last]

    def test_answers_with_what_is_stored(self, desk: Desk) -> None:
        answer = desk.tutor.post(f"{desk.path}/topics", {"title": "Organelles", "summary": "What floats in a cell."})

        topic = answer.json()
        assert (topic["title"], topic["summary"]) == ("Organelles", "What floats in a cell.")
        assert answer.headers["etag"] == topic["etag"]
        assert desk.tutor.get(f"{desk.path}/topics/{topic['topic_id']}").json() == topic
        assert desk.pages(f"{desk.path}/topics") == [topic]

    def test_refuses_a_place_that_is_not_in_the_course(self, desk: Desk) -> None:
        other = desk.new_course().json()["course_id"]
        elsewhere = desk.tutor.post(f"/courses/{other}/topics", {"title": "Elsewhere"}).json()["topic_id"]

        for after in (elsewhere, new_id("top"), desk.new_lesson(desk.new_topic())):
            refused = desk.tutor.post(f"{desk.path}/topics", {"title": "A", "after": after})
            assert (refused.code, refused.json()["errors"][0]["pointer"]) == ("place_not_found", "/after")

    def test_sixteen_identical_requests_at_once_add_one(self, desk: Desk) -> None:
        answers = at_once(16, lambda _: desk.tutor.post(f"{desk.path}/topics", {"title": "Once"}))

        assert {answer.status_code for answer in answers} == {201}
        assert {answer.json()["topic_id"] for answer in answers} == set(desk.topic_ids())
        assert sum("idempotent-replayed" in answer.headers for answer in answers) == 15

    def test_an_idempotency_key_stands_for_one_request(self, desk: Desk) -> None:
        key = {"idempotency-key": "topic-1"}
        made = desk.tutor.post(f"{desk.path}/topics", {"title": "Once"}, headers=key)

        assert desk.tutor.post(f"{desk.path}/topics", {"title": "Once"}, headers=key).text == made.text
        refused = desk.tutor.post(f"{desk.path}/topics", {"title": "Twice"}, headers=key)
        assert (refused.status_code, refused.code) == (422, "idempotency_key_reused")

    def test_stops_at_two_hundred(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.catalog.domain.courses.MOST_TOPICS", 3)
        for _ in range(3):
            desk.new_topic(f"Topic {_}")

        refused = desk.tutor.post(f"{desk.path}/topics", {"title": "One too many"})

        assert (refused.status_code, refused.code) == (409, "course_full")

    def test_is_for_the_editors_of_the_course(self, desk: Desk) -> None:
        codes = {
            role: desk.member(role).post(f"{desk.path}/topics", {"title": "x"}).code
            for role in ("student", "tutor", "org_admin")
        }

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}
        assert desk.world.actor("org_admin").post(f"{desk.path}/topics", {"title": "x"}).code == "course_not_found"


class TestListTopics:
    def test_comes_in_pages(self, desk: Desk) -> None:
        made = [desk.new_topic(f"Topic {n}") for n in range(5)]

        pages = desk.pages(f"{desk.path}/topics", limit=2)

        assert [item["topic_id"] for item in pages] == made

    def test_is_for_the_editors_of_the_course(self, desk: Desk) -> None:
        topic_id = desk.new_topic()

        for path in (f"{desk.path}/topics", f"{desk.path}/topics/{topic_id}"):
            assert desk.member("student").get(path).code == "forbidden"
            assert desk.member("tutor").get(path).code == "not_an_instructor"
            assert desk.world.actor("tutor").get(path).code == "course_not_found"


class TestChangeTopic:
    @pytest.mark.parametrize("changes", [{"title": "New"}, {"summary": "New"}, {"title": "New", "after": None}])
    def test_changes_what_is_named_and_nothing_else(self, desk: Desk, changes: Json) -> None:
        desk.new_topic("First")
        topic_id = desk.new_topic("Old", summary="Old")
        path = f"{desk.path}/topics/{topic_id}"

        changed = desk.put(path, changes).json()

        expected = {"title": "Old", "summary": "Old"} | {name: changes[name] for name in changes if name != "after"}
        assert {name: changed[name] for name in expected} == expected
        assert desk.topic_ids().index(topic_id) == (0 if "after" in changes else 1)
        assert desk.tutor.get(path).json() == changed

    def test_a_second_editor_learns_what_differs(self, desk: Desk) -> None:
        path = f"{desk.path}/topics/{desk.new_topic('Old')}"
        read = if_match(desk.tutor.get(path))
        desk.put(path, {"title": "New"})

        refused = desk.tutor.put(path, {"title": "Newer", "summary": ""}, headers=read)

        assert (refused.status_code, refused.json()["differs"]) == (412, ["title"])
        assert desk.tutor.put(path, {"title": "Newer"}).status_code == 428

    def test_cannot_stand_after_itself_or_what_is_elsewhere(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        path = f"{desk.path}/topics/{topic_id}"

        for after in (topic_id, new_id("top")):
            refused = desk.tutor.put(path, {"after": after}, headers=if_match(desk.tutor.get(path)))
            assert refused.code == "place_not_found"

    def test_does_not_find_the_topic_of_another_course(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        other = desk.new_course().json()["course_id"]

        refused = desk.tutor.put(f"/courses/{other}/topics/{topic_id}", {"title": "x"}, headers={"if-match": '"rev-1"'})

        assert refused.code == "topic_not_found"


class TestDeleteTopic:
    def test_removes_it(self, desk: Desk) -> None:
        gone, stays = desk.new_topic(), desk.new_topic("Stays")

        assert desk.tutor.delete(f"{desk.path}/topics/{gone}").status_code == 204

        assert desk.topic_ids() == [stays]
        assert desk.tutor.get(f"/topics/{gone}/lessons").code == "topic_not_found"
        assert desk.tutor.post(f"/topics/{gone}/lessons", {"title": "x"}).code == "topic_not_found"
        assert desk.tutor.delete(f"{desk.path}/topics/{gone}").code == "topic_not_found"

    def test_refuses_while_it_has_lessons(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)

        refused = desk.tutor.delete(f"{desk.path}/topics/{topic_id}")
        desk.tutor.delete(f"/lessons/{lesson_id}")

        assert (refused.status_code, refused.code) == (409, "topic_not_empty")
        assert desk.tutor.delete(f"{desk.path}/topics/{topic_id}").status_code == 204

    def test_never_loses_a_lesson_that_is_added_at_the_same_moment(self, desk: Desk) -> None:
        for round_ in range(4):
            topic_id = desk.new_topic(f"Topic {round_}")

            deleted, added = at_once(2, partial(self.delete_or_add, desk, topic_id))

            assert (deleted.status_code, added.status_code) in {(204, 404), (409, 201)}

    def delete_or_add(self, desk: Desk, topic_id: str, number: int) -> Answer:
        if number == 0:
            return desk.tutor.delete(f"{desk.path}/topics/{topic_id}")
        return desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "New"})
