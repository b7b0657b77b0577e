"""What would be said if it were not so."""

from random import Random

import pytest

from functions.ai.domain.questions.choosing import Wish, generate
from functions.ai.domain.questions.items import Item
from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.material import Lesson, Material
from functions.ai.domain.questions.turning import exchanged, turned, untrue
from functions.ai.domain.reading import Part


def of(text: str, before: str = "") -> Material:
    return Material(Lesson("Forests", (Part(f"{before} {text}".strip()),)), "en")


class TestTwoSides:
    @pytest.mark.parametrize(
        ("said", "turned"),
        [
            ("Heavy rain causes sudden floods.", None),
            ("Deep drought causes soil erosion.", "Soil erosion causes deep drought."),
            ("The outer bark surrounds the inner wood.", "The inner wood surrounds the outer bark."),
            ("Forests are made of trees.", "Trees are made of forests."),
            ("A forest that burns produces ash.", None),
            ("Drought, as a rule, causes erosion.", None),
        ],
    )
    def test_are_exchanged(self, said: str, turned: str | None) -> None:
        material = of(said)
        assert exchanged(material, material.lines[0]) == turned

    def test_that_are_set_against_each_other_are_exchanged(self) -> None:
        before = "Pine needles stay green. Oak leaves are broad. Pine needles are thin. Oak leaves fall."
        material = of("Pine needles stay on the tree, whereas oak leaves are shed in autumn.", before)
        assert exchanged(material, material.lines[-1]) == (
            "Oak leaves stay on the tree, whereas pine needles are shed in autumn."
        )


class TestADenial:
    @pytest.mark.parametrize(
        ("said", "turned"),
        [
            ("A tree does not move from its place.", ["A tree moves from its place."]),
            ("Conifers are not related to ferns.", ["Conifers are related to ferns."]),
            ("Dry wood cannot store water.", ["Dry wood can store water."]),
            ("A tree does not always grow.", []),
            ("Trees are not only tall.", []),
            ("If it is dry, trees do not grow.", []),
        ],
    )
    def test_is_left_out(self, said: str, turned: list[str]) -> None:
        assert list(untrue(said)) == turned


class TestANumber:
    @pytest.mark.parametrize(
        ("said", "turned"),
        [
            ("The trunk has three layers.", ["The trunk has four layers."]),
            ("Wood is 60 percent carbon.", ["Wood is 30 percent carbon."]),
            ("In 1995 forests held 12 percent of it.", ["In 1995 forests held 24 percent of it."]),
            ("Two of the three layers are dead.", []),
            ("Of 80 percent, 20 percent are lost.", []),
            ("The first two layers are dead.", []),
        ],
    )
    def test_is_changed(self, said: str, turned: list[str]) -> None:
        assert list(untrue(said)) == turned


def test_nothing_is_said_twice() -> None:
    material = of("Deep drought causes soil erosion.")
    found = list(turned(material, material.lines[0]))
    assert len(found) == len(set(found)) == 2


def test_who_says_true_of_all_statements_gains_nothing() -> None:
    falls = [
        f"The {name} tree absorbs more water in its early years."
        for name in ("apple", "cherry", "walnut", "maple", "willow", "cedar", "linden", "poplar")
    ]
    made = generate(Lesson("Trees", (Part(" ".join(falls)),)), "en", Wish(("true_false",), 8), seed="a").items
    assert len(made) >= 2
    assert abs(sum(1 if item.truth else -1 for item in made)) <= 1


@pytest.mark.parametrize(
    "said",
    [
        "The share of oak in the forest is shown in .",
        "Forest Soils The share of oak in the forest grows every year.",
        "The share of oak in the forest grows (as in old parks every year.",
        "The pattern was found in every old forest of the country.",
        "Each year, assume that the forest grows by a tenth of its size.",
    ],
)
def test_a_sentence_that_is_not_whole_is_asked_about_by_nobody(said: str) -> None:
    assert Workshop(of(said), Random(1)).alone == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The cambium is a layer of living cells. It also makes new wood in every growing season.",
            "The cambium makes new wood",
        ),
        (
            "Oak wood is the part of the tree that lasts, and tables are made of it by hand.",
            "Oak wood is the part of the",
        ),
    ],
)
def test_what_is_said_of_a_term_is_a_sentence_of_its_own(text: str, said: str) -> None:
    found = [one.sentence for one in Workshop(of(text), Random(1)).statements]
    assert any(one.startswith(said) and "tables" not in one for one in found), found


def test_spaces_before_marks_are_left_out() -> None:
    material = of("A tree , if old , has rings .")
    item = Item(
        kind="blanks",
        prompt="A ____ , if old , has rings .",
        answers=("tree",),
        passages=(material.lines[0].passage,),
        topic="tree",
    )
    tidy = Candidate(item, 1).tidy
    assert tidy.prompt == "A ____, if old, has rings."
    assert tidy.passages == item.passages
