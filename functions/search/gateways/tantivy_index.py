"""The index as tantivy keeps it: in memory, or in a folder that can be packed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tantivy import Index, IndexWriter, Order, Query, Searcher

from functions.search.domain import (
    MOST_VALUES,
    Change,
    Facets,
    Filters,
    Found,
    Hit,
    Sort,
    Suggestion,
    Value,
    Vocabulary,
    Wish,
    words_of,
)
from functions.search.gateways.tantivy_queries import Reading
from functions.search.gateways.tantivy_schema import FACETS, document_of, hit_of, schema

HEAP = 15_000_000
"""What tantivy wants at least to write with."""
BULK_HEAP = 100_000_000
_ORDERS = {Sort.NEWEST: "published", Sort.RATING: "stars", Sort.RELEVANCE: "quality", Sort.PRICE: "price"}
_STARS = (5, 4, 3, 2)


class TantivyIndex:
    """One organization's entries, in this process."""

    def __init__(self, folder: Path | None = None, *, bulk: bool = False) -> None:
        self._index = Index(schema(), str(folder) if folder else None)
        self._heap = BULK_HEAP if bulk else HEAP
        self._writer: IndexWriter | None = None
        self._searcher: Searcher = self._index.searcher()
        self._names: Vocabulary | None = None
        self._words: Vocabulary | None = None

    @property
    def size(self) -> int:
        """How many entries there are."""
        return int(self._searcher.num_docs)

    def apply(self, changes: Iterable[Change]) -> None:
        """Replace or remove entries; they are found, or not any more, when this returns."""
        writer = self._writer = self._writer or self._index.writer(self._heap, 1)
        for change in changes:
            writer.delete_documents_by_term("course_id", change.course_id)
            if change.entry:
                writer.add_document(document_of(change.entry))
        writer.commit()
        self._renew()

    def finish(self) -> None:
        """Write no more: wait for what the engine still tidies up."""
        if self._writer:
            self._writer.wait_merging_threads()
            self._writer = None
            self._renew()

    def search(self, wish: Wish) -> Found:
        """The offers that a wish is fulfilled by."""
        reading = self._reading()
        text = reading.text(wish.text, strict=wish.sort is not Sort.RELEVANCE)
        query = reading.filtered(text, wish.filters)
        hits, total = self._page(query, wish, scored=text is not None)
        return Found(hits, total, self._facets(reading, text, wish.filters), dict(reading.corrected))

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Courses whose titles have these words, the last of which may have only begun."""
        query = self._reading().title(words_of(text))
        if query is None:
            return ()
        found = self._searcher.search(query, limit, count=False, weight_by_field="quality").hits
        offers = [hit_of(self._searcher.doc(address)).offer for _, address in found]
        return tuple(Suggestion(offer.course_id, offer.title) for offer in offers)

    def _renew(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self._names = self._words = None

    def _reading(self) -> Reading:
        return Reading(self._searcher, self._known_names, self._known_words)

    def _known_names(self) -> Vocabulary:
        self._names = self._names or Vocabulary(self._searcher.terms_with_prefix("names", ""))
        return self._names

    def _known_words(self) -> Vocabulary:
        self._words = self._words or Vocabulary(self._searcher.terms_with_prefix("words", ""))
        return self._words

    # -- a page

    def _page(self, query: Query, wish: Wish, *, scored: bool) -> tuple[tuple[Hit, ...], int]:
        searcher = self._searcher
        if wish.sort is Sort.TITLE:
            return self._page_by_title(query, wish)
        if wish.sort is Sort.RELEVANCE and scored:
            found = searcher.search(query, wish.limit, offset=wish.start, weight_by_field="quality")
        else:
            field = _ORDERS[wish.sort]
            order = Order.Asc if wish.sort is Sort.PRICE else Order.Desc
            found = searcher.search(query, wish.limit, offset=wish.start, order_by_field=field, order=order)
        return tuple(hit_of(searcher.doc(address)) for _, address in found.hits), int(getattr(found, "count", 0))

    def _page_by_title(self, query: Query, wish: Wish) -> tuple[tuple[Hit, ...], int]:
        """The engine orders by numbers only; as values of a field, counted and in order, it gives out texts too."""
        until = wish.start + wish.limit
        order = {"terms": {"field": "title_order", "size": until, "segment_size": until, "order": {"_key": "asc"}}}
        titles = self._searcher.aggregate(query, {"titles": order})["titles"]["buckets"][wish.start :]
        ids = [title["key"].rpartition("\x00")[2] for title in titles]
        total = int(getattr(self._searcher.search(query, 1), "count", 0))
        if not ids:
            return (), total
        wanted = Query.term_set_query(schema(), "course_id", ids)
        found = self._searcher.search(wanted, len(ids), count=False).hits
        hits = {hit.offer.course_id: hit for hit in (hit_of(self._searcher.doc(address)) for _, address in found)}
        return tuple(hits[one] for one in ids if one in hits), total

    # -- facets

    def _facets(self, reading: Reading, text: Query | None, filters: Filters) -> Facets:
        """Counted together where no filter of theirs is set, and else each without its own."""
        names = [*FACETS, "min_rating", "free"]
        free = [name for name in names if getattr(filters, name) is None]
        counted = self._count(reading.filtered(text, filters), free)
        for name in set(names) - set(free):
            counted |= self._count(reading.filtered(text, filters, but=name), [name])
        return {name: counted[name] for name in names}

    def _count(self, query: Query, names: list[str]) -> Facets:
        wanted: dict[str, Any] = {}
        for name in names:
            if name == "min_rating":
                bounds = [{"from": float(least), "to": float(least + 1)} for least in _STARS]
                wanted[name] = {"range": {"field": "rating", "ranges": bounds}}
            else:
                wanted[name] = {"terms": {"field": FACETS.get(name, name), "size": MOST_VALUES}}
        answer = self._searcher.aggregate(query, wanted) if wanted else {}
        return {name: _values(name, answer[name]["buckets"]) for name in names}


def _values(name: str, buckets: list[dict[str, Any]]) -> tuple[Value, ...]:
    if name == "min_rating":
        counts = [(bucket.get("from", 0.0), int(bucket["doc_count"])) for bucket in buckets]
        return tuple(Value(str(least), sum(count for start, count in counts if start >= least)) for least in _STARS)
    return tuple(
        Value(str(bucket.get("key_as_string", bucket["key"])), int(bucket["doc_count"]))
        for bucket in sorted(buckets, key=lambda bucket: (-bucket["doc_count"], str(bucket["key"])))
    )
