"""The one process behaves as AWS does where moto alone would not."""

import json
from collections.abc import Iterator

import pytest

from infra.local.oneprocess import OneProcess
from shared import aws
from shared.dynamo import ConditionFailed
from tests.support.news import stream_records
from tests.support.shelf import SHELF, BookPlaced
from tests.support.shelf.storage import Book, BookRepository, book_row
from tests.support.world import World

TABLE = "lms-test-shelf"


@pytest.fixture
def books() -> Iterator[BookRepository]:
    """The books of an organization, in a process with only the made-up room."""
    process = OneProcess([SHELF])
    process.start()
    try:
        yield BookRepository("org_1")
    finally:
        process.stop()


def take_back(books: BookRepository) -> None:
    """A transaction of which the last write fails."""

    def act() -> None:
        with books.together() as transaction:
            news = BookPlaced(book_id="bok_new")
            transaction.create(book_row("org_1", Book(book_id="bok_new", title="x")), tells=news)
            transaction.create(book_row("org_1", Book(book_id="bok_1", title="x")))

    with pytest.raises(ConditionFailed):
        act()


class TestATransactionThatIsTakenBack:
    def test_leaves_nothing_in_the_stream(self, books: BookRepository) -> None:
        books.add(Book(book_id="bok_1", title="x"), tells=BookPlaced(book_id="bok_1"))

        take_back(books)

        assert [record["eventName"] for record in stream_records(TABLE)] == ["INSERT"]

    def test_is_not_seen_from_a_place_in_the_stream_and_hides_nothing_that_follows(self, books: BookRepository) -> None:
        streams = aws.client("dynamodbstreams")
        arn = streams.list_streams(TableName=TABLE)["Streams"][0]["StreamArn"]
        shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        place = streams.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        books.add(Book(book_id="bok_1", title="x"), tells=BookPlaced(book_id="bok_1"))

        take_back(books)
        books.add(Book(book_id="bok_2", title="x"), tells=BookPlaced(book_id="bok_2"))

        records = streams.get_records(ShardIterator=place["ShardIterator"])["Records"]
        told = [json.loads(record["dynamodb"]["NewImage"]["tells"]["S"])[0]["data"]["book_id"] for record in records]
        assert told == ["bok_1", "bok_2"]

    def test_leaves_rows_as_they_were(self, books: BookRepository) -> None:
        books.add(Book(book_id="bok_1", title="x"))

        take_back(books)

        assert books.find("bok_new") is None
        assert books.find("bok_1") is not None


class TestSettling:
    def test_delivers_what_a_handler_did_not_finish_at_the_next(self, world: World) -> None:
        admin = world.actor("org_admin")
        body = {"email": "asha@example.org", "name": "Asha Rao", "roles": ["tutor"]}
        assert admin.post(f"/organizations/{admin.org_id}/invitations", body).status_code == 201
        sender = aws.client("sesv2")
        sender.delete_email_identity(EmailIdentity="no-reply@lms.example")

        world.settle()
        before = world.mails()
        sender.create_email_identity(EmailIdentity="no-reply@lms.example")
        world.settle()

        assert before == []
        assert [mail["to"] for mail in world.mails()] == ["asha@example.org"]

    def test_of_what_never_works_comes_to_an_end(self, world: World) -> None:
        admin = world.actor("org_admin")
        body = {"email": "asha@example.org", "name": "Asha Rao", "roles": ["tutor"]}
        assert admin.post(f"/organizations/{admin.org_id}/invitations", body).status_code == 201
        aws.client("sesv2").delete_email_identity(EmailIdentity="no-reply@lms.example")

        for _ in range(3):
            world.settle()

        assert world.mails() == []
