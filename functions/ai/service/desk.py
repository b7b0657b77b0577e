"""Where the product has tasks done: by the organization's provider within its budgets, else by the embedded one.

The embedded provider does what the other one may not (switched off, kept in the house, nothing left to spend) or could
not do; the result says so in ``used``. What passes is raised as ``ComeBack`` where the purpose allows for it.
"""

from collections.abc import Callable
from typing import TypeVar

from functions.ai.domain.settings import Settings
from functions.ai.domain.spending import NOTHING, Amount
from functions.ai.domain.tasks import (
    EmbedRequest,
    EmbedResult,
    GenerateRequest,
    GenerateResult,
    GradeRequest,
    GradeResult,
    Request,
    Result,
    SummarizeRequest,
    SummarizeResult,
    TranslateRequest,
    TranslateResult,
)
from functions.ai.errors import AiSwitchedOff
from functions.ai.providers.port import Priced, Provider, ProviderFault, Unreachable
from functions.ai.repository.settings import SettingsRepository
from functions.ai.repository.spending import Reservation, SpendingRepository
from functions.ai.service.purposes import Purpose
from shared.dynamo import ConditionFailed
from shared.observability import log

A = TypeVar("A", bound=Result)
FindOutside = Callable[[], Priced | None]
MOST_TRIES = 5


class ComeBack(Exception):
    """The provider wants the same to be asked later, not before so many seconds."""

    def __init__(self, after_s: float) -> None:
        super().__init__(f"Come back after {after_s} s.")
        self.after_s = after_s


class Desk:
    """One tenant's desk. Every method raises ``AiSwitchedOff``, ``ComeBack``, or ``ProviderFault`` where none does it.

    A call that was settled is answered again as it was, whoever repeats it: it is not done, nor paid, twice.
    """

    def __init__(
        self, settings: SettingsRepository, spending: SpendingRepository, embedded: Provider, outside: FindOutside
    ) -> None:
        self._settings = settings
        self._spending = spending
        self._embedded = embedded
        self._outside = outside

    def generate(self, request: GenerateRequest, purpose: Purpose) -> GenerateResult:
        """Questions about passages, unchecked."""
        return self._do(lambda by: by.generate(request), request, GenerateResult, purpose)

    def summarize(self, request: SummarizeRequest, purpose: Purpose) -> SummarizeResult:
        """What passages say, in short."""
        return self._do(lambda by: by.summarize(request), request, SummarizeResult, purpose)

    def grade(self, request: GradeRequest, purpose: Purpose) -> GradeResult:
        """What an answer may be worth, unchecked."""
        return self._do(lambda by: by.grade(request), request, GradeResult, purpose)

    def embed(self, request: EmbedRequest, purpose: Purpose) -> EmbedResult:
        """Texts as vectors."""
        return self._do(lambda by: by.embed(request), request, EmbedResult, purpose)

    def translate(self, request: TranslateRequest, purpose: Purpose) -> TranslateResult:
        """Texts in another language."""
        return self._do(lambda by: by.translate(request), request, TranslateResult, purpose)

    def _do(self, ask: Callable[[Provider], A], request: Request, kind: type[A], purpose: Purpose) -> A:
        settings = self._settings.read()
        if not settings.switched_on:
            raise AiSwitchedOff
        outside = self._outside() if settings.may_leave else None
        if outside is None:
            return ask(self._embedded)
        try:
            return self._within(outside, settings, ask, request, kind, purpose)
        except ProviderFault as fault:
            if fault.passes and purpose.may_come_back:
                raise ComeBack(fault.retry_after_s or 5) from fault
            log("ai.fell_back", feature=purpose.feature, code=fault.code)
            answer = ask(self._embedded)
            used = answer.used.model_copy(update={"instead": fault.code})
            return answer.model_copy(update={"used": used})

    def _within(
        self,
        outside: Priced,
        settings: Settings,
        ask: Callable[[Provider], A],
        request: Request,
        kind: type[A],
        purpose: Purpose,
    ) -> A:
        most = outside.most(request)
        for _ in range(MOST_TRIES):
            tried, answered = self._spending.find_answer(purpose.call_id)
            if answered is not None:
                return kind.model_validate_json(answered)
            try:
                reserved = self._spending.reserve(purpose.call_id, purpose.person_id, most, tried, settings)
            except ConditionFailed:
                continue  # somebody else began the same try just now
            if reserved is None:
                raise BudgetExhausted
            return self._called(outside, ask, reserved, purpose)
        raise Unreachable("The same call is being made elsewhere.")

    def _called(self, outside: Priced, ask: Callable[[Provider], A], reserved: Reservation, purpose: Purpose) -> A:
        try:
            answer = ask(outside)
        except ProviderFault as fault:
            took = Amount.of(fault.used) if fault.used else reserved.amount if fault.may_have_cost else NOTHING
            self._spending.settle(reserved, took, purpose.feature, None)
            raise
        self._spending.settle(reserved, Amount.of(answer.used), purpose.feature, answer.model_dump_json().encode())
        return answer


class BudgetExhausted(ProviderFault):
    """The organization's or the person's budget of this month does not allow it."""

    code = "budget_exhausted"
