"""Telling again what a relay lost, from the places in the stream that its letters hold."""

import json
from typing import Any

import pytest

from infra.config import STAGING
from infra.names import Names
from infra.retell import RelayFailed, retell
from shared import aws
from shared.clock import system_clock
from shared.relay import news_of
from shared.telling import told
from tests.support.shelf import BookPlaced
from tests.support.world import World

TABLE = "lms-test-catalog"


class Relay:
    """Takes what it is handed, unless it is broken."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.records: list[dict[str, Any]] = []

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        assert FunctionName == "lms-staging-catalog-relay:live"
        if self.broken:
            return {"FunctionError": "Unhandled"}
        self.records += json.loads(Payload)["Records"]
        return {}


class Loss:
    """Rows that told something, and a letter about some of them."""

    def __init__(self) -> None:
        self.dynamodb, self.streams, self.sqs = (aws.client(name) for name in ("dynamodb", "dynamodbstreams", "sqs"))
        self.queue = self.sqs.create_queue(QueueName=Names(STAGING).of("catalog", "relay-lost"))["QueueUrl"]
        for number in range(30):
            event = BookPlaced(book_id=f"bok_{number}")
            news = told([event], org_id="org_1", revision=1, at=system_clock.now())
            item = {"pk": {"S": "ORG#org_1"}, "sk": {"S": f"{number:02}"}, "tells": {"S": str(news)}}
            self.dynamodb.put_item(TableName=TABLE, Item=item)

    def letter(self, first: int, last: int) -> None:
        """Lose these records."""
        arn = self.streams.list_streams(TableName=TABLE)["Streams"][0]["StreamArn"]
        shard = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        start = self.streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        records = self.streams.get_records(ShardIterator=start["ShardIterator"])["Records"][-30:]
        place = {
            "streamArn": arn,
            "shardId": shard,
            "startSequenceNumber": records[first]["dynamodb"]["SequenceNumber"],
            "endSequenceNumber": records[last]["dynamodb"]["SequenceNumber"],
        }
        self.sqs.send_message(QueueUrl=self.queue, MessageBody=json.dumps({"DDBStreamBatchInfo": place}))

    def retell(self, relay: Relay) -> Any:
        """Run the program."""
        return retell(Names(STAGING), "catalog", sqs=self.sqs, streams=self.streams, functions=relay)

    def left(self) -> int:
        """Letters, seen or unseen."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.queue, AttributeNames=names)["Attributes"]
        return sum(map(int, found.values()))


@pytest.fixture
def loss(world: World) -> Loss:
    """A relay has lost something."""
    return Loss()


def test_hands_just_the_lost_records_to_the_relay_and_a_second_time_nothing(loss: Loss) -> None:
    loss.letter(3, 17)
    relay = Relay()

    outcome = loss.retell(relay)

    books = [envelope["data"]["book_id"] for record in relay.records for envelope in news_of(record)]
    assert books == [f"bok_{number}" for number in range(3, 18)]
    assert (outcome.letters, outcome.records, outcome.gone) == (1, 15, 0)
    assert loss.retell(relay).letters == 0


def test_hands_over_only_what_is_told(loss: Loss) -> None:
    loss.letter(0, 0)
    relay = Relay()

    loss.retell(relay)

    (record,) = relay.records
    assert set(record["dynamodb"]["NewImage"]) == {"tells"}


def test_keeps_the_letter_when_the_relay_fails(loss: Loss) -> None:
    loss.letter(0, 5)

    with pytest.raises(RelayFailed):
        loss.retell(Relay(broken=True))

    assert loss.left() == 1
