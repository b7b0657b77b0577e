"""Every fault of a provider, for every task, from the wire to what is counted; ``docs/ai.md`` lists them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest

from functions.ai.domain.questions.lessons import reading_of
from functions.ai.domain.questions.material import Lesson
from functions.ai.domain.reading import Part
from functions.ai.domain.spending import Prices, month_of
from functions.ai.domain.tasks import (
    GenerateRequest,
    GradeRequest,
    Passage,
    Request,
    SummarizeRequest,
    TranslateRequest,
    Used,
)
from functions.ai.providers.embedded import Embedded
from functions.ai.providers.outside import Account, Outside
from functions.ai.providers.outside.breaker import FAILURES, breaker
from functions.ai.providers.port import TaskNotOffered
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.service.desk import ComeBack, Desk
from functions.ai.service.purposes import Feature, Purpose
from shared.clock import system_clock
from shared.ids import new_id
from tests.functions.ai.model_server import ModelServer, Says, model_server
from tests.functions.ai.questions.test_by_model import TRUE
from tests.support.chapters import WATER
from tests.support.world import World, at_once

pytestmark = pytest.mark.enable_socket  # the server stands on this machine

Task = Literal["generate", "summarize", "grade", "translate"]
TASKS: tuple[Task, ...] = ("generate", "summarize", "grade", "translate")
LESSON = Lesson("Water", tuple(Part(text, heading=kind == "h") for kind, text in WATER))
SENTENCE = "Sublimation is the change of ice into vapor without melting."
PASSAGE = Passage(passage_id="p0", text=f"{SENTENCE} It moves minerals from the soil into stems and leaves.")
ASKED: dict[Task, Request] = {
    "generate": GenerateRequest(lesson=reading_of(LESSON), kinds=("true_false",), count=2),
    "summarize": SummarizeRequest(title="Water", passages=(PASSAGE,), words=40, points=1, terms=1),
    "grade": GradeRequest(prompt="What is sublimation?", text=SENTENCE, max_centi=400, model_answer=SENTENCE),
    "translate": TranslateRequest(texts=("water",), wanted="hi"),
}
CITED = {"text": SENTENCE, "quotes": [{"passage_id": "p0", "quote": SENTENCE}]}
GOOD: dict[Task, Any] = {
    "generate": {"questions": [TRUE]},
    "summarize": {"sentences": [CITED], "points": [], "glossary": [], "suggestions": []},
    "grade": {"score_centi": 300, "confidence_bp": 9_000, "criteria": [], "evidence": [SENTENCE], "feedback": "Good."},
    "translate": {"texts": ["जल"]},
}


@dataclass(frozen=True)
class Outcome:
    """What a fault leads to: why it is made here instead, and what is counted (tokens; None for all that was set
    aside), and whether a workflow waits first."""

    instead: str
    counted: int | None
    waits: bool = False


Break = Callable[[Any], Says]
FAULTS: dict[str, tuple[Break, Outcome]] = {
    "429 with Retry-After": (
        lambda good: Says(status=429, headers={"retry-after": "7"}),
        Outcome("provider_busy", 0, waits=True),
    ),
    "insufficient_quota": (
        lambda good: Says(status=429, code="insufficient_quota"),
        Outcome("provider_quota_exhausted", 0),
    ),
    "key refused": (lambda good: Says(status=401, code="invalid_api_key"), Outcome("provider_key_refused", 0)),
    "500": (lambda good: Says(status=500), Outcome("provider_unreachable", None, waits=True)),
    "cut stream": (lambda good: Says(good, cut=True), Outcome("provider_unreachable", None, waits=True)),
    "slow": (lambda good: Says(good, slow_s=0.4), Outcome("provider_unreachable", None, waits=True)),
    "refusal": (lambda good: Says(good, refusal="No."), Outcome("provider_refused", 120)),
    "truncated": (lambda good: Says('{"', finish="length"), Outcome("answer_truncated", 120)),
    "invalid JSON": (lambda good: Says("{not json"), Outcome("answer_not_valid", 120)),
    "another form": (lambda good: Says({"answer": 42}), Outcome("answer_not_valid", 120)),
}


class Office:
    """An organization whose provider is the server on this machine."""

    def __init__(self, world: World, server: ModelServer) -> None:
        self.org_id = world.organization().org_id
        prices = Prices("USD", 1_000_000, 2_000_000)
        self.account = Account(server.url, "model-1", "sk-test", prices, timeout_s=60, may_be_near=True)
        self.outside = Outside(self.account)
        self.spending = SpendingRepository(self.org_id)
        self.desk = Desk(SettingsRepository(self.org_id), self.spending, Embedded(), lambda: self.outside)

    def ask(self, task: Task, *, call_id: str | None = None, person: str = "usr_1", waits: bool = False) -> Used:
        features = {"generate": Feature.QUESTIONS, "grade": Feature.GRADING}
        feature = features.get(task, Feature.SUMMARIES)
        purpose = Purpose(feature, person, call_id or new_id("cal"), may_come_back=waits)
        used: Used = getattr(self.desk, task)(ASKED[task], purpose).used
        return used

    def spent(self) -> int:
        month = month_of(system_clock.now())
        return sum(one.amount.tokens for one in self.spending.spent(month) if one.whose == "ALL")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running
    breaker.note(running.url, failed=False)


@pytest.fixture
def office(world: World, server: ModelServer) -> Office:
    return Office(world, server)


@pytest.mark.parametrize("task", TASKS)
class TestEveryTask:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_has_an_outcome_for_every_fault(self, office: Office, server: ModelServer, task: Task, fault: str) -> None:
        breaks, outcome = FAULTS[fault]
        server.says = [breaks(GOOD[task])]
        if fault == "slow":
            office.outside = Outside(replace(office.account, timeout_s=0.2))

        if outcome.waits:
            with pytest.raises(ComeBack):
                office.ask(task, waits=True)
        if task == "translate":  # nobody else speaks two languages
            with pytest.raises(TaskNotOffered):
                office.ask(task)
        else:
            used = office.ask(task)
            assert (used.provider, used.instead) == ("embedded", outcome.instead)

        asked = 2 if outcome.waits else 1
        most = office.outside.most(ASKED[task]).tokens
        assert office.spent() == asked * (most if outcome.counted is None else outcome.counted)
        assert server.heard(asked)

    def test_is_done_by_the_provider_and_paid_once(self, office: Office, server: ModelServer, task: Task) -> None:
        server.says = [Says(GOOD[task])]

        used = [office.ask(task, call_id="cal_1") for _ in range(3)]

        assert {(one.provider, one.model, one.instead) for one in used} == {("openai", "model-1", None)}
        assert (office.spent(), len(server.asked)) == (120, 1)

    def test_that_failed_may_succeed_later(self, office: Office, server: ModelServer, task: Task) -> None:
        server.says = [Says(status=429), Says(GOOD[task])]

        with pytest.raises(ComeBack):
            office.ask(task, call_id="cal_1", waits=True)
        assert office.ask(task, call_id="cal_1", waits=True).provider == "openai"
        assert (office.spent(), len(server.asked)) == (120, 2)


class TestFiftyAtOnce:
    def test_keep_to_the_budget_and_count_each_call_once(self, office: Office, server: ModelServer) -> None:
        server.says = [Says(GOOD["grade"], slow_s=0.02)]
        most = office.outside.most(ASKED["grade"]).tokens
        settings = SettingsRepository(office.org_id)
        settings.save(settings.read().model_copy(update={"organization_tokens": 6 * most}))

        used = at_once(50, lambda number: office.ask("grade", person=f"usr_{number % 5}"))

        by_provider = [one for one in used if one.provider == "openai"]
        assert len(used) == 50
        assert len(by_provider) == len(server.asked) >= 6
        assert office.spent() == 120 * len(server.asked) <= 6 * most
        assert {one.instead for one in used if one.provider == "embedded"} <= {"budget_exhausted"}

    def test_with_faults_among_them_all_end_and_all_is_counted(self, office: Office, server: ModelServer) -> None:
        fails = FAILURES - 1  # fewer than close the way
        quota = Says(status=429, code="insufficient_quota")
        good = Says(GOOD["grade"])
        server.says = [good, Says(status=500), quota, good, Says(status=429)] * fails + [good]
        most = office.outside.most(ASKED["grade"]).tokens

        used = at_once(50, lambda number: office.ask("grade", person=f"usr_{number}"))

        why = [one.instead for one in used]
        assert len(server.asked) == 50
        assert (why.count("provider_unreachable"), why.count("provider_quota_exhausted")) == (fails, fails)
        assert office.spent() == 120 * why.count(None) + fails * most

    def test_of_one_name_answer_the_same(self, office: Office, server: ModelServer) -> None:
        server.says = [Says(GOOD["grade"])]
        office.ask("grade", call_id="cal_1")

        used = at_once(50, lambda _: office.ask("grade", call_id="cal_1"))

        assert len({one.model_dump_json() for one in used}) == 1
        assert (office.spent(), len(server.asked)) == (120, 1)
