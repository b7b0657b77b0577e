"""Tags: spelled one way, and counted over the courses on offer."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.catalog.domain.tags import MOST_TAGS, normalized
from tests.functions.catalog.conftest import Desk, all_pages, succeeded
from tests.support.calls import counting_calls
from tests.support.world import at_once


def counts(desk: Desk, **params: str) -> dict[str, int]:
    """The tags as a student sees them."""
    return {item["tag"]: item["course_count"] for item in all_pages(desk.member("student"), "/course-tags", **params)}


def course(desk: Desk, title: str, *tags: str) -> Desk:
    """One more course, with a lesson."""
    other = Desk(desk.world, desk.org, desk.tutor, desk.new_course(title=title, tags=list(tags)).json()["course_id"])
    other.new_lesson(other.new_topic(title))
    return other


def tag(desk: Desk, *tags: str) -> None:
    desk.put(desk.path, {"tags": list(tags)})


class TestSpelling:
    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ([" Loans ", "LOANS", "loans"], ["loans"]),
            (["Compound  interest", "ｃ＋＋", "c#"], ["compound interest", "c++", "c#"]),
            (["ऋण", "Straße", "STRASSE"], ["ऋण", "strasse"]),
        ],
    )
    def test_is_one_for_all(self, desk: Desk, sent: list[str], kept: list[str]) -> None:
        assert desk.new_course(tags=sent).json()["tags"] == kept

    @pytest.mark.parametrize(
        ("tags", "pointer"),
        [(["a", " "], "/tags/1"), (["a\nb"], "/tags/0"), (["x" * 41], "/tags/0"), (["\u3000"], "/tags/0")],
    )
    def test_refuses_what_is_none(self, desk: Desk, tags: list[str], pointer: str) -> None:
        refused = desk.tutor.post("/courses", {"title": "Cells", "tags": tags})

        assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]

    def test_refuses_too_many(self, desk: Desk) -> None:
        refused = desk.tutor.post("/courses", {"title": "Cells", "tags": [f"t{n}" for n in range(MOST_TAGS + 1)]})

        assert refused.json()["errors"][0]["pointer"] == "/tags"

    @given(st.text(max_size=40))
    def test_is_the_same_when_spelled_again(self, text: str) -> None:
        try:
            once = normalized(text)
        except ValueError:
            return
        assert normalized(once) == once


class TestCounts:
    def test_are_of_courses_on_offer(self, desk: Desk) -> None:
        tag(desk, "cells", "life")
        desk.new_lesson(desk.new_topic())
        before = counts(desk)
        desk.publish()
        other = course(desk, "More", "life")
        drafted = counts(desk)
        other.publish()

        assert (before, drafted, counts(desk)) == ({}, {"cells": 1, "life": 1}, {"cells": 1, "life": 2})

    def test_follow_the_next_version_and_archiving(self, desk: Desk) -> None:
        tag(desk, "cells", "life")
        desk.new_lesson(desk.new_topic())
        desk.publish()
        tag(desk, "life", "biology")
        unseen = counts(desk)
        desk.publish()
        seen = counts(desk)
        succeeded(desk.tutor.post(f"{desk.path}/archive"))
        archived = counts(desk)
        desk.publish()

        assert unseen == {"cells": 1, "life": 1}
        assert seen == {"biology": 1, "life": 1} == counts(desk)
        assert archived == {}

    def test_come_by_name_and_prefix_in_pages(self, desk: Desk) -> None:
        tag(desk, "cells", "cellulose", "life", "atp")
        desk.new_lesson(desk.new_topic())
        desk.publish()
        student = desk.member("student")

        assert [item["tag"] for item in all_pages(student, "/course-tags", limit=1)] == sorted(
            ["cells", "cellulose", "life", "atp"]
        )
        assert [item["tag"] for item in all_pages(student, "/course-tags", prefix="Cell", limit=1)] == [
            "cells",
            "cellulose",
        ]
        assert counts(desk, prefix=" ") == counts(desk)

    def test_are_of_one_organization(self, desk: Desk) -> None:
        tag(desk, "cells")
        desk.new_lesson(desk.new_topic())
        desk.publish()

        assert desk.world.actor("student").get("/course-tags").json()["items"] == []

    def test_are_exact_when_many_publish_and_archive_at_once(self, desk: Desk) -> None:
        chance = Random(7)
        words = ["a", "b", "c"]
        desks = [course(desk, f"Course {number}", *chance.sample(words, 2)) for number in range(8)]

        for round_ in range(3):

            def act(number: int, round_: int = round_) -> int:
                one = desks[number]
                tag(one, *Random(f"{round_}{number}").sample(words, 2))
                status = one.tutor.post(f"{one.path}/publish").status_code
                if (number + round_) % 3 == 0:
                    status = max(status, one.tutor.post(f"{one.path}/archive").status_code)
                return status

            assert set(at_once(8, act)) == {200}

        on_offer = all_pages(desk.member("student"), "/courses")
        assert counts(desk) == Counter(word for item in on_offer for word in item["tags"])

    def test_that_stay_the_same_are_not_looked_at(self, desk: Desk) -> None:
        tag(desk, "cells")
        topic_id = desk.new_topic()
        desk.new_lesson(topic_id)
        desk.publish()
        desk.new_lesson(topic_id, "Another")

        with counting_calls() as calls:
            desk.publish()

        assert calls[-2:] == ["GetItem", "TransactWriteItems"]
