"""What a table has lost since it was restored to a point in time, and how it comes back; for `infra.restore`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import sleep
from typing import Any, Literal

from botocore.exceptions import ClientError

from infra.bench.prices import PRICES
from shared.clock import epoch_seconds, system_clock
from shared.dynamo import BATCH_GET_LIMIT, chunks
from shared.ids import is_id

Item = dict[str, dict[str, Any]]
Verdict = Literal["same", "missing", "different", "over"]

LEAP = 1_000_000
"""How far a row's revision moves when it is copied back. Rooms that heard of a row heed only news of higher revisions,
and the lost row may have told some that nobody knows any more: no row is written so often in 35 days."""
NOT_THE_ROWS_OWN = frozenset({"revision", "tells"})
"""What differs between a row and its copy: how often it was written, and what it told at last."""
READ_BYTES = 4096


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked at: all of an organization's partitions, those that begin so, some by name; or the whole table.

    For the whole table ``organization`` is None. ``begins`` and ``partitions`` are what comes after
    ``ORG#<organization>#``, for example ``COURSE#crs_…``. Partitions are asked for by name, which reads nothing else.
    For the others all of the restored table is read: a table cannot be asked for keys that begin so.
    """

    organization: str | None
    begins: str = ""
    partitions: tuple[str, ...] = ()
    segment: tuple[int, int] = (0, 1)

    def __post_init__(self) -> None:
        if self.organization is not None and not is_id(self.organization, "org"):
            raise ValueError(f"{self.organization} is no organization's id.")
        if (self.organization is None) + bool(self.begins) + bool(self.partitions) > 1:
            raise ValueError("Say how an organization's partitions begin, or which they are, or take the whole table.")
        number, of = self.segment
        if not 0 <= number < of:
            raise ValueError("A segment is one of some, counted from 0: 0/8 to 7/8.")

    @property
    def scope(self) -> str:
        """How every key of the organization begins."""
        return f"ORG#{self.organization}"

    def holds(self, pk: str) -> bool:
        """Whether a partition is one of those. With an organization nobody else's is, and none of what is global."""
        if self.organization is None:
            return True
        if self.partitions:
            return pk in {f"{self.scope}#{name}" for name in self.partitions}
        if self.begins:
            whole = f"{self.scope}#{self.begins}"
            return pk == whole or pk.startswith(whole if whole.endswith("#") else f"{whole}#")
        return pk == self.scope or pk.startswith(f"{self.scope}#")


@dataclass(slots=True)
class Outcome:
    """What was found and done."""

    found: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    """Rows by kind and verdict; ``over`` are those whose time has passed, which are left."""
    written: int = 0
    beaten: int = 0
    """Rows that somebody else wrote between the look and the write; they stay, and the next run sees them."""
    read_units: float = 0

    def count(self, verdict: Verdict) -> int:
        """The rows of one verdict."""
        return sum(number for (_, found), number in self.found.items() if found == verdict)

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        yield f"{'kind':24}{'same':>10}{'missing':>10}{'different':>10}{'over':>10}"
        for kind in sorted({kind for kind, _ in self.found}):
            figures = (self.found[kind, verdict] for verdict in ("same", "missing", "different", "over"))
            yield f"{kind:24}" + "".join(f"{figure:10,}" for figure in figures)
        yield f"{self.written:,} rows copied back, {self.beaten:,} left because they changed meanwhile."
        dollars = self.read_units * PRICES["dynamodb read"]
        yield f"{self.read_units:,.0f} read units, some {dollars:.4f} dollars."


class Restore:
    """One comparison of a restored table with the live one."""

    def __init__(self, dynamodb: Any, *, live: str, restored: str, wanted: Wanted) -> None:
        if live == restored:
            raise ValueError("A table is not restored from itself.")
        self._dynamodb = dynamodb
        self._live = live
        self._restored = restored
        self._wanted = wanted
        self.outcome = Outcome()

    def forecast(self) -> str:
        """What reading will cost, before it does."""
        if self._wanted.partitions:
            return "Only the partitions that were named are read."
        table = self._dynamodb.describe_table(TableName=self._restored)["Table"]
        units = table.get("TableSizeBytes", 0) / READ_BYTES / 2
        return (
            f"All of {self._restored} is read: {table.get('ItemCount', 0):,} rows, some {units:,.0f} read units, "
            f"{units * PRICES['dynamodb read']:.2f} dollars; of the live table what stands at the keys that are wanted."
        )

    def run(
        self, *, apply: bool = False, overwrite: bool = False, tell: bool = False
    ) -> Iterator[tuple[Verdict, Item]]:
        """Each row that is missing or different, once it is dealt with.

        ``tell`` lets each row carry the events of its last write, under the ids they had: see ``copy_of``.
        """
        now = epoch_seconds(system_clock.now())
        for batch in chunks(self._rows(), BATCH_GET_LIMIT):
            there = self._there(batch)
            for row in batch:
                live = there.get(_key(row))
                verdict = _verdict(row, live, now)
                self.outcome.found[row.get("kind", {}).get("S", "?"), verdict] += 1
                if verdict in {"same", "over"}:
                    continue
                if apply and (verdict == "missing" or overwrite):
                    self._write(copy_of(row, live, tell=tell), row, live)
                yield verdict, row

    def _rows(self) -> Iterator[Item]:
        """The rows of the restored table that are wanted."""
        for options in self._questions():
            ask = self._dynamodb.query if "KeyConditionExpression" in options else self._dynamodb.scan
            while True:
                page = ask(TableName=self._restored, ReturnConsumedCapacity="TOTAL", **options)
                self._count(page)
                yield from (row for row in page["Items"] if self._wanted.holds(row["pk"]["S"]))
                if "LastEvaluatedKey" not in page:
                    break
                options["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _questions(self) -> Iterator[dict[str, Any]]:
        for partition in self._wanted.partitions:
            pk = f"{self._wanted.scope}#{partition}"
            yield {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": pk}}}
        if self._wanted.partitions:
            return
        number, of = self._wanted.segment
        segment = {"Segment": number, "TotalSegments": of}
        if self._wanted.organization is None:
            yield segment
        else:
            # What the filter leaves out is read and paid for, but neither sent nor held.
            ours = {":scope": {"S": self._wanted.scope}}
            yield {**segment, "FilterExpression": "begins_with(pk, :scope)", "ExpressionAttributeValues": ours}

    def _there(self, rows: Sequence[Item]) -> dict[tuple[str, str], Item]:
        """The live rows at the same keys, as they are at this moment."""
        keys = [{"pk": row["pk"], "sk": row["sk"]} for row in rows]
        wanted: dict[str, Any] = {self._live: {"Keys": keys, "ConsistentRead": True}}
        there: dict[tuple[str, str], Item] = {}
        while wanted:
            answer = self._dynamodb.batch_get_item(RequestItems=wanted, ReturnConsumedCapacity="TOTAL")
            for consumed in answer.get("ConsumedCapacity", []):
                self.outcome.read_units += consumed.get("CapacityUnits", 0)
            there |= {_key(row): row for row in answer["Responses"].get(self._live, [])}
            wanted = answer.get("UnprocessedKeys", {})
            if wanted:
                sleep(0.2)
        return there

    def _count(self, page: Mapping[str, Any]) -> None:
        self.outcome.read_units += page.get("ConsumedCapacity", {}).get("CapacityUnits", 0)

    def _write(self, copy: Item, row: Item, live: Item | None) -> None:
        """Put the copy, if nothing changed since the look; one write each, so that one conflict spoils one row."""
        try:
            self._dynamodb.put_item(TableName=self._live, Item=copy, **_unless_changed(row, live))
            self.outcome.written += 1
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            self.outcome.beaten += 1


def copy_of(row: Item, live: Item | None, *, tell: bool = False) -> Item:
    """The row as it is written back: all that it was, at a revision higher than any it can have had.

    It tells nothing, since what the other rooms made of its news is still there. With ``tell`` it carries the events of
    its last write as they were: who heard them knows their ids, and who lost them hears them again.
    """
    copy = {name: value for name, value in row.items() if tell or name != "tells"}
    revisions = [int(one["revision"]["N"]) for one in (row, live) if one and "revision" in one]
    if revisions:
        copy["revision"] = {"N": str(max(revisions) + LEAP)}
    return copy


def _verdict(row: Item, live: Item | None, now: int) -> Verdict:
    if int(row.get("expires_at", {}).get("N", 0) or now + 1) <= now:
        return "over"
    if live is None:
        return "missing"
    return "same" if _own(row) == _own(live) else "different"


def _own(row: Item) -> Item:
    return {name: value for name, value in row.items() if name not in NOT_THE_ROWS_OWN}


def _unless_changed(row: Item, live: Item | None) -> dict[str, Any]:
    """The condition that the live row is, wherever the two differ, what it was when they were compared."""
    if live is None:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    changed = [name for name in sorted({*row, *live}) if row.get(name) != live.get(name)]
    names = {f"#{number}": name for number, name in enumerate(changed)}
    values = {f":{number}": live[name] for number, name in enumerate(changed) if name in live}
    clauses = [
        f"#{number} = :{number}" if name in live else f"attribute_not_exists(#{number})"
        for number, name in enumerate(changed)
    ]
    condition = {"ConditionExpression": " AND ".join(clauses), "ExpressionAttributeNames": names}
    return {**condition, **({"ExpressionAttributeValues": values} if values else {})}


def _key(row: Item) -> tuple[str, str]:
    return row["pk"]["S"], row["sk"]["S"]
