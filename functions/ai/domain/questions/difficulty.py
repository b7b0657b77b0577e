"""How hard a question may be, before anybody answered it.

An estimate from what is known to make questions hard: recalling is harder than recognizing, alike options are harder to
tell apart, a question that cannot be answered by finding its words in the text needs understanding, long and rare words
cost effort. It orders questions; what students make of them replaces it (assessment's statistics).
"""

from functions.ai.domain.questions.guessing import Guesser
from functions.ai.domain.questions.items import Item, Kind
from functions.ai.domain.questions.material import Material

_BY_KIND: dict[Kind, float] = {
    "true_false": 1.4,
    "single_choice": 2.0,
    "matching": 2.4,
    "multiple_choice": 2.8,
    "blanks": 2.8,
    "numeric": 3.0,
    "short_text": 3.0,
    "ordering": 3.2,
    "essay": 4.0,
}
_EASY_WORDS, _HARD_WORDS = 6, 26
"""Of a prompt."""


def difficulty(item: Item, material: Material, guesser: Guesser) -> int:
    """From 1, the easiest, to 5."""
    hard = _BY_KIND[item.kind]
    if item.kind == "single_choice":
        hard += 1.2 * (1 - guesser.chance(item))
        keys = [material.key_of(choice.text) for choice in item.choices]
        alike = [material.likeness(keys[0], key) for key in keys[1:]]
        hard += sum(alike) / max(1, len(alike))
    words = len(item.prompt.split())
    hard += 0.6 * (min(max(words, _EASY_WORDS), _HARD_WORDS) - _EASY_WORDS) / (_HARD_WORDS - _EASY_WORDS)
    if item.kind != "essay" and len(item.passages) > 1:
        hard += 0.4
    return max(1, min(5, round(hard)))
