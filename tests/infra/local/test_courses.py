"""Building a planned course through the API: in order, once, and on from where it stopped."""

from __future__ import annotations

import httpx
import pytest

from infra.local import prosemirror as pm
from infra.local.client import Refused
from infra.local.courses import CoursePlan, LessonPlan, TopicPlan, build
from tests.infra.local.shelf import Shelf


def plan(topics: int = 3, lessons: int = 4) -> CoursePlan:
    return CoursePlan(
        "Knots",
        tuple(
            TopicPlan(f"T{topic}", tuple(lesson(f"T{topic} L{number}") for number in range(lessons)))
            for topic in range(topics)
        ),
        {"language": "en"},
    )


def lesson(title: str) -> LessonPlan:
    return LessonPlan(title, (pm.document(pm.paragraph(pm.text("over and under " * 100))),))


def expected(built: CoursePlan) -> dict[str, list[str]]:
    return {topic.title: [lesson.title for lesson in topic.lessons] for topic in built.topics}


class TestBuild:
    @pytest.mark.parametrize("workers", [1, 4])
    def test_keeps_the_order_whatever_the_number_of_workers(self, workers: int) -> None:
        shelf = Shelf()

        build(shelf.author(), plan(), key="k", workers=workers)

        assert shelf.outline() == expected(plan())
        assert shelf.busiest <= workers

    def test_tells_of_every_topic_and_lesson(self) -> None:
        told: list[str] = []

        build(Shelf().author(), plan(), key="k", workers=3, told=told.append)

        assert sorted(told) == sorted([*expected(plan()), *(lesson.title for lesson in plan().lessons)])

    def test_twice_with_the_same_key_makes_one_course(self) -> None:
        shelf = Shelf()

        first, again = (build(shelf.author(), plan(), key="k") for _ in range(2))
        other = build(shelf.author(), plan(), key="another")

        assert first == again != other
        assert len(shelf.items) == 2 * (1 + 3 + 12)

    def test_an_interrupted_run_is_completed_by_the_next(self) -> None:
        shelf = Shelf()

        def refuse_one(request: httpx.Request) -> httpx.Response | None:
            return httpx.Response(500, json={"code": "internal_error"}) if b"T1 L2" in request.content else None

        shelf.fault = refuse_one
        with pytest.raises(Refused, match="internal_error"):
            build(shelf.author(), plan(), key="k", workers=2)
        shelf.fault = lambda request: None
        build(shelf.author(), plan(), key="k", workers=2)

        assert shelf.outline() == expected(plan())

    def test_a_course_whose_keys_are_forgotten_is_completed_by_its_titles(self) -> None:
        shelf = Shelf()
        course_id = build(shelf.author(), plan(topics=2, lessons=3), key="k")
        shelf.forget_keys()

        assert build(shelf.author(), plan(), key="k", into=course_id) == course_id
        assert shelf.outline() == expected(plan())

    def test_lessons_of_equal_title_are_all_made(self) -> None:
        twins = CoursePlan("Twins", (TopicPlan("T", (lesson("same"), lesson("same"))),))
        shelf = Shelf()
        course_id = build(shelf.author(), CoursePlan("Twins", (TopicPlan("T", (lesson("same"),)),)), key="k")
        shelf.forget_keys()

        build(shelf.author(), twins, key="k", into=course_id)

        assert shelf.outline() == {"T": ["same", "same"]}

    def test_the_time_to_read_follows_from_the_words_unless_it_is_given(self) -> None:
        document = pm.document(pm.paragraph(pm.text("word " * 900)))

        assert LessonPlan("L", (document,)).body()["estimated_minutes"] == 5
        assert LessonPlan("L", (document,), minutes=9).body()["estimated_minutes"] == 9
        assert LessonPlan("L", (pm.document(),)).body()["estimated_minutes"] == 1
