"""Sets of questions made of a chapter."""

from collections import Counter
from pathlib import Path

import pytest

import infra.local.demo
from functions.ai.domain.questions.checks import Text, fault, whole_text
from functions.ai.domain.questions.choosing import Generated, Wish, arranged, generate
from functions.ai.domain.questions.definitions import definition
from functions.ai.domain.questions.items import KINDS, Choice, Item, Passage
from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part
from functions.assessment.domain.bank import checked, parsed
from functions.assessment.domain.questions import with_keys

LESSONS = Path(infra.local.demo.__file__).parent / "courses"


@pytest.fixture(scope="module")
def made(water: Lesson) -> Generated:
    return generate(water, "en", Wish(KINDS, 40), seed="a")


class TestASet:
    def test_holds_every_kind(self, made: Generated) -> None:
        assert {item.kind for item in made.items} == set(KINDS)

    def test_cites_the_text_word_for_word(self, made: Generated, water: Lesson) -> None:
        text = Text([part.text for part in water.parts if not part.heading], "en", "les_1")
        assert [fault(item, text) for item in made.items] == [None] * len(made.items)

    def test_is_taken_by_the_bank(self, made: Generated) -> None:
        for item in made.items:
            question = with_keys(parsed(definition(item), "/question"), iter("abcdefghijklmnop").__next__)
            assert checked(question, "/question")

    def test_is_the_same_for_the_same_seed(self, made: Generated, water: Lesson) -> None:
        assert generate(water, "en", Wish(KINDS, 40), seed="a") == made

    def test_holds_no_more_than_is_wished(self, water: Lesson) -> None:
        assert len(generate(water, "en", Wish(KINDS, 5), seed="a").items) == 5

    def test_asks_nothing_that_the_bank_asks(self, made: Generated, water: Lesson) -> None:
        again = generate(water, "en", Wish(KINDS, 40), seed="a", asked=[whole_text(item) for item in made.items])
        assert not {whole_text(item) for item in again.items} & {whole_text(item) for item in made.items}
        assert "duplicate" in {one.reason for one in again.rejected}

    def test_prefers_the_wished_difficulty(self, water: Lesson) -> None:
        easy = generate(water, "en", Wish(("single_choice",), 3, difficulty=2), seed="a").items
        hard = generate(water, "en", Wish(("single_choice",), 3, difficulty=4), seed="a").items
        assert sum(item.difficulty for item in easy) <= sum(item.difficulty for item in hard)

    def test_rejects_with_a_reason(self, made: Generated) -> None:
        assert made.rejected
        assert all(one.reason for one in made.rejected)

    def test_of_nothing_is_empty(self) -> None:
        assert generate(Lesson("Empty", ()), "en", Wish(KINDS, 5), seed="a").items == []

    @pytest.mark.parametrize("text", ["\x00" * 50, "a" * 5_000, "1 2 3 4 5. " * 200, "((((. " * 100, "é🙂 " * 300])
    def test_of_hostile_text_is_a_set_too(self, text: str) -> None:
        assert len(generate(Lesson("?", (Part(text),)), "en", Wish(KINDS, 5), seed="a").items) <= 5

    def test_in_hindi_leaves_words_out(self) -> None:
        text = (
            "प्रकाश संश्लेषण हरे पौधों की पत्तियों में सूर्य के प्रकाश से भोजन बनाने की क्रिया है। "
            "क्लोरोफिल पत्तियों का हरा वर्णक है और प्रकाश संश्लेषण में सूर्य का प्रकाश सोखता है। "
            "पौधे जल और कार्बन डाइऑक्साइड से ग्लूकोज बनाते हैं और ऑक्सीजन छोड़ते हैं। "
            "पत्तियों के रंध्र कार्बन डाइऑक्साइड को अंदर आने और ऑक्सीजन को बाहर जाने देते हैं। "
            "क्लोरोफिल के बिना प्रकाश संश्लेषण की क्रिया हरे पौधों में नहीं चल पाती है।"
        )
        made = generate(Lesson("प्रकाश संश्लेषण", (Part(text),)), "hi", Wish(("blanks",), 2), seed="a")
        assert made.items
        assert all("वाक्य पूरा कीजिए" in item.prompt for item in made.items)
        assert not [item for item in made.items if "क्रिया" in item.answers]  # which asks for nothing


class TestThePlaces:
    @pytest.mark.parametrize("many", [4, 20, 40])
    def test_of_right_options_are_dealt_evenly(self, many: int) -> None:
        items = arranged([_choice(f"What is {at}?") for at in range(many)], seed="a")
        places = Counter(next(at for at, choice in enumerate(item.choices) if choice.right) for item in items)
        assert set(places.values()) == {many // 4}


def _choice(prompt: str) -> Item:
    return Item(
        kind="single_choice",
        prompt=prompt,
        choices=(Choice(text="a", right=True), Choice(text="b"), Choice(text="c"), Choice(text="d")),
        passages=(Passage(paragraph=0, start=0, end=1, text="a"),),
        topic="a",
    )


class TestADescription:
    def test_says_more_than_the_figures_of_one_case(self) -> None:
        paragraphs = (LESSONS / "money-and-interest" / "five-numbers.md").read_text().split("+++")[2].split("\n\n")
        assert "opens with 3,150.00 and closes with 2,480.00" in " ".join(" ".join(paragraphs).split())
        parts = [Part(one.strip().lstrip("# "), heading=one.startswith("#")) for one in paragraphs if "|" not in one]
        made = generate(Lesson("Five numbers", tuple(parts)), "en", Wish(("short_text",), 20), seed="a")

        assert not [item.prompt for item in made.items if "3,150.00" in item.prompt]
