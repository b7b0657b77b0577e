"""What would make a text easier to learn from: rules of thumb, each about places in it."""

import re
from collections.abc import Iterator, Sequence

from functions.ai.domain.reading import Document
from functions.ai.domain.tasks import Citation, Passage, Suggestion

LONGEST_SENTENCE, LONGEST_PARAGRAPH, LONGEST_WITHOUT_HEADING = 40, 180, 600
MOST_OF_A_KIND = 3
_EXAMPLE = re.compile(r"\b(for example|for instance|such as|e\.g\.)|उदाहरण|जैसे", re.I)
WORDS = {
    "long_sentence": "Split this sentence: it has more words than most learners hold at once.",
    "long_paragraph": "Split this paragraph, or give it a list.",
    "no_headings": "Give the text headings: it is long, and has none.",
    "no_example": "Add an example: the text has none.",
    "no_question": "Add a question that learners can ask themselves.",
}


def suggestions(passages: Sequence[Passage], document: Document) -> tuple[Suggestion, ...]:
    """What would make a text better, at most a few of each kind."""
    texts = [passage for passage in passages if not passage.heading]
    by_id = {passage.passage_id: passage for passage in passages}
    long = [sentence for sentence in document.sentences if len(sentence.text.split()) > LONGEST_SENTENCE]
    long.sort(key=lambda sentence: -len(sentence.text.split()))
    found = [
        _of("long_sentence", Citation.found(by_id[sentence.block_id or ""], sentence.text))
        for sentence in long[:MOST_OF_A_KIND]
    ]
    wide = [passage for passage in texts if len(passage.text.split()) > LONGEST_PARAGRAPH]
    found += [_of("long_paragraph", _whole(passage)) for passage in wide[:MOST_OF_A_KIND]]
    return (*found, *_missing(passages, texts))


def _missing(passages: Sequence[Passage], texts: Sequence[Passage]) -> Iterator[Suggestion]:
    words = sum(len(passage.text.split()) for passage in texts)
    if words > LONGEST_WITHOUT_HEADING and len(texts) == len(passages):
        yield _of("no_headings")
    if not any(_EXAMPLE.search(passage.text) for passage in texts):
        yield _of("no_example")
    if not any("?" in passage.text for passage in texts):
        yield _of("no_question")


def _of(kind: str, citation: Citation | None = None) -> Suggestion:
    return Suggestion(kind=kind, text=WORDS[kind], cites=(citation,) if citation else ())


def _whole(passage: Passage) -> Citation:
    return Citation(passage_id=passage.passage_id, start=0, end=len(passage.text), text=passage.text)
