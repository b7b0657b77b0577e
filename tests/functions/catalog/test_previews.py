"""Drafts as their students would see them, over HTTP."""

from typing import Any

from events.media import AssetKind
from functions.catalog.domain.assets import AssetState
from shared.ids import new_id
from shared.remembering import forget_memories
from tests.functions.catalog.blocks import AUDIO, EVERY_TYPE, VIDEO, one_of
from tests.functions.catalog.conftest import Desk, all_pages, rich_text
from tests.functions.catalog.large import draft_large_course
from tests.support.assets import heard_asset, ready_asset
from tests.support.calls import counting_calls


def keys_in(value: Any) -> set[str]:
    """Every name of a field, however deep."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


class TestOutline:
    def test_shows_the_draft_as_publishing_would_freeze_it(self, desk: Desk) -> None:
        first, empty, last = desk.new_topic("First"), desk.new_topic("Empty"), desk.new_topic("Last")
        a, b, c = desk.new_lesson(last, "A"), desk.new_lesson(first, "B"), desk.new_lesson(first, "C", after=None)
        desk.put(f"/lessons/{a}", {"free_preview": True, "estimated_minutes": 9})

        preview = desk.tutor.get(f"{desk.path}/preview").json()
        desk.publish()
        syllabus = desk.tutor.get(f"{desk.path}/syllabus").json()

        assert [item["lesson_id"] for item in preview["items"]] == [c, b, a]
        assert {item["topic_id"] for item in preview["items"]} == {first, last} != {empty}
        assert (preview["course_id"], preview["lesson_count"], preview["next_cursor"]) == (desk.course_id, 3, None)
        assert (preview["refusals"], [item["refusals"] for item in preview["items"]]) == ([], [[]] * 3)
        assert preview["items"][2].items() >= {"free_preview": True, "estimated_minutes": 9, "attachments": []}.items()
        assert [item.items() <= shown.items() for item, shown in zip(syllabus["items"], preview["items"], strict=True)]

    def test_comes_in_pages(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lessons = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(5)]

        items = all_pages(desk.tutor, f"{desk.path}/preview", limit=2)

        assert [item["lesson_id"] for item in items] == lessons
        cursor = desk.tutor.get(f"{desk.path}/preview", params={"limit": 2}).json()["next_cursor"]
        other = desk.new_course().json()["course_id"]
        assert desk.tutor.get(f"/courses/{other}/preview", params={"cursor": cursor}).status_code == 422

    def test_marks_what_publishing_would_refuse(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        fine = desk.new_lesson(topic_id, "Fine")
        unfit = desk.new_lesson(topic_id, "Unfit", blocks=[rich_text(), one_of("video", captions=[])])
        heard_asset(desk.org.org_id, AssetState.FAILED, AssetKind.VIDEO, asset_id=VIDEO)

        items = desk.tutor.get(f"{desk.path}/preview").json()["items"]
        refused = desk.tutor.post(f"{desk.path}/publish").json()["errors"]

        assert [item["lesson_id"] for item in items] == [fine, unfit]
        assert [item["refusals"] for item in items] == [[], refused]
        assert [error["pointer"] for error in refused] == [f"/lessons/{unfit}/blocks/1/asset_id"]

    def test_of_an_empty_course_says_what_is_missing(self, desk: Desk) -> None:
        preview = desk.tutor.get(f"{desk.path}/preview").json()

        assert (preview["items"], preview["lesson_count"]) == ([], 0)
        assert [refusal["code"] for refusal in preview["refusals"]] == ["course_not_publishable"]

    def test_says_which_lessons_can_never_open(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        first, second = desk.new_lesson(topic_id, "A"), desk.new_lesson(topic_id, "B")
        desk.put(f"/lessons/{second}", {"release": [{"type": "lesson_done", "lesson_id": first}]})
        desk.tutor.delete(f"/lessons/{first}")

        preview = desk.tutor.get(f"{desk.path}/preview").json()

        assert [refusal["code"] for refusal in preview["refusals"]] == ["course_not_publishable"]
        assert desk.tutor.post(f"{desk.path}/publish").json()["detail"] == preview["refusals"][0]["message"]

    def test_costs_no_more_reads_for_a_longer_course(self, desk: Desk) -> None:
        def calls(lessons: int) -> list[str]:
            course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=lessons, topics=2)
            with counting_calls() as made:
                desk.tutor.get(f"/courses/{course_id}/preview")
            return list(made)

        desk.tutor.get(f"{desk.path}/preview")
        assert calls(4) == calls(120) == ["Query"]


class TestLesson:
    def test_is_what_students_will_get(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        before, after = desk.new_lesson(topic_id, "Before"), desk.new_lesson(topic_id, "After")
        lesson_id = desk.new_lesson(topic_id, "Mitosis", blocks=[one_of("audio"), one_of("exercise")], after=before)
        ready_asset(desk.org.org_id, AssetKind.AUDIO, asset_id=AUDIO)
        attached = {"asset_id": ready_asset(desk.org.org_id), "title": "Worksheet"}
        desk.tutor.post(f"/lessons/{lesson_id}/attachments", attached)

        preview = desk.tutor.get(f"{desk.path}/preview/lessons/{lesson_id}").json()

        desk.publish()
        student = desk.member("student")
        desk.world.settle()
        student.post(f"{desk.path}/enroll")
        learned = student.get(f"{desk.path}/learn/lessons/{lesson_id}").json()
        assert (preview["previous_lesson_id"], preview["next_lesson_id"]) == (before, after)
        assert preview["attachments"][0].items() >= attached.items()
        shared = preview.keys() & learned.keys()
        assert shared >= {"title", "blocks", "attachments", "topic_title", "required"}
        assert {name: preview[name] for name in shared} == {name: learned[name] for name in shared}

    def test_never_has_solutions(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=EVERY_TYPE)

        for shown in ("document", "html"):
            preview = desk.tutor.get(f"{desk.path}/preview/lessons/{lesson_id}", params={"format": shown})

            assert "solution" not in keys_in(preview.json())
            assert "Forty-six" not in preview.text
        assert "solution" in keys_in(desk.tutor.get(f"/lessons/{lesson_id}").json())

    def test_shows_documents_as_html_to_who_asks(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=[one_of("rich_text"), one_of("exercise")])

        blocks = desk.tutor.get(f"{desk.path}/preview/lessons/{lesson_id}", params={"format": "html"}).json()["blocks"]

        assert [blocks[0]["document"], blocks[1]["prompt"]] == ["<p>Words</p>", "<p>How many?</p>"]

    def test_says_what_publishing_would_refuse_of_it(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=[one_of("audio")])
        forget_memories()

        refusals = desk.tutor.get(f"{desk.path}/preview/lessons/{lesson_id}").json()["refusals"]

        assert [(one["pointer"], one["code"]) for one in refusals] == [
            (f"/lessons/{lesson_id}/blocks/0/asset_id", "asset_not_ready")
        ]

    def test_of_another_course_is_not_found(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic())
        other = desk.new_course().json()["course_id"]

        assert desk.tutor.get(f"/courses/{other}/preview/lessons/{lesson_id}").code == "lesson_not_found"
        assert desk.tutor.get(f"{desk.path}/preview/lessons/{new_id('les')}").code == "lesson_not_found"


class TestWhoMay:
    def test_is_for_the_editors_of_the_course(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic())

        def codes(role: str, *, elsewhere: bool = False) -> list[str | None]:
            who = desk.world.actor(role) if elsewhere else desk.member(role)
            return [who.get(f"{desk.path}/preview{path}").code for path in ("", f"/lessons/{lesson_id}")]

        assert codes("student") == ["forbidden"] * 2
        assert codes("tutor") == ["not_an_instructor"] * 2
        assert codes("org_admin", elsewhere=True) == ["course_not_found"] * 2
        assert codes("org_admin") == [None] * 2
