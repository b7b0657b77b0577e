"""Making questions: a module per family, each of which takes a text's material and yields items with their worth."""

from functions.ai.domain.questions.making.base import Candidate, Workshop
from functions.ai.domain.questions.making.choices import single_choices
from functions.ai.domain.questions.making.essays import essays
from functions.ai.domain.questions.making.lists import multiple_choices
from functions.ai.domain.questions.making.numbers import numerics
from functions.ai.domain.questions.making.pairing import matchings, orderings
from functions.ai.domain.questions.making.statements import true_falses
from functions.ai.domain.questions.making.texts import blanks, short_texts

__all__ = ["MAKERS", "Candidate", "Workshop"]

MAKERS = {
    "single_choice": single_choices,
    "multiple_choice": multiple_choices,
    "true_false": true_falses,
    "short_text": short_texts,
    "blanks": blanks,
    "numeric": numerics,
    "matching": matchings,
    "ordering": orderings,
    "essay": essays,
}
"""Who makes each kind of question."""
