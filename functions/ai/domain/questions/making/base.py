"""What makers share: the material with what it says of its terms, and the sentences that can stand alone."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.items import BLANK, Item
from functions.ai.domain.questions.material import BEHIND_NOUNS, Line, Material, Mention
from functions.ai.domain.questions.statements import CLASSES, Statement, namings, statements

FEWEST_WORDS, MOST_WORDS = 8, 32
"""Of a sentence that is shown whole."""
MOST_OTHERS = 4
"""How many other texts are read for what they say."""
_CONNECTED = re.compile(
    r"(?:But|And|Or|Yet|However|Therefore|Thus|Hence|Also|Moreover|Furthermore|Similarly|Likewise|Conversely"
    r"|For example|For instance|In fact|In short|In other words|In addition|In contrast|On the other hand|As a result"
    r"|Consequently|First(?=,)|After all|Zoom"
    r"|Instead|Then|Next|Finally|Second|Third|Indeed|Still|Nevertheless|Of course|To|Note|Recall|Consider|Imagine"
    r"|Suppose|Read|Visit|Remember|See|Look|Watch|Click|Go|Think|Refer|Let|Before (?:turning|we)|Use|Try|Keep|Notice"
    r"|Now|In turn|In a similar way|That|Another|Both (?!\w+ and)|Here|There|Not|Also|Rather|So|Later|Soon"
    r"|Afterwards|As (?:illustrates|shows|seen|shown|mentioned|noted|discussed|described|you)"
    r"|The (?:result|answer|question|point|same|reverse|opposite|other|second|third|next|last|first)"
    r"|Because|Although|While|If|When)\b"
)
_TELLS_TO = re.compile(r"[A-Z][a-z]+ (?:up )?(?:the|an?|your|that) ")
"""How a sentence begins that tells somebody to do something, where its first word is a verb."""
_SHOWN_ELSEWHERE = re.compile(
    r"\b(?:on the other hand|(?:same|reverse|opposite) (?:effect|way|thing|reason)|[Pp]oints? [A-Z]\b|panel|column"
    r"|graphs?\b|equation|question|photo|image|diagram|[Aa]ll (?:two|three|four)|[A-Z][a-z]?\d|[Ll]et’s|let us"
    r"|as shown|as shows|(?:pictured|illustrated|depicted|shown) in|, (?:imagine|assume|suppose|calculate|consider))\b"
)
"""What points to something that is not in the sentence."""
_SAYS = re.compile(
    r"(?:argue|believe|suggest|propose|develop|wr[io]te|stud[iy]|claim|coin|discover|show|conclude|describe|identif[iy]"
    r"|observe|examine|publish|perform|found|call|note|point|introduce|invent|demonstrate|define|theorize)"
)
_LEANING_HINDI = re.compile(
    r"(?:^|\s)(?:यह|ये|वह|वे|इस|उस|इन|उन|इसे|उसे|इन्हें|उन्हें|इसका|इसकी|इसके|उसका|उसकी|उसके|इनका|इनकी|इनके|उनका|उनकी"
    r"|उनके|इसमें|उसमें|इससे|उससे|ऐसा|ऐसी|ऐसे|लेकिन|परन्तु|परंतु|किन्तु|इसलिए|अतः)(?=\s)"
)


_SPACED = re.compile(r"(?<=\w) +(?=[,.;:)](?:\s|$|['\"]))")


def _tidied(shown: Any) -> Any:
    match shown:
        case str():
            return _SPACED.sub("", shown)
        case dict():
            return {name: _tidied(value) for name, value in shown.items()}
        case list() | tuple():
            return tuple(map(_tidied, shown))
    return shown


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item, and how much it is worth to ask: what is asked of much is asked first."""

    item: Item
    worth: float

    @property
    def tidy(self) -> Item:
        """The item without spaces before marks, which text has that was taken out of its mark-up."""
        shown = self.item.model_dump(include={"prompt", "choices", "answers", "pairs", "sequence", "model_answer"})
        return Item.model_validate({**dict(self.item), **_tidied(shown)}) if _SPACED.search(str(shown)) else self.item


class Workshop:
    """A text's material, taken apart once for all makers. ``rng`` decides what could be one way or the other."""

    def __init__(self, material: Material, rng: Random) -> None:
        self.material = material
        self.rng = rng

    @cached_property
    def statements(self) -> list[Statement]:
        """What the text says of its terms; nothing for languages whose clauses are not known."""
        return statements(self.material) if self.material.language == "en" else []

    @cached_property
    def elsewhere(self) -> list[Statement]:
        """What the course's other texts say of terms that this one does not name."""
        if self.material.language != "en":
            return []
        return [
            statement
            for other in self.material.others[:MOST_OTHERS]
            for statement in statements(Material(other, self.material.language))
            if statement.key not in self.material.mentions
        ]

    @cached_property
    def namings(self) -> list[Statement]:
        """Where it says how something is called."""
        return list(namings(self.material)) if self.material.language == "en" else []

    @cached_property
    def persons(self) -> frozenset[str]:
        """The terms that are people, as far as one can tell: who says, studies or develops something, by name."""
        found = set()
        for line, behind in zip(self.material.lines, (*self.material.lines[1:], None), strict=True):
            pointed = behind is not None and re.match(r"(?:He|She)\b", behind.sentence.text)
            for mention in line.mentions:
                name = self.material.name(mention.key)
                proper = all(word[0].isupper() for word in name.split()) and not name.isupper()
                says = _SAYS.match(self.material.text_behind(line, mention.end).lstrip(" ,"))
                if proper and (says or (pointed and mention.start <= 1)):
                    found.add(mention.key)
        return frozenset(found)

    @cached_property
    def alone(self) -> list[Line]:
        """The sentences that can be understood without the others."""
        return [line for line in self.material.lines if self._stands_alone(line)]

    def worth(self, key: str, text: str) -> float:
        """How much a question about a term is worth: how sure it is one, and how much is said of it."""
        return 3 * math.sqrt(self.material.candidates[key].chance) + self.telling(text) / 30

    def telling(self, text: str) -> float:
        """How much a text says, by how seldom its words are."""
        stems = self.material.stems_in(text)
        return sum(self.material.rarity(word) for word in set(self.material.content(stems)))

    def gaps(self) -> Iterator[tuple[Line, Mention, str, str]]:
        """Each term in a sentence that can stand alone, with its name there and the sentence without it."""
        for line in self.alone:
            text = line.sentence.text
            for mention in line.mentions:
                if mention.key not in self.material.terms:
                    continue
                start, end = line.spans[mention.start][0], line.spans[mention.end - 1][1]
                holed = f"{text[:start]}{BLANK}{text[end:]}"
                holed = re.sub(rf"\b([Aa])n? {BLANK}", rf"\1(n) {BLANK}", holed)
                stems = set(self.material.stems_in(holed.replace(BLANK, " ")))
                if self.material.language == "en" and not _ends_there(text[end:]):
                    continue
                if not stems & set(self.material.content(mention.key.split())):
                    yield line, mention, text[start:end], holed

    def _stands_alone(self, line: Line) -> bool:
        text = line.sentence.text
        if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS or text[-1] not in ".।":
            return False
        if self.material.language == "hi":
            return not _LEANING_HINDI.search(text)
        if self.material.language != "en":
            return True
        plain = (
            text[0].isupper()
            and not set('"?=') & set(text)
            and not _commands(text)
            and not _SHOWN_ELSEWHERE.search(text)
            and not grammar.lacks(text)
            and not self._means_one_before(line)
        )
        return plain and not _CONNECTED.match(text) and not grammar.leans(text)

    def _means_one_before(self, line: Line) -> bool:
        """Whether a sentence is about one of a class that was named before: "The disease was spread by ..."."""
        begun = re.match(r"The (\w+) (\w+)", line.sentence.text)
        return bool(begun and self.material.key_of(begun[1]) in CLASSES and grammar.is_verb(begun[2]))


def _ends_there(behind: str) -> bool:
    """Whether a name ends before that, and is not part of a longer one: "economic" in "economic dimension"."""
    word = re.match(r"\s?([\w’]+|\W)", behind)
    return word is None or word[1].casefold() in BEHIND_NOUNS or grammar.is_verb(word[1]) or not word[1][0].isalpha()


def _commands(text: str) -> bool:
    """Whether a sentence tells its reader to do something: "Increase the tax"."""
    return bool(_TELLS_TO.match(text)) and grammar.is_plain_verb(text.split()[0])
