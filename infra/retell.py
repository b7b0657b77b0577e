"""Tells again what a relay lost: ``python -m infra.retell STAGE ROOM``.

A letter in ``ROOM-relay-lost`` holds no news but a place in the table's stream, where the records are for a day. They
are read there and handed to the room's relay, which sends what they tell; then the letter is deleted. Who heard some of
it already knows it by its id. Letters older than a day are left, and counted.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from infra.config import STAGES
from infra.contexts import CONTEXTS
from infra.inventory import RELAY, modules
from infra.names import Names

GONE = frozenset({"TrimmedDataAccessException", "ResourceNotFoundException"})
"""What the stream says of a place that is more than a day old."""
RECORDS_AT_ONCE = 100
LETTERS_AT_ONCE = 10


class RelayFailed(Exception):
    """The relay did not take what it was handed; the letter stays."""


@dataclass(slots=True)
class Outcome:
    """What became of the letters."""

    records: int = 0
    letters: int = 0
    gone: int = 0
    """Letters whose records are no longer in the stream; they stay."""


def retell(names: Names, room: str, *, sqs: Any, streams: Any, functions: Any) -> Outcome:
    """Hand what the letters point to to the relay. Safe to repeat."""
    outcome = Outcome()
    queue = sqs.get_queue_url(QueueName=names.of(room, "relay-lost"))["QueueUrl"]
    while True:
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=LETTERS_AT_ONCE, VisibilityTimeout=60)
        letters = found.get("Messages", [])
        for letter in letters:
            try:
                records = list(_records(streams, json.loads(letter["Body"])["DDBStreamBatchInfo"]))
            except ClientError as error:
                if error.response["Error"]["Code"] not in GONE:
                    raise
                outcome.gone += 1
                continue
            _hand_over(functions, f"{names.of(room, RELAY)}:live", records)
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=letter["ReceiptHandle"])
            outcome.records += len(records)
            outcome.letters += 1
        if not letters:
            return outcome


def _records(streams: Any, place: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The records of a place, as far as the relay reads them."""
    iterator = streams.get_shard_iterator(
        StreamArn=place["streamArn"],
        ShardId=place["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=place["startSequenceNumber"],
    )["ShardIterator"]
    last = int(place["endSequenceNumber"])
    while iterator:
        page = streams.get_records(ShardIterator=iterator, Limit=RECORDS_AT_ONCE)
        for record in page["Records"]:
            if int(record["dynamodb"]["SequenceNumber"]) > last:
                return
            yield {
                "eventName": record["eventName"],
                "dynamodb": {image: _told(record["dynamodb"].get(image, {})) for image in ("NewImage", "OldImage")},
            }
            if int(record["dynamodb"]["SequenceNumber"]) == last:
                return
        if not page["Records"]:
            return
        iterator = page.get("NextShardIterator")


def _told(image: Mapping[str, Any]) -> dict[str, Any]:
    return {"tells": image["tells"]} if "tells" in image else {}


def _hand_over(functions: Any, relay: str, records: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(records), LETTERS_AT_ONCE):
        payload = json.dumps({"Records": records[start : start + LETTERS_AT_ONCE]})
        answer = functions.invoke(FunctionName=relay, Payload=payload.encode())
        if "FunctionError" in answer:
            raise RelayFailed(f"{relay}: {answer['FunctionError']}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m infra.retell", description=__doc__)
    parser.add_argument("stage", choices=sorted(STAGES))
    parser.add_argument("room", choices=[context.name for context in CONTEXTS if RELAY in modules(context)])
    chosen = parser.parse_args(arguments)
    stage = STAGES[chosen.stage]
    session = get_session()
    try:
        sqs, streams, functions = (
            session.create_client(name, region_name=stage.region) for name in ("sqs", "dynamodbstreams", "lambda")
        )
        outcome = retell(Names(stage), chosen.room, sqs=sqs, streams=streams, functions=functions)
    except (ValueError, RelayFailed, BotoCoreError, ClientError) as failed:
        print(failed, file=sys.stderr)
        return 1
    print(
        f"{outcome.letters} letters, {outcome.records} records told again; {outcome.gone} letters are older than a day."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
