"""Questions that are answered by arranging: things to match, things to put in order."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from functions.assessment.domain.questions.base import (
    MOST_OPTIONS,
    AnyQuestion,
    Key,
    Keyed,
    Mark,
    Order,
    Part,
    duplicates,
    repeated_keys,
)
from shared.errors import FieldError
from shared.rich_text import Document


class Item(Keyed):
    """Something to arrange."""

    content: Document


class Prompt(Keyed):
    """Something to find the match for: the key of a match."""

    content: Document
    match: Key


class Matched(Part):
    """By key of the prompt, the key of the match."""

    pairs: Annotated[dict[Key, Key], Field(max_length=MOST_OPTIONS)]


class Matching(AnyQuestion[Matched]):
    """Each prompt has one match; matches may belong to several prompts or to none.

    Each prompt is worth the same part.
    """

    Response: ClassVar[type[Part]] = Matched

    type: Literal["matching"]
    prompts: Annotated[tuple[Prompt, ...], Field(min_length=2, max_length=MOST_OPTIONS)]
    matches: Annotated[tuple[Item, ...], Field(min_length=2, max_length=MOST_OPTIONS)]

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Both sides."""
        for place, prompt in enumerate(self.prompts):
            yield f"/prompts/{place}/content", prompt.content
        for place, match in enumerate(self.matches):
            yield f"/matches/{place}/content", match.content

    def broken_rules(self) -> Iterator[FieldError]:
        """Every prompt names a match that is there; matches have keys of their own."""
        yield from repeated_keys(self.prompts, "/prompts")
        yield from repeated_keys(self.matches, "/matches")
        known = {match.key for match in self.matches}
        for place, match in enumerate(self.matches):
            if match.key is None:
                yield FieldError(f"/matches/{place}/key", "missing", "A match has a key, by which prompts name it.")
        for place, prompt in enumerate(self.prompts):
            if prompt.match not in known:
                yield FieldError(f"/prompts/{place}/match", "unknown_match", "There is no match with this key.")

    def shown(self, order: Order) -> dict[str, Any]:
        """Both sides, each shuffled, without what belongs together."""
        return {
            **super().shown(order),
            "prompts": [{"key": one.key, "content": one.content} for one in order(self.prompts)],
            "matches": [{"key": one.key, "content": one.content} for one in order(self.matches)],
        }

    def strays(self, response: Matched) -> Iterator[FieldError]:
        """Keys that are not there."""
        prompts, matches = {one.key for one in self.prompts}, {one.key for one in self.matches}
        for prompt, match in response.pairs.items():
            if prompt not in prompts:
                yield FieldError(f"/pairs/{prompt}", "unknown_prompt", "The question has no such prompt.")
            elif match not in matches:
                yield FieldError(f"/pairs/{prompt}", "unknown_match", "The question has no such match.")

    def is_blank(self, response: Matched) -> bool:
        """Whether nothing is matched."""
        return not response.pairs

    def mark(self, response: Matched) -> Mark:
        """The part of the prompts that are matched rightly."""
        parts = tuple(
            (prompt.key or "", Fraction(response.pairs.get(prompt.key or "") == prompt.match))
            for prompt in self.prompts
        )
        return Mark(sum((share for _, share in parts), Fraction(0)) / len(parts), parts)

    def right_answer(self) -> dict[str, Any]:
        """What belongs together."""
        return {"pairs": {prompt.key: prompt.match for prompt in self.prompts}}

    def categories(self, response: Matched) -> tuple[str, ...]:
        """Which prompts are matched rightly."""
        return tuple(f"{key}:{'right' if share == 1 else 'wrong'}" for key, share in self.mark(response).parts)


class Ordered(Part):
    """The keys in the order that was chosen."""

    keys: Annotated[tuple[Key, ...], Field(max_length=MOST_OPTIONS)]


class Ordering(AnyQuestion[Ordered]):
    """Things to put into their order; the author writes them in it.

    ``relative``: of all pairs the part in the right order less the part in the wrong one (Kendall's tau), at least 0:
    what is no better than chance is worth nothing. ``positions``: the part of the things that stand at their place.
    ``exact``: 1 for the right order, else 0.
    """

    Response: ClassVar[type[Part]] = Ordered

    type: Literal["ordering"]
    items: Annotated[tuple[Item, ...], Field(min_length=2, max_length=MOST_OPTIONS)]
    scoring: Literal["relative", "positions", "exact"] = "relative"

    def own_documents(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is put in order."""
        for place, item in enumerate(self.items):
            yield f"/items/{place}/content", item.content

    def broken_rules(self) -> Iterator[FieldError]:
        """Items are told apart."""
        return repeated_keys(self.items, "/items")

    def shown(self, order: Order) -> dict[str, Any]:
        """The items, always shuffled: as they are written they would be the answer."""
        shown = [{"key": item.key, "content": item.content} for item in order(self.items)]
        return {**super().shown(order), "items": shown}

    def strays(self, response: Ordered) -> Iterator[FieldError]:
        """Items that are not there, twice, or left out."""
        known = {item.key for item in self.items}
        for place, key in enumerate(response.keys):
            if key not in known:
                yield FieldError(f"/keys/{place}", "unknown_item", "The question has no such item.")
        for place in duplicates(response.keys):
            yield FieldError(f"/keys/{place}", "repeated_item", "Each item stands once.")
        if response.keys and len(response.keys) < len(self.items):
            yield FieldError("/keys", "incomplete", "All items are put in order.")

    def is_blank(self, response: Ordered) -> bool:
        """Whether nothing is put in order."""
        return not response.keys

    def mark(self, response: Ordered) -> Mark:
        """By the rule of scoring."""
        right = [item.key for item in self.items]
        at_place = tuple((key, Fraction(key == right[place])) for place, key in enumerate(response.keys))
        if self.scoring == "exact":
            return Mark(Fraction(list(response.keys) == right), at_place)
        if self.scoring == "positions":
            return Mark(sum((share for _, share in at_place), Fraction(0)) / len(right), at_place)
        place_of = {key: place for place, key in enumerate(response.keys)}
        pairs = list(combinations(right, 2))
        good = sum(place_of[first or ""] < place_of[second or ""] for first, second in pairs)
        return Mark(max(Fraction(0), Fraction(2 * good - len(pairs), len(pairs))), at_place)

    def right_answer(self) -> dict[str, Any]:
        """The order."""
        return {"keys": [item.key for item in self.items]}

    def categories(self, response: Ordered) -> tuple[str, ...]:
        """Which item was put first."""
        return (f"first:{response.keys[0]}",)
