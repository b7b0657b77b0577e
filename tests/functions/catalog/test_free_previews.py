"""Free previews over HTTP."""

import pytest

from shared.ids import new_id
from tests.functions.catalog.blocks import one_of
from tests.functions.catalog.conftest import Desk
from tests.support.assets import ready_asset
from tests.support.calls import counting_calls


@pytest.fixture
def free(desk: Desk) -> str:
    """A lesson of a course on offer that everybody may see."""
    blocks = [one_of("rich_text"), one_of("exercise")]
    lesson_id = desk.new_lesson(desk.new_topic(), "Free", blocks=blocks, free_preview=True)
    attached = {"asset_id": ready_asset(desk.org.org_id), "title": "Worksheet"}
    assert desk.tutor.post(f"/lessons/{lesson_id}/attachments", attached).status_code == 201
    desk.publish()
    return f"{desk.path}/syllabus/lessons/{lesson_id}"


class TestReadFreePreview:
    def test_shows_the_published_lesson_without_solutions(self, desk: Desk, free: str) -> None:
        lesson_id = free.rpartition("/")[2]
        desk.put(f"/lessons/{lesson_id}", {"title": "Later", "blocks": [], "free_preview": False})

        answer = desk.member("student").get(free)

        shown = answer.json()
        assert (shown["title"], shown["version"], len(shown["attachments"])) == ("Free", 1, 1)
        assert [block["type"] for block in shown["blocks"]] == ["rich_text", "exercise"]
        assert "solution" not in answer.text
        assert desk.member("student").get(free, params={"format": "html"}).json()["blocks"][0]["document"] == (
            "<p>Words</p>"
        )

    def test_is_said_in_the_syllabus(self, desk: Desk, free: str) -> None:
        topic_id = desk.topic_ids()[0]
        paid = desk.new_lesson(topic_id, "Paid")
        desk.publish()
        student = desk.member("student")

        items = student.get(f"{desk.path}/syllabus").json()["items"]
        refused = student.get(f"{desk.path}/syllabus/lessons/{paid}")

        assert [item["free_preview"] for item in items] == [True, False]
        assert (refused.status_code, refused.code) == (403, "not_a_free_preview")

    def test_does_not_find_what_is_not_on_offer(self, desk: Desk, free: str) -> None:
        lesson_id, student = free.rpartition("/")[2], desk.member("student")
        draft = desk.new_course().json()["course_id"]

        answers = [
            desk.world.actor("student").get(free),
            student.get(f"{desk.path}/syllabus/lessons/{new_id('les')}"),
            student.get(f"/courses/{draft}/syllabus/lessons/{lesson_id}"),
            desk.tutor.get(f"/courses/{draft}/syllabus/lessons/{lesson_id}"),
        ]
        desk.tutor.post(f"{desk.path}/archive")
        answers.append(student.get(free))

        assert [answer.code for answer in answers] == [
            "course_not_found",
            "lesson_not_found",
            "course_not_found",
            "course_not_published",
            "course_not_found",
        ]

    def test_is_one_call(self, desk: Desk, free: str) -> None:
        student = desk.member("student")
        student.get(free)

        with counting_calls() as calls:
            student.get(free)

        assert calls == ["BatchGetItem"]
