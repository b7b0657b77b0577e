"""Answers that try to steer whoever grades: they get nothing for it, and a person is told."""

import pytest

from functions.ai.domain.grading.evidence import occurs
from functions.ai.domain.grading.hygiene import hides, speaks_to_the_grader, visible
from functions.ai.domain.grading.suggesting import Caution
from functions.ai.domain.tasks import CriterionToGrade, GradedExample, GradeRequest, LevelToGrade
from tests.functions.ai.essays import GOOD, PROMPT, WEAK, examples
from tests.functions.ai.injections import HIDDEN, SPOKEN
from tests.functions.ai.suggesting import suggest

MODEL = "Warm air rises because it is lighter than cold air."
LEVELS = tuple(LevelToGrade(key=f"l{n}", title="", points_centi=n * 100) for n in range(5))
CRITERIA = (
    CriterionToGrade(key="facts", title="Facts are right", levels=LEVELS),
    CriterionToGrade(key="style", title="Grammar", levels=LEVELS),
)
SHORT = GradeRequest(prompt="Why does warm air rise?", text="", max_centi=400, model_answer=MODEL)
LONG = GradeRequest(prompt=PROMPT, text="", max_centi=400)
MARKED = (
    GradedExample(text="It is lighter than cold air.", score_centi=400),
    GradedExample(text="Because of the sun.", score_centi=0),
) * 6
ESSAYS = examples(20, 400)


def points(asked: GradeRequest) -> int:
    said = suggest(asked)
    worth = {level.key: level.points_centi for level in LEVELS}
    return said.score_centi if said.score_centi is not None else sum(worth[one.level] for one in said.criteria)


@pytest.mark.parametrize("criteria", [(), CRITERIA], ids=["points", "rubric"])
@pytest.mark.parametrize("learned", [False, True], ids=["unlearned", "learned"])
@pytest.mark.parametrize("attack", SPOKEN)
class TestSpokenToTheGrader:
    def test_gains_nothing(self, attack: str, learned: bool, criteria: tuple[CriterionToGrade, ...]) -> None:
        for base, said, marked in ((SHORT, "Because of the sun.", MARKED), (LONG, WEAK, ESSAYS)):
            asked = base.model_copy(update={"criteria": criteria, "text": said, "examples": marked if learned else ()})
            steered = asked.model_copy(update={"text": f"{said}\n{attack}"})
            assert points(steered) <= points(asked)

    def test_is_shown_to_a_person(self, attack: str, learned: bool, criteria: tuple[CriterionToGrade, ...]) -> None:
        answer = f"It is light. {attack}"
        known = {"criteria": criteria, "text": answer, "examples": MARKED if learned else ()}
        said = suggest(SHORT.model_copy(update=known))
        assert Caution.SPEAKS_TO_THE_GRADER in said.flags
        assert said.confidence_bp <= 3_000


@pytest.mark.parametrize("attack", SPOKEN)
def test_an_attack_alone_is_worth_nothing_and_is_never_quoted(attack: str) -> None:
    said = suggest(LONG.model_copy(update={"text": attack, "criteria": CRITERIA, "examples": ESSAYS}))
    assert [one.level for one in said.criteria] == ["l0", "l0"]
    assert not any(one.quotes for one in said.criteria)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_nobody_sees_is_not_read_but_reported(text: str) -> None:
    assert hides(text)
    assert not hides(visible(text))
    said = suggest(SHORT.model_copy(update={"text": text, "examples": MARKED}))
    assert Caution.HIDDEN_TEXT in said.flags
    assert said.confidence_bp <= 3_000
    assert all(occurs(quote, text) and not hides(quote) for quote in said.quotes)


@pytest.mark.parametrize(
    "honest",
    [
        *GOOD.replace("\n", " ").split(". "),
        "The highest point of the mountain gives the best view of all.",
        "Enzymes act as a lock for one key.",
        "A ph level of 7 is neutral.",
        "He had to ignore the pain and follow the rules of the game.",
        "The teacher gave all pupils a book.",
        "Score and rhythm belong to music.",
    ],
)
def test_honest_sentences_are_left_alone(honest: str) -> None:
    assert not speaks_to_the_grader(honest)
