"""What moto must be taught, so that its tables behave like DynamoDB's, and quickly enough."""

import copy
import threading
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import Any

from moto.core import responses
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.common_models import BaseModel
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodbstreams.models import ShardIterator
from moto.s3.models import FakeKey


@cache
def teach_manners() -> None:
    """Do it once for the process."""
    _one_call_at_a_time()
    _what_is_gone_forgotten()
    _values_as_they_are()
    _names_looked_up_once()
    _expressions_read_once()
    _light_copies_of_tables()
    _updates_of_one_copy_only()
    _streams_of_the_tables_there_are()


def _what_is_gone_forgotten() -> None:
    """For a page of its own, moto lists every model that it ever made: copies of tables too, with all they hold."""

    def made(cls: type[BaseModel], *_: Any, **__: Any) -> BaseModel:
        instance: BaseModel = super(BaseModel, cls).__new__(cls)
        return instance

    BaseModel.__new__ = made  # type: ignore[method-assign]  # moto has no switch
    # A file that is gone closes what it holds, as it would have when moto is reset; moto warns of it.
    FakeKey.__del__ = FakeKey.dispose  # type: ignore[method-assign]  # as above


def _one_call_at_a_time() -> None:
    """moto's tables are not safe for threads, as DynamoDB's are: let it finish a call before it begins the next."""
    lock = RLock()
    process = BotocoreStubber.process_request

    def process_alone(stubber: BotocoreStubber, request: Any) -> Any:
        with lock:
            return process(stubber, request)

    BotocoreStubber.process_request = process_alone  # type: ignore[method-assign, assignment]  # moto has no hook


def _values_as_they_are() -> None:
    """A table's values lie there as they are sent. moto looks for each of the ten types under all its other names."""
    serialize = BaseJSONSerializer._serialize_type_structure

    def serialize_quickly(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and len(value) == 1:
            [(kind, content)] = value.items()
            if (kind in {"S", "N"} and isinstance(content, str)) or kind in {"BOOL", "NULL"}:
                serialized[key] = {kind: content}
                return
            if kind == "B":
                serialized[key] = {kind: serializer._base64(content)}
                return
        serialize(serializer, serialized, value, shape, key)

    BaseJSONSerializer._serialize_type_structure = serialize_quickly  # type: ignore[method-assign, assignment]  # as above


def _names_looked_up_once() -> None:
    """Which methods answer requests does not change from one request to the next."""
    responses.method_names_from_class = cache(method_names_from_class)  # type: ignore[attr-defined]  # as above


def _expressions_read_once() -> None:
    """A condition's text is taken apart the same way every time; what it stands for is looked up afterwards."""
    ConditionExpressionParser._lex_one_node = _once_per_text(ConditionExpressionParser._lex_one_node)  # type: ignore[method-assign, assignment]  # as above


def _once_per_text(lex: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    known: dict[str, Any] = {}

    def lex_once(parser: Any, text: str) -> Any:
        if text not in known:
            known[text] = lex(parser, text)
        return known[text]

    return lex_once


def _light_copies_of_tables() -> None:
    """For a transaction, moto copies each table whole, its stream too, once per write; only to take writes back.

    Which items there are in the partitions that it writes to, and which records the stream has, is all that it changes.
    """
    transact = DynamoDBBackend.transact_write_items
    here = threading.local()

    def transact_here(tables: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        here.partitions = _partitions(tables, transact_items)
        try:
            transact(tables, transact_items)
        finally:
            del here.partitions

    def copied(table: Table, memo: dict[int, Any]) -> Table:
        twin = copy.copy(table)
        twin.items = table.items.copy()
        written = here.partitions[table.name] if hasattr(here, "partitions") else table.items
        for partition in written:
            if partition in table.items:
                twin.items[partition] = table.items[partition].copy()
        if table.stream_shard is not None:
            twin.stream_shard = copy.copy(table.stream_shard)
            twin.stream_shard.items = [*table.stream_shard.items]
            twin.stream_shard.table = twin
        return twin

    DynamoDBBackend.transact_write_items = transact_here  # type: ignore[method-assign, assignment]  # moto has no hook
    Table.__deepcopy__ = copied  # type: ignore[attr-defined]  # moto asks ``copy.deepcopy`` for it


def _partitions(tables: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> dict[str, set[DynamoType]]:
    """By table: where a transaction writes to, or looks."""
    found: dict[str, set[DynamoType]] = defaultdict(set)
    for item in transact_items:
        for write in item.values():
            table = tables.tables.get(write.get("TableName"))
            place = write.get("Item") or write.get("Key") or {}
            if table and table.hash_key_attr in place:
                found[table.name].add(DynamoType(place[table.hash_key_attr]))
    return found


def _updates_of_one_copy_only() -> None:
    """moto changes an item in place, and with it every light copy of its table. Let it put another in its place."""
    update = DynamoDBBackend.update_item

    def update_another(tables: DynamoDBBackend, table_name: str, key: dict[str, Any], *args: Any, **named: Any) -> Item:
        table = tables.get_table(table_name)
        items = table.items.get(DynamoType(key[table.hash_key_attr]), {})
        place = DynamoType(key[str(table.range_key_attr)])
        if place in items:
            items[place] = copy.deepcopy(items[place])
        return update(tables, table_name, key, *args, **named)

    DynamoDBBackend.update_item = update_another  # type: ignore[method-assign, assignment]  # as above


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
