"""Where requests are recorded and measured: the cloud, what answers in its place, and one process per function."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from infra.bench.answers import Answers
from infra.bench.process import Event, Measured
from infra.bench.requests import Request, first_of
from infra.bench.tape import Call
from infra.bench.world import World
from infra.contexts import CONTEXTS
from infra.local.cloud import LocalCloud

PASSED_ON = ("LMS_", "AWS_", "POWERTOOLS_", "PATH")
MEASURED = ("identity", "catalog", "learning", "assessment", "motivation")


@dataclass(frozen=True)
class Recording:
    """A request with what it said to the cloud, ready to be replayed."""

    request: Request
    event: Event
    tapes: tuple[str, str]
    """What went before it, and what it said itself."""
    calls: tuple[Call, ...]
    """The second, as calls."""

    @property
    def storage_calls(self) -> tuple[Call, ...]:
        """Those of them that asked DynamoDB."""
        return tuple(call for call in self.calls if call.is_storage)


class Stage:
    """Records requests at their rooms' functions."""

    def __init__(self, cloud: LocalCloud, world: World, answers: Answers, functions: dict[str, Measured]) -> None:
        self.world = world
        self.answers = answers
        self.functions = functions
        self.environment = _environment(cloud, "learning", answers)
        """What any function's environment has, for functions that are none of ours."""
        self.origin_secret = _origin_secret(cloud)
        self._numbers = iter(range(10_000))

    @classmethod
    @contextmanager
    def open(cls, cloud: LocalCloud, world: World) -> Iterator["Stage"]:
        """A process for each function, all of which speak to the cloud through the same ear."""
        with ExitStack() as opened:
            answers = Answers(cloud.cloud_url, cloud.environment("identity-api"))
            opened.callback(answers.close)
            functions = {
                context.name: opened.enter_context(
                    Measured.function(context, _environment(cloud, context.name, answers))
                )
                for context in CONTEXTS
                if context.name in MEASURED
            }
            yield cls(cloud, world, answers, functions)

    def record(self, request: Request, *, hot: bool) -> Recording:
        """Make a request once. Hot: the room knows the person's access, and what it asks for and never changes."""
        token = self._token(request)
        event = request.event(self.origin_secret, token)
        function = self.functions[request.room]
        before, own = (f"{request.name}, {next(self._numbers)}" for _ in range(2))
        self.answers.record(before)
        if hot:
            again = request.is_read or request.who is None
            first = request if again else first_of(self.world, request.room, request.who)
            function.answer(first.event(self.origin_secret, token))
        self.answers.record(own)
        function.answer(event)
        self.answers.pass_on()
        return Recording(request, event, (before, own), tuple(self.answers.calls(own)))

    def seconds(self, recording: Recording, times: int) -> float:
        """Processor time of the request, replayed so many times."""
        self.answers.replay(*recording.tapes)
        return self.functions[recording.request.room].seconds(recording.event, times)

    def _token(self, request: Request) -> str | None:
        """Of a new session each time: a room that has not seen it must ask who that is."""
        if request.who is None:
            return None
        signed_in = request.who.sign_in(self.world.visitor)
        return signed_in.tokens.access if signed_in.tokens else None


def _environment(cloud: LocalCloud, room: str, answers: Answers) -> dict[str, str]:
    there = cloud.environment(f"{room}-api")
    kept = {name: value for name, value in there.items() if name.startswith(PASSED_ON)}
    return {**kept, "AWS_ENDPOINT_URL": answers.url}


def _origin_secret(cloud: LocalCloud) -> str:
    arn = cloud.environment("identity-api")["LMS_ORIGIN_SECRET"]
    stored = cloud.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]
    return str(json.loads(stored)["current"])
