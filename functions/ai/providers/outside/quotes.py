"""Quotes of what left: found again in the source, out of which names and addresses had been struck."""

from collections.abc import Iterable

from functions.ai.domain.stripping import Stripped
from functions.ai.domain.tasks import Citation, Passage


def find(passage: Passage, quote: str, names: Iterable[str]) -> Citation | None:
    """Where a quote of a passage as it left stands in it; the citation has the source's own words."""
    found = Citation.found(passage, quote)
    if found:
        return found
    left = Stripped(passage.text, names)
    found = Citation.found(passage.model_copy(update={"text": left.text}), quote)
    if found is None:
        return None
    start, end = left.source(found.start, found.end)
    return Citation(passage_id=passage.passage_id, start=start, end=end, text=passage.text[start:end])


def occurring(text: str, quotes: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """Those of the quotes that stand in a text, each as it stands there."""
    passage, known = Passage(passage_id="", text=text), tuple(names)
    found = (find(passage, quote, known) for quote in quotes)
    return tuple(citation.text for citation in found if citation)
