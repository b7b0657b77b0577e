"""What a generated question is, whoever made it."""

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "single_choice",
    "multiple_choice",
    "true_false",
    "short_text",
    "blanks",
    "numeric",
    "matching",
    "ordering",
    "essay",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

BLANK = "____"
"""What stands in a prompt where something is left out."""
OPTIONS = 4
"""How many options a question with one right answer has."""

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
Short = Annotated[str, Field(min_length=1, max_length=500)]
Level = Annotated[int, Field(ge=1, le=5)]
"""How hard a question is; 1 is the easiest."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(_Frozen):
    """A piece of the text, word for word, and where it stands."""

    lesson_id: str | None = None
    block_id: str | None = None
    paragraph: int
    """Which paragraph of the text, from 0."""
    start: int
    """The first character in that paragraph, its runs of spaces counted as one."""
    end: int
    """Behind the last."""
    text: str


class Choice(_Frozen):
    """Something to choose."""

    text: Short
    right: bool = False


class Pair(_Frozen):
    """Two things that belong together."""

    prompt: Short
    match: Short


class Criterion(_Frozen):
    """By what an essay is judged, and how much of it that is."""

    text: Short
    points: Annotated[int, Field(ge=1, le=100)]


class Item(_Frozen):
    """A question, its answer, and the passages that answer it. Which fields are filled depends on the kind."""

    kind: Kind
    prompt: Text
    choices: tuple[Choice, ...] = ()
    """For single and multiple choice, in the order in which they are shown."""
    truth: bool | None = None
    """For true or false."""
    answers: tuple[Short, ...] = ()
    """For short text, all that is accepted; for blanks, what belongs into each, in order."""
    value: Decimal | None = None
    """For a numeric question."""
    near: Decimal = Decimal(0)
    """By what part of itself an answer may miss it."""
    unit: str = ""
    """What follows the number in the text, for the explanation."""
    pairs: tuple[Pair, ...] = ()
    sequence: tuple[Short, ...] = ()
    """For ordering, in the right order."""
    model_answer: str = ""
    criteria: tuple[Criterion, ...] = ()
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    topic: str
    """The term that it is about, or what else is asked for: two items of a topic should not ask the same."""
    difficulty: Level = 3
    made_by: str = "embedded"
    """The provider."""

    @property
    def right(self) -> tuple[str, ...]:
        """What is right, as texts: what a reader must find in the passages."""
        if self.choices:
            return tuple(choice.text for choice in self.choices if choice.right)
        if self.value is not None:
            return (format(self.value, "f"),)
        if self.pairs:
            return tuple(text for pair in self.pairs for text in (pair.prompt, pair.match))
        return self.answers or self.sequence

    @property
    def cited(self) -> str:
        """The passages as one text."""
        return " ".join(passage.text for passage in self.passages)
