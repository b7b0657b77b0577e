"""From modules to a course: topics, lessons, and what is in a lesson."""

from __future__ import annotations

import json

from infra.local import prosemirror as pm
from infra.local.courses import CoursePlan
from infra.local.textbook.planning import plan_of
from infra.local.textbook.reading import Module
from tests.infra.local.textbook.builders import module


def book(*places: tuple[list[str], str]) -> list[Module]:
    return [module(id=str(number), path=path, title=title) for number, (path, title) in enumerate(places)]


def outline(plan: CoursePlan) -> list[tuple[str, list[str]]]:
    return [(topic.title, [lesson.title for lesson in topic.lessons]) for topic in plan.topics]


class TestTopics:
    def test_a_chapter_is_a_topic_and_opens_with_its_own_module(self) -> None:
        plan = plan_of(
            book(
                ([], "Preface"),
                (["Part 1. Ropes"], "Knots"),
                (["Part 1. Ropes", "Knots"], "Loops"),
                (["Part 1. Ropes", "Knots"], "Bends"),
                (["Part 1. Ropes", "Care"], "Drying"),
                ([], "Appendix A"),
                ([], "Appendix B"),
            )
        )

        assert outline(plan) == [
            ("Before you begin", ["Preface"]),
            ("Knots", ["Knots", "Loops", "Bends"]),
            ("Care", ["Drying"]),
            ("Appendices and further reading", ["Appendix A", "Appendix B"]),
        ]
        assert plan.topics[1].summary == "Part 1. Ropes"

    def test_a_book_without_chapters_is_one_topic(self) -> None:
        assert outline(plan_of(book(([], "One"), ([], "Two")))) == [("Seamanship", ["One", "Two"])]

    def test_chapters_of_equal_name_tell_their_part(self) -> None:
        plan = plan_of(book((["Ropes", "Practice"], "A"), (["Sails", "Practice"], "B")))

        assert [topic.title for topic in plan.topics] == ["Ropes › Practice", "Sails › Practice"]

    def test_a_chapter_that_is_taken_up_again_stays_one_topic(self) -> None:
        plan = plan_of(book((["Ropes"], "A"), (["Sails"], "B"), (["Ropes"], "C")))

        assert outline(plan) == [("Ropes", ["A", "C"]), ("Sails", ["B"])]

    def test_the_course_has_the_books_name_or_the_given_one(self) -> None:
        assert plan_of([module(book="U.S. History")]).title == "U.S. History"
        assert plan_of([module(book="small_boats")]).title == "Small boats"
        assert plan_of([module()], title="Knots for all").title == "Knots for all"

    def test_an_endless_title_is_cut(self) -> None:
        (lesson,) = plan_of([module(title="rope " * 100)]).lessons

        assert len(lesson.title) == 200
        assert lesson.title.endswith("…")


class TestLessons:
    def test_has_a_block_for_each_part(self) -> None:
        (lesson,) = plan_of([module()]).lessons

        openings = [pm.plain_text(document["content"][0]) for document in lesson.documents]
        assert openings == [
            "What you will learn",
            "A bowline makes a loop that does not slip.",
            "Summary",
            "Glossary",
            "Questions to study by yourself",
        ]

    def test_leaves_out_the_parts_that_the_module_does_not_have(self) -> None:
        (lesson,) = plan_of([module(objectives=[], summary=None, terms=[], mcq=[], free=[])]).lessons

        assert len(lesson.documents) == 1

    def test_a_module_in_which_no_text_is_left_is_passed_over(self) -> None:
        empty = module(id="k0", body='class="introduction"', objectives=[], summary="", terms=[], mcq=[], free=[])

        assert len(plan_of([empty, module()]).lessons) == 1

    def test_questions_come_with_their_choices_and_without_any_key(self) -> None:
        hidden = "Why is it easy to untie?\n\n Because its turns can be pushed back. -->\n\nAnswer\n\nA"
        (lesson,) = plan_of([module(body=hidden)]).lessons

        text = json.dumps(lesson.body())
        assert "What does a bowline make?" in text
        assert "a mess" in text
        assert "Why is it easy to untie?" in text
        assert "pushed back" not in text
        assert "answer" not in text.lower()

    def test_glossary_entries_have_their_term_in_bold(self) -> None:
        (lesson,) = plan_of([module()]).lessons

        entry = lesson.documents[3]["content"][1]["content"][0]["content"][0]
        assert entry["content"][0] == {"type": "text", "text": "bight", "marks": [{"type": "bold"}]}
