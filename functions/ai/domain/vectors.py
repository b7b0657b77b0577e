"""Texts as vectors without a model: words and parts of words, hashed to places (the "hashing trick").

Source: K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009.
"""

import math
import zlib
from collections import Counter

from functions.ai.domain.reading import content_stems, stems_of

PLACES = 256
LETTERS = 4


def embedded(text: str, language: str) -> tuple[float, ...]:
    """A vector of length 1; of zeros for a text without a word that says anything."""
    stems = content_stems(stems_of(text, language), language)
    found: Counter[str] = Counter(stems)
    for stem in stems:
        framed = f"<{stem}>"
        found.update(framed[at : at + LETTERS] for at in range(max(1, len(framed) - LETTERS + 1)))
    vector = [0.0] * PLACES
    for feature, times in found.items():
        spread = zlib.crc32(feature.encode())
        vector[spread % PLACES] += (1 if spread >> 31 else -1) * (1 + math.log(times))
    length = math.sqrt(sum(value * value for value in vector))
    return tuple(value / length for value in vector) if length else tuple(vector)
