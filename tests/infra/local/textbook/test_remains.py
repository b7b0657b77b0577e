"""What conversion leaves behind in a body, above all the keys that must not reach a lesson."""

from __future__ import annotations

import pytest

from infra.local.textbook.remains import chunks_of, tidy


def texts(body: str, *answers: str) -> list[str]:
    return [chunk.text.strip() for chunk in chunks_of(body, answers)]


class TestTidy:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ('see\\: \\"this\\"', 'see: "this"'),
            ("a\\_b and c\\\\_d", "a_b and c_d"),
            ("shown in , the curve ; it ( falls ) .", "shown in, the curve; it (falls)."),
            ("price &lt; cost &#x2014; always", "price < cost — always"),
            ("two\n lines  and  spaces", "two lines and spaces"),
            ("as told before () and in [link].", "as told before and in."),
            ("costs .50 at most", "costs .50 at most"),
            ("no \x00\x07control\x7f characters\x1f", "no control characters"),
        ],
    )
    def test_resolves_escapes_and_stray_spaces(self, words: str, expected: str) -> None:
        assert tidy(words) == expected


class TestRemainsOfMarkup:
    @pytest.mark.parametrize(
        "remains",
        ['class="introduction" ', ' class="summary" title="Knots" ', 'class="quiz" title="Knots")', ' ") ', " . "],
    )
    def test_are_dropped(self, remains: str) -> None:
        assert texts(f"Before.\n\n{remains}\n\nAfter.") == ["Before.", "After."]

    def test_an_anchor_makes_a_short_line_a_heading(self) -> None:
        (heading,) = chunks_of("Hitches and bends {#ch2-1}")

        assert (heading.text, heading.heading) == ("Hitches and bends", 2)

    def test_marked_headings_begin_at_level_two(self) -> None:
        assert [chunk.heading for chunk in chunks_of("# One\n\n#### Two {#x}\n\n##### Three")] == [2, 3, 4]

    def test_a_caption_begins_with_its_first_whole_sentence(self) -> None:
        (caption,) = chunks_of(' and the standing part. The loop stays open under load.") ')

        assert (caption.text, caption.caption) == ("The loop stays open under load.", True)

    def test_a_caption_of_which_only_a_fragment_is_left_is_dropped(self) -> None:
        assert texts(' of the rope.") ') == []

    def test_an_image_leaves_its_description(self) -> None:
        assert texts("![[alt] A sailor ties a bowline.](../a.png)") == ["A sailor ties a bowline."]


class TestKeys:
    @pytest.mark.parametrize(
        "key",
        [
            " C -->",
            " The turns can be pushed back. -->",
            " D \n -->",
            "<!-- hidden\n\nkey -->",
            "Answer\n\nD",
            "Answers\n\nC",
            "Answer: B",
            "(Answer: because it is round.)",
            "Correct answer: 3",
        ],
    )
    def test_hidden_and_marked_ones_are_dropped(self, key: str) -> None:
        body = f"Which knot slips?\n\n1. the bowline\n2. the noose\n\n{key}\n\nGo on."

        assert texts(body) == ["Which knot slips?", "1. the bowline\n2. the noose", "Go on."]

    def test_a_lone_letter_is_a_key_only_after_choices(self) -> None:
        assert texts("1. yes\n2. no\n\nB\n\nText.\n\nA") == ["1. yes\n2. no", "Text.", "A"]

    def test_a_section_of_keys_ends_with_the_next_heading(self) -> None:
        assert texts("# Answer key\n\n1. B\n\nSee above.\n\n# References\n\nA book.") == ["References", "A book."]

    def test_a_heading_after_a_missing_key_is_kept(self) -> None:
        assert texts("Answer\n\n#### Next part\n\nText.") == ["Next part", "Text."]

    def test_a_known_answer_is_recognised_by_its_words(self) -> None:
        body = "Why?\n\nBecause its turns, can be pushed back!\n\nText."

        assert texts(body, "Because its turns can be pushed back.") == ["Why?", "Text."]

    def test_a_long_paragraph_out_of_a_known_answer_is_dropped(self) -> None:
        answer = "First, it holds under any load that the rope holds. Second, it can be untied with cold hands."

        assert texts("Second, it can be untied with cold hands.", answer) == []
        assert texts("It holds.", answer) == ["It holds."]

    def test_prose_about_answers_is_kept(self) -> None:
        assert texts("Answering takes time.\n\nThe answer is: practice.") == [
            "Answering takes time.",
            "The answer is: practice.",
        ]
