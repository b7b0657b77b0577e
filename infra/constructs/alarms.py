"""What is watched, as a table: one row per alarm, made from the manifests."""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.inventory import RELAY, dead_queues, modules, working_queues
from infra.names import Names
from shared.manifest import Context


@dataclass(frozen=True)
class Watch:
    """One figure and how far it may go. ``runbook`` is a heading of docs/operations.md."""

    name: str
    runbook: str
    metric: tuple[str, str]
    of: tuple[str, str]
    above: float
    statistic: str = "Sum"
    minutes: int = 5
    also: tuple[tuple[str, str], ...] = ()
    """What else it is the figure of, beside ``of``."""

    @property
    def dimensions(self) -> tuple[tuple[str, str], ...]:
        """All that it is the figure of; of the whole account where nothing is said."""
        return (*((self.of,) if self.of[0] else ()), *self.also)


OF_THE_ACCOUNT = ("", "")
INDEX = (("GlobalSecondaryIndexName", "gsi1"),)


def watches_of_mail() -> Iterator[Watch]:
    """AWS looks at an account when 5 of a hundred mails bounce or 1 of a thousand is complained of, and stops it."""
    for figure, above in (("BounceRate", 0.04), ("ComplaintRate", 0.0008)):
        rate = ("AWS/SES", f"Reputation.{figure}")
        yield Watch(f"mails {figure}", "mails", rate, OF_THE_ACCOUNT, above, "Maximum", minutes=60)


def watches(context: Context, names: Names) -> Iterator[Watch]:
    """Everything that is watched in one room."""
    room = context.name
    for module, timeout_s in modules(context).items():
        yield from _function(f"{room}-{module}", names.of(room, module), timeout_s)
    if RELAY in modules(context):
        relay = ("FunctionName", names.of(room, RELAY))
        yield Watch(f"{room}-relay is behind", "lag", ("AWS/Lambda", "IteratorAge"), relay, 60_000, "Maximum")
    for queue in working_queues(context):
        age = ("AWS/SQS", "ApproximateAgeOfOldestMessage")
        yield Watch(f"{room}-{queue} is behind", "lag", age, ("QueueName", names.of(room, queue)), 300, "Maximum")
    for queue in dead_queues(context):
        held, of = ("AWS/SQS", "ApproximateNumberOfMessagesVisible"), ("QueueName", names.of(room, queue))
        yield Watch(f"{room}-{queue} holds letters", "dead-letters", held, of, 0, "Maximum", minutes=1)
    if context.routes:
        # Mangum answers 500 instead of failing, so Lambda's own count of errors stays at 0.
        service = ("service", f"{room}-api")
        yield Watch(f"{room}-api answers 5xx", "server-errors", ("lms", "ServerError"), service, 2)
    for watched in context.watched:
        counts = f"{room}-{watched.module}"
        figure = watched.figure
        yield Watch(f"{counts} {figure}", watched.runbook, ("lms", figure), ("service", counts), 0)
    if context.keeps_rows:
        for metric in ("ReadThrottleEvents", "WriteThrottleEvents"):
            of = ("TableName", names.of(room))
            yield Watch(f"{room} table {metric}", "throttling", ("AWS/DynamoDB", metric), of, 0)
            yield Watch(f"{room} index {metric}", "throttling", ("AWS/DynamoDB", metric), of, 0, also=INDEX)
    if context.archives:
        late, of = ("AWS/Firehose", "DeliveryToS3.DataFreshness"), ("DeliveryStreamName", names.of(room, "archive"))
        yield Watch(f"{room} archive is behind", "lag", late, of, 3_600, "Maximum")
    for workflow in context.workflows:
        for metric in ("ExecutionsFailed", "ExecutionsTimedOut"):
            of = ("StateMachineArn", names.machine_arn(room, workflow))
            yield Watch(f"{room}-{workflow} {metric}", "workflows", ("AWS/States", metric), of, 0)


def _function(name: str, full_name: str, timeout_s: int) -> Iterator[Watch]:
    of = ("FunctionName", full_name)
    yield Watch(f"{name} fails", "server-errors", ("AWS/Lambda", "Errors"), of, 0)
    yield Watch(f"{name} is throttled", "throttling", ("AWS/Lambda", "Throttles"), of, 0)
    yield Watch(f"{name} is slow", "slow", ("AWS/Lambda", "Duration"), of, 0.8 * timeout_s * 1000, "p99")
