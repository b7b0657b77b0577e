"""How likely each pair of neighbouring words is to stand in a good summary.

What a person takes over into a summary are phrases, so a summary that holds many likely pairs is a good one (D. Gillick
and B. Favre, "A Scalable Global Model for Summarization", 2009). How likely a pair is follows from where and how often
it stands, by a logistic regression on textbook chapters and their authors' own summaries (`infra/fitting`).
"""

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from functions.ai.domain.reading import Document, Sentence, content_stems, is_empty

Pair = tuple[str, str]


@dataclass(slots=True)
class _Seen:
    """Where a pair was seen."""

    times: int = 0
    first: float = 0.0
    leading: int = 0
    paragraphs: set[int] = field(default_factory=set)


def pairs_of(sentence: Sentence, language: str) -> set[Pair]:
    """Its neighbouring words, but for those of which neither says anything."""
    stems = sentence.stems
    return {
        pair for pair in itertools.pairwise(stems) if not (is_empty(pair[0], language) and is_empty(pair[1], language))
    }


def pair_signs(document: Document) -> dict[Pair, Sequence[float]]:
    """What speaks for each pair of a document, as numbers."""
    seen: dict[Pair, _Seen] = {}
    words: Counter[str] = Counter()
    for sentence in document.sentences:
        words.update(content_stems(sentence.stems, document.language))
        for pair in pairs_of(sentence, document.language):
            one = seen.setdefault(pair, _Seen(first=sentence.paragraph / document.paragraphs))
            one.times += 1
            one.leading += sentence.place == 0
            one.paragraphs.add(sentence.paragraph)
    most = math.log1p(max(words.values(), default=1))
    title = set(document.title)
    headings = {word for heading in document.headings for word in heading}
    return {pair: _signs(pair, one, words, most, title, headings, document.language) for pair, one in seen.items()}


def _signs(
    pair: Pair, seen: _Seen, words: Counter[str], most: float, title: set[str], headings: set[str], language: str
) -> Sequence[float]:
    counts = [math.log1p(words[word]) / most for word in pair]
    return (
        math.log(seen.times),
        float(seen.times == 1),
        math.log(len(seen.paragraphs)),
        seen.first,
        math.log1p(seen.leading),
        min(counts),
        max(counts),
        float(is_empty(pair[0], language)),
        float(is_empty(pair[1], language)),
        float(sum(word in title for word in pair)),
        float(sum(word in headings for word in pair)),
    )
