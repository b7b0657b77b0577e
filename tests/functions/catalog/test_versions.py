"""The history of a course: what is listed, compared and noted."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.catalog.domain.changes import Change, Verb, block_changes, changes
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from shared.clock import system_clock
from shared.remembering import forget_memories
from tests.functions.catalog.conftest import Desk, Json, all_pages, if_match, rich_text, succeeded
from tests.support.calls import counting_calls

NOW = system_clock.now()


def differences(desk: Desk, version: int, since: str | None = None, **params: Any) -> dict[str, tuple[list[str], Json]]:
    """What happened to each thing, by its id: what, and the whole answer."""
    query = params | ({"since": since} if since else {})
    items = all_pages(desk.tutor, f"{desk.path}/versions/{version}/changes", **query)
    assert len({item["id"] for item in items}) == len(items)
    return {item["id"]: (item["verbs"], item) for item in items}


class TestList:
    def test_says_when_and_by_whom_each_was_published_and_what_it_has(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        for number in range(3):
            desk.new_lesson(topic_id, f"Lesson {number}", estimated_minutes=5, required=number > 0)
            desk.publish()

        items = desk.pages(f"{desk.path}/versions", limit=2)

        assert [item["version"] for item in items] == [3, 2, 1]
        newest = items[0]
        assert (newest["publisher"], newest["published_by"]) == ("Kavita Iyer", desk.tutor.user_id)
        assert (newest["topic_count"], newest["lesson_count"], newest["required_count"]) == (1, 3, 2)
        assert newest["estimated_minutes"] == 15

    def test_is_for_instructors_and_administrators(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()

        codes = {
            role: desk.member(role).get(f"{desk.path}/versions").code for role in ("student", "tutor", "org_admin")
        }

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}
        assert desk.world.actor("tutor").get(f"{desk.path}/versions").code == "course_not_found"


class TestRead:
    def test_shows_a_version_as_it_was(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id, "Old")
        desk.publish()
        desk.put(f"/lessons/{lesson_id}", {"title": "New", "blocks": [rich_text("New")]})
        desk.put(desk.path, {"title": "Renamed"})
        desk.publish()

        version = desk.tutor.get(f"{desk.path}/versions/1").json()
        lesson = desk.tutor.get(f"{desk.path}/versions/1/lessons/{lesson_id}").json()

        assert (version["details"]["title"], [item["title"] for item in version["items"]]) == (
            "Cells: the units of life",
            ["Old"],
        )
        assert lesson["blocks"][0]["document"] == rich_text("Old")["document"]
        assert desk.tutor.get(f"{desk.path}/versions/2/lessons/les_0").code == "lesson_not_found"

    @pytest.mark.parametrize("version", ["2", "0", "-1", "draft", "999999999", "1e3"])
    def test_finds_only_what_there_is(self, desk: Desk, version: str) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()

        assert desk.tutor.get(f"{desk.path}/versions/{version}").status_code == 404
        assert desk.tutor.get(f"{desk.path}/versions/{version}/changes").status_code == 404
        assert desk.tutor.post(f"{desk.path}/versions/{version}/restore").status_code == 404


class TestNote:
    def test_is_kept_and_changes_nothing_else(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        path = f"{desk.path}/versions/1"
        before = desk.tutor.get(path)

        answers = [desk.tutor.put(path, {"note": note}, headers=if_match(before)) for note in ("First", "Second")]

        assert [answer.status_code for answer in answers] == [200, 412]
        after = desk.tutor.get(path).json()
        assert after == before.json() | {"note": "First", "etag": after["etag"]}
        assert answers[1].json()["differs"] == ["note"]


class TestCompare:
    def test_says_what_happened_to_each_thing(self, desk: Desk) -> None:
        one, two, gone = (desk.new_topic(title) for title in ("One", "Two", "Gone"))
        stays, moves, leaves, rewritten = (desk.new_lesson(one, title) for title in ("Stays", "Moves", "Leaves", "Old"))
        last = desk.new_lesson(gone, "Last")
        desk.publish()
        desk.put(f"/lessons/{moves}", {"after": None})
        desk.put(f"/lessons/{leaves}", {"topic_id": two, "title": "Left"})
        desk.put(f"/lessons/{rewritten}", {"blocks": [rich_text("New")], "estimated_minutes": 9})
        desk.tutor.delete(f"/lessons/{last}")
        desk.put(desk.path, {"title": "Renamed", "objectives": ["Know"]})
        added = desk.new_lesson(two, "Added")
        desk.publish()

        found = differences(desk, 2)

        verbs = {id_: verbs for id_, (verbs, _) in found.items()}
        assert verbs == {
            desk.course_id: ["renamed", "changed"],
            two: ["added"],
            gone: ["removed"],
            moves: ["moved"],
            leaves: ["moved", "renamed"],
            rewritten: ["changed"],
            last: ["removed"],
            added: ["added"],
        }
        assert found[desk.course_id][1]["fields"] == ["objectives"]
        assert found[rewritten][1]["fields"] == ["blocks", "estimated_minutes"]
        blocks = found[rewritten][1]["blocks"]
        assert sorted(block["verbs"] for block in blocks) == [["added"], ["removed"]]
        assert all(block["block_id"].startswith("blk_") for block in blocks)
        assert stays not in found

    def test_with_nothing_everything_is_new(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)
        desk.publish()

        assert {id_: verbs for id_, (verbs, _) in differences(desk, 1).items()} == {
            topic_id: ["added"],
            lesson_id: ["added"],
        }

    def test_with_the_draft_says_what_restoring_would_do(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        kept, gone = desk.new_lesson(topic_id, "Kept"), desk.new_lesson(topic_id, "Gone")
        desk.publish()
        assert differences(desk, 1, "draft") == {}
        desk.put(f"/lessons/{kept}", {"title": "Other"})
        desk.tutor.delete(f"/lessons/{gone}")
        new = desk.new_lesson(topic_id, "New")

        found = differences(desk, 1, "draft", limit=1)

        assert {id_: verbs for id_, (verbs, _) in found.items()} == {
            kept: ["renamed"],
            gone: ["added"],
            new: ["removed"],
        }
        for lesson_id in (kept, new):
            desk.tutor.delete(f"/lessons/{lesson_id}")
        assert {id_: verbs for id_, (verbs, _) in differences(desk, 1, "draft").items()} == {
            topic_id: ["added"],
            kept: ["added"],
            gone: ["added"],
        }

    def test_with_a_draft_that_is_edited_meanwhile_begins_again(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lessons = [desk.new_lesson(topic_id, str(number)) for number in range(3)]
        desk.publish()
        for lesson_id in lessons:
            desk.put(f"/lessons/{lesson_id}", {"title": "Other"})
        path, query = f"{desk.path}/versions/1/changes", {"since": "draft", "limit": 1}
        cursor = desk.tutor.get(path, params=query).json()["next_cursor"]
        desk.put(f"/lessons/{lessons[0]}", {"title": "Another"})

        refused = desk.tutor.get(path, params={**query, "cursor": cursor})

        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "cursor_invalid")

    def test_backwards_is_the_mirror_image(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lessons = [desk.new_lesson(topic_id, str(number)) for number in range(4)]
        desk.publish()
        desk.put(f"/lessons/{lessons[3]}", {"after": lessons[0]})
        desk.tutor.delete(f"/lessons/{lessons[1]}")
        desk.publish()

        there, back = differences(desk, 2, "1"), differences(desk, 1, "2")

        mirrored = {"added": "removed", "removed": "added"}
        assert {id_: [mirrored.get(verb, verb) for verb in verbs] for id_, (verbs, _) in there.items()} == {
            id_: verbs for id_, (verbs, _) in back.items()
        }

    def test_with_what_never_was_is_refused(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()

        path = f"{desk.path}/versions/1/changes"
        assert desk.tutor.get(path, params={"since": "7"}).code == "version_not_found"
        assert desk.tutor.get(path, params={"since": "yesterday"}).status_code == 422


class TestCost:
    @pytest.mark.parametrize("versions", [2, 12])
    def test_does_not_grow_with_the_versions(self, desk: Desk, versions: int) -> None:
        lesson_id = desk.new_lesson(desk.new_topic())
        for number in range(versions):
            desk.put(f"/lessons/{lesson_id}", {"blocks": [rich_text(str(number))]})
            desk.publish()
        forget_memories()
        desk.tutor.get("/courses/crs_0")
        asked = {
            f"{desk.path}/versions?": ["Query", "BatchGetItem"],
            f"{desk.path}/versions/{versions}": ["GetItem", "GetItem", "Query", "BatchGetItem"],
            f"{desk.path}/versions/{versions}/changes": ["GetItem", "GetItem", "Query", "BatchGetItem"],
        }

        for path, expected in asked.items():
            with counting_calls() as calls:
                succeeded(desk.tutor.get(path.rstrip("?"), params={"limit": 1}))
            assert calls == expected, path


ids = st.integers(0, 9)
lesson_lists = st.lists(ids, max_size=10, unique=True)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """A version of one course, with some of ten lessons in some of four topics."""
    lessons = draw(lesson_lists)
    order = draw(st.permutations(range(4)))
    homes = [draw(st.integers(0, 3)) for _ in lessons]
    topics = []
    for topic in order:
        title = draw(st.sampled_from(["One", "Two"]))
        members = tuple(
            OutlineLesson(
                f"top_{topic}",
                title,
                f"les_{lesson}",
                lesson,
                draw(st.sampled_from(["A", "B"])),
                draw(st.booleans()),
                None,
                draw(st.sampled_from(["bod_1", "bod_2"])),
            )
            for lesson, home in zip(lessons, homes, strict=True)
            if home == topic
        )
        if members:
            topics.append(OutlineTopic(f"top_{topic}", title, draw(st.sampled_from(["", "More"])), members))
    details = {"title": draw(st.sampled_from(["X", "Y"])), "language": draw(st.sampled_from(["en", "hi"]))}
    return Outline("crs_1", 1, details, tuple(topics), "usr_1", NOW)


MIRROR = {Verb.ADDED: Verb.REMOVED, Verb.REMOVED: Verb.ADDED}


def mirrored(change: Change) -> Change:
    verbs = tuple(MIRROR.get(verb, verb) for verb in change.verbs)
    return replace(change, verbs=verbs, before=change.after, after=change.before)


def by_id(found: list[Change]) -> dict[str, Change]:
    assert len({change.id for change in found}) == len(found)
    return {change.id: change for change in found}


class TestAnyTwoVersions:
    @given(outlines())
    def test_that_are_the_same_have_no_changes(self, one: Outline) -> None:
        assert changes(one, one) == []

    @given(outlines(), outlines())
    @settings(max_examples=300)
    def test_compared_backwards_give_the_mirror_image(self, one: Outline, other: Outline) -> None:
        assert by_id(changes(other, one)) == {
            id_: mirrored(change) for id_, change in by_id(changes(one, other)).items()
        }

    @given(outlines(), outlines())
    @settings(max_examples=300)
    def test_account_for_every_lesson_once(self, one: Outline, other: Outline) -> None:
        found = {change.id: change for change in changes(one, other) if change.of == "lesson"}
        ours, theirs = ({lesson.lesson_id: lesson for lesson in outline.lessons} for outline in (one, other))

        for lesson_id in ours.keys() | theirs.keys():
            verbs = set(found[lesson_id].verbs) if lesson_id in found else set()
            if lesson_id not in ours or lesson_id not in theirs:
                assert verbs == {Verb.ADDED if lesson_id in theirs else Verb.REMOVED}
                continue
            before, after = ours[lesson_id], theirs[lesson_id]
            assert (Verb.RENAMED in verbs) == (before.title != after.title)
            assert (Verb.CHANGED in verbs) == ((before.body_id, before.required) != (after.body_id, after.required))
            assert Verb.MOVED in verbs or before.topic_id == after.topic_id

    @given(outlines(), outlines())
    @settings(max_examples=300)
    def test_leave_what_is_not_moved_in_one_order_and_move_no_more_than_needed(
        self, one: Outline, other: Outline
    ) -> None:
        moved = {change.id for change in changes(one, other) if change.of == "lesson" and Verb.MOVED in change.verbs}

        for topic in one.topics:
            now = next((there for there in other.topics if there.topic_id == topic.topic_id), None)
            if now is None:
                continue
            lists = [[lesson.lesson_id for lesson in part.lessons] for part in (topic, now)]
            common = [[id_ for id_ in ids if id_ in lists[0] and id_ in lists[1]] for ids in lists]
            staying = [[id_ for id_ in ids if id_ not in moved] for ids in common]
            assert staying[0] == staying[1]
            assert len(staying[0]) == longest_common(*common)


def longest_common(one: list[str], other: list[str]) -> int:
    """How many may stay at most, worked out plainly."""
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            rows[i + 1][j + 1] = rows[i][j] + 1 if left == right else max(rows[i][j + 1], rows[i + 1][j])
    return rows[-1][-1]


blocks = st.lists(ids, max_size=8, unique=True).flatmap(
    lambda chosen: st.tuples(
        *(
            st.builds(lambda text, n=n: {"type": "code", "block_id": f"blk_{n}", "code": text}, st.text(max_size=1))
            for n in chosen
        )
    )
)


class TestAnyTwoBodies:
    @given(blocks)
    def test_that_are_the_same_have_no_changes(self, one: tuple[Json, ...]) -> None:
        assert block_changes(one, one) == []

    @given(blocks, blocks)
    def test_compared_backwards_give_the_mirror_image(self, one: tuple[Json, ...], other: tuple[Json, ...]) -> None:
        there = {change.block_id: change for change in block_changes(one, other)}
        back = {change.block_id: change for change in block_changes(other, one)}

        assert there.keys() == back.keys()
        for id_, change in there.items():
            verbs = tuple(MIRROR.get(verb, verb) for verb in change.verbs)
            assert (back[id_].verbs, back[id_].before, back[id_].after) == (verbs, change.after, change.before)

    def test_from_before_blocks_had_ids_go_by_their_places(self) -> None:
        old = [{"type": "rich_text", "document": {}}, {"type": "rich_text", "document": {"a": 1}}]

        (change,) = block_changes(old, [old[0], {"type": "rich_text", "document": {"a": 2}}])

        assert (change.block_id, change.verbs, change.before, change.after) == (None, (Verb.CHANGED,), 1, 1)
