"""Killing a process at a chosen call to AWS: before the call arrives, or after it took effect but is not yet heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from moto.core.botocore_stubber import BotocoreStubber

from infra.local.oneprocess.running import running

T = TypeVar("T")
Moment = Literal["before", "after"]


class Killed(BaseException):
    """The process is no more. Not an ``Exception``: nothing that the process would still do may happen."""


@contextmanager
def every_call(around: Callable[[str, Callable[[], Any]], Any]) -> Iterator[None]:
    """Meanwhile ``around`` gets every call to AWS, as its name and something that makes it."""
    process = BotocoreStubber.process_request

    def process_watched(stubber: BotocoreStubber, request: Any) -> Any:
        return around(_name(request), lambda: process(stubber, request))

    BotocoreStubber.process_request = process_watched  # type: ignore[method-assign, assignment]  # moto has no hook
    try:
        yield
    finally:
        BotocoreStubber.process_request = process  # type: ignore[method-assign]  # as above


# What AWS does for a function before and beside it: looking into streams and queues, and starting executions.
POLLING = frozenset(
    {
        "DynamoDBStreams.GetRecords",
        "DynamoDBStreams.GetShardIterator",
        "DynamoDBStreams.DescribeStream",
        "DynamoDBStreams.ListStreams",
        "SQS.ReceiveMessage",
        "SQS.ChangeMessageVisibility",
        "StepFunctions.ListExecutions",
        "StepFunctions.DescribeExecution",
    }
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The names of the calls that functions make meanwhile, in order."""
    calls: list[str] = []

    def around(name: str, call: Callable[[], Any]) -> Any:
        if name not in POLLING:
            calls.append(name)
        return call()

    with every_call(around):
        yield calls


@dataclass(slots=True)
class Death:
    """Where the process died, if it did."""

    at: str | None = None


@contextmanager
def killed(number: int, moment: Moment) -> Iterator[Death]:
    """The process dies at its call of that number (the first is 0), and all that it had not yet done with it."""
    calls: list[str] = []
    death = Death()

    def around(name: str, call: Callable[[], Any]) -> Any:
        if name in POLLING and death.at is None:
            return call()
        calls.append(name)
        if len(calls) - 1 < number:
            return call()
        if len(calls) - 1 == number:
            death.at = f"{moment} call {number}, {name}"
            if moment == "after":
                call()
        raise Killed(death.at)

    # Mangum catches even this; whatever it then answers, nobody hears it.
    with every_call(around), suppress(Killed):
        yield death


def every_death(act: Callable[[], object], of: str = "") -> Iterator[tuple[int, Moment]]:
    """Every moment at which a process may die that does ``act``, as AWS sees it; ``of`` a room, while that one runs.

    After one call is before the next: nobody but the process knows the difference.
    """
    runs: list[str] = []

    def around(name: str, call: Callable[[], Any]) -> Any:
        if name not in POLLING:
            runs.append(running())
        return call()

    with every_call(around):
        act()
    numbers = [number for number, function in enumerate(runs) if function.startswith(of)]
    for number in numbers:
        yield number, "before"
    yield numbers[-1], "after"


@contextmanager
def failing(matches: Callable[[str], bool], error: Exception) -> Iterator[list[str]]:
    """Matching calls fail meanwhile, with this error. Gives their names."""
    failed: list[str] = []

    def around(name: str, call: Callable[[], Any]) -> Any:
        if not matches(name):
            return call()
        failed.append(name)
        raise error

    with every_call(around):
        yield failed


def _name(request: Any) -> str:
    """``DynamoDB.PutItem``, ``SQS.SendMessage``, ``Events.PutEvents``; the method and path where there is no target."""
    target = request.headers.get("X-Amz-Target", b"")
    target = target.decode() if isinstance(target, bytes) else target
    service, _, operation = target.partition(".")
    service = service.partition("_")[0].removeprefix("Amazon").removeprefix("AWS")
    return f"{service}.{operation}" if operation else f"{request.method} {request.url}"
