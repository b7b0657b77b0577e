"""A summary made of a text's own sentences, so that each of them can be traced to where it stands.

Sentences are taken one after the other, the one first that adds the most likely pairs of words (`pairs.py`) for its
length and looks itself like one of a summary, until the length is reached. What was said already counts little again.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from functions.ai.domain.learned import Weighing, weighing
from functions.ai.domain.pairs import pair_signs, pairs_of
from functions.ai.domain.reading import Document, Sentence, content_stems

FEWEST_WORDS, MOST_WORDS = 5, 60
SAID_ALREADY = 0.1
"""What a pair counts that an earlier sentence of the summary has."""
SHARE_OF_LOOKS = 0.5
"""What the looks of a sentence count beside its pairs."""
LENGTH_COUNTED = 0.7
"""The power of its length by which what a sentence adds is divided: less than one, for long ones leave less over."""
TOP_WORDS = 12

_POINTS_ELSEWHERE = re.compile(
    r"\b(for example|for instance|in this|figure|shown|table|recall|consider|suppose)\b", re.I
)
_NOT_ALONE = re.compile(
    r"(?:View|Watch|Visit|Click|Explore|And|It|They|He|She)\b"
    r"|.*\b(?:[Tt]his|next|previous) (?:chapter|section|module|feature)\b",
    re.S,
)
"""What sends its reader elsewhere, speaks of the text itself, or goes on with the sentence before."""
_DEFINES = re.compile(r"\b(is|are) (a|an|the|called|known|defined)\b|\brefers? to\b|\bmeans?\b")
_LEANS_BACK = re.compile(
    r"(this|these|that|those|it|they|he|she|his|her|their|but|however|and|another|such|also|thus|therefore|so)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of a text in its order."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The summary, to be read."""
        return " ".join(sentence.text for sentence in self.sentences)


def summarize(document: Document, most_words: int) -> Summary:
    """The summary of a text in at most so many words; empty for a text without a sentence of its kind that fits."""
    order = ranked(document, most_words)
    return Summary(tuple(sorted(order, key=lambda sentence: (sentence.paragraph, sentence.place))))


def ranked(document: Document, most_words: int) -> list[Sentence]:
    """The sentences of a summary, the weightiest first."""
    eligible = [sentence for sentence in document.sentences if may_stand(sentence)]
    chances = {pair: weighing("pairs").chance(signs) for pair, signs in pair_signs(document).items()}
    looks = _looks(document, eligible, weighing("sentences"))
    pairs = [pairs_of(sentence, document.language) for sentence in eligible]
    said: set[tuple[str, str]] = set()
    chosen: list[Sentence] = []
    left = set(range(len(eligible)))
    room = most_words

    def worth(at: int) -> float:
        found = sum(chances[pair] * (SAID_ALREADY if pair in said else 1) for pair in pairs[at])
        return found / math.pow(length_of(eligible[at]), LENGTH_COUNTED) + SHARE_OF_LOOKS * looks[at]

    while fitting := [at for at in left if length_of(eligible[at]) <= room]:
        best = max(fitting, key=lambda at: (worth(at), -at))
        chosen.append(eligible[best])
        said |= pairs[best]
        room -= length_of(eligible[best])
        left.remove(best)
    return chosen


def length_of(sentence: Sentence) -> int:
    """Words, as a reader counts them."""
    return len(sentence.text.split())


def may_stand(sentence: Sentence) -> bool:
    """Whether a sentence can stand in a summary: a whole one by itself, no question, neither a scrap nor endless."""
    text = sentence.text
    whole = not text[0].islower() and text[0] not in ",.;:)" and not text.rstrip('"”’)').endswith("?")
    return whole and not _NOT_ALONE.match(text) and FEWEST_WORDS < length_of(sentence) <= MOST_WORDS


def _looks(document: Document, sentences: Sequence[Sentence], learned: Weighing) -> list[float]:
    return [learned.sum(signs) for signs in sentence_signs(document, sentences)]


def sentence_signs(document: Document, sentences: Sequence[Sentence]) -> list[Sequence[float]]:
    """What speaks for each of these sentences, as numbers."""
    contents = [content_stems(sentence.stems, document.language) for sentence in document.sentences]
    words = Counter(word for content in contents for word in content)
    neighbours = Counter(pair for content in contents for pair in itertools.pairwise(content))
    most = max(words.values(), default=1)
    top = {word for word, _ in words.most_common(TOP_WORDS)}
    title = set(content_stems(document.title, document.language))
    headings = {word for heading in document.headings for word in content_stems(heading, document.language)}

    def signs(sentence: Sentence) -> Sequence[float]:
        content = content_stems(sentence.stems, document.language)
        own = set(content)
        many = max(1, len(own))
        length = length_of(sentence)
        return (
            sum(words[word] for word in own) / many / most,
            len(top & own) / many,
            len(title & own) / max(1, len(title)),
            len(headings & own) / many,
            sum(neighbours[pair] > 1 for pair in itertools.pairwise(content)) / max(1, len(content)),
            1 / (1 + sentence.place),
            float(sentence.paragraph == 0),
            math.exp(-8 * sentence.paragraph / document.paragraphs),
            math.log(length),
            float(bool(_POINTS_ELSEWHERE.search(sentence.text))),
            float(bool(_DEFINES.search(sentence.text))),
            float(bool(_LEANS_BACK.match(sentence.text))),
            sum(character.isdigit() for character in sentence.text) / length,
        )

    return [signs(sentence) for sentence in sentences]
