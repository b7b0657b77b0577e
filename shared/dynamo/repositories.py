"""Repositories: the reads and writes of one tenant's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic

from pynamodb.exceptions import PynamoDBException
from pynamodb.expressions.condition import Condition

from shared.clock import Clock, system_clock
from shared.dynamo.asks import Ask, read
from shared.dynamo.conflicts import ConditionFailed, pause
from shared.dynamo.limits import BATCH_GET_LIMIT
from shared.dynamo.rows import Key, R, Row
from shared.dynamo.tenants import TenantBound
from shared.dynamo.transactions import PUTS, Transaction, Write
from shared.errors import Unavailable
from shared.events import DomainEvent
from shared.listing import PageKey, pages


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Rows in key order, and where the next page starts (None at the end; an empty next page is possible)."""

    rows: list[R]
    next_key: PageKey


class Repository(TenantBound):
    """Reads and writes one tenant's rows, and no others."""

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
        (found,) = read([Ask(self, keys, dict, consistent=consistent)])
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
        start: PageKey = None,
        consistent: bool = False,
    ) -> Iterator[R]:
        """The rows of such pages to the end, one by one: no more than a page of ``limit`` is in memory."""

        def read(following: PageKey) -> Page[R]:
            return self._query(
                kind,
                pk,
                begins_with=begins_with,
                between=between,
                index=index,
                limit=limit,
                start=following or start,
                consistent=consistent,
            )

        for page in pages(read):
            yield from page.rows

    # -- writing

    def _create(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Store a row that must not be there yet; else ``ConditionFailed``. One whose time is over is not there."""
        self._write(Write("create", self._tell(row, tells), self._absent(row)))

    def _save(
        self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = (), condition: Condition | None = None
    ) -> None:
        """Replace a row, if it is still at the revision that was read (``ConditionFailed`` else), and count it up."""
        self._write(Write("put", self._tell(row, tells), condition))

    def _store(self, row: Row, *, tells: DomainEvent | Sequence[DomainEvent] = ()) -> None:
        """Create a row that has no revision, and save one that has: new, or still as it was read."""
        if row.revision:
            self._save(row, tells=tells)
        else:
            self._create(row, tells=tells)

    def _delete(self, row: Row, *, condition: Condition | None = None) -> None:
        """Remove a row. What others must hear of is a tombstone with its event instead."""
        self._write(Write("delete", row, condition))

    def _transaction(self) -> Transaction:
        """Several writes, all or none."""
        return Transaction(self)

    def _write(self, write: Write) -> None:
        row = self._own_row(write.row)
        for attempt in range(5):
            try:
                if write.verb in PUTS:
                    row.save(condition=write.condition, add_version_condition=write.verb == "put")
                else:
                    row.delete(condition=write.condition)
                return
            except PynamoDBException as error:
                if error.cause_response_code == "ConditionalCheckFailedException":
                    raise ConditionFailed from error
                if error.cause_response_code != "TransactionConflictException":
                    raise
            pause(attempt)
        raise Unavailable("Too many changes to the same thing at once.")


class GlobalRepository(Repository):
    """For what is global by nature (a person, an e-mail address, a session): named partitions outside any tenant.

    ``org_id`` is only what its events carry.
    """

    def __init__(self, org_id: str = "", *, clock: Clock = system_clock) -> None:
        super().__init__(org_id, clock=clock)
        self._scope = "GLOBAL"
