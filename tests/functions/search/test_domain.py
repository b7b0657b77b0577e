"""Words, slips of the pen, quality, and what is said to search engines."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.search.domain import Rating, Vocabulary, meaningful, quality, stars, words_of, written_alike
from functions.search.domain.hindi import stem as hindi_stem
from functions.search.domain.quality import HALVED_IN, completeness
from functions.search.domain.spelling import distance
from functions.search.domain.structured_data import course_json_ld, in_script
from functions.search.domain.texts import text_of
from functions.search.gateways.stems import stem
from tests.functions.search.conftest import paragraph
from tests.functions.search.entries import an_offer


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Cells: the units of life", ["cells", "the", "units", "of", "life"]),
            ("Résumé CAFÉ straße", ["resume", "cafe", "strasse"]),
            ("C++, C# and .NET", ["c++", "c#", "and", "net"]),
            ("संस्कृत व्याकरण की किताबें", ["संस्कृत", "व्याकरण", "की", "किताबें"]),
            ("ज़मीन हिन्दी चाँद", ["जमीन", "हिंदी", "चांद"]),
            ("१२३", ["123"]),
            ("தமிழ் இலக்கணம்", ["தமிழ்", "இலக்கணம்"]),
            ("机器学习", ["机器", "器学", "学习"]),
            ("!? …", []),
        ],
    )
    def test_are_what_people_would_call_words(self, text: str, words: list[str]) -> None:
        assert words_of(text) == words

    @given(st.text(max_size=80))
    def test_of_any_text_are_clean_and_stay_what_they_are(self, text: str) -> None:
        for word in words_of(text):
            assert word == word.strip()
            assert 0 < len(word) <= 64
            assert stem(word, "english")
        assert written_alike(written_alike(text)) == written_alike(text)

    def test_that_say_nothing_are_left_out_unless_all_do(self) -> None:
        assert meaningful(["how", "to", "tie", "knots"]) == ["tie", "knots"]
        assert meaningful(["how", "to"]) == ["how", "to"]


class TestStems:
    @pytest.mark.parametrize(
        "forms",
        [
            ("किताब", "किताबें", "किताबों"),
            ("लड़का", "लड़के", "लड़की", "लड़कों"),
            ("भाषा", "भाषाएं", "भाषाओं"),
            ("व्याकरण", "व्याकरणों"),
        ],
    )
    def test_are_one_for_the_forms_of_a_hindi_word(self, forms: tuple[str, ...]) -> None:
        assert len({hindi_stem(*words_of(form)) for form in forms}) == 1

    def test_are_taken_by_script_and_language(self) -> None:
        assert stem("running", "english") == "run"
        assert stem("häuser", "german") == stem("haus", "german")
        assert stem("किताबें", "german") == "किताब"
        assert stem("книгами", "english") == stem("книга", "english")


class TestVocabulary:
    WORDS = Vocabulary([("biology", 3), ("biologist", 1), ("geology", 5), ("cell", 9), ("cells", 2)])

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("biolgoy", ["biology"]),
            ("bioolgy", ["biology"]),
            ("iology", ["biology"]),
            ("bialogyst", ["biologist"]),
            ("cel", []),
            ("sell", ["cell"]),
            ("chemistry", []),
        ],
    )
    def test_forgives_as_many_slips_as_a_word_is_long_enough_for(self, written: str, meant: list[str]) -> None:
        assert [word for word, _ in self.WORDS.meant_by(written)] == meant

    def test_knows_words_by_their_beginning(self) -> None:
        assert [word for word, _ in self.WORDS.meant_by("bialog", begins=True)] == ["biology", "biologist"]

    @given(st.text("abc", max_size=7), st.text("abc", max_size=7))
    def test_measures_alike_from_both_sides(self, one: str, other: str) -> None:
        assert min(distance(one, other, 3), 4) == min(distance(other, one, 3), 4)
        assert (distance(one, other, 3) == 0) == (one == other)

    @given(st.text("abcde", min_size=4, max_size=12), st.data())
    def test_finds_every_word_one_letter_away(self, word: str, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(word) - 1))
        written = word[:place] + "z" + word[place + 1 :]

        assert [near for near, _ in Vocabulary([(word, 1)]).meant_by(written)] == [word]


class TestQuality:
    def test_does_not_let_one_enthusiast_win(self) -> None:
        assert stars(Rating(count=1, sum=5)) < stars(Rating(count=200, sum=860))
        assert stars(Rating()) == 3.5

    def test_grows_with_what_is_said_and_how_it_is_rated(self) -> None:
        plain = an_offer()
        told = an_offer(
            summary="What living things are made of, and why.", tags=("biology",), objectives=("Name them",)
        )

        assert (completeness(plain), completeness(told)) == (0, 0.6)
        assert quality(plain, Rating()) < quality(told, Rating()) < quality(told, Rating(count=40, sum=196))
        assert quality(plain, Rating(count=40, sum=60)) < quality(plain, Rating())

    def test_compares_two_courses_alike_whenever_it_is_asked(self) -> None:
        old, new = an_offer(), an_offer(published_at=an_offer().published_at + HALVED_IN)

        assert quality(new, Rating()) == pytest.approx(2 * quality(old, Rating()))

    def test_lets_the_text_decide_between_what_is_a_month_apart(self) -> None:
        old, new = an_offer(), an_offer(published_at=an_offer().published_at + timedelta(days=30))

        assert quality(new, Rating()) < 1.01 * quality(old, Rating())


class TestTextOfLessons:
    def test_is_what_anybody_may_read(self) -> None:
        blocks = [
            paragraph("Mitochondria."),
            {
                "type": "exercise",
                "prompt": paragraph("Draw one.")["document"],
                "solution": paragraph("Secret.")["document"],
            },
            {"type": "image", "alt": "A cell", "asset_id": "ast_1"},
            {"type": "code", "code": "print(1)", "language": "python"},
            {"type": "from the future", "document": "not a document", "title": 7},
        ]

        assert text_of(blocks) == "Mitochondria. Draw one. A cell print(1)"


class TestStructuredData:
    def test_says_what_is_known_only(self) -> None:
        def about(rating: Rating, **details: Any) -> dict[str, object]:
            text = course_json_ld(an_offer(**details), rating, url="u", provider="p", instructors=[], topics=["One"])
            found: dict[str, object] = json.loads(text)
            return found

        bare = about(Rating())
        assert not {"aggregateRating", "teaches", "educationalLevel", "keywords"} & bare.keys()
        assert bare["offers"] == {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "INR"}
        full = about(Rating(count=2, sum=9), free=False, tags=("biology",))
        assert full["aggregateRating"] == {
            "@type": "AggregateRating",
            "ratingValue": 4.5,
            "ratingCount": 2,
            "bestRating": 5,
            "worstRating": 1,
        }
        assert "offers" not in full

    @pytest.mark.parametrize(
        ("minor", "currency", "price"), [(499_905, "INR", "4999.05"), (500, "JPY", "500"), (1_250, "KWD", "1.250")]
    )
    def test_says_what_it_costs(self, minor: int, currency: str, price: str) -> None:
        offer = an_offer(free=False, price_minor=minor, currency=currency)

        about = json.loads(course_json_ld(offer, Rating(), url="u", provider="p", instructors=[], topics=[]))

        assert about["offers"] == {"@type": "Offer", "category": "Paid", "price": price, "priceCurrency": currency}

    @given(st.text())
    def test_never_ends_the_script_it_stands_in(self, text: str) -> None:
        safe = in_script(json.dumps(text, ensure_ascii=False))

        assert json.loads(safe) == text
        assert not set("<>&\u2028\u2029") & set(safe)
