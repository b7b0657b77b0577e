"""Where tasks are done: within budgets, whatever happens at once or dies; by the embedded provider where it must."""

from collections.abc import Callable
from threading import Lock

import pytest

from functions.ai.domain.settings import Settings
from functions.ai.domain.spending import Amount, month_of
from functions.ai.domain.tasks import Passage, Request, SummarizeRequest, SummarizeResult, Used
from functions.ai.errors import AiSwitchedOff
from functions.ai.providers.embedded import Embedded
from functions.ai.providers.port import Busy, ProviderFault, Refused, Unreachable
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import SpendingRepository
from functions.ai.service.desk import ComeBack, Desk
from functions.ai.service.purposes import Feature, Purpose
from infra.local.oneprocess.running import running_as
from shared.clock import system_clock
from shared.ids import new_id
from tests.support.faults import Killed, every_call
from tests.support.world import World, at_once

TEXT = "A cell is the smallest unit of life that there is. Cells divide, and that is how all living things grow."
ASKED = SummarizeRequest(title="Cells", passages=(Passage(passage_id="p", text=TEXT),), words=50, points=1, terms=1)


class Outside(Embedded):
    """A provider that takes 60 tokens and 30 millionths of the 100 and 50 it may take, or fails."""

    def __init__(self, fault: ProviderFault | None = None) -> None:
        self.calls = 0
        self.fault = fault
        self._lock = Lock()

    def most(self, request: Request) -> Amount:
        return Amount(100, 50)

    def summarize(self, request: SummarizeRequest) -> SummarizeResult:
        with self._lock:
            self.calls += 1
        if self.fault:
            raise self.fault
        used = Used(provider="openai", model="m", tokens_in=50, tokens_out=10, cost_micro=30, currency="USD")
        return super().summarize(request).model_copy(update={"used": used})


class Office:
    """An organization's desk, with a provider outside."""

    def __init__(self, world: World, outside: Outside) -> None:
        self.org_id = world.organization().org_id
        self.outside = outside
        self.spending = SpendingRepository(self.org_id)
        self.desk = Desk(SettingsRepository(self.org_id), self.spending, Embedded(), lambda: outside)

    def allow(self, **values: object) -> None:
        settings = SettingsRepository(self.org_id)
        settings.save(settings.read().model_copy(update=values))

    def ask(self, call_id: str | None = None, *, person_id: str = "usr_1", may_come_back: bool = False) -> Used:
        purpose = Purpose(Feature.SUMMARIES, person_id, call_id or new_id("cal"), may_come_back)
        return self.desk.summarize(ASKED, purpose).used

    def spent(self, whose: str = "ALL") -> tuple[int, int]:
        found = {one.whose: one.amount for one in self.spending.spent(month_of(system_clock.now()))}
        amount = found.get(whose, Amount(0, 0))
        return amount.tokens, amount.micro


OpenOffice = Callable[..., Office]


@pytest.fixture
def office(world: World) -> OpenOffice:
    return lambda fault=None: Office(world, Outside(fault))


class TestACall:
    def test_counts_what_it_took_for_all_for_the_person_and_by_feature(self, office: OpenOffice) -> None:
        open_office = office()

        used = open_office.ask()

        assert (used.provider, used.instead) == ("openai", None)
        for whose in ("ALL", "PERSON#usr_1", "FEATURE#summaries"):
            assert open_office.spent(whose) == (60, 30)

    def test_that_is_repeated_is_paid_once_and_answers_the_same(self, office: OpenOffice) -> None:
        open_office = office()

        first, second = open_office.ask("cal_1"), open_office.ask("cal_1")

        assert first == second
        assert (open_office.outside.calls, open_office.spent()) == (1, (60, 30))

    def test_that_cost_nothing_gives_back_what_was_set_aside(self, office: OpenOffice) -> None:
        open_office = office(Busy())

        assert open_office.ask().instead == "provider_busy"
        assert open_office.spent() == (0, 0)

    def test_that_may_have_cost_something_stays_counted_in_full(self, office: OpenOffice) -> None:
        open_office = office(Unreachable())

        assert open_office.ask().provider == "embedded"
        assert open_office.spent() == (100, 50)

    def test_that_was_refused_counts_what_it_took(self, office: OpenOffice) -> None:
        open_office = office(Refused(used=Used(provider="openai", model="m", tokens_in=5, cost_micro=2)))

        assert open_office.ask().instead == "provider_refused"
        assert open_office.spent() == (5, 2)

    def test_can_be_waited_for(self, office: OpenOffice) -> None:
        with pytest.raises(ComeBack) as raised:
            office(Busy(retry_after_s=9)).ask(may_come_back=True)

        assert raised.value.after_s == 9


class TestABudget:
    @pytest.mark.parametrize("budget", [{"organization_tokens": 250}, {"organization_micro": 125}])
    def test_is_never_exceeded_by_fifty_at_once(self, office: OpenOffice, budget: dict[str, int]) -> None:
        open_office = office()
        open_office.allow(**budget)

        used = at_once(50, lambda number: open_office.ask(person_id=f"usr_{number}"))

        tokens, micro = open_office.spent()
        assert tokens <= 250
        assert micro <= 125
        assert {one.instead for one in used if one.provider == "embedded"} == {"budget_exhausted"}
        assert open_office.spent() == (60 * open_office.outside.calls, 30 * open_office.outside.calls)

    def test_of_one_person_stops_nobody_else(self, office: OpenOffice) -> None:
        open_office = office()
        open_office.allow(person_tokens=100)

        used = [open_office.ask(person_id=person) for person in ("usr_1", "usr_1", "usr_2")]

        assert [one.provider for one in used] == ["openai", "embedded", "openai"]

    def test_begins_anew_with_the_month(self, office: OpenOffice, world: World) -> None:
        open_office = office()
        open_office.allow(organization_tokens=100)
        open_office.ask()

        with world.later(days=32):
            assert open_office.ask().provider == "openai"


class TestTheSettings:
    def test_switch_everything_off(self, office: OpenOffice) -> None:
        open_office = office()
        open_office.allow(switched_on=False)

        with pytest.raises(AiSwitchedOff):
            open_office.ask()

        assert open_office.outside.calls == 0

    def test_keep_texts_in_the_house(self, office: OpenOffice) -> None:
        open_office = office()
        open_office.allow(may_leave=False)

        assert (open_office.ask().provider, open_office.outside.calls) == ("embedded", 0)

    def test_let_much_be_spent_only_where_somebody_says_so(self) -> None:
        assert Settings().organization_micro == 20_000_000


class TestDeath:
    def test_at_any_call_of_the_store_spends_nothing_twice(self, office: OpenOffice) -> None:
        deaths = 0
        for at in range(40):
            for after in (False, True):
                open_office = office()
                if not killed_at(at, after, open_office):
                    continue
                deaths += 1
                calls = open_office.outside.calls
                open_office.ask("cal_1")
                again = open_office.outside.calls - calls
                tokens, micro = open_office.spent()
                # What a dead call may have taken counts in full; what was settled counts once.
                assert open_office.outside.calls <= 2
                assert tokens in ({60, 160} if again else {60})
                assert micro in ({30, 80} if again else {30})
                assert open_office.ask("cal_1").provider == "openai"
                assert open_office.spent() == (tokens, micro)
            if not deaths or at > 8:
                break
        assert deaths >= 6


def killed_at(at: int, after: bool, open_office: Office) -> bool:
    """Die at one of the calls that asking makes; whether there was such a call."""
    seen = 0

    def around(name: str, call: Callable[[], object]) -> object:
        nonlocal seen
        seen += 1
        if seen - 1 != at:
            return call()
        if after:
            call()
        raise Killed

    with running_as("ai-tasks"):
        try:
            with every_call(around):
                open_office.ask("cal_1")
        except Killed:
            return True
    return False
