"""From what somebody wrote to a query that tantivy understands. No text of theirs is parsed: words become terms."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from tantivy import FieldType, Occur, Query, Searcher

from functions.search.domain import MOST_WORDS, Filters, Vocabulary, meaningful, words_of
from functions.search.gateways.stems import ENGLISH, stem
from functions.search.gateways.tantivy_schema import TEXTS, schema

TIE = 0.3
"""How much the fields count in which a word matches less well than in the best one."""
SLIP = 0.6
"""How much a word counts that was probably meant, for every slip of the pen."""
COMPLETED = 0.8
"""How much a word counts that was only begun."""
PHRASES = {"title": 0.3, "about": 0.4, "outline": 0.2, "body": 0.5}
"""How much two words count that stand near each other in a field as they do in the wish."""
NEAR = 2
MOST_COMPLETIONS = 20


class Reading:
    """One look at an index: what the words of a wish mean in it."""

    def __init__(self, searcher: Searcher, names: Callable[[], Vocabulary], words: Callable[[], Vocabulary]) -> None:
        self._searcher = searcher
        self._names, self._words = names, words
        self._stemmers = [name for name, _ in searcher.terms_with_prefix("stemmer", "")] or [ENGLISH]
        self.corrected: dict[str, tuple[str, ...]] = {}

    def text(self, text: str, *, strict: bool) -> Query | None:
        """What matches the text; None for an empty one. ``strict``: where the order is not by how well it matches."""
        written = words_of(text)[:MOST_WORDS]
        words = meaningful(list(dict.fromkeys(written)))
        if not words:
            return Query.empty_query() if text.strip() else None
        last = written[-1] if text[-1:].isalnum() else None
        clauses = [clause for word in words if (clause := self._word(word, begun=word == last))]
        if not clauses:
            return Query.empty_query()
        # A phrase alone matches nothing that its words would not.
        wanted = Query.boolean_query(
            [(Occur.Should, clause) for clause in clauses],
            minimum_number_should_match=_least(len(clauses), strict=strict),
        )
        near = [(Occur.Should, phrase) for phrase in self._phrases(meaningful(written))]
        return Query.boolean_query([(Occur.Must, wanted), *near])

    def title(self, words: list[str]) -> Query | None:
        """Titles with all these words, the last of which may have only begun; None where there can be none."""
        if not words:
            return None
        *whole, last = words[:MOST_WORDS]
        clauses = [self._name(word) for word in whole] + [self._beginning(last)]
        found = [clause for clause in clauses if clause is not None]
        return Query.boolean_query([(Occur.Must, clause) for clause in found]) if len(found) == len(clauses) else None

    def filtered(self, text: Query | None, filters: Filters, *, but: str | None = None) -> Query:
        """The text's query, and only what passes the filters; but not the one of that name."""
        conditions: list[tuple[Any, Query]] = [(Occur.Must, text if text is not None else Query.all_query())]
        if filters.category and but != "category":
            conditions.append((Occur.Must, _only(Query.term_set_query(schema(), "category", list(filters.category)))))
        for name in ("difficulty", "language", "tag", "instructor", "free"):
            value = getattr(filters, name)
            if value is not None and name != but:
                conditions.append((Occur.Must, _only(Query.term_query(schema(), name, value, "basic"))))
        if filters.min_rating is not None and but != "min_rating":
            least = Query.range_query(schema(), "rating", FieldType.Float, lower_bound=float(filters.min_rating))
            conditions.append((Occur.Must, _only(least)))
        if filters.max_price is not None:
            most = Query.range_query(schema(), "price", FieldType.Integer, upper_bound=filters.max_price)
            conditions.append((Occur.Must, _only(most)))
        return Query.boolean_query(conditions) if len(conditions) > 1 else conditions[0][1]

    # -- words

    def _word(self, word: str, *, begun: bool) -> Query | None:
        if self._is_known(word):
            return self._everywhere(word, 1.0)
        meant = dict.fromkeys(self._completions("words", word), COMPLETED) if begun else {}
        for other, slips in self._words().meant_by(word):
            meant.setdefault(other, SLIP**slips)
        if not meant:
            return None
        self.corrected[word] = tuple(meant)
        return Query.disjunction_max_query([self._everywhere(other, weight) for other, weight in meant.items()])

    def _is_known(self, word: str) -> bool:
        stems = self._stems(word)
        return any(self._searcher.doc_freq(field, one) for field in TEXTS for one in stems)

    def _everywhere(self, word: str, weight: float) -> Query:
        terms = [
            Query.boost_query(Query.term_query(schema(), field, one), boost * weight)
            for field, boost in TEXTS.items()
            for one in self._stems(word)
        ]
        return Query.disjunction_max_query(terms, TIE)

    def _stems(self, word: str) -> list[str]:
        """The word as it stands in the index: in each language that there are courses in."""
        return list(dict.fromkeys(stem(word, stemmer) for stemmer in self._stemmers))

    def _phrases(self, words: list[str]) -> list[Query]:
        pairs = dict.fromkeys((one, other) for one, other in pairwise(words) if one != other)
        latin = self._stemmers[0] if len(self._stemmers) == 1 else ENGLISH
        return [
            Query.boost_query(
                Query.phrase_query(schema(), field, [stem(one, latin), stem(other, latin)], slop=NEAR), boost
            )
            for one, other in pairs
            for field, boost in PHRASES.items()
        ]

    # -- titles

    def _name(self, word: str) -> Query | None:
        if self._searcher.doc_freq("names", word):
            return Query.term_query(schema(), "names", word, "basic")
        return _any_name([other for other, _ in self._names().meant_by(word)])

    def _beginning(self, word: str) -> Query | None:
        begun = self._completions("names", word)
        return _any_name(begun or [other for other, _ in self._names().meant_by(word, begins=True)])

    def _completions(self, field: str, word: str) -> list[str]:
        found = self._searcher.terms_with_prefix(field, word)
        return [other for other, _ in sorted(found, key=lambda term: (-term[1], term[0]))[:MOST_COMPLETIONS]]


def _any_name(words: list[str]) -> Query | None:
    if not words:
        return None
    return Query.boolean_query([(Occur.Should, Query.term_query(schema(), "names", word, "basic")) for word in words])


def _only(query: Query) -> Query:
    """A condition, which adds nothing to the score."""
    return Query.const_score_query(query, 0.0)


def _least(words: int, *, strict: bool) -> int:
    """How many of the words must be there: of one or two all, of more fewer, as people describe what they look for."""
    if words <= 2:
        return words
    return math.ceil(words * (0.75 if strict else 0.3))
