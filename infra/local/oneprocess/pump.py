"""Moves what lies in streams and queues to the functions that wait for it, as AWS does by itself."""

import importlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from infra.local.oneprocess.ground import Ground, forget, holds_messages, started, told
from infra.local.oneprocess.running import running_as
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, relay
from shared.http import Handler
from shared.manifest import Context

ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """What a pump has done so far."""

    iterators: dict[str, str] = field(default_factory=dict)
    """By table: its place in the stream."""
    passed: dict[str, int] = field(default_factory=dict)
    """By table: how many records lie before that place."""
    taken: set[tuple[str, str]] = field(default_factory=set)
    """Messages that are out, by URL and receipt."""
    ran: set[str] = field(default_factory=set)
    """Executions that are done, by ARN."""


class Pump:
    """Streams to relays, queues to handlers, started workflows to their tasks."""

    def __init__(self, contexts: tuple[Context, ...]) -> None:
        self._contexts = contexts
        self._ground = Ground()
        self.go_on(Progress())

    def begin(self, ground: Ground) -> None:
        """Nothing was told yet on this ground, nothing lies in its queues."""
        self._ground = ground
        self.go_on(Progress())

    def progress(self) -> Progress:
        """How far everything is."""
        return Progress(dict(self._iterators), dict(self._passed), set(self._taken), set(self._ran))

    def go_on(self, progress: Progress) -> None:
        """Be as far as at that time."""
        self._iterators, self._passed = dict(progress.iterators), dict(progress.passed)
        self._taken, self._ran = set(progress.taken), set(progress.ran)

    def run(self) -> None:
        """Move everything until nothing is left to move. What failed or was cut short before comes again first."""
        sqs = aws.client("sqs")
        for url, receipt in self._taken:
            # One that was deleted just before is no more.
            with suppress(sqs.exceptions.ReceiptHandleIsInvalid):
                sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=receipt, VisibilityTimeout=0)
        self._taken.clear()
        for _ in range(ROUNDS):
            moved = [
                *(self._relay(context) for context in self._contexts if context.tells),
                *(self._relay_again(context) for context in self._contexts if context.tells),
                *(self._deliver(context) for context in self._contexts if context.hears),
                *(self._work(context) for context in self._contexts if context.workflows),
            ]
            if not any(moved):
                return
        raise RuntimeError("Events cause each other without end.")

    def skip(self) -> None:
        """Let nobody hear what was told so far; for tests that put tables back to how they were."""
        for context in self._contexts:
            table = os.environ.get(f"LMS_TABLE_{context.name.upper()}", "")
            if context.tells and told(table) != self._passed.get(table, 0):
                self._iterators[table] = self._start_in_stream(table, "LATEST")
                self._passed[table] = told(table)
        sqs = aws.client("sqs")
        for url in (*self._ground.inboxes.values(), *self._ground.retries.values()):
            # Purging is allowed once a minute only.
            while holds_messages(url) and (
                messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            ):
                self._taken |= {(url, message["ReceiptHandle"]) for message in messages}
        for url, receipt in self._taken:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=receipt)
        self._taken.clear()

    def _relay(self, context: Context) -> bool:
        """Hand the relay what its table's stream has; the place in the stream moves on when that is done."""
        os.environ["LMS_RELAY_RETRY_URL"] = self._ground.retries[context.name]
        table = os.environ[f"LMS_TABLE_{context.name.upper()}"]
        if told(table) == self._passed.get(table, 0):
            return False
        answer = aws.client("dynamodbstreams").get_records(ShardIterator=self._place_in_stream(table))
        if answer["Records"]:
            relay.handler({"Records": answer["Records"]}, None)
        self._iterators[table] = answer["NextShardIterator"]
        self._passed[table] = self._passed.get(table, 0) + len(answer["Records"])
        forget(table, self._passed[table])
        return bool(answer["Records"])

    def _relay_again(self, context: Context) -> bool:
        return self._consume(self._ground.retries[context.name], relay.handler)

    def _place_in_stream(self, table: str) -> str:
        if table not in self._iterators:
            self._iterators[table] = self._start_in_stream(table, "TRIM_HORIZON")
        return self._iterators[table]

    def _start_in_stream(self, table: str, where: str) -> str:
        streams = aws.client("dynamodbstreams")
        arn = streams.list_streams(TableName=table)["Streams"][0]["StreamArn"]
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        place: str = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType=where)["ShardIterator"]
        return place

    def _deliver(self, context: Context) -> bool:
        def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
            answer: dict[str, Any] = importlib.import_module(f"functions.{context.name}.handlers").handler(event, None)
            return answer

        with running_as(f"{context.name}-handlers"):
            return self._consume(self._ground.inboxes[context.name], handler)

    def _consume(self, url: str, handler: Handler) -> bool:
        """Hand a batch to a handler; what failed stays in the queue, unseen until the next settling."""
        sqs = aws.client("sqs")
        messages = self._messages(url)
        self._taken |= {(url, message["ReceiptHandle"]) for message in messages}
        if not messages:
            return False
        records = [
            {"eventSource": "aws:sqs", "messageId": message["MessageId"], "body": message["Body"]}
            for message in messages
        ]
        failed = {item["itemIdentifier"] for item in handler({"Records": records}, None)["batchItemFailures"]}
        for message in messages:
            if message["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                self._taken.discard((url, message["ReceiptHandle"]))
        return True

    def _messages(self, url: str) -> list[Any]:
        """Up to ten that lie in a queue."""
        if not holds_messages(url):
            return []
        messages: list[Any] = (
            aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        )
        return messages

    def _work(self, context: Context) -> bool:
        """Run the workflows that were started."""
        worked = False
        states = aws.client("stepfunctions")
        for workflow in context.workflows:
            arn = os.environ[f"LMS_MACHINE_{workflow.upper()}"]
            if started(arn) <= self._ran:
                continue
            for execution in states.list_executions(stateMachineArn=arn)["executions"]:
                if execution["executionArn"] in self._ran:
                    continue
                payload = json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
                with running_as(f"{context.name}-tasks"):
                    WORKFLOWS[workflow](payload)
                self._ran.add(execution["executionArn"])
                worked = True
        return worked
