"""Sentences turned round by one word."""

import pytest

from functions.ai.domain.questions.choosing import Wish, generate
from functions.ai.domain.questions.contraries import contrary
from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part

RISING = (
    "A higher price attracts sellers to a market.",
    "Sellers raise the price of umbrellas before a storm.",
    "The harvest of apples increases after a mild winter.",
    "Cold weather slows the growth of young apple trees.",
    "An upper branch of the tree carries the largest apples.",
    "The roots of apple trees absorb water from deep layers of soil.",
    "Old orchards need more water than young orchards of the same size.",
    "A fence keeps deer outside the orchard during the long winter.",
)


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("Prices rise when supply is short.", "Prices fall when supply is short."),
        ("Frost strengthens the roots.", "Frost weakens the roots."),
        ("It lowered the price of bread.", "It raised the price of bread."),
        ("The lower price draws crowds.", "The higher price draws crowds."),
        ("They lower prices in spring.", "They raise prices in spring."),
        ("A tax serves to lower the price.", "A tax serves to raise the price."),
        ("The roots have more cells than the leaves.", "The roots have fewer cells than the leaves."),
        ("Ice is less dense than water.", "Ice is more dense than water."),
        ("An internal clock wakes the plant.", "An external clock wakes the plant."),
        ("An upward slope is shown.", "A downward slope is shown."),
        ("Before the war, wages were paid weekly.", "After the war, wages were paid weekly."),
        ("Whales are similar to dolphins.", "Whales are different from dolphins."),
    ],
)
def test_one_word_is_turned_round(said: str, turned: str) -> None:
    assert contrary(said) == turned


@pytest.mark.parametrize(
    "said",
    [
        "Prices may rise when supply is short.",
        "If the price rises, the quantity demanded falls.",
        "The price does not rise.",
        "Some species grow larger in the cold.",
        "The river falls into the sea.",
        "The rise of towns took centuries.",
        "They were named after the queen.",
        "That leads to lower prices.",
        "The leaf is green.",
        "",
    ],
)
def test_what_may_be_true_both_ways_is_left_alone(said: str) -> None:
    assert contrary(said) is None


def test_of_statements_that_were_turned_round_one_is_right_and_none_is_offered_a_third_time() -> None:
    made = generate(Lesson("Orchards", (Part(" ".join(RISING)),)), "en", Wish(("single_choice",), 8), seed="a").items
    claims = [item for item in made if "which of these statements" in item.prompt]
    wrong = [choice.text for item in claims for choice in item.choices if not choice.right]
    assert claims
    assert all(item.right[0] in RISING and item.right[0] == item.passages[-1].text for item in claims)
    assert not set(wrong) & set(RISING)
    assert max(map(wrong.count, wrong)) <= 2
