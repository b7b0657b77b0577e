"""What is asked of a provider. The shapes of the tasks are in ``functions/ai/domain/tasks``.

A provider answers what it was asked, or raises one of the faults below; nothing else comes out of it. It does not look
at budgets: that is done by who calls it (``service/desk.py``).
"""

from typing import Protocol

from functions.ai.domain.spending import Amount
from functions.ai.domain.tasks import (
    EmbedRequest,
    EmbedResult,
    GenerateRequest,
    GenerateResult,
    GradeRequest,
    GradeResult,
    Request,
    SummarizeRequest,
    SummarizeResult,
    TranslateRequest,
    TranslateResult,
    Used,
)


class ProviderFault(Exception):
    """A task was not done. ``code`` is for machines; ``passes`` says whether the same may work later.

    ``used`` is what it took all the same; None where nothing was counted.
    """

    code = "provider_failed"
    passes = False
    may_have_cost = False
    """Whether the provider may have done it and counted it all the same, without our knowing."""

    def __init__(self, detail: str = "", *, used: Used | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(detail or self.__doc__)
        self.used = used
        self.retry_after_s = retry_after_s


class TaskNotOffered(ProviderFault):
    """The provider does not do such tasks."""

    code = "task_not_offered"


class Refused(ProviderFault):
    """The provider will not do this one."""

    code = "provider_refused"


class Truncated(ProviderFault):
    """The answer ended before it was whole."""

    code = "answer_truncated"


class NotValid(ProviderFault):
    """The answer is not of the form that was asked for, or cites what is not there."""

    code = "answer_not_valid"
    may_have_cost = True


class QuotaExhausted(ProviderFault):
    """The account at the provider has nothing left: nothing works until somebody pays."""

    code = "provider_quota_exhausted"


class KeyRefused(ProviderFault):
    """The provider does not take the key, or does not know the model."""

    code = "provider_key_refused"


class Busy(ProviderFault):
    """The provider asks to come back later."""

    code = "provider_busy"
    passes = True


class Unreachable(ProviderFault):
    """The provider did not answer, not in time, or with a fault of its own."""

    code = "provider_unreachable"
    passes = True
    may_have_cost = True


class NotReached(Unreachable):
    """The provider was not asked: there is no way to it, or it failed so often that it is left alone for a while."""

    may_have_cost = False


class Provider(Protocol):
    """Does tasks. Every method raises ``ProviderFault``; what a task's text says is data, never instruction."""

    def generate(self, request: GenerateRequest) -> GenerateResult:
        """Questions about passages."""
        ...

    def summarize(self, request: SummarizeRequest) -> SummarizeResult:
        """What passages say, in short."""
        ...

    def grade(self, request: GradeRequest) -> GradeResult:
        """What an answer may be worth."""
        ...

    def embed(self, request: EmbedRequest) -> EmbedResult:
        """Texts as vectors."""
        ...

    def translate(self, request: TranslateRequest) -> TranslateResult:
        """Texts in another language."""
        ...


class Priced(Provider, Protocol):
    """A provider whose tasks take tokens and money."""

    def most(self, request: Request) -> Amount:
        """What a task can take at most."""
        ...
