"""Moves what lies in streams and queues to the functions that wait for it, as AWS does by itself."""

import importlib
import json
import os
from typing import Any

from infra.local.oneprocess.workflows import WORKFLOWS
from shared import aws, relay
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
        self._ran: set[str] = set()

    def lay_out(self) -> None:
        """Make the queues and the rules that fill them."""
        self._iterators.clear()
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
        """Move everything until nothing is left to move."""
        for _ in range(ROUNDS):
            moved = [
                *(self._relay(context) for context in self._contexts if context.tells),
                *(self._deliver(context) for context in self._contexts if context.hears),
                *(self._work(context) for context in self._contexts if context.workflows),
            ]
            if not any(moved):
                return
        raise RuntimeError("Events cause each other without end.")

    def _relay(self, context: Context) -> bool:
        os.environ["LMS_RELAY_RETRY_URL"] = self._retries[context.name]
        records = self._stream(f"{os.environ[f'LMS_TABLE_{context.name.upper()}']}")
        if records:
            relay.handler({"Records": records}, None)
        return bool(records)

    def _stream(self, table: str) -> list[dict[str, Any]]:
        streams = aws.client("dynamodbstreams")
        if table not in self._iterators:
            arn = streams.list_streams(TableName=table)["Streams"][0]["StreamArn"]
            shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
            self._iterators[table] = streams.get_shard_iterator(
                StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
        answer = streams.get_records(ShardIterator=self._iterators[table])
        self._iterators[table] = answer["NextShardIterator"]
        records: list[dict[str, Any]] = answer["Records"]
        return records

    def _deliver(self, context: Context) -> bool:
        """Hand a batch to the room's handlers; what failed stays in the queue until its visibility time is over."""
        sqs, url = aws.client("sqs"), self._queues[context.name]
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        if not messages:
            return False
        records = [{"messageId": message["MessageId"], "body": message["Body"]} for message in messages]
        handler = importlib.import_module(f"functions.{context.name}.handlers").handler
        failed = {item["itemIdentifier"] for item in handler({"Records": records}, None)["batchItemFailures"]}
        for message in messages:
            if message["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
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
                self._ran.add(execution["executionArn"])
                payload = json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
                WORKFLOWS[workflow](payload)
                worked = True
        return worked
