"""DynamoDB as the rooms use it: one shape of table, rows told apart by kind, repositories bound to one tenant.

Every write goes through ``Repository``, which refuses a key outside its tenant and lets a write carry the events it
tells in the row itself: fact and news are one atomic write, and the table's relay sends the news from the stream.
"""

import random
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar, cast, overload

import pynamodb.attributes
import pynamodb.models
from pydantic import BaseModel
from pynamodb.attributes import DiscriminatorAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import PynamoDBException, VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from shared import settings
from shared.clock import Clock, epoch_seconds, system_clock
from shared.dynamo_calls import shorten_calls
from shared.errors import Unavailable
from shared.events import DomainEvent
from shared.listing import PageKey, pages
from shared.remembering import forget_memories
from shared.telling import told

BATCH_GET_LIMIT = 100
TRANSACTION_LIMIT = 100
_PUTS = {"create", "put"}
_BUSY = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}


class ConditionFailed(Exception):
    """A write was refused because its condition did not hold. ``failed`` are the positions within a transaction."""

    def __init__(self, failed: tuple[int, ...] = (0,)) -> None:
        super().__init__(f"conditions failed at {failed}")
        self.failed = failed


def _members(kind: type, is_wanted: Callable[[Any], bool]) -> list[tuple[str, Any]]:
    """What ``inspect.getmembers`` finds for PynamoDB, which reads every attribute of a class to find its columns, twice
    for each of the hundred kinds of row that a start brings: 15 ms.
    """
    held = {name: value for base in reversed(kind.__mro__) for name, value in vars(base).items()}
    return sorted((name, value) for name, value in held.items() if is_wanted(value))


pynamodb.attributes.getmembers = pynamodb.models.getmembers = _members  # type: ignore[attr-defined, assignment]  # not theirs to export


class _LateNamed(type):
    """Gives a table its name when it is asked for, so that importing a model needs no environment."""

    context: str

    @property
    def table_name(cls) -> str:
        return settings.table_name(cls.context)


class TableOf(metaclass=_LateNamed):
    """Base of a model's ``Meta``: names the room whose table it is."""

    context: ClassVar[str]
    connect_timeout_seconds = 1
    read_timeout_seconds = 5
    max_retry_attempts = 3


class ByGsi1(GlobalSecondaryIndex[Any]):
    """The second way into a table."""

    class Meta:
        index_name = "gsi1"
        projection = AllProjection()

    gsi1pk = UnicodeAttribute(hash_key=True)
    gsi1sk = UnicodeAttribute(range_key=True)


class IntegerAttribute(NumberAttribute):
    """A whole number; PynamoDB's own numbers come back as floats."""

    def deserialize(self, value: str) -> int:
        """The exact number that was stored."""
        return int(value)


@cache
def _connection() -> Connection:
    """One connection for every table: a client costs some 60 ms to make, and each would keep its own sockets."""
    connection = Connection(connect_timeout_seconds=1, read_timeout_seconds=5, max_retry_attempts=3)
    shorten_calls(connection.session)
    # Made here, because PynamoDB has a session per thread, and only this one's is shortened.
    _ = connection.client
    return connection


@cache
def _table_connection(table: str, schema_of: "type[Row]") -> TableConnection:
    made = Model._get_connection.__func__(schema_of)  # type: ignore[attr-defined]  # the unbound original
    connection = _connection()
    connection._tables.setdefault(table, made.connection.get_meta_table(table))
    made.connection = connection
    return cast(TableConnection, made)


def forget_connections() -> None:
    """Drop every connection, and what was read through it; for tests that move to another account."""
    _connection.cache_clear()
    _table_connection.cache_clear()
    forget_memories()


class Row(Model):
    """One item. A room's base row adds ``Meta``; its kinds of row add their attributes and a discriminator.

    ``tells`` holds the events of the latest write; every write sets or removes it. ``expires_at`` is DynamoDB's time to
    live, which deletes days late: no rule depends on it.
    """

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    kind = DiscriminatorAttribute()
    revision = VersionAttribute()
    expires_at = IntegerAttribute(null=True)
    tells = UnicodeAttribute(null=True)

    def __init__(self, *keys: Any, revision: int | None = None, **values: Any) -> None:
        """A row to be written. Its revision is the one that was read; 0 or None for what was never stored."""
        if revision:
            values["revision"] = revision
        super().__init__(*keys, **values)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # A room's base row: its kinds have names of their own, so that rooms may ask each other.
        if "Meta" in vars(cls):
            cls.kind = DiscriminatorAttribute()
            cls.kind.__set_name__(cls, "kind")

    @classmethod
    def _get_connection(cls) -> TableConnection:
        return _table_connection(cls.Meta.table_name, cls)

    @classmethod
    def _instantiate(cls, attribute_values: dict[str, dict[str, Any]]) -> Self:
        """The row that was stored. PynamoDB's own way sets every default and every value through three look-ups each,
        which for a page of 25 rows takes longer than the call that fetched them.
        """
        kind = cls._get_discriminator_class(attribute_values) or cls
        if not issubclass(kind, cls):
            raise ValueError(f"{kind.__name__} is not a {cls.__name__}.")
        row: Self = kind.__new__(kind)
        row.attribute_values = {}
        for name, attribute in kind.get_attributes().items():
            found = attribute_values.get(attribute.attr_name)
            if found is not None and "NULL" not in found:
                row.attribute_values[name] = attribute.deserialize(attribute.get_value(found))
            elif attribute.default is not None:
                row.attribute_values[name] = attribute.default() if callable(attribute.default) else attribute.default
        return row

    @classmethod
    def of(cls, thing: BaseModel, **keys: Any) -> Self:
        """The row of a domain object: its fields, and the keys."""
        return cls(**keys, **{name: value for name, value in thing.model_dump().items() if value is not None})


R = TypeVar("R", bound=Row)
T = TypeVar("T")
U = TypeVar("U")
V = TypeVar("V")
W = TypeVar("W")
X = TypeVar("X")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows in key order, and where the next page starts (None at the end; an empty next page is possible)."""

    rows: list[R]
    next_key: PageKey


@dataclass(frozen=True, slots=True)
class Ask(Generic[T]):
    """A question about rows whose keys are known: which they are, and what is made of those that are there.

    A room may publish questions beside answers, so that who asks several rooms does it in one call: see ``answer``.
    """

    repository: "Repository"
    keys: Sequence[Key]
    make: Callable[[dict[Key, Row]], T]
    consistent: bool = False

    def then(self, make: Callable[[T], U]) -> "Ask[U]":
        """The same question, with something else made of its answer."""
        return Ask(self.repository, self.keys, lambda rows: make(self.make(rows)), consistent=self.consistent)


@dataclass(slots=True)
class _Write:
    verb: Literal["create", "put", "overwrite", "change", "delete", "forget", "check"]
    row: Row
    condition: Condition | None
    actions: Sequence[Action] = ()


class Repository:
    """Reads and writes one tenant's rows. Another tenant's key is a programming error: ``PermissionError``."""

    table: ClassVar[type[Row]]

    def __init__(self, org_id: str, *, clock: Clock = system_clock) -> None:
        self.org_id = org_id
        self._clock = clock
        self._scope = f"ORG#{org_id}"

    def now(self) -> datetime:
        """The present moment, by the clock that this repository goes by."""
        return self._clock.now()

    # -- reading

    def _find(self, kind: type[R], key: Key, *, consistent: bool = False) -> R | None:
        pk, sk = self._own(key)
        answer = kind._get_connection().get_item(pk, range_key=sk, consistent_read=consistent)
        item = answer.get("Item")
        return self._fresh(kind.from_raw_data(item)) if item else None

    def _find_many(self, keys: Sequence[Key], *, consistent: bool = False) -> dict[Key, Row]:
        """Up to a hundred rows of any kind in one call, by key; what is not there is absent."""
        if not keys:
            return {}
        if len(keys) > BATCH_GET_LIMIT:
            raise ValueError(f"At most {BATCH_GET_LIMIT} keys at once.")
        (found,) = _read([Ask(self, keys, dict, consistent=consistent)])
        return found

    def _query(
        self,
        kind: type[R],
        pk: str,
        *,
        begins_with: str = "",
        between: tuple[str, str] | None = None,
        index: bool = False,
        descending: bool = False,
        limit: int = 100,
        start: PageKey = None,
        consistent: bool = False,
    ) -> Page[R]:
        """One page of a partition (or of the index), in key order: all of it, what begins so, or what lies between."""
        self._own((pk, ""))
        sort_key = kind.gsi1sk if index else kind.sk
        within = sort_key.between(*between) if between else sort_key.startswith(begins_with) if begins_with else None
        answer = kind._get_connection().query(
            pk,
            range_key_condition=within,
            index_name="gsi1" if index else None,
            scan_index_forward=not descending,
            limit=limit,
            exclusive_start_key={name: {"S": value} for name, value in start.items()} if start else None,
            consistent_read=consistent,
        )
        rows = [row for item in answer["Items"] if (row := self._fresh(kind.from_raw_data(item)))]
        last = answer.get("LastEvaluatedKey")
        return Page(rows, {name: value["S"] for name, value in last.items()} if last else None)

    def _query_all(self, kind: type[R], pk: str, *, begins_with: str = "", consistent: bool = True) -> list[R]:
        """Everything in a partition; only for partitions whose size has a stated limit."""
        return list(self._each(kind, pk, begins_with=begins_with, consistent=consistent))

    def _each(
        self,
        kind: type[R],
        pk: str,
        *,
        begins_with: str = "",
        between: tuple[str, str] | None = None,
        index: bool = False,
        limit: int = 1000,
        consistent: bool = False,
    ) -> Iterator[R]:
        """The same one by one, in key order: no more than a page of ``limit`` is in memory."""

        def read(start: PageKey) -> Page[R]:
            return self._query(
                kind,
                pk,
                begins_with=begins_with,
                between=between,
                index=index,
                limit=limit,
                start=start,
                consistent=consistent,
            )

        for page in pages(read):
            yield from page.rows

    # -- writing

    def _create(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Store a row that must not be there yet; else ``ConditionFailed``. One whose time is over is not there."""
        self._write(_Write("create", self._tell(row, tells), self._absent(row)))

    def _save(
        self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), condition: Condition | None = None
    ) -> None:
        """Replace a row, if it is still at the revision that was read (``ConditionFailed`` else), and count it up."""
        self._write(_Write("put", self._tell(row, tells), condition))

    def _store(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Create a row that has no revision, and save one that has: new, or still as it was read."""
        if row.revision:
            self._save(row, tells=tells)
        else:
            self._create(row, tells=tells)

    def _delete(self, row: Row, *, condition: Condition | None = None) -> None:
        """Remove a row. What others must hear of is a tombstone with its event instead."""
        self._write(_Write("delete", row, condition))

    def _transaction(self) -> "Transaction":
        """Several writes, all or none."""
        return Transaction(self)

    def _write(self, write: _Write) -> None:
        row = self._own_row(write.row)
        for attempt in range(5):
            try:
                if write.verb in _PUTS:
                    row.save(condition=write.condition, add_version_condition=write.verb == "put")
                else:
                    row.delete(condition=write.condition)
                return
            except PynamoDBException as error:
                if error.cause_response_code == "ConditionalCheckFailedException":
                    raise ConditionFailed from error
                if error.cause_response_code != "TransactionConflictException":
                    raise
            _pause(attempt)
        raise Unavailable("Too many changes to the same thing at once.")

    def _tell(self, row: R, tells: DomainEvent | Sequence[DomainEvent]) -> R:
        events = (tells,) if isinstance(tells, DomainEvent) else tuple(tells)
        row.tells = told(events, org_id=self.org_id, revision=(row.revision or 0) + 1, at=self._clock.now())
        return row

    # -- the tenant's border

    def _own(self, key: Key) -> Key:
        if key[0] != self._scope and not key[0].startswith(f"{self._scope}#"):
            raise PermissionError(f"{key[0]} lies outside {self._scope}.")
        return key

    def _own_row(self, row: R) -> R:
        self._own((row.pk, row.sk))
        if row.gsi1pk:
            self._own((row.gsi1pk, ""))
        return row

    def _absent(self, row: Row) -> Condition:
        """That there is no such row, or only one that ``_fresh`` would not show."""
        kind = type(row)
        absent: Condition = kind.pk.does_not_exist() | kind.expires_at.between(1, epoch_seconds(self._clock.now()))
        return absent

    def _fresh(self, row: R) -> R | None:
        """The row, unless its time is over: DynamoDB deletes expired items days late."""
        over = row.expires_at and row.expires_at <= epoch_seconds(self._clock.now())
        return None if over else row


class GlobalRepository(Repository):
    """For what is global by nature (a person, an e-mail address, a session): named partitions outside any tenant.

    ``org_id`` is only what its events carry.
    """

    def __init__(self, org_id: str = "", *, clock: Clock = system_clock) -> None:
        super().__init__(org_id, clock=clock)
        self._scope = "GLOBAL"


class Transaction:
    """Up to a hundred writes, possibly of several repositories of one room, all or none. One row of it tells.

    Used as a context manager; committing happens at its end and raises ``ConditionFailed`` with the positions (in
    order of adding) whose conditions did not hold. A conflict with another transaction is tried again.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._writes: list[_Write] = []

    def create(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), by: Repository | None = None) -> int:
        """Add a row that must not be there yet. Returns its position."""
        return self._add(by, _Write("create", row, (by or self._repository)._absent(row)), tells)

    def save(
        self,
        row: Row,
        *,
        tells: DomainEvent | Sequence[DomainEvent] = (),
        condition: Condition | None = None,
        by: Repository | None = None,
    ) -> int:
        """Replace a row if it is still at the revision that was read."""
        return self._add(by, _Write("put", row, condition), tells)

    def store(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), by: Repository | None = None) -> int:
        """Create a row that has no revision, and save one that has: new, or still as it was read."""
        return self.save(row, tells=tells, by=by) if row.revision else self.create(row, tells=tells, by=by)

    def overwrite(self, row: Row, condition: Condition | None = None, *, by: Repository | None = None) -> int:
        """Put a row in the place of whatever is there, if the condition holds."""
        return self._add(by, _Write("overwrite", row, condition), ())

    def change(
        self, row: Row, actions: Sequence[Action], condition: Condition | None = None, *, by: Repository | None = None
    ) -> int:
        """Change some attributes of a row where it stands, whatever its revision, if the condition holds.

        For counters: who adds need not have read. The row is made where there is none; such a row tells nothing.
        """
        return self._add(by, _Write("change", row, condition, actions), ())

    def forget(self, row: Row, *, by: Repository | None = None) -> int:
        """Remove a row whatever its revision; there may be none."""
        return self._add(by, _Write("forget", row, None), ())

    def delete(self, row: Row, *, condition: Condition | None = None, by: Repository | None = None) -> int:
        """Remove a row if it is still at the revision that was read."""
        return self._add(by, _Write("delete", row, condition), ())

    def require(self, row: Row, condition: Condition, *, by: Repository | None = None) -> int:
        """Go through only if this row, which is not changed, fulfils the condition."""
        return self._add(by, _Write("check", row, condition), ())

    def __enter__(self) -> "Transaction":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None and self._writes:
            self._commit()

    def _add(self, by: Repository | None, write: _Write, tells: DomainEvent | Sequence[DomainEvent]) -> int:
        repository = by or self._repository
        repository._own_row(write.row)
        if write.verb in _PUTS:
            repository._tell(write.row, tells)
        self._writes.append(write)
        return len(self._writes) - 1

    def _commit(self) -> None:
        if len(self._writes) > TRANSACTION_LIMIT:
            raise ValueError(f"At most {TRANSACTION_LIMIT} writes at once.")
        items = [self._item(write) for write in self._writes]
        for attempt in range(6):
            try:
                _connection().dispatch("TransactWriteItems", {"TransactItems": items})
                for write in self._writes:
                    if write.verb in _PUTS:
                        write.row.update_local_version_attribute()  # type: ignore[no-untyped-call]  # untyped in PynamoDB
                return
            except VerboseClientError as error:
                codes = [reason.code if reason else None for reason in error.cancellation_reasons]
                failed = tuple(i for i, code in enumerate(codes) if code == "ConditionalCheckFailed")
                if failed:
                    raise ConditionFailed(failed) from error
                if error.response["Error"]["Code"] != "TransactionInProgressException" and not _BUSY.intersection(
                    codes
                ):
                    raise
            _pause(attempt)
        raise Unavailable("Too many changes to the same thing at once.")

    def _item(self, write: _Write) -> dict[str, Any]:
        row = write.row
        if write.verb == "put":
            return {"Put": row.get_save_kwargs_from_instance(condition=write.condition)}
        if write.verb in {"create", "overwrite"}:
            (pk,), options = row._get_save_args(condition=write.condition, add_version_condition=False)
            return {"Put": row._get_connection().get_operation_kwargs(pk, **{**options, "key": "Item"})}
        if write.verb == "change":
            actions = [*write.actions, type(row).kind.set(type(row))]
            place = row._get_connection()
            return {
                "Update": place.get_operation_kwargs(
                    row.pk, range_key=row.sk, actions=actions, condition=write.condition
                )
            }
        if write.verb in {"delete", "forget"}:
            known = write.verb == "delete"
            return {
                "Delete": row.get_delete_kwargs_from_instance(condition=write.condition, add_version_condition=known)
            }
        return {"ConditionCheck": type(row).get_operation_kwargs_from_class(row.pk, row.sk, condition=write.condition)}


@overload
def answer(first: Ask[T], /) -> tuple[T]: ...


@overload
def answer(first: Ask[T], second: Ask[U], /) -> tuple[T, U]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], /) -> tuple[T, U, V]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], fourth: Ask[W], /) -> tuple[T, U, V, W]: ...


@overload
def answer(first: Ask[T], second: Ask[U], third: Ask[V], fourth: Ask[W], fifth: Ask[X], /) -> tuple[T, U, V, W, X]: ...


def answer(*asks: Ask[Any]) -> tuple[Any, ...]:
    """What some questions ask, of whichever rooms, in one call (for every hundred rows)."""
    return tuple(ask.make(found) for ask, found in zip(asks, _read(asks), strict=True))


def _read(asks: Sequence[Ask[Any]]) -> list[dict[Key, Row]]:
    """For each question the rows that are there."""
    kinds = {ask.repository.table.Meta.table_name: ask.repository.table for ask in asks}
    consistent = {ask.repository.table.Meta.table_name for ask in asks if ask.consistent}
    places = {
        (ask.repository.table.Meta.table_name, ask.repository._own(key)): None for ask in asks for key in ask.keys
    }
    found: dict[tuple[str, Key], Row] = {}
    for batch in chunks(places, BATCH_GET_LIMIT):
        for table, item in _items(batch, consistent):
            row = kinds[table].from_raw_data(item)
            found[table, (row.pk, row.sk)] = row
    return [
        {
            key: there
            for key in ask.keys
            if (there := found.get((ask.repository.table.Meta.table_name, key))) and ask.repository._fresh(there)
        }
        for ask in asks
    ]


def _items(places: Iterable[tuple[str, Key]], consistent: Container[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items at these places, with their tables. What the store leaves undone for now is asked for again."""
    wanted: dict[str, dict[str, Any]] = {}
    for table, (pk, sk) in places:
        request = wanted.setdefault(table, {"Keys": [], "ConsistentRead": table in consistent})
        request["Keys"].append({"pk": {"S": pk}, "sk": {"S": sk}})
    for attempt in range(5):
        answered = _connection().dispatch("BatchGetItem", {"RequestItems": wanted})
        for table, items in answered["Responses"].items():
            yield from ((table, item) for item in items)
        wanted = answered.get("UnprocessedKeys", {})
        if not wanted:
            return
        _pause(attempt)
    raise Unavailable("The store is busy.")


def _pause(attempt: int) -> None:
    """Wait a little, with full jitter, so that those who collided do not collide again."""
    time.sleep(random.uniform(0, min(0.4, 0.02 * 2**attempt)))  # noqa: S311  # jitter, not a secret


def undisturbed(act: Callable[[], T], most: int = 15) -> T:
    """What ``act``, a read and a conditional write, returns once nobody is in between (``ConditionFailed``).

    Waits a little between the tries; raises ``Unavailable`` after the last.
    """
    for attempt in range(most):
        with suppress(ConditionFailed):
            return act()
        _pause(attempt)
    raise Unavailable("Too many changes to the same thing at once.")


def chunks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The things in lists of at most ``size``."""
    batch: list[Any] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
