"""The terms that a text teaches, and how it explains them.

Every run of one to four words is looked at: how often it stands, and how seldom elsewhere in the course; whether the
text introduces it ("is called", "refers to", in parentheses); whether it is a whole phrase, or part of one. A logistic
regression on textbook chapters and their glossaries (`infra/fitting`) weighs that.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from functions.ai.domain.learned import weighing
from functions.ai.domain.reading import Document, Sentence, is_empty, is_word, stem

SAYS_WHAT = 3
"""How telling a sentence is that says what a term is."""
LONGEST = 4
"""Words of a term."""
_INTRODUCED = re.compile(
    r"(called|known as|termed|referred to as|refer to as|named|calls|defined as)( an?| the)?$", re.I
)
_EXPLAINS = {"is", "are", "refers", "refer", "means", "occurs", "describes", "है", "हैं"}
_WITHIN = {"hi": frozenset(("का", "की", "के", "एवं", "और"))}
"""The empty words that a term may have within it, where a language names them; elsewhere, any."""
_OR = {"or", "a", "an", "the", "which", "called"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the text writes it most, how sure it is that it is one, and the sentence that explains it best."""

    term: str
    key: str
    """Its stems: what two spellings of a term have in common."""
    chance: float
    sentence: Sentence
    explained: bool = False
    """Whether the sentence says what it is, and does not only name it."""


@dataclass(slots=True)
class _Run:
    """Where a run of words was seen, and how."""

    words: int
    first: float
    times: int = 0
    introduced: int = 0
    explained: int = 0
    opening: int = 0
    bracketed: float = 0.0
    capital: int = 0
    article: int = 0
    leading: int = 0
    paragraphs: set[int] = field(default_factory=set)
    spellings: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    best: tuple[int, Sentence] | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How many lessons of a course hold a run of words: what stands in all of them is no term of this one."""

    lessons: int
    holding: Mapping[str, int]

    def rarity(self, key: str) -> float:
        """The logarithm of how seldom it is; for a course of one lesson, the same for all."""
        return math.log(self.lessons / (self.holding.get(key, 0) + 0.5))


def course_of(documents: Sequence[Document]) -> Course:
    """What the lessons of a course have in common."""
    return Course(len(documents), Counter(key for document in documents for key in _runs(document)))


def terms(document: Document, course: Course, most: int) -> list[Term]:
    """The terms of a text, the surest first, none of them part of a surer one."""
    runs = _runs(document)
    learned = weighing("terms")
    chances = {key: learned.chance(signs) for key, signs in term_signs(document, course, runs).items()}
    found: list[Term] = []
    for key in sorted(chances, key=lambda key: (-chances[key], key)):
        if len(found) == most:
            break
        run = runs[key]
        if run.best is None or any(f" {key} " in f" {one.key} " for one in found):
            continue
        telling, sentence = run.best
        found.append(Term(_spelling(run), key, chances[key], sentence, telling >= SAYS_WHAT))
    return found


def term_signs(
    document: Document, course: Course, runs: "Mapping[str, _Run] | None" = None
) -> dict[str, Sequence[float]]:
    """What speaks for each run of words being a term, as numbers."""
    runs = _runs(document) if runs is None else runs
    within = _within(runs)
    headings = f" {' '.join(word for heading in document.headings for word in heading)} "
    return {key: _signs(key, run, course, within[key], f" {key} " in headings) for key, run in runs.items()}


def _signs(key: str, run: _Run, course: Course, within: int, in_heading: bool) -> Sequence[float]:
    rarity = course.rarity(key)
    words = [course.rarity(word) for word in key.split()]
    return (
        math.log(run.times),
        float(run.times == 1),
        rarity,
        math.log1p(run.times) * rarity,
        min(words),
        max(words),
        run.first,
        math.log(len(run.paragraphs)),
        math.log1p(run.introduced),
        math.log1p(run.explained),
        math.log1p(run.opening),
        math.log1p(run.bracketed),
        run.capital / run.times,
        run.article / run.times,
        math.log1p(run.leading),
        float(run.words == 1),
        float(run.words == 2),
        float(run.words > 2),
        float(in_heading),
        within / run.times,
        _spread(run.before),
        _spread(run.after),
        run.after["of"] / run.times,
        len(key) / 10,
    )


def _runs(document: Document) -> dict[str, _Run]:
    runs: dict[str, _Run] = {}
    for sentence in document.sentences:
        tokens, language = sentence.tokens, document.language
        stems = [stem(token, language) if is_word(token) else "" for token in tokens]
        for at in range(len(tokens)):
            for words in range(1, LONGEST + 1):
                if at + words > len(tokens) or not stems[at + words - 1]:
                    break
                if _may_be_term(tokens[at : at + words], stems[at : at + words], language):
                    key = " ".join(stems[at : at + words])
                    _note(runs, key, sentence, at, words, sentence.paragraph / document.paragraphs)
    return runs


def _may_be_term(tokens: Sequence[str], stems: Sequence[str], language: str) -> bool:
    edges = (stems[0], stems[-1])
    if any(is_empty(edge, language) for edge in edges) or tokens[-1].endswith("ly"):
        return False
    within = _WITHIN.get(language)
    if within and any(
        is_empty(one, language) and token not in within for one, token in zip(stems, tokens, strict=True)
    ):
        return False
    return len(stems) > 1 or (len(stems[0]) > 2 and not stems[0][0].isdigit())


def _note(runs: dict[str, _Run], key: str, sentence: Sentence, at: int, words: int, where: float) -> None:
    tokens = sentence.tokens
    run = runs.setdefault(key, _Run(words=words, first=where))
    before, behind = tokens[at - 1] if at else "^", tokens[at + words : at + words + 2]
    introduced = bool(_INTRODUCED.search(" ".join(tokens[max(0, at - 4) : at])))
    opening = at <= 1
    explained = opening and bool(behind) and behind[0] in _EXPLAINS
    run.times += 1
    run.introduced += introduced
    run.explained += explained
    run.opening += opening
    run.bracketed += (before == "(") or (behind[:1] == ("(",))
    run.bracketed += 0.5 * (behind[:1] == (",",) and len(behind) > 1 and behind[1] in _OR)
    run.capital += at > 0 and tokens[at][0].isupper()
    run.article += before.casefold() in ("a", "an")
    run.leading += sentence.place == 0
    run.paragraphs.add(sentence.paragraph)
    run.spellings[" ".join(tokens[at : at + words])] += 1
    run.before[before.casefold()] += 1
    run.after[behind[0].casefold() if behind else "$"] += 1
    telling = 4 * introduced + SAYS_WHAT * explained + opening
    if run.best is None or telling > run.best[0]:
        run.best = (telling, sentence)


def _within(runs: Mapping[str, _Run]) -> Counter[str]:
    """How often each run stands within a longer one, at most."""
    within: Counter[str] = Counter()
    for key, run in runs.items():
        words = key.split()
        for size in range(1, len(words)):
            for at in range(len(words) - size + 1):
                part = " ".join(words[at : at + size])
                within[part] = max(within[part], run.times)
    return within


def _spread(neighbours: Counter[str]) -> float:
    """The entropy of what stands beside: a whole phrase has many neighbours, a part of one has few."""
    total = sum(neighbours.values())
    return -sum(count / total * math.log(count / total) for count in neighbours.values())


def _spelling(run: _Run) -> str:
    """How the text writes it most, without a capital that only begins a sentence."""
    spelling = run.spellings.most_common(1)[0][0]
    named = any(word[0].isupper() for word in spelling.split()[1:])
    return (
        spelling if named or run.capital * 2 > run.times or spelling.isupper() else spelling[0].lower() + spelling[1:]
    )
