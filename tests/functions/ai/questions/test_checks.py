"""What every generated question must pass."""

from decimal import Decimal
from typing import Any

import pytest

from functions.ai.domain.questions.checks import REASONS, Asked, Text, fault
from functions.ai.domain.questions.items import Choice, Item, Pair, Passage

SENTENCE = "Condensation is the change of vapor into small drops around grains of dust."
TEXT = Text([f"{SENTENCE} It builds 12 kinds of clouds."], "en")
PASSAGE = Passage(paragraph=0, start=0, end=len(SENTENCE), text=SENTENCE)
NUMBER = Passage(paragraph=0, start=len(SENTENCE) + 1, end=len(SENTENCE) + 30, text="It builds 12 kinds of clouds.")
WRONG = ("evaporation", "infiltration", "sublimation")


def choice(right: str = "condensation", wrong: tuple[str, ...] = WRONG, **changes: Any) -> Item:
    choices = (Choice(text=right, right=True), *(Choice(text=one) for one in wrong))
    plain: dict[str, Any] = {
        "kind": "single_choice",
        "prompt": "Which of the following is the change of vapor into small drops?",
        "choices": choices,
        "passages": (PASSAGE,),
        "topic": "condensation",
    }
    return Item(**{**plain, **changes})


def test_a_sound_one_passes() -> None:
    assert fault(choice(), TEXT) is None


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (choice(choices=()), "incomplete"),
        (choice(passages=(PASSAGE.model_copy(update={"start": 1}),)), "passage_not_in_text"),
        (choice(passages=(PASSAGE.model_copy(update={"paragraph": 7}),)), "passage_not_in_text"),
        (choice(passages=(PASSAGE.model_copy(update={"lesson_id": "les_2"}),)), "passage_not_in_text"),
        (choice(right="precipitation"), "not_answerable"),
        (choice(wrong=("evaporation", "infiltration")), "options_missing"),
        (choice(wrong=("evaporation", "Evaporation", "sublimation")), "options_alike"),
        (choice(choices=tuple(Choice(text=one) for one in ("a b", "c d", "e f", "g h"))), "not_one_right"),
        (choice(prompt="Which of the following is not the change of vapor?"), "negated"),
        (choice(prompt="Condensation is which of these?"), "leaks"),
        (choice(prompt="Which of the following is the change of , into?"), "unreadable"),
        (choice(wrong=("grains", "clouds", "drops")), "gives_itself_away"),
        (
            choice(prompt="Which term completes the sentence?\nIt is a ____.", wrong=("evaporation",) * 0 + WRONG),
            "gives_itself_away",
        ),
    ],
)
def test_a_fault_has_its_reason(item: Item, reason: str) -> None:
    assert fault(item, TEXT) == reason
    assert reason in REASONS


def test_a_right_option_much_longer_than_the_others_gives_itself_away() -> None:
    right = "It is the change of vapor into small drops around grains of dust."
    assert fault(choice(right=right, prompt="Which is correct?"), TEXT) == "gives_itself_away"


class TestOtherKinds:
    def test_a_number_must_stand_in_the_passage(self) -> None:
        plain: dict[str, Any] = {
            "kind": "numeric",
            "prompt": "It builds ____ kinds of clouds.",
            "passages": (NUMBER,),
            "topic": "clouds",
        }
        assert fault(Item(**plain, value=Decimal(12)), TEXT) is None
        assert fault(Item(**plain, value=Decimal(13)), TEXT) == "not_answerable"
        assert fault(Item(**{**plain, "prompt": "12 is ____."}, value=Decimal(12)), TEXT) == "leaks"

    def test_a_true_statement_must_be_in_the_passage_and_a_false_one_not(self) -> None:
        plain: dict[str, Any] = {"kind": "true_false", "passages": (PASSAGE,), "topic": "condensation"}
        assert fault(Item(**plain, prompt=f"True or false: {SENTENCE}", truth=True), TEXT) is None
        assert fault(Item(**plain, prompt=f"True or false: {SENTENCE}", truth=False), TEXT) == "not_answerable"
        other = SENTENCE.replace("Condensation", "Evaporation")
        assert fault(Item(**plain, prompt=f"True or false: {other}", truth=False), TEXT) is None

    def test_a_blank_has_an_answer(self) -> None:
        plain: dict[str, Any] = {
            "kind": "blanks",
            "passages": (PASSAGE,),
            "topic": "condensation",
            "answers": ("Condensation",),
        }
        assert fault(Item(**plain, prompt="____ is the change of vapor."), TEXT) is None
        assert fault(Item(**plain, prompt="____ is the change of ____."), TEXT) == "incomplete"

    def test_two_pairs_are_too_few(self) -> None:
        pairs = (Pair(prompt="Condensation", match="drops"), Pair(prompt="vapor", match="dust"))
        item = Item(kind="matching", prompt="Match.", pairs=pairs, passages=(PASSAGE,), topic="x")
        assert fault(item, TEXT) == "incomplete"


class TestDuplicates:
    def test_nearly_the_same_words_are_the_same_question(self) -> None:
        asked = Asked(TEXT)
        asked.add(choice())
        assert asked.has(choice(prompt="Which of the following is a change of vapor into small drops?"))

    def test_what_the_bank_asks_counts(self) -> None:
        asked = Asked(TEXT, ["Which is the change of vapor into small drops? condensation"])
        assert asked.has(choice())

    def test_another_question_is_another(self) -> None:
        asked = Asked(TEXT)
        asked.add(choice())
        assert not asked.has(choice(prompt="Which of the following builds clouds of ice at great height?"))
