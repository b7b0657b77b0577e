"""Questions as a model writes them, as items: nothing is believed here, nothing put right; the checks decide."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from functions.ai.domain.grading.hygiene import visible
from functions.ai.domain.questions.items import BLANK, Choice, Criterion, Item, Kind, Pair, Passage
from functions.ai.domain.questions.wording import Ask, worded
from functions.ai.domain.tasks import GenerateRequest
from functions.ai.domain.tasks import Passage as Given
from functions.ai.providers.outside.quotes import find

LONGEST_QUOTE = 600
"""What a model may quote at once: a longer quote would answer anything."""
MOST_QUOTES = 5
MOST_LISTED = 12
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_BLANK = re.compile(r"_{2,}")
_ASKS: Mapping[str, Ask] = {"blanks": "complete", "true_false": "true_false"}


def items_of(raw: Iterable[Any], request: GenerateRequest, made_by: str, names: Iterable[str]) -> list[Item]:
    """Those of the questions that can be read as such, of the kinds that were asked for."""
    given = {passage.passage_id: passage for passage in request.lesson.passages if not passage.heading}
    found = []
    for one in raw:
        if isinstance(one, dict) and one.get("kind") in request.kinds:
            try:
                found.append(_item(one, request, given, made_by, tuple(names)))
            except (ValidationError, KeyError, TypeError, ValueError, ArithmeticError):
                continue
    return found


def _item(
    one: Mapping[str, Any], request: GenerateRequest, given: Mapping[str, Given], made_by: str, names: tuple[str, ...]
) -> Item:
    kind: Kind = one["kind"]
    texts = tuple(_clean(text) for text in one["answers"][:MOST_LISTED])
    options = [(_clean(option["text"]), option["right"] is True) for option in one["options"][:MOST_LISTED]]
    choices = sorted((Choice(text=text, right=right) for text, right in options), key=lambda choice: not choice.right)
    prompt = _BLANK.sub(BLANK, _clean(one["prompt"]))
    if kind in _ASKS:
        prompt = worded(request.language, _ASKS[kind], prompt)
    number = texts[0].replace(",", "") if kind == "numeric" and texts else ""
    return Item(
        kind=kind,
        prompt=prompt,
        choices=tuple(choices) if kind in ("single_choice", "multiple_choice") else (),
        truth=one["truth"] if kind == "true_false" else None,
        answers=texts if kind in ("short_text", "blanks") else (),
        value=Decimal(number) if _NUMBER.fullmatch(number) else None,
        pairs=tuple(
            Pair(prompt=_clean(pair["left"]), match=_clean(pair["right"])) for pair in one["pairs"][:MOST_LISTED]
        )
        if kind == "matching"
        else (),
        sequence=texts if kind == "ordering" else (),
        model_answer=_clean(one["model_answer"]) if kind == "essay" else "",
        criteria=tuple(
            Criterion(text=_clean(criterion["text"]), points=criterion["points"])
            for criterion in one["criteria"][:MOST_LISTED]
        )
        if kind == "essay"
        else (),
        passages=tuple(_passage(quote, request, given, names) for quote in one["quotes"][:MOST_QUOTES]),
        topic=_clean(one["topic"]) or prompt[:100],
        made_by=made_by,
    )


def _passage(quote: Any, request: GenerateRequest, given: Mapping[str, Given], names: tuple[str, ...]) -> Passage:
    """Where the quote stands; a place that is none, for the checks to find, where it does not."""
    said = str(quote["quote"])
    passage = given.get(str(quote["passage_id"]))
    cited = find(passage, said, names) if passage and len(said) <= LONGEST_QUOTE else None
    if passage is None or cited is None:
        return Passage(lesson_id=request.lesson.lesson_id, paragraph=-1, start=0, end=0, text=said[:LONGEST_QUOTE])
    return Passage(
        lesson_id=request.lesson.lesson_id,
        block_id=passage.block_id,
        paragraph=int(passage.passage_id[1:]),
        start=cited.start,
        end=cited.end,
        text=cited.text,
    )


def _clean(text: Any) -> str:
    """As one line, without what nobody sees. Raises ``TypeError`` for what is no text."""
    if not isinstance(text, str):
        raise TypeError
    return " ".join(visible(text).split())
