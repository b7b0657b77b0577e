"""Reads prose: words by their beginnings, sentences, and what is quoted."""

import re
import unicodedata

from functions.assessment.domain.originality.unit import Unit

# Letters and digits with their marks: the vowel signs of Indian scripts are marks, the dandas among them are not.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u200c\u200d])+")
_SENTENCE = re.compile(r"[.!?;:\u0964\u0965\u3002]+(?=\s|$)|\n\s*\n")
_QUOTED = re.compile(
    r"\"[^\"\n]{3,1000}\"|\u201c[^\u201d\n]{3,1000}\u201d|\u00ab[^\u00bb\n]{3,1000}\u00bb|^[ \t]*>[^\n]*$", re.MULTILINE
)
_SHORT = 3
"""Words of so many letters or fewer join others and say little themselves."""
_STEM = 6
"""Two words that begin alike by so many letters are taken for forms of one."""


def read(text: str) -> tuple[Unit, ...]:
    """The words in order. What is quoted is left out: whoever quotes says so."""
    blank = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    ends = [end.end() for end in _SENTENCE.finditer(blank)]
    found: list[Unit] = []
    sentence = 0
    for word in _WORD.finditer(blank):
        while sentence < len(ends) and word.start() >= ends[sentence]:
            sentence += 1
        form = _form(word[0])
        weight = 0 if len(word[0]) <= _SHORT and not word[0].isdigit() else 1
        found.append(Unit(form, word.start(), word.end(), weight, sentence))
    return tuple(found)


def _form(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold()
    if len(plain) > _STEM:
        return plain[:_STEM]
    return plain[:-1] if len(plain) > _SHORT and plain.endswith("s") else plain
