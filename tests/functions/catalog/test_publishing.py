"""From drafts to versions."""

import threading
from itertools import pairwise
from random import Random

import pytest

from functions.catalog.domain.courses import MOST_LESSONS, MOST_TOPICS
from functions.catalog.domain.outlines import Outline, OutlineLesson, OutlineTopic
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.packing import pack
from functions.catalog.service.publishing import PublishingService
from functions.catalog.tables import OutlineRow
from functions.catalog.wiring import asset_service
from shared.auth import Caller
from shared.clock import system_clock
from shared.ids import new_id
from shared.permissions import Role
from shared.remembering import forget_memories
from tests.functions.catalog.conftest import Desk, rich_text
from tests.functions.catalog.large import draft_large_course
from tests.support.calls import counting_calls
from tests.support.logs import listening_in
from tests.support.world import World, at_once


def told(world: World) -> list[str]:
    """The names of the events that are on their way now, after letting them arrive."""
    with listening_in() as lines:
        world.settle()
    return sorted(line["detail_type"] for line in lines.all("event.sent"))


def titles(desk: Desk, version: int) -> list[str]:
    outline = catalog_outlines.outline(desk.org.org_id, desk.course_id, version)
    return [lesson.title for lesson in outline.lessons]


class TestPublish:
    def test_freezes_everything_in_order(self, desk: Desk) -> None:
        first, empty, second = (desk.new_topic(title) for title in ("First", "Empty", "Second"))
        a = desk.new_lesson(first, "A", estimated_minutes=5)
        b = desk.new_lesson(second, "B", required=False)
        c = desk.new_lesson(first, "C", after=None)

        answer = desk.publish().json()

        outline = catalog_outlines.outline(desk.org.org_id, desk.course_id, 1)
        assert (answer["status"], answer["version"], answer["course_id"]) == ("published", 1, desk.course_id)
        assert [topic.title for topic in outline.topics] == ["First", "Second"]
        assert [lesson.lesson_id for lesson in outline.lessons] == [c, a, b]
        assert [lesson.ordinal for lesson in outline.lessons] == [2, 0, 1]
        assert [lesson.topic_title for lesson in outline.lessons] == ["First", "First", "Second"]
        assert (outline.required_count, outline.estimated_minutes) == (2, 5)
        assert (outline.title, outline.published_by) == ("Cells: the units of life", desk.tutor.user_id)
        assert empty in desk.topic_ids()

    def test_keeps_a_version_whatever_is_done_to_the_draft(self, desk: Desk) -> None:
        topic_id = desk.new_topic("Topic")
        gone, changed = desk.new_lesson(topic_id, "Gone"), desk.new_lesson(topic_id, "Changed")
        desk.publish()
        before = catalog_outlines.outline(desk.org.org_id, desk.course_id, 1)

        desk.tutor.delete(f"/lessons/{gone}")
        desk.put(f"/lessons/{changed}", {"title": "New", "blocks": [rich_text("New")]})
        desk.put(f"{desk.path}/topics/{topic_id}", {"title": "New"})
        desk.new_lesson(topic_id, "Added")
        desk.publish()
        forget_memories()

        assert catalog_outlines.outline(desk.org.org_id, desk.course_id, 1) == before
        body = catalog_bodies.lesson_body(desk.org.org_id, desk.course_id, before.lessons[0].body_id)
        assert body.blocks == [rich_text("Gone")]
        assert titles(desk, 2) == ["New", "Added"]

    def test_refuses_a_course_without_lessons(self, desk: Desk) -> None:
        desk.new_topic()

        refused = desk.tutor.post(f"{desk.path}/publish")

        assert (refused.status_code, refused.code) == (409, "course_not_publishable")

    def test_is_for_its_instructors_and_administrators(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())

        codes = {
            role: desk.member(role).post(f"{desk.path}/publish").code for role in ("student", "tutor", "org_admin")
        }

        assert codes == {"student": "forbidden", "tutor": "not_an_instructor", "org_admin": None}
        assert desk.world.actor("tutor").post(f"{desk.path}/publish").code == "course_not_found"

    def test_tells_what_is_on_offer_now(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.world.settle()

        desk.publish()

        assert told(desk.world) == ["CoursePublished.v1"]

    def test_without_a_change_makes_no_version(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())

        answers = [desk.publish().json(), *(answer.json() for answer in at_once(8, lambda _: desk.publish()))]

        assert [answer["version"] for answer in answers] == [1] * 9
        assert told(desk.world) == ["CourseCreated.v1", "CoursePublished.v1"]

    def test_again_after_archiving_puts_it_back_on_offer(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        desk.tutor.post(f"{desk.path}/archive")

        assert desk.publish().json()["version"] == 2
        assert desk.member("student").get(desk.path).json()["version"] == 2


class TestAtomicity:
    def test_readers_and_publishers_meet_one_whole_version(self, desk: Desk) -> None:
        """Every editor writes the same number into all lessons; whoever sees two numbers saw a mix."""
        topics = [desk.new_topic(f"Topic {n}") for n in range(2)]
        lessons = [desk.new_lesson(topic_id, f"Lesson {n}") for topic_id in topics for n in range(3)]
        for lesson_id in lessons:
            desk.put(f"/lessons/{lesson_id}", {"title": "0"})
        desk.publish()
        student, over, seen = desk.member("student"), threading.Event(), list[tuple[int, list[str]]]()

        def act(number: int) -> None:
            if number == 0:
                for version in range(1, 5):
                    for lesson_id in lessons:
                        desk.put(f"/lessons/{lesson_id}", {"title": str(version)})
                    desk.publish()
                over.set()
            else:
                while not over.is_set():
                    page = student.get(f"{desk.path}/syllabus").json()
                    seen.append((page["version"], [item["title"] for item in page["items"]]))

        at_once(4, act)

        assert {version for version, _ in seen} >= {1}
        assert all(found == [str(version - 1)] * 6 for version, found in seen)

    def test_publishing_while_editing_freezes_one_moment(self, desk: Desk) -> None:
        """The editor raises the first lesson's number, then the second's: the first is never more than one ahead."""
        topic_id = desk.new_topic()
        first, second = desk.new_lesson(topic_id, "0"), desk.new_lesson(topic_id, "00")
        over = threading.Event()

        def act(number: int) -> None:
            if number == 0:
                for step in range(1, 12):
                    desk.put(f"/lessons/{first}", {"title": str(step)})
                    desk.put(f"/lessons/{second}", {"title": str(step)})
                over.set()
            else:
                while not over.is_set():
                    desk.tutor.post(f"{desk.path}/publish")

        at_once(2, act)
        desk.publish()

        last = desk.tutor.get(desk.path).json()["version"]
        pairs = [tuple(map(int, titles(desk, version))) for version in range(1, last + 1)]
        assert all(ahead - behind in {0, 1} for ahead, behind in pairs), pairs
        assert pairs == sorted(pairs)
        assert pairs[-1] == (11, 11)

    def test_two_at_once_make_one_version_each_and_no_mix(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        desk.new_lesson(topic_id, "0")
        admin = desk.member("org_admin")

        def edit_and_publish(who: int) -> int:
            actor = (desk.tutor, admin)[who]
            made = 0
            for number in range(4):
                actor.post(f"/topics/{topic_id}/lessons", {"title": f"{who}-{number}"})
                made = actor.post(f"{desk.path}/publish").json()["version"]
            return made

        at_once(2, edit_and_publish)

        last = desk.tutor.get(desk.path).json()["version"]
        frozen = [set(titles(desk, version)) for version in range(1, last + 1)]
        assert all(before < after for before, after in pairwise(frozen))
        assert len(frozen[-1]) == 9
        assert all("0" in lessons for lessons in frozen)


class TestSize:
    def test_an_outline_larger_than_an_item_is_published_in_one_step(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("functions.catalog.repository.packing.PART_BYTES", 1000)
        course_id = draft_large_course("org_1", "usr_1", lessons=60, topics=4, title_length=100)
        caller = Caller("usr_1", "org_1", "ses_1", frozenset({Role.TUTOR}))

        with counting_calls() as calls:
            PublishingService(CourseRepository("org_1"), DraftRepository("org_1"), asset_service("org_1")).publish(
                course_id, by=caller
            )

        forget_memories()
        outline = catalog_outlines.outline("org_1", course_id, 1)
        assert calls == ["GetItem", "Query", "Query", "GetItem", "TransactWriteItems"]
        assert [lesson.ordinal for lesson in outline.lessons] == list(range(60))

    def test_an_outline_too_large_for_that_is_refused(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        desk.new_lesson(desk.new_topic())
        monkeypatch.setattr("functions.catalog.repository.courses.MOST_OUTLINE_PARTS", 0)

        refused = desk.tutor.post(f"{desk.path}/publish")

        assert (refused.status_code, refused.code) == (409, "course_not_publishable")

    def test_the_largest_course_fits_into_one_transaction(self) -> None:
        """DynamoDB takes 100 items of together 4 MB at once, each of up to 400 KB."""
        chance, now = Random(1), system_clock.now()
        letters = [chr(code) for code in range(0x4E00, 0x9FFF)]
        details = {
            "title": "字" * 200,
            "summary": "".join(chance.choices(letters, k=2000)),
            "objectives": ["字" * 200] * 20,
        }

        def lesson(number: int) -> OutlineLesson:
            title, body = "".join(chance.choices(letters, k=200)), f"bod_{chance.randbytes(20).hex()}"
            return OutlineLesson("top", "Topic", new_id("les"), number, title, True, 6000, body)

        topics = tuple(
            OutlineTopic(
                new_id("top"),
                "".join(chance.choices(letters, k=200)),
                "".join(chance.choices(letters, k=2000)),
                tuple(lesson(first + n) for n in range(MOST_LESSONS // MOST_TOPICS)),
            )
            for first in range(0, MOST_LESSONS, MOST_LESSONS // MOST_TOPICS)
        )

        stored = Outline("crs", 1, details, topics, "usr", now).dump()
        parts = pack(stored, OutlineRow, lambda part: OutlineRow.key("org", "crs", 1, part))

        sizes = [len(part.packed) for part in parts if isinstance(part, OutlineRow)]
        assert (len(topics), len(stored) > 2_000_000) == (MOST_TOPICS, True)
        assert (max(sizes) < 400_000, sum(sizes) < 3_500_000) == (True, True)
