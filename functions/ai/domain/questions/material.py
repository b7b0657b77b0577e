"""A text as material for questions: its sentences with their places, the terms in them, what is said of each term."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import Passage
from functions.ai.domain.reading import (
    TOKEN,
    Document,
    Part,
    Sentence,
    content_stems,
    is_empty,
    is_word,
    read,
    stem,
    stems_of,
)
from functions.ai.domain.terms import Course, Term, course_of, terms

TERMS_PER_LESSON = 200
LEAST_CHANCE = 0.004
"""What a run of words must have to be asked for as a term."""
LEAST_CHANCE_OFTEN = 0.001
OFTEN = 3
"""What one must have that stands as a whole name so often: what all lessons of a chapter name, each one teaches too."""
_LONGEST_TERM = 4
_MADE_OF = ("ic", "al", "ly", "ing", "ed")
OFTEN_WHOLE = 0.2
"""In what part of its places a name must stand as a whole one."""
OFTEN_WHOLE_DONE = 0.3
"""The same of what may also be what is done: "price controls", "supply"."""
_BEFORE_VERBS = {"to", "and", "or", "as", "through"}
_BEFORE = """
    a an the this these its their of in by for with from as called between into through and or to on during each any
    such many most some all
"""
_BEFORE_NOUNS = frozenset(_BEFORE.split())
_BEHIND = """
    is are was were has have had can may will must could would of in by for with from which who on at into through
    during between do does would should when where while because , . ; : ( ) ? ! —
"""
BEHIND_NOUNS = frozenset(_BEHIND.split())
"""Between such words stands a whole name, or nothing that is one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A term in a sentence: from which token to which."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the material, where it stands and the terms in it."""

    sentence: Sentence
    passage: Passage
    mentions: tuple[Mention, ...]
    number: int
    """Which sentence of the text, from 0."""
    spans: tuple[tuple[int, int], ...]
    """Where each of its tokens stands in it."""

    @property
    def keys(self) -> frozenset[str]:
        """The terms in it."""
        return frozenset(mention.key for mention in self.mentions)

    @property
    def stems(self) -> frozenset[str]:
        """Its words, stemmed."""
        return frozenset(self.sentence.stems)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text of a course, as it is taught."""

    title: str
    parts: tuple[Part, ...]
    lesson_id: str | None = None


class Material:
    """A text to ask about. ``others`` are more texts of the same course: where distractors and rarity come from."""

    def __init__(self, lesson: Lesson, language: str, others: Sequence[Lesson] = ()) -> None:
        self.lesson_id = lesson.lesson_id
        self.title = lesson.title
        self.document = read(lesson.title, lesson.parts, language)
        self.language = self.document.language
        self.others = tuple(others)
        self._others = [read(other.title, other.parts, language) for other in others]
        self._course = course_of([self.document, *self._others])
        self.terms = self._terms_of(self.document, TERMS_PER_LESSON)
        self._near = {
            key: term
            for other in self._others
            for key, term in self._terms_of(other, TERMS_PER_LESSON // 2).items()
            if key not in self.terms
        }
        paragraphs = [" ".join(part.text.split()) for part in lesson.parts if not part.heading]
        self.lines = tuple(self._lines(paragraphs))

    def _terms_of(self, document: Document, most: int) -> dict[str, Term]:
        found = {}
        for term in terms(document, self._course, most):
            if term.chance < LEAST_CHANCE_OFTEN or _is_odd(term):
                continue
            often = term.chance < LEAST_CHANCE
            if _is_name(term, document, OFTEN if often else 1):
                found[term.key] = replace(term, chance=LEAST_CHANCE) if often else term
        for term in _subjects(document):
            if term.key not in found and not _is_odd(term):
                found[term.key] = term
        return found

    @property
    def course(self) -> Course:
        """What the lessons of the course have in common."""
        return self._course

    @cached_property
    def candidates(self) -> Mapping[str, Term]:
        """All terms that may stand beside a right one: the text's own and those of the rest of the course."""
        return {**self._near, **self.terms}

    def name(self, key: str) -> str:
        """How a term is written."""
        return self._names[key]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The names as one writes them within a sentence."""
        names = {}
        for key, term in self.candidates.items():
            capital = self.language == "en" and self._is_capital(key, term.term)
            plain = term.term if term.term.isupper() or self.language != "en" else term.term[0].lower() + term.term[1:]
            names[key] = grammar.capitalized(term.term) if capital else plain
        return names

    def _is_capital(self, key: str, name: str) -> bool:
        """Whether a name has a capital by itself, so far as the text shows it."""
        more = name.split()[1:]
        if any(word[0].isupper() for word in more):
            return True
        seen = [
            (mention.start, line.sentence.tokens[mention.start][0].isupper())
            for line in self.mentions.get(key, [])
            for mention in line.mentions
            if mention.key == key
        ]
        within = [capital for start, capital in seen if start > 0]
        if within:
            return all(within)
        if not seen:
            return name[0].isupper() and not grammar.is_common(name)
        return not more and not grammar.is_common(name)

    def stems_in(self, text: str) -> tuple[str, ...]:
        """The words of a text, stemmed."""
        return stems_of(text, self.language)

    def key_of(self, name: str) -> str:
        """What two spellings of a name have in common."""
        return " ".join(self.stems_in(name))

    def text_between(self, line: Line, start: int, end: int) -> str:
        """What stands from a token of a sentence to another, word for word."""
        spans = line.spans
        return line.sentence.text[spans[start - 1][1] if start else 0 : spans[end][0]] if end < len(spans) else ""

    def text_behind(self, line: Line, end: int) -> str:
        """What follows a token of a sentence."""
        return line.sentence.text[line.spans[end - 1][1] :]

    def spellings(self, key: str) -> list[str]:
        """The ways in which the text writes a term, but for what is made of it: "economic" of "economics"."""
        found = [
            line.sentence.text[line.spans[mention.start][0] : line.spans[mention.end - 1][1]]
            for line in self.mentions.get(key, [])
            for mention in line.mentions
            if mention.key == key
        ]
        kept = self.name(key).casefold().endswith(_MADE_OF)
        return [one for one in found if "’" not in one and (kept or not one.casefold().endswith(_MADE_OF))]

    def is_proper(self, word: str) -> bool:
        """Whether a word has a capital wherever it does not begin a sentence."""
        seen = [
            token for line in self.lines for token in line.sentence.tokens[1:] if token.casefold() == word.casefold()
        ]
        return bool(seen) and all(token[0].isupper() for token in seen)

    def content(self, text_stems: Iterable[str]) -> list[str]:
        """Those stems that say something."""
        return content_stems(list(text_stems), self.language)

    @cached_property
    def mentions(self) -> Mapping[str, list[Line]]:
        """The lines that hold each term."""
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            for key in line.keys:
                found[key].append(line)
        return found

    @cached_property
    def vectors(self) -> Mapping[str, Mapping[str, float]]:
        """For each term the words it stands with, weighed by how telling they are, of length 1."""
        company: dict[str, Counter[str]] = defaultdict(Counter)
        for stems in self._all_stems():
            joined = f" {' '.join(stems)} "
            content = set(self.content(stems))
            for key in self.candidates:
                if f" {key} " in joined:
                    company[key].update(content - set(key.split()))
        vectors = {}
        for key, words in company.items():
            weighed = {word: math.log1p(times) * self.rarity(word) for word, times in words.items()}
            length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
            vectors[key] = {word: weight / length for word, weight in weighed.items()}
        return vectors

    def likeness(self, one: str, other: str) -> float:
        """How alike the company of two terms is, from 0 to 1."""
        first, second = self.vectors.get(one, {}), self.vectors.get(other, {})
        return sum(weight * second.get(word, 0.0) for word, weight in first.items())

    def rarity(self, word: str) -> float:
        """How telling a word is: the logarithm of how seldom it stands in a sentence of the text."""
        return self._rarities.get(word, self._unseen)

    @cached_property
    def _rarities(self) -> Mapping[str, float]:
        holding = Counter(word for line in self.lines for word in line.stems)
        return {word: math.log((len(self.lines) + 1) / (times + 0.5)) for word, times in holding.items()}

    @cached_property
    def _unseen(self) -> float:
        return math.log(2 * (len(self.lines) + 1))

    def _all_stems(self) -> Iterable[tuple[str, ...]]:
        yield from (line.sentence.stems for line in self.lines)
        for other in self._others:
            yield from (sentence.stems for sentence in other.sentences)

    def _lines(self, paragraphs: Sequence[str]) -> Iterable[Line]:
        behind: dict[int, int] = {}
        for number, sentence in enumerate(self.document.sentences):
            text = paragraphs[sentence.paragraph]
            start = text.find(sentence.text, behind.get(sentence.paragraph, 0))
            if start < 0:
                continue
            behind[sentence.paragraph] = end = start + len(sentence.text)
            passage = Passage(
                lesson_id=self.lesson_id,
                block_id=sentence.block_id,
                paragraph=sentence.paragraph,
                start=start,
                end=end,
                text=sentence.text,
            )
            spans = tuple(match.span() for match in TOKEN.finditer(sentence.text))
            yield Line(sentence, passage, tuple(self._mentions_in(sentence.tokens)), number, spans)

    def _mentions_in(self, tokens: Sequence[str]) -> Iterable[Mention]:
        stems = [stem(token, self.language) if is_word(token) else "" for token in tokens]
        names = self.candidates
        at = 0
        while at < len(tokens):
            for words in range(min(_LONGEST_TERM, len(tokens) - at), 0, -1):
                key = " ".join(stems[at : at + words])
                if all(stems[at : at + words]) and key in names:
                    yield Mention(key, at, at + words)
                    at += words
                    break
            else:
                at += 1


def _subjects(document: Document) -> Iterable[Term]:
    """What sentences are about, beside the terms that were found: names before their verb."""
    if document.language != "en":
        return
    for sentence in document.sentences:
        for more in range(_LONGEST_SUBJECT):
            found = _SUBJECTS[more].match(sentence.text)
            if found and grammar.is_verb(found["verb"]) and (key := _name_key(found["name"])):
                kept = any(word[0].isupper() for word in found["name"].split()[1:]) or found["article"]
                yield Term(found["name"] if kept else found["name"].lower(), key, SUBJECT_CHANCE, sentence)
                break
        for called in _NAMED.finditer(sentence.text):
            if key := _name_key(called["name"]):
                yield Term(called["name"], key, NAMED_CHANCE, sentence)


def _name_key(name: str) -> str:
    """The stems of what may be a name; empty for what is none."""
    words = name.split()
    stems = [stem(word, "en") for word in words]
    empty = any(is_empty(one, "en") for one in stems) or any(grammar.is_verb(word) for word in words[:-1])
    alone = len(words) == 1 and grammar.is_verb(words[0])
    return "" if empty or alone or not grammar.may_be_name(words) or grammar.leans(name) else " ".join(stems)


SUBJECT_CHANCE = 0.006
"""What a name is taken to have that is no known term, but what a sentence is about."""
NAMED_CHANCE = 0.015
"""What a name is taken to have by which the text says that something is called."""
_NAMED = re.compile(
    r"\b(?:called|known as|termed|referred to as)\s+(?:an?\s|the\s)?"
    r"(?P<name>[a-z][\w\-]+(?:\s[a-z][\w\-]+){0,2}?)(?=\s?[.,;)])"
)
_LONGEST_SUBJECT = 3
_SUBJECTS = [
    re.compile(
        rf"(?P<article>(?:The|An?)\s)?(?P<name>[A-Za-z][\w\-]+(?:\s[A-Za-z][\w\-]+){{{more}}})"
        r"\s?(?:,\s(?:which|who)\b)?\s+(?:also\s)?(?P<verb>[a-z]+)\b"
    )
    for more in range(_LONGEST_SUBJECT)
]
"""A name of one, two or three words at a sentence's beginning, and the word behind it."""


def _is_name(term: Term, document: Document, least: int) -> bool:
    """Whether a term stands, at least so often, as a whole name: not only as part of one or as what is done."""
    if document.language != "en":
        return True
    words = term.key.split()
    first = words[0]
    done = grammar.may_be_done(term.term.split())
    if not done and not grammar.may_be_name(term.term.split()):
        return False
    before_it = _BEFORE_NOUNS - _BEFORE_VERBS if done else _BEFORE_NOUNS
    times = whole = 0
    for sentence in document.sentences:
        if first not in sentence.stems:
            continue
        tokens = sentence.tokens
        stems = [stem(token, document.language) if is_word(token) else "" for token in tokens]
        for at in range(len(tokens) - len(words) + 1):
            if stems[at : at + len(words)] != words:
                continue
            before = tokens[at - 1].casefold() if at else ""
            behind = tokens[at + len(words)].casefold() if at + len(words) < len(tokens) else "."
            opens = (not at and (grammar.is_verb(behind) or behind in {",", "("})) or (
                done and len(words) > 1 and grammar.is_auxiliary(behind)
            )
            told = before == "to" and grammar.is_plain_verb(tokens[at])
            follows = at > 0 and not told and (before in before_it or tokens[at][0].isupper())
            times += 1
            whole += opens or (follows and behind in BEHIND_NOUNS)
    return whole >= least and whole > (OFTEN_WHOLE_DONE if done else OFTEN_WHOLE) * times


def _is_odd(term: Term) -> bool:
    """Whether a term is nothing that one asks for: a number, a scrap, a mere initial."""
    letters = sum(character.isalpha() for character in term.term)
    if letters < 3 or any(character.isdigit() or character in "’'" for character in term.term):
        return True
    if _JOINED.search(term.term):
        return True
    first, *more = term.key.split()
    return first in _general() or (not more and first in _general_alone())


_JOINED = re.compile(r"\s(?:and|or|of the)\s", re.I)
"""In no one name."""
_WIDE = """
    two three four five six seven eight nine ten almost step control different new main first second third type kind
    way part process number example figure result role form example case time year amount level term group important
    specific certain several various common major people person individual area place thing use effect factor
    problem question idea reason change study research figure section chapter module following percent half order
    end side increase decrease high low large small increased decreased similar total early variety critic variant
    later subsequent particular single standard intermediate given frequently direct long final theorist credit
    author version everyone today ago world country state member life century lack late recent good bad great
    general basic higher lower larger smaller greater bigger longer shorter better worse more less new old multiple
    nothing something anything everything someone somebody anyone anybody everybody nobody themselves itself though sure
    perhaps uncertain initial entire other another same own next previous simple single possible
"""


@cache
def _general() -> frozenset[str]:
    # Stemmed late: who only asks for questions does without stems.
    return frozenset(stem(word, "en") for word in _WIDE.split())


"""Stems of English words with which no name begins that is worth asking for."""
_WIDE_ALONE = """
    theory model perspective energy relationship source policy goal society system structure function form person
    scientist researcher sociologist economist biologist cell organism human government death conventions interest
    particular principle treatment outcome condition pattern environment experience behavior activity nature method
    approach argument concept definition term name word student reader class product property characteristic text
    course student teacher company business family bill program difference similarity feature action response amount
    range rate series set pair length size shape color direction position location space distance surface material
    substance object whole ground insight total answer option case
"""


_WIDE_ALONE_HINDI = """
    क्रिया प्रक्रिया कार्य भाग प्रकार रूप विधि तरीका उदाहरण सहायता समय स्थान मात्रा संख्या नाम लोग बात वस्तु कारण परिणाम
    प्रभाव उपयोग प्रयोग अवस्था स्थिति क्षेत्र समूह व्यक्ति वर्ष दिन काम गुण विशेषता आधार रूप माध्यम दशा अंतर
"""


@cache
def _general_alone() -> frozenset[str]:
    # Stemmed late: who only asks for questions does without stems.
    hindi = {stem(word, "hi") for word in _WIDE_ALONE_HINDI.split()}
    return frozenset(stem(word, "en") for word in _WIDE_ALONE.split()) | hindi


"""Words that alone are too wide to be asked for."""
