"""What moto must be taught, so that its tables behave like DynamoDB's, and quickly enough."""

import copy
from functools import cache
from threading import RLock
from typing import Any

from moto.core.botocore_stubber import BotocoreStubber
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodbstreams.models import ShardIterator


@cache
def teach_manners() -> None:
    """Do it once for the process."""
    _one_call_at_a_time()
    _light_copies_of_tables()
    _streams_of_the_tables_there_are()


def _one_call_at_a_time() -> None:
    """moto's tables are not safe for threads, as DynamoDB's are: let it finish a call before it begins the next."""
    lock = RLock()
    process = BotocoreStubber.process_request

    def process_alone(stubber: BotocoreStubber, request: Any) -> Any:
        with lock:
            return process(stubber, request)

    BotocoreStubber.process_request = process_alone  # type: ignore[method-assign, assignment]  # moto has no hook


def _light_copies_of_tables() -> None:
    """For a transaction, moto copies each table whole, its stream too, once per write; only to take writes back.

    Which items there are, and which records the stream has, is all that a put or a delete changes; a repository's
    transaction has nothing else.
    """

    def copied(table: Table, memo: dict[int, Any]) -> Table:
        twin = copy.copy(table)
        twin.items = table.items.copy()
        for partition, items in table.items.items():
            twin.items[partition] = items.copy()
        if table.stream_shard is not None:
            twin.stream_shard = copy.copy(table.stream_shard)
            twin.stream_shard.items = [*table.stream_shard.items]
            twin.stream_shard.table = twin
        return twin

    Table.__deepcopy__ = copied  # type: ignore[attr-defined]  # moto asks ``copy.deepcopy`` for it


def _streams_of_the_tables_there_are() -> None:
    """A transaction that is taken back puts a copy in the table's place; places in its stream stay with the old one.

    They would see what was taken back, and nothing that is written afterwards. Let them look at the table there is.
    """

    def shard_now(place: ShardIterator) -> StreamShard:
        shard: StreamShard = place.streams_backend.dynamodb.tables[place.table_name].stream_shard  # type: ignore[attr-defined, assignment]  # set below
        return shard

    def remember_table(place: ShardIterator, shard: StreamShard) -> None:
        place.table_name = shard.table.name  # type: ignore[attr-defined]  # ours

    ShardIterator.stream_shard = property(shard_now, remember_table)  # type: ignore[assignment]  # in the attribute's place
