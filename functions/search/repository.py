"""Reads and writes entries and bases; one method per access pattern."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from pydantic import BaseModel, ConfigDict

from functions.search.domain import Change, Entry, Price, Rating
from functions.search.tables import BaseRow, EntryRow, SearchRow
from shared.dynamo import Ask, ConditionFailed, Repository
from shared.listing import Listed, PageKey, pages

LATE = timedelta(minutes=1)
"""How late a change may come into the index of changes, clocks that differ included."""


class Base(BaseModel):
    """Which file holds all entries up to a time."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    name: str
    before: str | None = None
    form: int
    upto: str
    size_bytes: int
    entries: int
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A course's entry as it is stored, and what was heard of it last."""

    course_id: str
    entry: Entry | None
    rating: Rating = field(default_factory=Rating)
    price: Price = field(default_factory=Price)
    told: int = 0
    rated: int = 0
    priced: int = 0
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a course besides what it says itself."""

    rating: Rating = field(default_factory=Rating)
    price: Price = field(default_factory=Price)


class SearchRepository(Repository):
    """One tenant's entries."""

    table = SearchRow

    # -- entries

    def find(self, course_id: str) -> Kept | None:
        """What is kept of a course."""
        row = self._find(EntryRow, EntryRow.key(self.org_id, course_id), consistent=True)
        return _kept(row) if row else None

    def asking_standings(self, course_ids: Sequence[str]) -> Ask[dict[str, Standing]]:
        """The question how courses are rated, and what they cost."""
        keys = {EntryRow.key(self.org_id, course_id): course_id for course_id in course_ids}
        return Ask(
            self,
            list(keys),
            lambda rows: {
                keys[key]: Standing(_rating(row), _price(row)) for key, row in rows.items() if isinstance(row, EntryRow)
            },
        )

    def keep(self, kept: Kept) -> None:
        """Store what is kept of a course, if it is still at its revision (``ConditionFailed`` else)."""
        self._store(self._row(kept))

    def list_changes(self, *, since: str = "", start: PageKey = None, limit: int = 200) -> Listed[Change]:
        """What changed since a time, oldest first."""
        gsi1pk, gsi1sk = EntryRow.index_key(self.org_id, since)
        if start is None and since:
            # A place in the index where nothing stands: right behind it begins what is wanted.
            pk, sk = EntryRow.key(self.org_id, "")
            start = {"pk": pk, "sk": sk, "gsi1pk": gsi1pk, "gsi1sk": gsi1sk}
        page = self._query(EntryRow, gsi1pk, index=True, limit=limit, start=start)
        return Listed([_change(row) for row in page.rows], page.next_key)

    def changes_behind(self, upto: str, most_pages: int | None = None) -> Iterator[Change]:
        """What changed since a time up to which all is known, and a little of what is: some may have come late."""
        since = (datetime.fromisoformat(upto) - LATE).isoformat(timespec="microseconds") if upto else ""
        for page in islice(pages(lambda start: self.list_changes(since=since, start=start)), most_pages):
            yield from page.items

    def forget_entries(self, limit: int = 200) -> bool:
        """Remove some entries for good. Returns whether there may be more."""
        page = self._query(EntryRow, EntryRow.index_key(self.org_id)[0], index=True, limit=limit)
        for row in page.rows:
            self._delete(row)
        return bool(page.rows)

    # -- bases

    def find_base(self) -> Base | None:
        """Which file holds the entries, if there is one."""
        row = self._find(BaseRow, BaseRow.key(self.org_id), consistent=True)
        return Base.model_validate(row) if row else None

    def switch_base(self, base: Base) -> bool:
        """Put a base in the place of the one that was read. Returns whether nobody else was faster."""
        pk, sk = BaseRow.key(self.org_id)
        row = BaseRow.of(base, pk=pk, sk=sk)
        try:
            self._store(row)
        except ConditionFailed:
            return False
        return True

    def forget_base(self, base: Base) -> None:
        """Remove a base for good."""
        pk, sk = BaseRow.key(self.org_id)
        self._delete(BaseRow.of(base, pk=pk, sk=sk))

    # -- rows

    def _row(self, kept: Kept) -> EntryRow:
        """The row, changed now."""
        pk, sk = EntryRow.key(self.org_id, kept.course_id)
        at = self.now().isoformat(timespec="microseconds")
        gsi1pk, gsi1sk = EntryRow.index_key(self.org_id, at, kept.course_id)
        return EntryRow(
            pk=pk,
            sk=sk,
            gsi1pk=gsi1pk,
            gsi1sk=gsi1sk,
            course_id=kept.course_id,
            packed=zlib.compress(kept.entry.model_dump_json(exclude={"rating"}).encode(), 6) if kept.entry else None,
            told=kept.told,
            rating_count=kept.rating.count,
            rating_sum=kept.rating.sum,
            rated=kept.rated,
            priced=kept.priced,
            revision=kept.revision,
            **kept.price.model_dump(),
        )


def _kept(row: EntryRow) -> Kept:
    entry = _entry(row)
    return Kept(
        row.course_id,
        entry,
        _rating(row),
        _price(row),
        told=int(row.told),
        rated=int(row.rated),
        priced=int(row.priced),
        revision=row.revision,
    )


def _change(row: EntryRow) -> Change:
    return Change(course_id=row.course_id, at=row.gsi1sk.partition("#")[0], entry=_entry(row))


def _entry(row: EntryRow) -> Entry | None:
    if row.packed is None:
        return None
    entry = Entry.model_validate_json(zlib.decompress(row.packed))
    return entry.model_copy(update={"offer": entry.offer.priced(_price(row)), "rating": _rating(row)})


def _rating(row: EntryRow) -> Rating:
    return Rating(count=int(row.rating_count), sum=int(row.rating_sum))


def _price(row: EntryRow) -> Price:
    return Price.model_validate(row)
