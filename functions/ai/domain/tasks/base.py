"""What every task has: passages that it is about, citations of them, and what it used."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Anything that goes to a provider or comes from one. Survives ``model_dump`` and ``model_validate``."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(Shape):
    """A heading or a paragraph of the source, word for word."""

    passage_id: str
    """Names it among the passages of a request."""
    text: str
    heading: bool = False
    lesson_id: str | None = None
    block_id: str | None = None


class Citation(Shape):
    """Where something stands in the source: ``passage.text[start:end] == text``, counted in code points."""

    passage_id: str
    start: int
    end: int
    text: str

    @classmethod
    def found(cls, passage: Passage, quote: str) -> "Citation | None":
        """The first place of a quote in a passage, whatever the white space between its words; None if it is not there.

        Case and marks count: a quote is word for word.
        """
        words = quote.split()
        if not words:
            return None
        start = passage.text.find(quote)
        if start >= 0:
            return cls(passage_id=passage.passage_id, start=start, end=start + len(quote), text=quote)
        return cls._across_spaces(passage, words)

    @classmethod
    def _across_spaces(cls, passage: Passage, words: list[str]) -> "Citation | None":
        text = passage.text
        start = text.find(words[0])
        while start >= 0:
            at = start
            for word in words:
                while at < len(text) and text[at].isspace():
                    at += 1
                if not text.startswith(word, at):
                    break
                at += len(word)
            else:
                return cls(passage_id=passage.passage_id, start=start, end=at, text=text[start:at])
            start = text.find(words[0], start + 1)
        return None


class Used(Shape):
    """Who did it, and what that took. Tokens and money are 0 where nothing is counted."""

    provider: str
    """``embedded``, or the kind of API that was spoken: ``openai``."""
    model: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micro: int = 0
    """Millionths of a unit of ``currency``."""
    currency: str | None = None
    instead: str | None = None
    """Why the embedded provider did what another one should have done; None where that is not so."""

    def plus(self, other: "Used") -> "Used":
        """Both together, named after the first."""
        return self.model_copy(
            update={
                "tokens_in": self.tokens_in + other.tokens_in,
                "tokens_out": self.tokens_out + other.tokens_out,
                "cost_micro": self.cost_micro + other.cost_micro,
            }
        )


def tallied(used: Iterable[Used]) -> tuple[Used, ...]:
    """By provider, model and why it was that one, with what each took."""
    by_whom: dict[tuple[str, str, str | None], Used] = {}
    for one in used:
        key = one.provider, one.model, one.instead
        by_whom[key] = by_whom[key].plus(one) if key in by_whom else one
    return tuple(by_whom.values())


class Request(Shape):
    """What is asked of a provider. ``language`` is a BCP 47 tag: that of the source."""

    language: str = "en"
    names: tuple[str, ...] = ()
    """Of people, to be struck out of all texts before anything leaves."""


class Result(Shape):
    """What a provider answers."""

    used: Used
