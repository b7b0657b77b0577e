"""Who makes questions for a generation: the provider's own part, and what is the same for every provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from functions.ai.domain.generations import Generation

if TYPE_CHECKING:
    from functions.ai.domain.questions.choosing import Generated
    from functions.ai.domain.questions.material import Lesson

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was made of a text, and by whom."""

    generated: "Generated"
    provider: str


class Proposer(Protocol):
    """Makes questions of texts."""

    def propose(
        self, generation: Generation, lesson: "Lesson", others: Sequence["Lesson"], count: int, asked: Sequence[str]
    ) -> Proposed:
        """At most so many checked questions about a lesson; ``others`` are lessons around it."""
        ...

    def combine(
        self, generation: Generation, batches: Sequence[Mapping[str, Any]], asked: Sequence[str]
    ) -> "Generated":
        """One set of what was made of several lessons."""
        ...


class EmbeddedProposer:
    """Makes them by algorithms of its own, of the text's own sentences: needs no key and no network."""

    def propose(
        self, generation: Generation, lesson: "Lesson", others: Sequence["Lesson"], count: int, asked: Sequence[str]
    ) -> Proposed:
        """At most so many checked questions about a lesson; the same for the same generation and lesson."""
        # Imported late: a request that begins or reads a generation needs none of it.
        from functions.ai.domain.questions.choosing import Wish, generate

        order = generation.order
        wish = Wish(order.kinds, count, order.difficulty)
        seed = f"{generation.generation_id}|{lesson.lesson_id}"
        return Proposed(generate(lesson, order.language, wish, seed=seed, others=others, asked=asked), EMBEDDED)

    def combine(
        self, generation: Generation, batches: Sequence[Mapping[str, Any]], asked: Sequence[str]
    ) -> "Generated":
        """One set of what was made of several lessons, in turn from each."""
        from functions.ai.domain.questions.choosing import Weighed, combined
        from functions.ai.domain.questions.items import Item

        sets = [
            [Weighed(Item.model_validate(one["item"]), one["guessed"]) for one in batch.get("items", ())]
            for batch in batches
        ]
        order = generation.order
        return combined(sets, order.language, order.count, asked, generation.generation_id)
