"""Moves what lies in streams and queues to the functions that wait for it, as AWS does by itself."""

import importlib
import json
import os
from contextlib import suppress
from typing import Any

from infra.local.oneprocess.running import running_as
from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, relay
from shared.http import Handler
from shared.manifest import Context

ROUNDS = 200


class Pump:
    """Streams to relays, queues to handlers, started workflows to their tasks."""

    def __init__(self, contexts: tuple[Context, ...], bus: str) -> None:
        self._contexts = contexts
        self._bus = bus
        self._queues: dict[str, str] = {}
        self._retries: dict[str, str] = {}
        self._iterators: dict[str, str] = {}
        self._taken: set[tuple[str, str]] = set()
        self._ran: set[str] = set()

    def lay_out(self) -> None:
        """Make the queues and the rules that fill them."""
        self._iterators.clear()
        self._taken.clear()
        sqs, events = aws.client("sqs"), aws.client("events")
        for context in self._contexts:
            if context.tells:
                self._retries[context.name] = sqs.create_queue(QueueName=f"{context.name}-relay-retry")["QueueUrl"]
            if not context.hears:
                continue
            url = sqs.create_queue(QueueName=f"{context.name}-inbox")["QueueUrl"]
            arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
            self._queues[context.name] = url
            pattern = {
                "source": sorted({event.source for event in context.hears}),
                "detail-type": [event.detail_type() for event in context.hears],
            }
            events.put_rule(Name=context.name, EventBusName=self._bus, EventPattern=json.dumps(pattern))
            events.put_targets(Rule=context.name, EventBusName=self._bus, Targets=[{"Id": "inbox", "Arn": arn}])

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
            if context.tells:
                table = os.environ[f"LMS_TABLE_{context.name.upper()}"]
                self._iterators[table] = self._start_in_stream(table, "LATEST")
        sqs = aws.client("sqs")
        for url in (*self._queues.values(), *self._retries.values()):
            # Purging is allowed once a minute only.
            while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
                self._taken |= {(url, message["ReceiptHandle"]) for message in messages}
        for url, receipt in self._taken:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=receipt)
        self._taken.clear()

    def _relay(self, context: Context) -> bool:
        """Hand the relay what its table's stream has; the place in the stream moves on when that is done."""
        os.environ["LMS_RELAY_RETRY_URL"] = self._retries[context.name]
        table = os.environ[f"LMS_TABLE_{context.name.upper()}"]
        answer = aws.client("dynamodbstreams").get_records(ShardIterator=self._place_in_stream(table))
        if answer["Records"]:
            relay.handler({"Records": answer["Records"]}, None)
        self._iterators[table] = answer["NextShardIterator"]
        return bool(answer["Records"])

    def _relay_again(self, context: Context) -> bool:
        return self._consume(self._retries[context.name], relay.handler)

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
            return self._consume(self._queues[context.name], handler)

    def _consume(self, url: str, handler: Handler) -> bool:
        """Hand a batch to a handler; what failed stays in the queue, unseen until the next settling."""
        sqs = aws.client("sqs")
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
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

    def _work(self, context: Context) -> bool:
        """Run the workflows that were started."""
        worked = False
        states = aws.client("stepfunctions")
        for workflow in context.workflows:
            arn = os.environ[f"LMS_MACHINE_{workflow.upper()}"]
            for execution in states.list_executions(stateMachineArn=arn)["executions"]:
                if execution["executionArn"] in self._ran:
                    continue
                payload = json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
                with running_as(f"{context.name}-tasks"):
                    WORKFLOWS[workflow](payload)
                self._ran.add(execution["executionArn"])
                worked = True
        return worked
