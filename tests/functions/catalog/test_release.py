"""Release conditions while a course is drafted and published, over HTTP."""

from typing import Any

import pytest

from functions.catalog.published import outlines as published
from tests.functions.catalog.conftest import Desk, if_match
from tests.support.client import Answer
from tests.support.world import at_once

PREVIOUS = {"type": "previous_lesson"}


def done(lesson_id: str) -> dict[str, str]:
    """That this lesson is completed."""
    return {"type": "lesson_done", "lesson_id": lesson_id}


def set_release(desk: Desk, lesson_id: str, *release: dict[str, Any]) -> Answer:
    path = f"/lessons/{lesson_id}"
    return desk.tutor.put(path, {"release": list(release)}, headers=if_match(desk.tutor.get(path)))


class TestConditions:
    def test_are_kept_with_the_lesson_and_its_topic(self, desk: Desk) -> None:
        topic = [{"type": "date", "opens_at": "2027-01-01T08:00:00Z"}]
        topic_id = desk.new_topic(release=topic)
        first = desk.new_lesson(topic_id)
        lesson = [
            PREVIOUS,
            done(first),
            {"type": "days_after_enrolment", "days": 3},
            {"type": "score", "assessment_id": "asm_01JD5H02BB3C4D5E6F7G8H9JKM", "at_least": 80},
        ]
        second = desk.new_lesson(topic_id, release=lesson)

        assert desk.tutor.get(f"{desk.path}/topics/{topic_id}").json()["release"] == topic
        assert desk.tutor.get(f"/lessons/{second}").json()["release"] == lesson
        assert desk.tutor.get(f"/topics/{topic_id}/lessons").json()["items"][1]["release"] == lesson

    def test_are_frozen_with_the_version(self, desk: Desk) -> None:
        topic_id = desk.new_topic(release=[{"type": "days_after_enrolment", "days": 1}])
        first = desk.new_lesson(topic_id)
        second = desk.new_lesson(topic_id, release=[PREVIOUS])
        desk.publish()
        set_release(desk, second, done(first))
        desk.publish()

        before, after = (published.outline(desk.org.org_id, desk.course_id, version) for version in (1, 2))

        assert [len(lesson.release) for lesson in before.lessons] == [0, 1]
        assert (before.lessons[1].release[0].type, after.lessons[1].release[0].type) == (
            "previous_lesson",
            "lesson_done",
        )
        assert before.topics[0].release == after.topics[0].release != ()

    @pytest.mark.parametrize(
        ("condition", "pointer"),
        [
            ({"type": "full_moon"}, "/release/0/type"),
            ({}, "/release/0/type"),
            ("tomorrow", "/release/0"),
            ({"type": "date"}, "/release/0/opens_at"),
            ({"type": "date", "opens_at": "2027-01-01T08:00:00"}, "/release/0/opens_at"),
            ({"type": "date", "opens_at": "9999-12-31T23:59:59-12:00"}, "/release/0/opens_at"),
            ({"type": "days_after_enrolment", "days": 0}, "/release/0/days"),
            ({"type": "lesson_done", "lesson_id": "top_1"}, "/release/0/lesson_id"),
            ({"type": "score", "assessment_id": "asm_1", "at_least": 101}, "/release/0/at_least"),
            ({"type": "previous_lesson", "lesson_id": "les_1"}, "/release/0/lesson_id"),
        ],
    )
    def test_that_are_none_are_refused(self, desk: Desk, condition: Any, pointer: str) -> None:
        refused = desk.tutor.post(f"/topics/{desk.new_topic()}/lessons", {"title": "A", "release": [condition]})

        assert refused.status_code == 422
        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]

    def test_of_another_course_are_refused(self, desk: Desk) -> None:
        other = Desk(desk.world, desk.org, desk.tutor, desk.new_course().json()["course_id"])
        elsewhere = other.new_lesson(other.new_topic())
        topic_id = desk.new_topic()
        mine = desk.new_lesson(topic_id)

        answers = [
            set_release(desk, mine, PREVIOUS, done(elsewhere)),
            desk.tutor.post(f"/topics/{topic_id}/lessons", {"title": "A", "release": [PREVIOUS, done(elsewhere)]}),
            desk.tutor.post(f"{desk.path}/topics", {"title": "A", "release": [PREVIOUS, done(elsewhere)]}),
        ]

        for answer in answers:
            assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/release/1/lesson_id")

    def test_are_at_most_ten(self, desk: Desk) -> None:
        refused = desk.tutor.post(f"{desk.path}/topics", {"title": "A", "release": [PREVIOUS] * 11})

        assert refused.json()["errors"][0]["pointer"] == "/release"


class TestCycle:
    def test_is_refused_when_saved_with_the_way_round(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        a, b, c = (desk.new_lesson(topic_id, title) for title in "ABC")
        set_release(desk, b, PREVIOUS)
        set_release(desk, c, done(b))

        refused = set_release(desk, a, done(c))

        assert (refused.status_code, refused.code) == (409, "release_cycle")
        assert refused.json()["lesson_ids"] == [a, c, b]
        assert refused.json()["titles"] == ["A", "C", "B"]
        assert refused.json()["detail"] == "These lessons wait for each other: “A” → “C” → “B” → “A”."
        assert desk.tutor.get(f"/lessons/{a}").json()["release"] == []

    def test_through_a_topic_is_refused(self, desk: Desk) -> None:
        first, second = desk.new_topic("First"), desk.new_topic("Second")
        a, b = desk.new_lesson(first, "A"), desk.new_lesson(second, "B")
        set_release(desk, a, done(b))
        path = f"{desk.path}/topics/{second}"

        refused = desk.tutor.put(path, {"release": [PREVIOUS]}, headers=if_match(desk.tutor.get(path)))

        assert (refused.code, refused.json()["titles"]) == ("release_cycle", ["A", "B"])

    def test_of_a_lesson_with_itself_is_refused(self, desk: Desk) -> None:
        lesson_id = desk.new_lesson(desk.new_topic(), "A")

        assert set_release(desk, lesson_id, done(lesson_id)).json()["titles"] == ["A"]

    def test_that_moving_makes_is_refused_when_published(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        a, b = desk.new_lesson(topic_id, "A"), desk.new_lesson(topic_id, "B")
        set_release(desk, a, PREVIOUS)
        set_release(desk, b, done(a))
        desk.put(f"/lessons/{b}", {"after": None})

        refused = desk.tutor.post(f"{desk.path}/publish")

        assert (refused.status_code, refused.code) == (409, "release_cycle")
        assert sorted(refused.json()["lesson_ids"]) == sorted([a, b])

    def test_that_two_edits_make_together_is_refused_when_published(self, desk: Desk) -> None:
        """Each alone is no cycle, so both may be saved; what students see has none."""
        topic_id = desk.new_topic()
        pair = desk.new_lesson(topic_id, "A"), desk.new_lesson(topic_id, "B")

        at_once(2, lambda number: set_release(desk, pair[number], done(pair[1 - number])))
        saved = [desk.tutor.get(f"/lessons/{lesson_id}").json()["release"] for lesson_id in pair]
        published_now = desk.tutor.post(f"{desk.path}/publish")

        assert (published_now.code == "release_cycle") is all(saved)
        assert published_now.status_code == (409 if all(saved) else 200)


class TestPublishing:
    def test_refuses_a_lesson_that_waits_for_one_that_was_deleted(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        gone, waiting = desk.new_lesson(topic_id), desk.new_lesson(topic_id, "Waiting")
        set_release(desk, waiting, done(gone))
        desk.tutor.delete(f"/lessons/{gone}")

        refused = desk.tutor.post(f"{desk.path}/publish")

        assert (refused.status_code, refused.code) == (409, "course_not_publishable")
        assert (refused.json()["lesson_id"], refused.json()["waits_for"]) == (waiting, gone)

    def test_is_not_needed_to_go_on_editing_others(self, desk: Desk) -> None:
        topic_id = desk.new_topic()
        gone, waiting, other = (desk.new_lesson(topic_id, title) for title in "ABC")
        set_release(desk, waiting, done(gone))
        desk.tutor.delete(f"/lessons/{gone}")

        assert set_release(desk, other, PREVIOUS).status_code == 200
