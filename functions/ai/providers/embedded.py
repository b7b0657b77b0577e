"""The provider that needs no key and no network: algorithms over the text itself."""

from collections.abc import Sequence

from functions.ai.domain.reading import Document, Part, Sentence, read
from functions.ai.domain.suggesting import suggestions
from functions.ai.domain.summaries import ranked, summarize
from functions.ai.domain.tasks import (
    Citation,
    CitedText,
    EmbedRequest,
    EmbedResult,
    GenerateRequest,
    GenerateResult,
    GlossaryEntry,
    GradeRequest,
    GradeResult,
    Passage,
    SummarizeRequest,
    SummarizeResult,
    TranslateRequest,
    TranslateResult,
    Used,
)
from functions.ai.domain.terms import course_of, terms
from functions.ai.domain.vectors import embedded
from functions.ai.providers.port import TaskNotOffered

EMBEDDED = "embedded"
WORDS_OF_A_POINT = 60


class Embedded:
    """Does what can be done without a model: it takes sentences, it does not write them."""

    def generate(self, request: GenerateRequest) -> GenerateResult:
        """All that it finds to ask about the lesson, whatever is asked about in this call: its own sentences."""
        # Imported late: it takes long to load, and summaries need none of it.
        from functions.ai.domain.questions.choosing import Wish, offered
        from functions.ai.domain.questions.lessons import lesson_of

        wish = Wish(request.kinds, request.count, request.difficulty)
        others = tuple(map(lesson_of, request.others))
        items = offered(lesson_of(request.lesson), request.language, wish, seed=request.seed, others=others)
        return GenerateResult(used=Used(provider=EMBEDDED, model="sentences-1"), questions=tuple(items))

    def summarize(self, request: SummarizeRequest) -> SummarizeResult:
        """The passages' own sentences, in their language, whatever language is wanted."""
        document = document_of(request.title, request.passages, request.language)
        passages = {passage.passage_id: passage for passage in request.passages}

        def cited(sentence: Sentence) -> CitedText:
            citation = Citation.found(passages[sentence.block_id or ""], sentence.text)
            assert citation is not None  # noqa: S101  # a sentence is a piece of its passage
            return CitedText(text=sentence.text, cites=(citation,))

        # Of twice as many, first those that the text explains: a glossary is there to say what something is.
        found = terms(document, course_of([document]), 2 * request.terms)
        glossed = sorted(found, key=lambda term: not term.explained)[: request.terms]
        points = ranked(document, request.points * WORDS_OF_A_POINT)[: request.points]
        return SummarizeResult(
            used=Used(provider=EMBEDDED, model="extractive-1"),
            language=request.language,
            sentences=tuple(map(cited, summarize(document, request.words).sentences)),
            points=tuple(map(cited, points)),
            glossary=tuple(GlossaryEntry(term=term.term, explanation=cited(term.sentence)) for term in glossed),
            suggestions=suggestions(request.passages, document),
        )

    def grade(self, request: GradeRequest) -> GradeResult:
        """What an answer may be worth, by its words, and by what people gave others for the same question."""
        # Imported late: matrices are for who judges.
        from functions.ai.domain.grading.judging import judge

        return judge(request)

    def embed(self, request: EmbedRequest) -> EmbedResult:
        """What words and parts of words a text is made of."""
        return EmbedResult(
            used=Used(provider=EMBEDDED, model="hashed-1"),
            vectors=tuple(embedded(text, request.language) for text in request.texts),
        )

    def translate(self, request: TranslateRequest) -> TranslateResult:
        """Not offered: no algorithm here speaks two languages."""
        raise TaskNotOffered


def document_of(title: str, passages: Sequence[Passage], language: str) -> Document:
    """Passages, read; a sentence's ``block_id`` is the id of its passage."""
    parts = (Part(passage.text, passage.heading, passage.passage_id) for passage in passages)
    return read(title, parts, language)
