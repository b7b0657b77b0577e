"""Fifty generations of questions at once, whole: from the request to the drafts, against a server that speaks a model's
API, within a budget that only some of them fit in."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from functions.ai import wiring
from functions.ai.domain.spending import Prices, month_of
from functions.ai.providers.outside import Account, Outside
from functions.ai.providers.outside.breaker import breaker
from functions.ai.repository.spending import SpendingRepository
from infra.local.oneprocess.workflows import questions as run_machine
from shared.clock import system_clock
from tests.functions.ai.model_server import ModelServer, Says, model_server
from tests.functions.ai.questions.conftest import TEXT
from tests.functions.ai.questions.test_by_model import BLANK, SINGLE, TRUE
from tests.support.actors import Actor
from tests.support.courses import publish_course
from tests.support.world import World, at_once

JOBS = 50
FIT = 15
"""For how many there is money, by what each really takes."""
READ, WROTE = 6_000, 2_500
"""Tokens of an answer: nearly what is set aside for it, so that settling frees little."""
PRICES = Prices("USD", 1_000_000, 2_000_000)
COST = PRICES.cost(READ, WROTE)


@dataclass(frozen=True)
class School:
    """An organization with a model of its own, and what it asked for."""

    org_id: str
    tutor: Actor
    admin: Actor
    generation_ids: list[str]

    def read(self) -> list[dict[str, Any]]:
        """What became of each."""
        return [self.tutor.get(f"/ai/question-generations/{one}").json() for one in self.generation_ids]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server() as running:
        provider = Outside(Account(running.url, "model-1", "sk-test", PRICES, 20, may_be_near=True))
        monkeypatch.setattr(wiring, "outside", lambda org_id: provider)
        yield running
    breaker.note(running.url, failed=False)


@pytest.fixture
def school(world: World) -> School:
    """Fifty different orders, none of which has begun."""
    org = world.organization()
    tutor, admin = world.actor("tutor", of=org), world.actor("org_admin", of=org)
    course = publish_course(org.org_id, tutor.user_id, title="Water")
    budget = {"tokens_per_month": 10**9, "micro_per_month": FIT * COST}
    wish = {"switched_on": True, "may_leave": True, "organization_budget": budget, "person_budget": budget}
    current = admin.get("/ai/settings")
    answer = admin.put("/ai/settings", wish, headers={"if-match": current.headers["etag"]})
    assert answer.status_code == 200, answer.text
    world.settle()
    asked = [
        tutor.post(
            "/ai/generate-questions",
            {"course_id": course.course_id, "text": TEXT, "title": f"The Water Cycle {number}", "count": 3},
        )
        for number in range(JOBS)
    ]
    assert {answer.status_code for answer in asked} == {202}
    return School(org.org_id, tutor, admin, [answer.json()["generation_id"] for answer in asked])


def whole_jobs(school: School) -> None:
    """Every machine, all at the same moment."""
    payloads = [{"org_id": school.org_id, "generation_id": one} for one in school.generation_ids]
    at_once(JOBS, lambda number: run_machine(dict(payloads[number])))


def calls_answered(school: School) -> int:
    """How many calls of the jobs were settled with an answer."""
    spending = SpendingRepository(school.org_id)
    return sum(spending.find_answer(f"{one}-0-0")[1] is not None for one in school.generation_ids)


def spent(school: School) -> dict[str, tuple[int, int, int]]:
    """What the ledger says: tokens, money and calls of all, and by feature and person."""
    month = month_of(system_clock.now())
    rows = SpendingRepository(school.org_id).spent(month)
    return {one.whose: (one.amount.tokens, one.amount.micro, one.calls) for one in rows}


def test_only_those_that_fit_are_paid_and_all_end(
    world: World, school: School, server: ModelServer, say: Callable[[str], None]
) -> None:
    answer = Says({"questions": [SINGLE, TRUE, BLANK]}, tokens=(READ, WROTE), slow_s=0.05)
    server.says = [answer]

    whole_jobs(school)

    made, ledger = school.read(), spent(school)
    paid = [one for one in made if one["provider"] == "openai"]
    say(f"{JOBS} jobs at once: {len(paid)} by the model, {JOBS - len(paid)} by the embedded provider")
    say(f"spent {ledger['ALL'][1]:,} of {FIT * COST:,} millionths; {len(server.asked)} calls reached the server")
    assert {one["state"] for one in made} == {"succeeded"}
    assert {used["instead"] for one in made for used in one["used"] if used["provider"] == "embedded"} == {
        "budget_exhausted"
    }
    assert 0 < len(paid) <= FIT
    assert ledger["ALL"][1] <= FIT * COST
    assert len(server.asked) == len(paid) == ledger["FEATURE#questions"][2] == calls_answered(school)
    assert ledger["ALL"][:2] == ledger["FEATURE#questions"][:2] == (len(paid) * (READ + WROTE), len(paid) * COST)
    assert ledger[f"PERSON#{school.tutor.user_id}"][:2] == ledger["ALL"][:2]

    world.settle()  # the news of each order arrives only now: every machine runs a second time

    assert (len(server.asked), spent(school)) == (len(paid), ledger)
    assert school.read() == made


def test_faults_cost_nothing_and_every_job_ends_as_documented(
    school: School, server: ModelServer, say: Callable[[str], None]
) -> None:
    good = Says({"questions": [SINGLE, TRUE, BLANK]}, tokens=(READ, WROTE), slow_s=0.02)
    server.says = [good, Says(status=429, headers={"retry-after": "1"}), good, Says(refusal="No."), good, good,
                   Says(status=500), good, Says("{", tokens=(READ, WROTE)), good]  # fmt: skip

    whole_jobs(school)

    made, ledger = school.read(), spent(school)
    instead = Counter(used["instead"] for one in made for used in one["used"] if used["provider"] == "embedded")
    paid = sum(one["provider"] == "openai" for one in made)
    say(f"with faults: {paid} by the model, the others by the embedded provider because of {dict(instead)}")
    assert {one["state"] for one in made} == {"succeeded"}
    assert set(instead) <= {"budget_exhausted", "provider_refused", "answer_not_valid"}
    assert ledger["ALL"][1] <= FIT * COST
    assert len(server.asked) == ledger["FEATURE#questions"][2]
    assert calls_answered(school) == paid
    assert ledger["ALL"][:2] == ledger["FEATURE#questions"][:2]
