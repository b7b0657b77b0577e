"""What a text says of its terms: clauses whose subject is a term, taken apart into the term and what is said of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import Passage
from functions.ai.domain.questions.material import Line, Material, Mention

LEAST_WORDS, MOST_WORDS = 4, 24
LEAST_CONTENT = 3
"""Of what is said of a term: words in all, words that say something."""

_OPENING = re.compile(r"(?:(?:The|A|An|All|Every|Each)\s+)?$", re.IGNORECASE)
_WHERE = re.compile(r"(?P<intro>(?:In|During|Within|Among|Under|At)\s[^,;:()]{3,60}),\s+(?:(?:the|a|an)\s+)?$")
_CONNECTS = re.compile(
    r"In (?:short|truth|fact|turn|particular|general|effect|addition|contrast|(?:that|each) case|the end)"
)
_SKIPPED = re.compile(
    r"\s*(?:\([^()]{1,60}\)\s*|,\s[^,;:]{3,80},\s+)?"
    r"(?:(?:also|then|often|usually|typically|generally|normally|thus|therefore|[a-z]+ly)\s+)?"
)
_ANAPHOR = re.compile(r"(?P<what>It|They|(?:This|These)\s(?P<noun>[a-z]+))\s+(?:also\s+)?(?=(?P<verb>[a-z]+))")
_PRONOUN = re.compile(r"(?:It|They)\s")
_CLASS = """
    agenc anim approach bacteria cell compound concept diseas disord effect enzym forc gene group hormon idea
    institut kind law layer market mechan method model molecul movement organ organel organism pathway pattern
    perspect phase phenomena phenomenon plant polici practic principl process program protein reaction region situat
    speci stage strategi structur substanc system tax techniqu term theori tissu type view virus
"""
CLASSES = frozenset(_CLASS.split())
"""Stems of words by which a term is meant that was named just before."""
_ASIDE = re.compile(
    r",\s(?:(?:which|who)\s(?:also\s)?(?=(?P<verb>[a-z]+))|(?=(?:an?|the|any|one\sof)\s))"
    r"(?P<said>[^,;:().]{20,160})(?=[.,;)])"
)
_CALLED = re.compile(r"\s+(?P<verb>is|are)\s+(?:called|known\sas|termed|referred\sto\sas)\s+(?:an?\s|the\s)?$")
_ASIDES = re.compile(r"\s*\([^()]*\)")
DEFINES = re.compile(r"(?:is|are) (?:an?|the|any) |(?:means?|refers? to|describes?|consists? of|occurs? when)\b")
"""What a term is, and not only what it does."""
_ARTICLES = {"the", "a", "an"}
_SUBORDINATE = re.compile(
    r"(?:In|On|At|For|With|When|While|As|If|Without|Like|Unlike|After|Before|Once|Because|Although|Though|From|By|To"
    r"|Since|Among|Within|During|Under|According|Despite|Instead|Whereas|Until|Unless|Given|Between|Where|Even|Over)\b"
)
_PART_OF_MORE = re.compile(
    r"\b(?:of|in|for|to|with|and|or)\s(?:(?:the|an?)\s)?$|\b(?:such|this|that|these|those|other)\s$", re.I
)
"""Behind that, what follows a comma may be said of more than the name before it."""
_PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\b")
_LISTED = re.compile(r",[^.;:]{0,60}(?:,|\b(?:and|or)\b)")


@dataclass(frozen=True, slots=True)
class Statement:
    """That a term does or is something."""

    key: str
    subject: str
    """The term as it stands there."""
    predicate: str
    """From the verb on, word for word but for what it cites."""
    intro: str
    """Where or when it is so, as it stands at the beginning; empty where it is said without."""
    number: str
    """``one`` or ``many``: how many do it."""
    lines: tuple[Line, ...]
    """The sentence, and before it the one that names the term where this one says "it"."""
    article: str = ""
    """``The``, ``A`` or ``An`` where one stands before the term."""
    noun: str = ""
    """What the term was called instead: the "enzyme" of "this enzyme"."""

    @property
    def sentence(self) -> str:
        """The statement as a sentence of its own."""
        return self.said_of(self.subject)

    def said_of(self, name: str) -> str:
        """The same said of something else."""
        article = self.article
        if article in {"A", "An"}:
            article = grammar.article_for(name).capitalize()
        whole = " ".join(part for part in (article, name, self.predicate) if part)
        return (
            f"{self.intro}, {whole[0].lower() if article else whole[0]}{whole[1:]}."
            if self.intro
            else (f"{grammar.capitalized(whole)}.")
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where it is said."""
        return tuple(line.passage for line in self.lines)

    @property
    def line(self) -> Line:
        """The sentence that says it."""
        return self.lines[-1]

    @property
    def anaphoric(self) -> bool:
        """Whether the sentence itself does not name the term."""
        return len(self.lines) > 1


def statements(material: Material) -> list[Statement]:
    """What the text says of its terms, in its order."""
    found: list[Statement] = []
    subject: tuple[Mention, Line] | None = None
    for line in material.lines:
        before, subject = subject, None
        direct = next(_direct(material, line), None)
        if direct is not None:
            mention, statement = direct
            subject = (mention, line)
            if statement:
                found.append(statement)
        elif before and before[1].passage.paragraph == line.passage.paragraph:
            found += _indirect(material, line, *before)
            if _PRONOUN.match(line.sentence.text):  # and the next one may say "it" of the same
                subject = before
        found += _asides(material, line)
    return [statement for statement in found if statement.key in material.terms]


def namings(material: Material) -> Iterator[Statement]:
    """Where the text says how something is called: the subject is described, the term named after it."""
    for line in material.lines:
        text = line.sentence.text
        spans = line.spans
        for mention in line.mentions:
            head = text[: spans[mention.start][0]]
            called = _CALLED.search(head)
            rest = text[spans[mention.end - 1][1] :]
            if called is None or mention.key not in material.terms or not re.match(r"\s*[.,;]", rest):
                continue
            described = head[: called.start()].strip()
            if (
                _is_described(described)
                and _stands_alone(material, mention.key, described, least=LEAST_WORDS)
                and "," not in described
            ):
                name = text[spans[mention.start][0] : spans[mention.end - 1][1]]
                number = "one" if called["verb"] == "is" else "many"
                yield Statement(mention.key, name, described, "", number, (line,))


def _is_described(said: str) -> bool:
    """Whether it is what something is, and not what happens to it: no verb of its own, but in "that ..."."""
    words = said.casefold().split()
    whole = bool(words) and words[-1] not in _LINKS and ":" not in said
    return whole and all(
        {"that", "which", "who", "whose", "where", "what", "when"} & set(words[:at])
        for at, word in enumerate(words)
        if grammar.is_auxiliary(word)
    )


_LINKS = {"and", "or", "that", "which", "who", "but", "thus", "also", "they", "it"}


def _direct(material: Material, line: Line) -> Iterator[tuple[Mention, Statement | None]]:
    """The term that is the sentence's subject, and what is said of it where that makes sense alone."""
    text = line.sentence.text
    spans = line.spans
    for mention in line.mentions[:2]:
        head = text[: spans[mention.start][0]]
        where = _WHERE.fullmatch(head)
        if not where and not _OPENING.fullmatch(head):
            continue
        begin = spans[mention.end - 1][1]
        skipped = _SKIPPED.match(text, begin)
        verb = re.match(r"[A-Za-z]+", text[skipped.end() if skipped else begin :])
        if not verb or not grammar.is_verb(verb[0]):
            continue
        if not grammar.agrees(text[spans[mention.start][0] : begin], verb[0]):
            continue
        predicate = _predicate(text[skipped.end() if skipped else begin :])
        intro = where["intro"] if where else ""
        whole = (
            _stands_alone(material, mention.key, predicate) and not _CONNECTS.match(intro) and not grammar.leans(intro)
        )
        name = _plain(text[spans[mention.start][0] : begin], material.name(mention.key))
        article = _article(line, mention)
        if article == "The" and mention.key in CLASSES:  # one that was named before
            whole = False
        statement = Statement(mention.key, name, predicate, intro, _number(verb[0], name), (line,), article)
        yield mention, statement if whole else None
        return


def _asides(material: Material, line: Line) -> Iterator[Statement]:
    """What a sentence says of a term on the way: "hexokinase, which catalyzes ...", "codominance, a form of ..."."""
    text = line.sentence.text
    spans = line.spans
    for mention in line.mentions:
        begin = spans[mention.end - 1][1]
        name = text[spans[mention.start][0] : begin]
        aside = _ASIDE.match(text, begin)
        if aside is None or (
            aside["verb"] and not (grammar.is_verb(aside["verb"]) and grammar.agrees(name, aside["verb"]))
        ):
            continue
        if _PART_OF_MORE.search(text[: spans[mention.start][0]]):
            continue
        opened = (_SUBORDINATE.match(text) or _PARTICIPLE.match(text)) and "," not in text[: spans[mention.start][0]]
        if opened or _LISTED.match(text, aside.end()) or not _is_apposition(aside["verb"], aside["said"]):
            continue
        number = _number(aside["verb"] or "", name)
        be = "are" if number == "many" else "is"
        said = aside["said"] if aside["verb"] else f"{be} {aside['said']}"
        if _stands_alone(material, mention.key, said):
            article = _article(line, mention)
            yield Statement(mention.key, name, said, "", number, (line,), article)


def _indirect(material: Material, line: Line, mention: Mention, naming: Line) -> Iterator[Statement]:
    """What a sentence says of "it", where that is the subject of the sentence before."""
    opening = _ANAPHOR.match(line.sentence.text)
    if opening is None or not grammar.is_verb(opening["verb"]):
        return
    many = grammar.is_plural(material.name(mention.key).split())
    if (opening["what"] == "They" or opening["what"].startswith("These")) is not many:
        return
    noun = opening["noun"] or ""
    stemmed = material.key_of(noun)
    if noun and stemmed not in CLASSES and stemmed not in mention.key.split():
        return
    predicate = _predicate(line.sentence.text[opening.end() :])
    if _stands_alone(material, mention.key, predicate):
        yield Statement(
            mention.key,
            material.name(mention.key),
            predicate,
            "",
            "many" if many else "one",
            (naming, line),
            article=_article(naming, mention),
            noun=noun,
        )


def _article(line: Line, mention: Mention) -> str:
    """The article before a name, as it begins a sentence; empty where there is none."""
    before = line.sentence.text[: line.spans[mention.start][0]].split()[-1:]
    return before[0].capitalize() if before and before[0].casefold() in _ARTICLES else ""


def _is_apposition(verb: str | None, said: str) -> bool:
    """Whether "a form of ..." describes what stands before it, and is not the subject of what follows."""
    if verb:
        return True
    words = said.split()
    if _MODALS & set(words):
        return False
    first = next((at for at, word in enumerate(words) if grammar.is_verb(word)), None)
    return first is None or words[first - 1] in {"that", "which", "who", "whom", "where", "whose"}


_MODALS = {"can", "could", "may", "might", "must", "will", "would", "should"}


def _predicate(text: str) -> str:
    plain = _ASIDES.sub("", text)
    return re.sub(r"^(\w+) also\b", r"\1", grammar.first_clause(plain, least=6))


def _stands_alone(material: Material, key: str, said: str, least: int = LEAST_WORDS) -> bool:
    """Whether what is said of a term can be asked about without the rest of the text, and does not name it."""
    words = said.split()
    stems = material.stems_in(said)
    if "=" in said or (words and words[0] in {"would", "could"}):  # a sum; what is only imagined
        return False
    if words[1:2] and words[1] in {"that", "because", "why", "another"}:  # "the advantage is that"
        return False
    if not least <= len(words) <= MOST_WORDS or len(material.content(stems)) < LEAST_CONTENT:
        return False
    names_it = set(material.content(key.split())) & set(stems)
    if not grammar.is_finished(said):
        return False
    balanced = said.count("(") == said.count(")") and said.count("“") == said.count("”") and said.count('"') % 2 == 0
    return balanced and not names_it and not grammar.leans(said) and not grammar.lacks(f"{said}.")


def _plain(name: str, usual: str) -> str:
    """A name without a capital that only begins its sentence."""
    return name if usual[:1].isupper() or name[1:2].isupper() else name[:1].lower() + name[1:]


def _number(verb: str, name: str) -> str:
    number = grammar.verb_number(verb)
    if number == "any":
        return "many" if grammar.is_plural(name.split()) else "one"
    return number
