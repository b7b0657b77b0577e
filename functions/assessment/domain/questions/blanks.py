"""A text with blanks to fill: by choosing from a list, by writing a word, or a number."""

import re
from abc import abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from functions.assessment.domain.questions.base import (
    AnyQuestion,
    Key,
    Keyed,
    Mark,
    Order,
    Part,
    as_written,
    repeated_keys,
)
from functions.assessment.domain.questions.numbers import Exact, Tolerance, number
from functions.assessment.domain.questions.words import (
    AcceptedTexts,
    Reading,
    documents_of_accepted,
    faults_of_accepted,
    worth,
)
from shared.errors import FieldError
from shared.texts import Line, Printable

MOST_BLANKS = 50
_PLACE = re.compile(r"\[\[([A-Za-z0-9_-]{1,24})\]\]")


class _Blank(Part):
    key: Key
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    """How much it counts beside the others."""

    @abstractmethod
    def worth(self, text: str) -> Fraction:
        """What was filled in is worth, from 0 to 1."""

    @abstractmethod
    def right(self) -> str:
        """What belongs into it."""


class Word(Keyed):
    """Something to choose for a blank."""

    text: Line
    correct: bool = False


class ChoiceBlank(_Blank):
    """To be filled from a list; the answer is the key of what was chosen."""

    kind: Literal["choice"]
    words: Annotated[tuple[Word, ...], Field(min_length=2, max_length=30)]
    shuffle: bool = True

    def worth(self, text: str) -> Fraction:
        """1 for the right word."""
        return Fraction(any(word.key == text and word.correct for word in self.words))

    def right(self) -> str:
        """The key of the right word."""
        return next(word.key or "" for word in self.words if word.correct)


class TextBlank(_Blank):
    """To be filled by writing."""

    kind: Literal["text"]
    accepted: AcceptedTexts
    reading: Reading = Reading()

    def worth(self, text: str) -> Fraction:
        """What the best of the accepted texts that it is is worth."""
        return max(Fraction(0), worth(self.reading.best(self.accepted, text)))

    def right(self) -> str:
        """A text that is fully right."""
        return next(one.text for one in self.accepted if one.share_bp == 10_000)


class NumberBlank(_Blank):
    """To be filled by a number."""

    kind: Literal["number"]
    value: Exact
    tolerance: Tolerance = Tolerance(kind="absolute", by=0)  # type: ignore[arg-type]  # a whole number is exact

    def worth(self, text: str) -> Fraction:
        """1 for a number that is near enough."""
        answer = number(text)
        return Fraction(answer is not None and self.tolerance.takes(answer, self.value))

    def right(self) -> str:
        """The number."""
        return f"{self.value:f}"


Blank = Annotated[ChoiceBlank | TextBlank | NumberBlank, Field(discriminator="kind")]


class Filled(Part):
    """By key of the blank, what was written or chosen."""

    blanks: Annotated[
        dict[Key, Annotated[str, StringConstraints(max_length=500), Printable]], Field(max_length=MOST_BLANKS)
    ]


class Blanks(AnyQuestion[Filled]):
    """A text in which ``[[key]]`` marks where each blank is. Each is worth its weight's part of the whole."""

    Response: ClassVar[type[Part]] = Filled

    type: Literal["blanks"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=20_000), Printable]
    blanks: Annotated[tuple[Blank, ...], Field(min_length=1, max_length=MOST_BLANKS)]

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is said to what was written."""
        for place, blank in enumerate(self.blanks):
            if isinstance(blank, TextBlank):
                yield from documents_of_accepted(blank.accepted, f"/blanks/{place}/accepted")

    def broken_rules(self) -> Iterator[FieldError]:
        """Every blank stands in the text once, and can be filled rightly in one way at least."""
        marked = _PLACE.findall(self.text)
        known = [blank.key for blank in self.blanks]
        for place, key in enumerate(known):
            if key in known[:place]:
                yield FieldError(f"/blanks/{place}/key", "repeated_key", "Another one has this key.")
            elif marked.count(key) != 1:
                yield FieldError(f"/blanks/{place}/key", "not_in_text", f"[[{key}]] stands once in the text.")
        for key in dict.fromkeys(marked):
            if key not in known:
                yield FieldError("/text", "unknown_blank", f"There is no blank with the key {key}.")
        for place, blank in enumerate(self.blanks):
            if isinstance(blank, ChoiceBlank):
                yield from repeated_keys(blank.words, f"/blanks/{place}/words")
                if sum(word.correct for word in blank.words) != 1:
                    yield FieldError(f"/blanks/{place}/words", "one_right", "Exactly one word is correct.")
            if isinstance(blank, TextBlank):
                yield from faults_of_accepted(blank.accepted, f"/blanks/{place}/accepted")
            if isinstance(blank, NumberBlank) and blank.tolerance.by < 0:
                yield FieldError(f"/blanks/{place}/tolerance/by", "negative", "A tolerance is not negative.")

    def shown(self, order: Order) -> dict[str, Any]:
        """The text, and for each blank how it is filled and from what."""
        return {**super().shown(order), "text": self.text, "blanks": [_shown(blank, order) for blank in self.blanks]}

    def strays(self, response: Filled) -> Iterator[FieldError]:
        """Blanks that are not there."""
        known = {blank.key for blank in self.blanks}
        for key in response.blanks:
            if key not in known:
                yield FieldError(f"/blanks/{key}", "unknown_blank", "The question has no such blank.")

    def is_blank(self, response: Filled) -> bool:
        """Whether none is filled."""
        return not any(text.strip() for text in response.blanks.values())

    def mark(self, response: Filled) -> Mark:
        """The sum of what the blanks are worth, each by its weight."""
        parts = tuple((blank.key, blank.worth(response.blanks.get(blank.key, ""))) for blank in self.blanks)
        weights = {blank.key: blank.weight for blank in self.blanks}
        reached = sum((share * weights[key] for key, share in parts), Fraction(0))
        return Mark(reached / sum(weights.values()), parts)

    def right_answer(self) -> dict[str, Any]:
        """What belongs into each blank."""
        return {"blanks": {blank.key: blank.right() for blank in self.blanks}}

    def categories(self, response: Filled) -> tuple[str, ...]:
        """Which blanks are right."""
        return tuple(f"{key}:{'right' if share == 1 else 'wrong'}" for key, share in self.mark(response).parts)


def _shown(blank: ChoiceBlank | TextBlank | NumberBlank, order: Order) -> dict[str, Any]:
    seen: dict[str, Any] = {"key": blank.key, "kind": blank.kind}
    if isinstance(blank, ChoiceBlank):
        words = (order if blank.shuffle else as_written)(blank.words)
        seen["words"] = [{"key": word.key, "text": word.text} for word in words]
    return seen
