"""Keys for what an author left without: at random, so that they tell nothing about what is right."""

from typing import Any, TypeVar

from functions.assessment.domain.questions.base import AnyQuestion, NewKey, keyed
from functions.assessment.domain.questions.blanks import Blanks, ChoiceBlank
from functions.assessment.domain.questions.choices import MultipleChoice, SingleChoice
from functions.assessment.domain.questions.composites import Comprehension, VideoQuestion
from functions.assessment.domain.questions.pairing import Matching, Ordering

Q = TypeVar("Q", bound=AnyQuestion[Any])


def with_keys(question: Q, new_key: NewKey) -> Q:
    """The question, in which every option, item and word has a key."""
    changes: dict[str, object] = {}
    if isinstance(question, SingleChoice | MultipleChoice):
        changes = {"options": keyed(question.options, new_key)}
    elif isinstance(question, Ordering):
        changes = {"items": keyed(question.items, new_key)}
    elif isinstance(question, Matching):
        changes = {"prompts": keyed(question.prompts, new_key), "matches": keyed(question.matches, new_key)}
    elif isinstance(question, Blanks):
        changes = {
            "blanks": tuple(
                blank.model_copy(update={"words": keyed(blank.words, new_key)})
                if isinstance(blank, ChoiceBlank)
                else blank
                for blank in question.blanks
            )
        }
    elif isinstance(question, Comprehension | VideoQuestion):
        changes = {
            "parts": tuple(
                part.model_copy(update={"question": with_keys(part.question, new_key)}) for part in question.parts
            )
        }
    return question.model_copy(update=changes)
