"""Questions that are answered by choosing: one option, several, or true and false."""

from abc import abstractmethod
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from functions.assessment.domain.questions.base import (
    MOST_OPTIONS,
    AnyQuestion,
    BasisPoints,
    Key,
    Keyed,
    Mark,
    Order,
    Part,
    as_written,
    repeated_keys,
)
from shared.errors import FieldError
from shared.rich_text import Document


class Option(Keyed):
    """Something to choose."""

    content: Document
    feedback: Document | None = None
    """What is said to who chose it, where the rules of release allow feedback."""


class WeighedOption(Option):
    """An option of a question with one choice. Its worth is 10,000 for the right one; others may be worth something, or
    cost something."""

    share_bp: BasisPoints = 0


class CorrectOption(Option):
    """An option of a question with several choices."""

    correct: bool = False


class _Choice(AnyQuestion[Any]):
    shuffle: bool = True

    @abstractmethod
    def _options(self) -> tuple[Option, ...]:
        """What the type has of its own."""

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What there is to choose from."""
        for place, option in enumerate(self._options()):
            yield f"/options/{place}/content", option.content
            if option.feedback is not None:
                yield f"/options/{place}/feedback", option.feedback

    def shown(self, order: Order) -> dict[str, Any]:
        """The options without what they are worth."""
        options = (order if self.shuffle else as_written)(self._options())
        return {
            **super().shown(order),
            "options": [{"key": option.key, "content": option.content} for option in options],
        }

    def _unknown(self, keys: tuple[str, ...], at: str) -> Iterator[FieldError]:
        known = {option.key for option in self._options()}
        for place, key in enumerate(keys):
            if key not in known:
                yield FieldError(at.format(place), "unknown_option", "The question has no such option.")


class OneKey(Part):
    """The option that was chosen."""

    key: Key


class SingleChoice(_Choice):
    """One of several options is right."""

    Response: ClassVar[type[Part]] = OneKey

    type: Literal["single_choice"]
    options: Annotated[tuple[WeighedOption, ...], Field(min_length=2, max_length=MOST_OPTIONS)]

    def _options(self) -> tuple[Option, ...]:
        return self.options

    def broken_rules(self) -> Iterator[FieldError]:
        """Exactly one option is right."""
        yield from repeated_keys(self.options, "/options")
        if sum(option.share_bp == 10_000 for option in self.options) != 1:
            yield FieldError("/options", "one_right", "Exactly one option is worth 10,000 basis points.")

    def strays(self, response: OneKey) -> Iterator[FieldError]:
        """A key that no option has."""
        return self._unknown((response.key,), "/key")

    def mark(self, response: OneKey) -> Mark:
        """What the chosen option is worth."""
        chosen = next(option for option in self.options if option.key == response.key)
        return Mark(Fraction(chosen.share_bp, 10_000), feedback=(chosen.feedback,) if chosen.feedback else ())

    def right_answer(self) -> dict[str, Any]:
        """The key of the right option."""
        return {"key": next(option.key for option in self.options if option.share_bp == 10_000)}

    def guess_bp(self) -> int:
        """The mean of what the options are worth."""
        return max(0, sum(option.share_bp for option in self.options) // len(self.options))

    def categories(self, response: OneKey) -> tuple[str, ...]:
        """The option that was chosen."""
        return (response.key,)


class SomeKeys(Part):
    """The options that were chosen."""

    keys: Annotated[tuple[Key, ...], Field(max_length=MOST_OPTIONS)]


class MultipleChoice(_Choice):
    """Any number of options are right; each has to be chosen or left.

    ``balanced``: the share of right options that were chosen less the share of wrong ones that were, never below 0, so
    that choosing everything is worth nothing where something is wrong. ``all_or_nothing``: 1 for exactly the right
    ones, else 0.
    """

    Response: ClassVar[type[Part]] = SomeKeys

    type: Literal["multiple_choice"]
    options: Annotated[tuple[CorrectOption, ...], Field(min_length=2, max_length=MOST_OPTIONS)]
    scoring: Literal["balanced", "all_or_nothing"] = "balanced"
    penalty_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    """What an answer costs that is worth nothing."""

    def _options(self) -> tuple[Option, ...]:
        return self.options

    def broken_rules(self) -> Iterator[FieldError]:
        """At least one option is right."""
        yield from repeated_keys(self.options, "/options")
        if not any(option.correct for option in self.options):
            yield FieldError("/options", "one_right", "At least one option is correct.")

    def strays(self, response: SomeKeys) -> Iterator[FieldError]:
        """Keys that no option has."""
        return self._unknown(response.keys, "/keys/{}")

    def is_blank(self, response: SomeKeys) -> bool:
        """Whether nothing was chosen."""
        return not response.keys

    def mark(self, response: SomeKeys) -> Mark:
        """What the chosen options are worth together."""
        chosen = set(response.keys)
        right = {option.key for option in self.options if option.correct}
        wrong = len(self.options) - len(right)
        if self.scoring == "all_or_nothing":
            share = Fraction(chosen == right)
        else:
            missed = Fraction(len(chosen - right), wrong) if wrong else Fraction(0)
            share = max(Fraction(0), Fraction(len(chosen & right), len(right)) - missed)
        said = tuple(option.feedback for option in self.options if option.feedback and option.key in chosen)
        return Mark(share or Fraction(-self.penalty_bp, 10_000), feedback=said)

    def right_answer(self) -> dict[str, Any]:
        """The keys of the right options."""
        return {"keys": [option.key for option in self.options if option.correct]}

    def categories(self, response: SomeKeys) -> tuple[str, ...]:
        """Each option that was chosen."""
        return tuple(sorted(set(response.keys)))


class YesOrNo(Part):
    """Whether it is true."""

    value: bool


class TrueFalse(AnyQuestion[YesOrNo]):
    """A statement that is true or not."""

    Response: ClassVar[type[Part]] = YesOrNo

    type: Literal["true_false"]
    correct: bool
    penalty_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    """What a wrong answer costs; with 10,000, guessing is worth nothing in the long run."""

    def guess_bp(self) -> int:
        """Half of it, less half of the penalty."""
        return (10_000 - self.penalty_bp) // 2

    def mark(self, response: YesOrNo) -> Mark:
        """All or nothing, or less."""
        return Mark(Fraction(1) if response.value is self.correct else Fraction(-self.penalty_bp, 10_000))

    def right_answer(self) -> dict[str, Any]:
        """What is the case."""
        return {"value": self.correct}

    def categories(self, response: YesOrNo) -> tuple[str, ...]:
        """The answer."""
        return ("true" if response.value else "false",)
