"""What AWS would hand to a relay and to a room's handlers, read from moto's streams and queues."""

import json
from typing import Any

from shared import aws


def stream_records(table: str) -> list[dict[str, Any]]:
    """Everything that a table's stream has, from its beginning."""
    streams = aws.client("dynamodbstreams")
    arn = streams.list_streams(TableName=table)["Streams"][0]["StreamArn"]
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records: list[dict[str, Any]] = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
    return records


def queue_url(name: str) -> str:
    """The address of a queue."""
    url: str = aws.client("sqs").get_queue_url(QueueName=name)["QueueUrl"]
    return url


def messages(queue: str) -> list[dict[str, Any]]:
    """Takes everything out of a queue, as records of a Lambda event."""
    sqs, url = aws.client("sqs"), queue_url(queue)
    taken: list[dict[str, Any]] = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in batch:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            taken.append({"eventSource": "aws:sqs", "messageId": message["MessageId"], "body": message["Body"]})
    return taken


def bodies(queue: str) -> list[Any]:
    """Takes everything out of a queue, parsed."""
    return [json.loads(message["body"]) for message in messages(queue)]
