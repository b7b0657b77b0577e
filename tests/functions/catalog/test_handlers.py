"""The catalog's reaction to what it tells itself."""

import pytest

from events.catalog import CourseDeleted
from functions.catalog.handlers import listener
from functions.catalog.repository.courses import CourseRepository
from functions.catalog.repository.drafts import DraftRepository
from shared import aws, settings
from tests.functions.catalog.conftest import Desk
from tests.functions.catalog.large import draft_large_course
from tests.support.faults import every_death, killed


def rows_of(org_id: str) -> list[str]:
    """The kinds of rows that the organization has in the catalog's table."""
    answer = aws.client("dynamodb").scan(TableName=settings.table_name("catalog"))
    return sorted(item["kind"]["S"] for item in answer["Items"] if item["pk"]["S"].startswith(f"ORG#{org_id}#"))


class TestRemoveRemains:
    def test_leaves_nothing_of_a_deleted_course(self, desk: Desk) -> None:
        for n in range(3):
            topic_id = desk.new_topic(f"Topic {n}")
            for m in range(2):
                desk.new_lesson(topic_id, f"Lesson {n} {m}")
        desk.tutor.delete(desk.path)

        desk.world.settle()

        assert set(rows_of(desk.org.org_id)) == {"Receipt", "Tombstone"}

    def test_keeps_every_other_course(self, desk: Desk) -> None:
        other = desk.new_course().json()["course_id"]
        lesson_id = desk.new_lesson(desk.new_topic())

        desk.tutor.delete(f"/courses/{other}")
        desk.world.settle()

        assert desk.tutor.get(f"/lessons/{lesson_id}").status_code == 200

    def test_comes_to_the_same_end_wherever_it_dies(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("functions.catalog.repository.remains.TRANSACTION_LIMIT", 6)

        def deleted() -> str:
            course_id = draft_large_course(desk.org.org_id, desk.tutor.user_id, lessons=6, topics=1)
            draft = DraftRepository(desk.org.org_id).read(course_id, structure=True)
            CourseRepository(desk.org.org_id).delete(draft.course, draft.of_topics())
            return course_id

        def react(course_id: str) -> None:
            detail = {
                "event_id": "evt_1",
                "occurred_at": "2026-11-22T10:00:00Z",
                "org_id": desk.org.org_id,
                "actor_id": desk.tutor.user_id,
                "request_id": "req_1",
                "correlation_id": "req_1",
                "revision": 1,
                "data": {"course_id": course_id},
            }
            listener.handle(CourseDeleted.detail_type(), detail)

        before = rows_of(desk.org.org_id)
        first = deleted()
        for number, moment in every_death(lambda: react(first)):
            course_id = deleted()
            with killed(number, moment) as death:
                react(course_id)

            react(course_id)
            react(course_id)

            left = rows_of(desk.org.org_id)
            assert sorted(set(left) - set(before)) == ["Tombstone"], death
            assert [kind for kind in left if kind != "Tombstone"] == before, death
