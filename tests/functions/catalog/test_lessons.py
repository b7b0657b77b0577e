"""Lessons over HTTP."""

from base64 import b64encode
from random import Random

import pytest

from functions.catalog.domain.content import MOST_BYTES, Body, blocks_from
from shared.ids import new_id
from shared.remembering import forget_memories
from tests.functions.catalog.blocks import EVERY_TYPE, one_of
from tests.functions.catalog.conftest import Desk, Json, document, if_match, rich_text
from tests.support.world import at_once


class TestCreateLesson:
    def test_answers_with_what_is_stored(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        body = {"title": "Mitochondria", "blocks": [rich_text()], "required": False, "estimated_minutes": 7}

        answer = desk.tutor.post(f"/topics/{topic_id}/lessons", body)

        lesson = answer.json()
        read = desk.tutor.get(f"/lessons/{lesson['lesson_id']}")
        assert answer.status_code == 201
        assert {name: lesson[name] for name in body if name != "blocks"} == {
            name: body[name] for name in body if name != "blocks"
        }
        assert (lesson["course_id"], lesson["topic_id"]) == (desk.course_id, topic_id)
        assert read.json() == lesson | {"blocks": body["blocks"]}
        assert read.headers["etag"] == answer.headers["etag"] == lesson["etag"]
        assert desk.pages(f"/topics/{topic_id}/lessons") == [lesson]

    def test_is_required_and_may_be_empty_unless_told_otherwise(self, desk: Desk) -> None:
        lesson = desk.tutor.post(f"/topics/{desk.new_topic()}/lessons", {"title": "To be written"}).json()

        read = desk.tutor.get(f"/lessons/{lesson['lesson_id']}").json()
        assert (read["required"], read["estimated_minutes"], read["blocks"]) == (True, None, [])

    def test_adds_it_at_the_end_unless_a_place_is_named(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        a, b = desk.new_lesson(topic_id, "A"), desk.new_lesson(topic_id, "B")
        first = desk.new_lesson(topic_id, "First", after=None)
        between = desk.new_lesson(topic_id, "Between", after=a)

        assert desk.lesson_ids(topic_id) == [first, a, between, b]

    def test_keeps_content_that_is_larger_than_an_item(self, desk: Desk) -> None:
        chance = Random(1)
        blocks = [rich_text(b64encode(chance.randbytes(60_000)).decode()) for _ in range(12)]

        lesson_id = desk.new_lesson(desk.new_topic(), blocks=blocks)

        assert desk.tutor.get(f"/lessons/{lesson_id}").json()["blocks"] == blocks
        forget_memories()
        assert desk.tutor.get(f"/lessons/{lesson_id}").json()["blocks"] == blocks

    def test_takes_content_up_to_a_million_bytes(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        code = {"type": "code", "language": "text", "caption": None}
        full = [code | {"block_id": f"blk_{n}", "code": "x" * 99_000} for n in range(10)]
        last = code | {"block_id": "blk_last", "code": "x"}
        room = MOST_BYTES - len(Body.of(blocks_from([*full, last])).blocks_json)
        largest = [*full, last | {"code": "x" * (room + 1)}]

        lesson_id = desk.new_lesson(topic_id, "Largest", blocks=largest)
        too_large = [*full, last | {"code": "x" * (room + 2)}]
        refused = desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "a", "blocks": too_large})
        beyond = desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "a", "blocks": largest * 2})

        forget_memories()
        assert desk.tutor.get(f"/lessons/{lesson_id}").json()["blocks"] == largest
        assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [("/blocks", "too_large")]
        assert (beyond.status_code, beyond.code) == (413, "too_large")

    def test_keeps_every_type_of_block(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=EVERY_TYPE)

        assert desk.tutor.get(f"/lessons/{lesson_id}").json()["blocks"] == EVERY_TYPE

    def test_gives_every_block_an_id(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), blocks=[{"type": "rich_text", "document": document("Words")}])

        first = desk.tutor.get(f"/lessons/{lesson_id}").json()
        desk.put(f"/lessons/{lesson_id}", {"blocks": [{"type": "rich_text", "document": document("Words")}]})

        assert first["blocks"][0]["block_id"].startswith("blk_")
        assert desk.tutor.get(f"/lessons/{lesson_id}").json() == first

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"title": ""}, "/title"),
            ({"title": "a", "free_preview": None}, "/free_preview"),
            ({"title": "a", "attachments": []}, "/attachments"),
            ({"title": "a", "ordinal": 1}, "/ordinal"),
            ({"title": "a", "estimated_minutes": 0}, "/estimated_minutes"),
            ({"title": "a", "estimated_minutes": 6001}, "/estimated_minutes"),
            ({"title": "a", "required": None}, "/required"),
            ({"title": "a", "blocks": [{"type": "html", "source": "<script>"}]}, "/blocks/0/type"),
            ({"title": "a", "blocks": [rich_text(), {"type": "rich_text"}]}, "/blocks/1/document"),
            ({"title": "a", "blocks": [rich_text() | {"style": "x"}]}, "/blocks/0/style"),
            ({"title": "a", "blocks": [rich_text()] * 101}, "/blocks"),
            ({"title": "a", "blocks": [rich_text()] * 2}, "/blocks/1/block_id"),
            ({"title": "a", "blocks": [{"type": "interactive", "kind": "html"}]}, "/blocks/0/kind"),
            ({"title": "a", "blocks": [one_of("embed", url="javascript:alert(1)")]}, "/blocks/0/url"),
            (
                {"title": "a", "blocks": [rich_text(), {"type": "rich_text", "document": {"type": "doc"}}]},
                "/blocks/1/document",
            ),
            (
                {
                    "title": "a",
                    "blocks": [
                        {"type": "rich_text", "document": {"type": "doc", "content": [{"type": "script"}]}},
                    ],
                },
                "/blocks/0/document/content/0/type",
            ),
        ],
    )
    def test_refuses_what_is_not_a_lesson_and_says_where(self, desk: Desk, body: Json, pointer: str) -> None:
        topic_id = desk.new_topic()

        refused = desk.tutor.post(f"/topics/{topic_id}/lessons", body)

        assert refused.status_code == 422
        assert pointer in [error["pointer"] for error in refused.json()["errors"]]
        assert desk.lesson_ids(topic_id) == []

    def test_sixteen_identical_requests_at_once_add_one(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        body = {"title": "Once", "blocks": [rich_text()]}

        answers = at_once(16, lambda _: desk.tutor.post(f"/topics/{topic_id}/lessons", body))

        assert {answer.status_code for answer in answers} == {201}
        assert {answer.json()["lesson_id"] for answer in answers} == set(desk.lesson_ids(topic_id))

    def test_stops_at_two_thousand(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.catalog.domain.courses.MOST_LESSONS", 2)
        topic_id = desk.new_topic()
        gone = desk.new_lesson(topic_id, "A")
        desk.new_lesson(topic_id, "B")

        refused = desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "C"})
        desk.tutor.delete(f"/lessons/{gone}")

        assert (refused.status_code, refused.code) == (409, "course_full")
        assert desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "C"}).status_code == 201


class TestWhoMay:
    def test_is_for_the_editors_of_the_course(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)
        head = {"if-match": '"rev-1"'}

        def codes(role: str, *, elsewhere: bool = False) -> set[str | None]:
            who = desk.world.actor(role) if elsewhere else desk.member(role)
            return {
                who.get(f"/lessons/{lesson_id}").code,
                who.put(f"/lessons/{lesson_id}", {"title": "x"}, headers=head).code,
                who.delete(f"/lessons/{lesson_id}").code,
                who.get(f"/topics/{topic_id}/lessons").code,
                who.post(f"/topics/{topic_id}/lessons", {"title": "x"}).code,
            }

        assert codes("student") == {"forbidden"}
        assert codes("tutor") == {"not_an_instructor"}
        assert codes("org_admin", elsewhere=True) == {"lesson_not_found", "topic_not_found"}
        assert len(desk.lesson_ids(topic_id)) == 1
        assert codes("org_admin") == {None}


class TestChangeLesson:
    def test_changes_what_is_named_and_nothing_else(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic(), estimated_minutes=7)}"
        before = desk.tutor.get(path).json()

        desk.put(path, {"title": "New", "estimated_minutes": None})
        desk.put(path, {"blocks": [rich_text("New")]})

        after = desk.tutor.get(path).json()
        assert {name for name in after if after[name] != before[name]} == {
            "title",
            "estimated_minutes",
            "blocks",
            "updated_at",
            "etag",
        }
        assert after["blocks"] == [rich_text("New")]

    def test_a_second_editor_never_overwrites_the_first(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic())}"
        read = if_match(desk.tutor.get(path))
        first = desk.tutor.put(path, {"blocks": [rich_text("First")]}, headers=read)

        refused = desk.tutor.put(path, {"title": "Mitochondria", "blocks": [rich_text("Second")]}, headers=read)

        assert (refused.status_code, refused.code) == (412, "changed_meanwhile")
        assert (refused.json()["current_revision"], refused.json()["differs"]) == (2, ["blocks"])
        assert refused.json()["differing_blocks"] == [rich_text(words)["block_id"] for words in ("First", "Second")]
        assert desk.tutor.get(path).json()["blocks"] == [rich_text("First")]
        assert desk.tutor.put(path, {"blocks": [rich_text("Second")]}, headers=if_match(first)).status_code == 200

    def test_a_second_editor_learns_which_blocks_differ(self, desk: Desk) -> None:
        blocks = [one_of("quiz"), one_of("file"), one_of("code")]
        path = f"/lessons/{desk.new_lesson(desk.new_topic(), blocks=blocks)}"
        read = if_match(desk.tutor.get(path))
        desk.tutor.put(path, {"blocks": [blocks[0] | {"title": "New"}, *blocks[1:]]}, headers=read)

        mine = desk.tutor.put(path, {"blocks": [*blocks[:2], one_of("audio")]}, headers=read)
        title = desk.tutor.put(path, {"title": "New title"}, headers=read)
        same = desk.tutor.put(path, {"blocks": desk.tutor.get(path).json()["blocks"]}, headers=read)

        assert (mine.json()["differs"], mine.json()["differing_blocks"]) == (
            ["blocks"],
            ["blk_quiz", "blk_code", "blk_audio"],
        )
        assert (title.json()["differs"], "differing_blocks" in title.json()) == (["title"], False)
        assert (same.json()["differs"], same.json()["differing_blocks"]) == ([], [])

    def test_of_sixteen_saves_at_once_one_succeeds(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic())}"
        read = if_match(desk.tutor.get(path))

        answers = at_once(16, lambda n: desk.tutor.put(path, {"blocks": [rich_text(f"Editor {n}")]}, headers=read))

        winners = [n for n, answer in enumerate(answers) if answer.status_code == 200]
        assert sorted(answer.status_code for answer in answers) == [200] + [412] * 15
        assert desk.tutor.get(path).json()["blocks"] == [rich_text(f"Editor {winners[0]}")]

    def test_saving_what_is_there_already_makes_no_new_version(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic(), 'Same')}"
        before = desk.tutor.get(path).json()

        desk.put(path, {"title": "Same", "blocks": before["blocks"]})

        assert desk.tutor.get(path).json() == before

    def test_moves_within_the_topic(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        a, b, c = (desk.new_lesson(topic_id, name) for name in "ABC")

        desk.put(f"/lessons/{a}", {"after": c})
        desk.put(f"/lessons/{c}", {"after": None})

        assert desk.lesson_ids(topic_id) == [c, b, a]

    def test_moves_to_another_topic(self, desk: Desk) -> None:
        here, there = desk.new_topic("Here"), desk.new_topic("There")
        a, b, c = (desk.new_lesson(here, name) for name in "ABC")
        x, y = (desk.new_lesson(there, name) for name in "XY")

        desk.put(f"/lessons/{a}", {"topic_id": there})
        desk.put(f"/lessons/{b}", {"topic_id": there, "after": x})

        assert (desk.lesson_ids(here), desk.lesson_ids(there)) == ([c], [x, b, y, a])
        desk.put(f"/lessons/{c}", {"topic_id": there, "after": None})
        assert desk.tutor.delete(f"{desk.path}/topics/{here}").status_code == 204
        assert desk.tutor.delete(f"{desk.path}/topics/{there}").code == "topic_not_empty"

    def test_refuses_places_that_are_not_there(self, desk: Desk) -> None:
        here, there = desk.new_topic("Here"), desk.new_topic("There")
        lesson_id, far = desk.new_lesson(here), desk.new_lesson(there)
        other = desk.new_course().json()["course_id"]
        foreign = desk.tutor.post(f"/courses/{other}/topics", {"title": "Foreign"}).json()["topic_id"]
        read = if_match(desk.tutor.get(f"/lessons/{lesson_id}"))

        def code(body: Json) -> str | None:
            return desk.tutor.put(f"/lessons/{lesson_id}", body, headers=read).code

        assert code({"after": lesson_id}) == "place_not_found"
        assert code({"after": far}) == "place_not_found"
        assert code({"after": new_id("les")}) == "place_not_found"
        assert code({"topic_id": foreign}) == "topic_not_found"
        assert code({"topic_id": new_id("top")}) == "topic_not_found"
        assert code({"topic_id": None}) == "unprocessable"
        assert desk.lesson_ids(here) == [lesson_id]


class TestReadLesson:
    def test_shows_documents_as_html_to_who_asks(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic(), blocks=[one_of('rich_text'), one_of('exercise')])}"

        read, html = desk.tutor.get(path), desk.tutor.get(path, params={"format": "html"})

        assert html.headers["etag"] == read.headers["etag"]
        assert html.json() == read.json() | {
            "blocks": [
                one_of("rich_text", document="<p>Words</p>"),
                one_of("exercise", prompt="<p>How many?</p>", solution="<p>Forty-six.</p>"),
            ]
        }
        assert desk.tutor.get(path, params={"format": "markdown"}).status_code == 422

    def test_says_whether_it_is_a_preview(self, desk: Desk) -> None:
        path = f"/lessons/{desk.new_lesson(desk.new_topic())}"
        assert desk.tutor.get(path).json()["free_preview"] is False

        desk.put(path, {"free_preview": True})
        desk.put(path, {"title": "New"})

        assert desk.tutor.get(path).json()["free_preview"] is True


class TestDeleteLesson:
    def test_removes_it_from_the_draft(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        gone, stays = desk.new_lesson(topic_id, "Gone"), desk.new_lesson(topic_id, "Stays")

        assert desk.tutor.delete(f"/lessons/{gone}").status_code == 204

        assert desk.lesson_ids(topic_id) == [stays]
        assert desk.tutor.get(f"/lessons/{gone}").code == "lesson_not_found"
        assert desk.tutor.delete(f"/lessons/{gone}").code == "lesson_not_found"

    def test_sixteen_at_once_remove_it_once(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        gone = desk.new_lesson(topic_id, "Gone")
        desk.new_lesson(topic_id, "Stays")

        answers = at_once(16, lambda _: desk.tutor.delete(f"/lessons/{gone}"))

        assert sorted(answer.status_code for answer in answers) == [204] + [404] * 15
        assert desk.tutor.delete(f"{desk.path}/topics/{topic_id}").json()["lesson_count"] == 1
