"""Questions for a generation: made by the desk's provider, then run through checks that are the same for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from functions.ai.domain.generations import Generation
from functions.ai.domain.passages import split
from functions.ai.domain.tasks import GenerateRequest, Used, tallied
from functions.ai.providers.embedded import EMBEDDED
from functions.ai.service.desk import Desk
from functions.ai.service.purposes import Feature, Purpose

if TYPE_CHECKING:
    from functions.ai.domain.questions.choosing import Generated
    from functions.ai.domain.questions.items import Item
    from functions.ai.domain.questions.material import Lesson

MOST_OF_A_CALL = 12
"""Questions that a model is asked for at once: more would not fit into its answer."""
SPARE = 1.25
"""How many more than wanted a model is asked for: some do not pass."""
MOST_CALLS = 8
MOST_AVOIDED, LONGEST_AVOIDED = 40, 200
"""Of what is asked already, as far as a model is told of it; the checks compare with all."""
WAITS = 3
"""How often a lesson waits for a provider that asks to come back, before the embedded one does it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is made in one go: which lesson of a generation, by its place, and how many questions of it."""

    place: int
    lesson: "Lesson"
    others: Sequence["Lesson"]
    """Those around it, the nearest first."""
    count: int
    names: tuple[str, ...] = ()
    """Of people who may stand in it, to be struck out of what leaves."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was made of a text, checked, and by whom."""

    generated: "Generated"
    used: tuple[Used, ...]


class Proposer:
    """Has questions made at a tenant's desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def propose(self, generation: Generation, part: Part, asked: Sequence[str], waited: int) -> Proposed:
        """At most so many checked questions about a lesson. Raises ``ComeBack``, and ``AiSwitchedOff``.

        A model is asked in several calls where one would not hold them; each is paid once, however often this is
        repeated. As soon as the embedded provider answers, nothing more is asked: it offers all at once.
        """
        # Imported late: a request that begins or reads a generation needs none of it.
        from functions.ai.domain.questions.choosing import Wish, vetted

        items: list[Item] = []
        used: list[Used] = []
        for place, request in enumerate(self._requests(generation, part, asked)):
            told = tuple(item.prompt[:LONGEST_AVOIDED] for item in items)
            purpose = Purpose(
                Feature.QUESTIONS,
                generation.requested_by,
                f"{generation.generation_id}-{part.place}-{place}",
                may_come_back=waited < WAITS,
            )
            avoid = (*told, *request.avoid)[:MOST_AVOIDED]
            result = self._desk.generate(request.model_copy(update={"avoid": avoid}), purpose)
            items += result.questions
            used.append(result.used)
            if result.used.provider == EMBEDDED:
                break
        order = generation.order
        generated = vetted(
            items,
            part.lesson,
            order.language,
            Wish(order.kinds, part.count, order.difficulty),
            seed=_seed(generation, part),
            others=part.others,
            asked=asked,
        )
        return Proposed(generated, tallied(used))

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

    def _requests(self, generation: Generation, part: Part, asked: Sequence[str]) -> Sequence[GenerateRequest]:
        """The calls for a lesson: each about another piece of it, as far as it has several."""
        from functions.ai.domain.questions.lessons import reading_of

        order, reading = generation.order, reading_of(part.lesson)
        pieces = split(reading.title, reading.passages)
        wanted = ceil(part.count * SPARE)
        calls = min(MOST_CALLS, max(1, len(pieces), ceil(wanted / MOST_OF_A_CALL)))
        whole = GenerateRequest(
            language=order.language,
            names=part.names,
            lesson=reading,
            others=tuple(map(reading_of, part.others)),
            kinds=order.kinds,
            count=min(MOST_OF_A_CALL, ceil(wanted / calls)),
            difficulty=order.difficulty,
            avoid=tuple(one[:LONGEST_AVOIDED] for one in asked[:MOST_AVOIDED]),
            seed=_seed(generation, part),
        )
        about = [tuple(one.passage_id for one in piece.passages) for piece in pieces] or [()]
        return [whole.model_copy(update={"about": about[call * len(about) // calls]}) for call in range(calls)]


def _seed(generation: Generation, part: Part) -> str:
    return f"{generation.generation_id}|{part.lesson.lesson_id}"
