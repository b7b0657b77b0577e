"""What moto must be taught, so that its tables behave like DynamoDB's, and quickly enough."""

import copy
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import jsonpath_ng.ext
from jsonpath_ng.ext.parser import parse
from moto.core import responses
from moto.core.base_backend import BackendDict
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.common_models import BaseModel
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import camelcase_to_underscores, method_names_from_class, unix_time
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.s3.models import FakeKey
from moto.sqs.models import Message, SQSBackend

from infra.local.oneprocess import moto_tables
from infra.local.oneprocess.kept import alone
from infra.local.oneprocess.moto_values import teach_values


@cache
def teach_manners() -> None:
    """Do it once for the process."""
    _one_call_at_a_time()
    _what_is_gone_forgotten()
    _values_as_they_are()
    _names_looked_up_once()
    _expressions_read_once()
    _messages_not_counted()
    _found_by_its_key()
    _what_was_written_taken_back()
    _updates_of_one_copy_only()
    teach_values()
    # At every use, moto compares each of its backends with the others, to see that it has it.
    BackendDict.__eq__ = object.__eq__  # type: ignore[method-assign]  # moto has no hook


def _what_is_gone_forgotten() -> None:
    """For a page of its own, moto lists every model that it ever made: copies of tables too, with all they hold."""

    def made(cls: type[BaseModel], *_: Any, **__: Any) -> BaseModel:
        instance: BaseModel = super(BaseModel, cls).__new__(cls)
        return instance

    BaseModel.__new__ = made  # type: ignore[method-assign]  # moto has no switch
    # A file that is gone closes what it holds, as it would have when moto is reset; moto warns of it.
    FakeKey.__del__ = FakeKey.dispose  # type: ignore[method-assign]  # as above


def _one_call_at_a_time() -> None:
    """moto's tables are not safe for threads, as DynamoDB's are: let it finish a call before it begins the next.

    Its tables are asked the short way, where there is one.
    """
    process = BotocoreStubber.process_request

    def process_alone(stubber: BotocoreStubber, request: Any) -> Any:
        with alone:
            return moto_tables.answer(request) or process(stubber, request)

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
    """Which methods answer requests, how names and paths are written: it does not change between two requests."""
    responses.method_names_from_class = cache(method_names_from_class)  # type: ignore[attr-defined]  # as above
    responses.camelcase_to_underscores = cache(camelcase_to_underscores)  # type: ignore[attr-defined]  # as above
    jsonpath_ng.ext.parse = cache(parse)  # type: ignore[attr-defined]  # moto imports it from there at every use


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


def _messages_not_counted() -> None:
    """To see how long a queue keeps a message, moto counts all of its messages thrice, for every one it hands out."""

    def held(queues: SQSBackend, queue_name: str, message: Message) -> bool:
        seconds: int = queues.get_queue(queue_name).message_retention_period  # type: ignore[attr-defined]  # set by name
        return seconds + message.sent_timestamp / 1000 > unix_time()  # type: ignore[operator]  # it was sent

    SQSBackend.is_message_valid_based_on_retention_period = held  # type: ignore[method-assign, assignment]  # as above


def _found_by_its_key() -> None:
    """For a query, moto sorts the whole table, then leaves out all but one partition. Give it only that to sort."""
    query = Table.query

    def query_one_partition(table: Table, hash_key: DynamoType | None, *args: Any, **named: Any) -> Any:
        [(attribute, value)] = named["hash_key_conditions"]
        if attribute == table.hash_key_attr:
            found = [*table.items.get(value, {}).values()]
        else:
            found = [
                item
                for partition in table.items.values()
                for item in partition.values()
                if (has := item.attrs.get(attribute)) is not None and has == value
            ]
        part = copy.copy(table)
        part.all_items = lambda: found  # type: ignore[method-assign]  # of this query only
        return query(part, hash_key, *args, **named)

    Table.query = query_one_partition  # type: ignore[method-assign, assignment]  # as above


def _what_was_written_taken_back() -> None:
    """For a transaction, moto copies each table whole, its stream too, once per write; only to take writes back.

    Only the items that it writes to, and how many records the stream has, need be kept for that. The table stays the
    same one, so that whoever reads its stream goes on with it. Other copies, of a stage, share items: see below.
    """
    transact = DynamoDBBackend.transact_write_items
    here = threading.local()

    def transact_here(tables: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        before = [*_items_before(tables, transact_items)]
        lengths = {name: len(table.stream_shard.items) for name, table in tables.tables.items() if table.stream_shard}
        here.transacting = True
        try:
            transact(tables, transact_items)
        except Exception:
            for table, partition, place, item in before:
                _put_back(table, partition, place, item)
            for name, length in lengths.items():
                del tables.tables[name].stream_shard.items[length:]  # type: ignore[union-attr]  # those that have one
            raise
        finally:
            here.transacting = False

    def copied(table: Table, _: dict[int, Any]) -> Table:
        if getattr(here, "transacting", False):
            return table
        twin = copy.copy(table)
        twin.items = table.items.copy()
        for partition, items in table.items.items():
            twin.items[partition] = items.copy()
        if table.stream_shard is not None:
            twin.stream_shard = copy.copy(table.stream_shard)
            twin.stream_shard.items = [*table.stream_shard.items]
            twin.stream_shard.table = twin
        return twin

    DynamoDBBackend.transact_write_items = transact_here  # type: ignore[method-assign, assignment]  # moto has no hook
    Table.__deepcopy__ = copied  # type: ignore[attr-defined]  # moto asks ``copy.deepcopy`` for it


def _items_before(
    tables: DynamoDBBackend, transact_items: list[dict[str, Any]]
) -> Iterator[tuple[Table, DynamoType, DynamoType, Item | None]]:
    """What lies where a transaction writes to."""
    for item in transact_items:
        for write in item.values():
            table = tables.tables.get(write.get("TableName"))
            key = write.get("Item") or write.get("Key") or {}
            if table and table.hash_key_attr in key and table.range_key_attr in key:
                partition, place = DynamoType(key[table.hash_key_attr]), DynamoType(key[str(table.range_key_attr)])
                yield table, partition, place, table.items.get(partition, {}).get(place)


def _put_back(table: Table, partition: DynamoType, place: DynamoType, item: Item | None) -> None:
    if item is not None:
        table.items[partition][place] = item
    elif partition in table.items:
        table.items[partition].pop(place, None)
        if not table.items[partition]:
            del table.items[partition]


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
