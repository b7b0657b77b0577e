"""What the rooms stand on: tables, bus, queues, bucket, secrets, machines. Laid out once, put back at every start."""

import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from moto.sqs.exceptions import ReceiptHandleIsInvalid

from infra.local.oneprocess.calling import TASKS
from infra.local.oneprocess.kept import ACCOUNT, REGION, Kept, alone, backend
from infra.playback_keys import local_ring
from shared import aws, settings
from shared.manifest import Context

PREFIX = "lms-test"
BUS = f"{PREFIX}-bus"
FILES = f"{PREFIX}-files"
KEPT = 5_000
"""So many records of a stream stay after they were heard of."""
UNSEEN_S = 30
"""So long nobody else sees a message that was handed out."""


@dataclass(slots=True)
class Ground:
    """Where everything is."""

    environment: dict[str, str] = field(default_factory=dict)
    inboxes: dict[str, str] = field(default_factory=dict)
    """By room: the URL of the queue of what it hears."""
    retries: dict[str, str] = field(default_factory=dict)
    """By room: the URL of the queue of what its relay is to try again."""
    kept: Kept | None = None
    """How moto looked when nothing had happened on it yet."""


_grounds: dict[tuple[str, ...], Ground] = {}


def ground_for(contexts: Iterable[Context]) -> Ground:
    """The ground of these rooms, as it is when nothing has happened. moto has started, and is empty."""
    rooms = tuple(contexts)
    names = tuple(room.name for room in rooms)
    if names not in _grounds:
        _grounds[names] = _laid_out(rooms)
        _grounds[names].kept = Kept()
    elif kept := _grounds[names].kept:
        kept.put_back()
    return _grounds[names]


def told(table: str) -> int:
    """How many records a table's stream has. What AWS does beside the functions asks moto itself: calls would take
    longer than all else, at every settling."""
    return len(_stream(table))


def records_after(table: str, passed: int) -> list[dict[str, Any]]:
    """What a table's stream has after so many records; a thousand at most, as the stream itself gives."""
    with alone:
        return [record.to_json() for record in _stream(table)[passed : passed + 1000]]


def forget(table: str, until: int) -> None:
    """Drop records of a stream that were heard of long ago, as AWS does after a day: they would fill the memory.

    Their places stay, since moto counts by them.
    """
    records = _stream(table)
    for number in range(until - 1 - KEPT, -1, -1):
        if records[number] is None:
            return
        records[number] = None


def messages_in(queue_url: str) -> list[Any]:
    """Up to ten messages of a queue, unseen by others from now on; each has ``id``, ``body`` and ``receipt_handle``."""
    name, queues = _name(queue_url), backend("sqs")
    with alone:
        if not queues.queues[name]._messages:
            return []
        messages: list[Any] = queues.receive_message(name, 10, 0, UNSEEN_S)
        return messages


def let_be_seen(queue_url: str, receipt: str) -> None:
    """Let a message come again at once, if it is still there."""
    with alone, suppress(ReceiptHandleIsInvalid):
        backend("sqs").change_message_visibility(_name(queue_url), receipt, 0)


def empty(queue_url: str) -> None:
    """Drop all that lies in a queue, seen or unseen."""
    with alone:
        queue = backend("sqs").queues[_name(queue_url)]
        queue._messages.clear()
        queue.pending_messages.clear()


def started(machine_arn: str) -> dict[str, str]:
    """The executions of a machine, the latest first: what each was started with, by its ARN."""
    with alone:
        [machine] = [one for one in backend("stepfunctions").state_machines if one.arn == machine_arn]
        executions = sorted(machine.executions, key=lambda one: one.start_date, reverse=True)
        return {one.execution_arn: one.execution_input for one in executions}


def _stream(table: str) -> list[Any]:
    records: list[Any] = backend("dynamodb").tables[table].stream_shard.items
    return records


def _name(queue_url: str) -> str:
    return queue_url.rpartition("/")[2]


def _laid_out(contexts: Iterable[Context]) -> Ground:
    ground = Ground()
    aws.client("events").create_event_bus(Name=BUS)
    aws.client("s3").create_bucket(Bucket=FILES, CreateBucketConfiguration={"LocationConstraint": REGION})
    aws.client("sesv2").create_email_identity(EmailIdentity=settings.setting("LMS_MAIL_FROM"))
    origin = json.dumps({"current": secrets.token_hex(16), "previous": ""})
    ground.environment["LMS_ORIGIN_SECRET"] = _secret("origin", origin)
    ground.environment["LMS_KEY"] = aws.client("kms").create_key()["KeyMetadata"]["Arn"]
    for context in contexts:
        for wanted in context.secrets:
            value = secrets.token_hex(32) if wanted.generated else local_ring().text()
            ground.environment[f"LMS_SECRET_{wanted.name.upper()}"] = _secret(f"{context.name}-{wanted.name}", value)
        for workflow in context.workflows:
            ground.environment[f"LMS_MACHINE_{workflow.upper()}"] = _machine(workflow)
        if context.is_called:
            ground.environment[f"LMS_TASKS_{context.name.upper()}"] = TASKS.format(room=context.name)
        if context.keeps_rows:
            _create_table(f"{PREFIX}-{context.name}")
        if context.tells:
            ground.retries[context.name] = _queue(f"{context.name}-relay-retry")
        if context.hears:
            ground.inboxes[context.name] = _queue(f"{context.name}-inbox")
            _lead_to(ground.inboxes[context.name], context)
    return ground


def _secret(name: str, value: str) -> str:
    arn: str = aws.client("secretsmanager").create_secret(Name=name, SecretString=value)["ARN"]
    return arn


def _machine(workflow: str) -> str:
    """A machine that only records that it was started; the pump does its work."""
    definition = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    arn: str = aws.client("stepfunctions").create_state_machine(
        name=workflow, definition=json.dumps(definition), roleArn=f"arn:aws:iam::{ACCOUNT}:role/unused"
    )["stateMachineArn"]
    return arn


def _queue(name: str) -> str:
    url: str = aws.client("sqs").create_queue(QueueName=name)["QueueUrl"]
    return url


def _lead_to(url: str, context: Context) -> None:
    """Let the bus put what a room hears into its queue."""
    sqs, events = aws.client("sqs"), aws.client("events")
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = {
        "source": sorted({event.source for event in context.hears}),
        "detail-type": [event.detail_type() for event in context.hears],
    }
    events.put_rule(Name=context.name, EventBusName=BUS, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=context.name, EventBusName=BUS, Targets=[{"Id": "inbox", "Arn": arn}])


def _create_table(name: str) -> None:
    aws.client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": attribute, "AttributeType": "S"} for attribute in ("pk", "sk", "gsi1pk", "gsi1sk")
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "gsi1",
                "KeySchema": [
                    {"AttributeName": "gsi1pk", "KeyType": "HASH"},
                    {"AttributeName": "gsi1sk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
