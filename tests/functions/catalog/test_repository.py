"""Each row of the access-pattern table, and what it costs."""

import pytest

from functions.catalog.errors import TopicNotFound
from functions.catalog.published import bodies as catalog_bodies
from functions.catalog.published import courses as catalog
from functions.catalog.published import outlines as catalog_outlines
from functions.catalog.repository.bodies import BodyRepository
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from functions.catalog.repository.versions import VersionRepository
from shared.dynamo import ConditionFailed
from shared.remembering import forget_memories
from tests.functions.catalog.conftest import Desk, all_pages, if_match
from tests.functions.catalog.large import draft_large_course
from tests.support.calls import counting_calls


class TestCallsOfEndpoints:
    """Calls beyond identity's check, which is remembered for five seconds."""

    def test_reading(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)
        desk.publish()
        student = desk.member("student")
        expected = {
            (desk.tutor, desk.path): ["BatchGetItem"],
            (student, desk.path): ["BatchGetItem"],
            (desk.tutor, "/courses"): ["Query", "BatchGetItem"],
            (student, "/courses"): ["Query", "BatchGetItem"],
            (student, f"{desk.path}/syllabus"): ["BatchGetItem"],
            (desk.tutor, f"{desk.path}/topics"): ["BatchGetItem", "Query"],
            (desk.tutor, f"/topics/{topic_id}/lessons"): ["BatchGetItem", "Query"],
            (desk.tutor, f"/lessons/{lesson_id}"): ["BatchGetItem"],
        }
        for actor, path in expected:
            actor.get(path)

        for (actor, path), calls in expected.items():
            with counting_calls() as made:
                actor.get(path)
            assert made == calls, path

    def test_reading_for_the_first_time_in_a_process(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        lesson_id = desk.new_lesson(topic_id)
        desk.publish()

        def calls(path: str) -> list[str]:
            forget_memories()
            desk.tutor.get("/courses/crs_0")
            with counting_calls() as made:
                desk.tutor.get(path)
            return made

        assert calls(f"/lessons/{lesson_id}") == ["GetItem", "BatchGetItem", "Query"]
        assert calls(f"/topics/{topic_id}/lessons") == ["GetItem", "BatchGetItem", "Query"]
        assert calls(f"{desk.path}/syllabus") == ["BatchGetItem", "Query"]

    def test_writing(self, desk: Desk) -> None:
        tutor = desk.tutor
        tutor.get(desk.path)

        def calls(act: object) -> list[str]:
            with counting_calls() as made:
                assert callable(act)
                act()
            return made

        assert calls(lambda: desk.new_course()) == ["TransactWriteItems"]
        assert calls(lambda: desk.new_topic("A")) == ["BatchGetItem", "TransactWriteItems"]
        assert calls(lambda: desk.new_topic("B", after=None)) == ["BatchGetItem", "Query", "TransactWriteItems"]
        topic_id = desk.topic_ids()[0]
        desk.new_lesson(topic_id, "First")
        assert calls(lambda: desk.new_lesson(topic_id, "Second")) == ["BatchGetItem", "PutItem", "TransactWriteItems"]
        lesson = desk.lesson_ids(topic_id)[0]
        read = if_match(tutor.get(f"/lessons/{lesson}"))
        assert calls(lambda: tutor.put(f"/lessons/{lesson}", {"title": "New"}, headers=read)) == [
            "BatchGetItem",
            "PutItem",
        ]
        read = if_match(tutor.get(f"/lessons/{lesson}"))
        assert calls(lambda: tutor.put(f"/lessons/{lesson}", {"after": None}, headers=read)) == [
            "BatchGetItem",
            "BatchGetItem",
            "Query",
            "TransactWriteItems",
        ]

    @pytest.mark.parametrize("lessons", [10, 200])
    def test_do_not_grow_with_the_course(self, desk: Desk, lessons: int) -> None:
        course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=lessons, topics=2)
        path = f"/courses/{course_id}"
        topic_id = desk.tutor.get(f"{path}/topics").json()["items"][0]["topic_id"]
        lesson = desk.tutor.get(f"/topics/{topic_id}/lessons").json()["items"][-1]

        with counting_calls() as made:
            desk.tutor.get(f"/topics/{topic_id}/lessons", params={"limit": 5})
            desk.tutor.put(f"/lessons/{lesson['lesson_id']}", {"after": None}, headers={"if-match": lesson["etag"]})

        assert len(made) == 7


class TestPages:
    def test_are_complete_and_in_order_whatever_their_size(self, desk: Desk) -> None:
        course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=30, topics=2)
        topics = all_pages(desk.tutor, f"/courses/{course_id}/topics")
        path = f"/topics/{topics[1]['topic_id']}/lessons"

        whole = all_pages(desk.tutor, path, limit=100)

        assert len(whole) == 15
        for limit in (1, 4, 5, 15):
            assert all_pages(desk.tutor, path, limit=limit) == whole
        assert [item["lesson_id"] for item in whole] == sorted(item["lesson_id"] for item in whole)

    def test_of_a_syllabus_stay_with_their_version(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        before = [desk.new_lesson(topic_id, f"Lesson {n}") for n in range(5)]
        desk.publish()
        student = desk.member("student")
        first = student.get(f"{desk.path}/syllabus", params={"limit": 2}).json()
        desk.new_lesson(topic_id, "New", after=None)
        desk.publish()

        rest = student.get(f"{desk.path}/syllabus", params={"limit": 9, "cursor": first["next_cursor"]}).json()

        assert [item["lesson_id"] for page in (first, rest) for item in page["items"]] == before
        assert (rest["version"], rest["next_cursor"]) == (1, None)
        assert student.get(f"{desk.path}/syllabus").json()["lesson_count"] == 6


class TestPublished:
    def test_finds_a_course_whatever_its_status(self, desk: Desk) -> None:
        def card() -> tuple[str, int | None, int]:
            found = catalog.find_course(desk.org.org_id, desk.course_id)
            assert found is not None
            return found.status, found.current_version, found.revision

        desk.new_lesson(desk.new_topic())
        seen = [card()]
        desk.publish()
        seen.append(card())
        desk.tutor.post(f"{desk.path}/archive")
        seen.append(card())

        assert seen == [("draft", None, 1), ("published", 1, 2), ("archived", 1, 3)]

    def test_does_not_find_a_course_of_another_organization(self, desk: Desk) -> None:
        assert catalog.find_course(desk.world.organization().org_id, desk.course_id) is None

    def test_reads_an_outline_and_a_body_once(self, desk: Desk) -> None:
        desk.new_lesson(desk.new_topic())
        desk.publish()
        forget_memories()

        with counting_calls() as calls:
            for _ in range(3):
                outline = catalog_outlines.outline(desk.org.org_id, desk.course_id, 1)
                catalog_bodies.lesson_body(desk.org.org_id, desk.course_id, outline.lessons[0].body_id)

        assert calls == ["Query", "Query"]

    def test_says_so_when_there_is_no_such_version_or_body(self, desk: Desk) -> None:
        with pytest.raises(LookupError):
            VersionRepository(desk.org.org_id).get(desk.course_id, 1)
        with pytest.raises(LookupError):
            BodyRepository(desk.org.org_id).get(desk.course_id, "bod_0")


class TestTheTenantsBorder:
    def test_a_repository_does_not_write_for_another_tenant(self, desk: Desk) -> None:
        course = CourseRepository(desk.org.org_id).get(desk.course_id)

        with pytest.raises(ConditionFailed):
            CourseRepository("org_other").save(course)

    def test_ids_of_another_tenant_lead_nowhere(self, desk: Desk) -> None:
        topic_id = desk.new_topic()

        with pytest.raises(TopicNotFound):
            DraftRepository("org_other").course_of_topic(topic_id)
