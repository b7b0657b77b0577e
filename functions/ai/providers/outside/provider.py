"""The tasks, as calls of a model. What comes back is looked at: what cites nothing that is there is left out."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from functions.ai.domain.grading.hygiene import visible
from functions.ai.domain.spending import Amount
from functions.ai.domain.stripping import stripped
from functions.ai.domain.tasks import (
    Citation,
    CitedText,
    CriterionGrade,
    EmbedRequest,
    EmbedResult,
    GenerateRequest,
    GenerateResult,
    GlossaryEntry,
    GradeRequest,
    GradeResult,
    Passage,
    Request,
    Suggestion,
    SummarizeRequest,
    SummarizeResult,
    TranslateRequest,
    TranslateResult,
    Used,
)
from functions.ai.providers.outside import forms, instructions
from functions.ai.providers.outside.client import Account, Client
from functions.ai.providers.outside.questions import items_of
from functions.ai.providers.outside.quotes import find, occurring
from functions.ai.providers.port import NotValid

Json = dict[str, Any]
INSTRUCTION_TOKENS = 4_000
"""More than any instruction and form have."""
MOST_ANSWER = 8_000
TOKENS_PER_QUESTION = 600
MOST_EVIDENCE = 10
LONGEST_LINE = 2_000


class Outside:
    """Does every task by a model."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._client = Client(account)

    def most(self, request: Request) -> Amount:
        """What a task can take at most: no token is shorter than a byte, and the answer has a limit."""
        read = len(json.dumps(_leaving(request), ensure_ascii=False).encode()) + INSTRUCTION_TOKENS
        wrote = 0 if isinstance(request, EmbedRequest) else _most_answer(request)
        return Amount(read + wrote, self._account.prices.cost(read, wrote))

    def generate(self, request: GenerateRequest) -> GenerateResult:
        """Questions about passages, as the model has them; what a quote does not hold is for the checks to find."""
        said, used = self._ask(instructions.GENERATE, request, forms.QUESTIONS)
        items = items_of(_list(said, "questions", used), request, used.provider, request.names)
        if not items:
            raise NotValid("None of the questions can be read as one.", used=used)
        return GenerateResult(used=used, questions=tuple(items[: 2 * request.count]))

    def summarize(self, request: SummarizeRequest) -> SummarizeResult:
        """What passages say, in the language that is wanted; sentences that cite nothing are left out."""
        said, used = self._ask(instructions.SUMMARIZE, request, forms.SUMMARY)
        by_id = _by_id(request.passages)
        sentences = _cited(request, by_id, _list(said, "sentences", used))
        if not sentences:
            raise NotValid("No sentence of the summary says where it is from.", used=used)
        entries = [entry for entry in _list(said, "glossary", used) if isinstance(entry, dict)]
        glossary = [(entry.get("term"), _cited(request, by_id, [entry.get("explanation")])) for entry in entries]
        return SummarizeResult(
            used=used,
            language=request.wanted or request.language,
            sentences=sentences,
            points=_cited(request, by_id, _list(said, "points", used))[: request.points],
            glossary=tuple(
                GlossaryEntry(term=_line(term), explanation=found[0])
                for term, found in glossary[: request.terms]
                if found and _line(term)
            ),
            suggestions=tuple(
                Suggestion(
                    kind=str(one.get("kind")),
                    text=str(one.get("text")),
                    cites=_citations(request, by_id, one.get("quotes")),
                )
                for one in _list(said, "suggestions", used)
                if isinstance(one, dict)
            ),
        )

    def grade(self, request: GradeRequest) -> GradeResult:
        """What an answer may be worth, within what can be given."""
        said, used = self._ask(instructions.GRADE, request, forms.GRADE)
        try:
            criteria = [CriterionGrade.model_validate(one) for one in _list(said, "criteria", used)]
            return GradeResult(
                used=used,
                score_centi=min(max(int(said["score_centi"]), 0), request.max_centi),
                confidence_bp=min(max(int(said["confidence_bp"]), 0), 10_000),
                criteria=tuple(
                    one.model_copy(
                        update={"evidence": occurring(request.text, one.evidence[:MOST_EVIDENCE], request.names)}
                    )
                    for one in criteria
                ),
                evidence=occurring(request.text, map(str, said["evidence"][:MOST_EVIDENCE]), request.names),
                feedback=str(said["feedback"]),
            )
        except (ValidationError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise NotValid(used=used) from error

    def embed(self, request: EmbedRequest) -> EmbedResult:
        """Texts as the model has them."""
        vectors, used = self._client.embed(tuple(stripped(text, request.names) for text in request.texts))
        if len(vectors) != len(request.texts):
            raise NotValid(used=used)
        return EmbedResult(used=used, vectors=tuple(tuple(vector) for vector in vectors))

    def translate(self, request: TranslateRequest) -> TranslateResult:
        """Each text in the other language."""
        said, used = self._ask(instructions.TRANSLATE, request, forms.TRANSLATION)
        texts = _list(said, "texts", used)
        if len(texts) != len(request.texts) or not all(isinstance(text, str) for text in texts):
            raise NotValid(used=used)
        return TranslateResult(used=used, texts=tuple(texts))

    def _ask(self, instruction: str, request: Request, form: Json) -> tuple[Json, Used]:
        said, used = self._client.ask(instruction, _leaving(request), form, _most_answer(request))
        if not isinstance(said, dict):
            raise NotValid(used=used)
        return said, used


def _leaving(request: Request) -> Any:
    """What leaves of a request: every text in it without names and addresses, and no ids but those of passages."""
    data = request.model_dump(mode="json", exclude={"names", "seed", "lesson", "others", "about", "passages"})
    if isinstance(request, SummarizeRequest):
        data["wanted"] = request.wanted or request.language
        data["passages"] = _shown(request.passages)
    if isinstance(request, GenerateRequest):
        about = set(request.about)
        data["title"] = request.lesson.title
        data["passages"] = _shown(one for one in request.lesson.passages if not about or one.passage_id in about)
    return _stripped(data, request.names)


def _shown(passages: Iterable[Passage]) -> list[Json]:
    return [one.model_dump(include={"passage_id", "text", "heading"}) for one in passages]


def _most_answer(request: Request) -> int:
    if isinstance(request, GenerateRequest):
        return min(MOST_ANSWER, 500 + TOKENS_PER_QUESTION * request.count)
    if isinstance(request, TranslateRequest):
        return min(MOST_ANSWER, 500 + 2 * len(json.dumps(request.texts)))
    return MOST_ANSWER // 2


def _stripped(data: Any, names: Sequence[str]) -> Any:
    """The data as it leaves: every text in it without names and addresses, ids as they are."""
    if isinstance(data, dict):
        return {name: value if name.endswith("_id") else _stripped(value, names) for name, value in data.items()}
    if isinstance(data, list):
        return [_stripped(value, names) for value in data]
    return stripped(data, names) if isinstance(data, str) else data


def _by_id(passages: Iterable[Passage]) -> dict[str, Passage]:
    return {passage.passage_id: passage for passage in passages}


def _list(said: Json, name: str, used: Used) -> list[Any]:
    found = said.get(name)
    if not isinstance(found, list):
        raise NotValid(used=used)
    return found


def _citations(request: Request, by_id: dict[str, Passage], quotes: Any) -> tuple[Citation, ...]:
    """Those of the quotes that stand where they say."""
    found = []
    for quote in quotes if isinstance(quotes, list) else ():
        passage = by_id.get(str(quote.get("passage_id"))) if isinstance(quote, dict) else None
        citation = find(passage, str(quote.get("quote")), request.names) if passage else None
        if citation:
            found.append(citation)
    return tuple(found)


def _cited(request: Request, by_id: dict[str, Passage], raw: Iterable[Any]) -> tuple[CitedText, ...]:
    """Those of the sentences that quote something that stands there."""
    sentences = []
    for one in raw:
        cites = _citations(request, by_id, one.get("quotes")) if isinstance(one, dict) else ()
        if cites:
            sentences.append(CitedText(text=_line(one.get("text")), cites=cites))
    return tuple(sentences)


def _line(text: Any) -> str:
    """As one line, without what nobody sees; nothing for what is no text."""
    return " ".join(visible(text).split())[:LONGEST_LINE] if isinstance(text, str) else ""
