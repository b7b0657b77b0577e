"""ROUGE as summaries are judged by it: F1 of stemmed words, of pairs, and of common subsequences sentence by sentence.

Source: C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004.
"""

import re
from collections import Counter
from collections.abc import Sequence

from functions.ai.domain.reading import sentences_of, stem

_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words that count, stemmed."""
    return [stem(word, "en") for word in _WORD.findall(text.lower())]


def runs_of(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    """Every run of so many words, with how often it stands."""
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def rouge(said: Sequence[str], reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-Lsum, F1 each, of sentences against a reference text."""
    ours, theirs = words_of(" ".join(said)), words_of(reference)
    both = [(runs_of(ours, size), runs_of(theirs, size)) for size in (1, 2)]
    one, two = (_f1(sum((a & b).values()), sum(a.values()), sum(b.values())) for a, b in both)
    return one, two, _lsum([words_of(sentence) for sentence in said], [words_of(s) for s in sentences_of(reference)])


def _lsum(said: Sequence[list[str]], reference: Sequence[list[str]]) -> float:
    left_ours = Counter(word for sentence in said for word in sentence)
    left_theirs = Counter(word for sentence in reference for word in sentence)
    hits = 0
    for sentence in reference:
        common = {at for other in said for at in _common(sentence, other)}
        for word in (sentence[at] for at in common):
            if left_ours[word] > 0 and left_theirs[word] > 0:
                hits += 1
                left_ours[word] -= 1
                left_theirs[word] -= 1
    return _f1(hits, sum(map(len, said)), sum(map(len, reference)))


def _common(one: Sequence[str], other: Sequence[str]) -> list[int]:
    """Places in ``one`` of a longest common subsequence."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, word in enumerate(one):
        for j, against in enumerate(other):
            same = word == against
            table[i + 1][j + 1] = table[i][j] + 1 if same else max(table[i][j + 1], table[i + 1][j])
    found, i, j = [], len(one), len(other)
    while i and j:
        if one[i - 1] == other[j - 1]:
            found.append(i - 1)
            i, j = i - 1, j - 1
        elif table[i][j - 1] > table[i - 1][j]:
            j -= 1
        else:
            i -= 1
    return found


def _f1(hits: int, ours: int, theirs: int) -> float:
    return 2 * hits / (ours + theirs) if hits else 0.0
