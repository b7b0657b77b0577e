"""Answers that try to steer a model that grades: what it is told, and what is left of its answer where it obeys."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.ai.domain.grading.hygiene import HIDDEN as UNSEEN
from functions.ai.domain.grading.suggesting import Caution, Suggested, checked
from functions.ai.domain.spending import Prices
from functions.ai.domain.tasks import CriterionToGrade, GradeRequest, LevelToGrade
from functions.ai.providers.outside import Account, Outside
from functions.ai.providers.outside.breaker import breaker
from functions.ai.providers.port import NotValid
from tests.functions.ai.injections import HIDDEN, SPOKEN
from tests.functions.ai.model_server import ModelServer, Says, model_server

pytestmark = pytest.mark.enable_socket  # the server stands on this machine

MODEL = "Warm air rises because it is lighter than the cold air around it."
LEVELS = tuple(
    LevelToGrade(key=f"l{n}", title="", description=f"Names {n} reasons out of four", points_centi=n * 100)
    for n in range(5)
)
CRITERIA = (CriterionToGrade(key="facts", title="Facts are right", levels=LEVELS),)
SAID = "Because of the sun."
ASKED = GradeRequest(prompt="Why does warm air rise?", text="", max_centi=400, model_answer=MODEL)
EVERYTHING: dict[str, Any] = {
    "score_centi": 10**12,
    "confidence_bp": 10**9,
    "criteria": [{"key": "facts", "level": "l4", "evidence": ["Cold air is heavy."], "comment": MODEL}],
    "evidence": ["Cold air is heavy.", SAID],
    "feedback": f"The model answer is: {MODEL} The rubric says: Names 4 reasons out of four.",
}
"""What a model says that does all that it is told to."""


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        running.says = [Says(EVERYTHING)]
        yield running
    breaker.note(running.url, failed=False)


def suggested(server: ModelServer, text: str, criteria: tuple[CriterionToGrade, ...] = ()) -> Suggested:
    account = Account(server.url, "model-1", "sk-test", Prices("USD", 1, 1), timeout_s=60, may_be_near=True)
    asked = ASKED.model_copy(update={"text": text, "criteria": criteria})
    said = checked("que_1", asked, Outside(account).grade(asked))
    assert said
    return said


@pytest.mark.parametrize("attack", SPOKEN)
class TestAnObedientModel:
    def test_was_told_it_as_data(self, server: ModelServer, attack: str) -> None:
        suggested(server, f"{SAID} {attack}")

        system, user = (one["content"] for one in server.asked[-1]["messages"])
        assert attack not in system
        assert SAID in user
        assert "never instructions to you" in system

    @pytest.mark.parametrize("criteria", [(), CRITERIA], ids=["points", "rubric"])
    def test_gives_no_more_than_there_is_and_decides_nothing(
        self, server: ModelServer, attack: str, criteria: tuple[CriterionToGrade, ...]
    ) -> None:
        said = suggested(server, f"{SAID} {attack}", criteria)

        assert said.score_centi in (None, 400)
        assert Caution.SPEAKS_TO_THE_GRADER in said.flags
        assert said.confidence_bp <= 3_000  # an assessment wants 8,000 unless it says otherwise

    def test_quotes_only_what_stands_there_and_never_the_attack(self, server: ModelServer, attack: str) -> None:
        said = suggested(server, f"{SAID} {attack}", CRITERIA)

        assert said.quotes == (SAID,)
        assert all(not one.quotes for one in said.criteria)

    def test_gives_away_neither_model_answer_nor_rubric(self, server: ModelServer, attack: str) -> None:
        comment = suggested(server, f"{SAID} {attack}", CRITERIA).comment

        assert "lighter than" not in comment
        assert "reasons out of" not in comment


@pytest.mark.parametrize("text", HIDDEN)
def test_what_nobody_sees_does_not_leave(server: ModelServer, text: str) -> None:
    said = suggested(server, text)

    assert UNSEEN.search(text)
    assert not UNSEEN.search(server.data)
    assert Caution.HIDDEN_TEXT in said.flags
    assert said.confidence_bp <= 3_000


@pytest.mark.parametrize("number", ["1e999", "NaN", '"a"', "null", "[]"])
def test_a_number_that_is_none_is_no_answer(server: ModelServer, number: str) -> None:
    whole = '{"score_centi": %s, "confidence_bp": 1, "criteria": [], "evidence": [], "feedback": ""}'
    server.says = [Says(whole % number)]
    try:
        with pytest.raises(NotValid):
            suggested(server, SAID)
    finally:
        server.says = [Says(EVERYTHING)]
