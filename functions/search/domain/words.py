"""From text to words: written in one way, whatever the script, so that what is meant alike is found alike."""

import re
import sys
import unicodedata
from collections.abc import Iterator

MOST_WORD = 64
"""Longer words are cut: nobody types them, and the index need not hold them."""

_NUKTA = "\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc"
"""The dot below that Indic scripts write, or leave out, in loan words."""
_CANDRABINDU = str.maketrans({"\u0901": "\u0902", "\u0981": "\u0982", "\u0a81": "\u0a82"})
"""Two ways to write that a vowel is nasal."""
# A nasal before a stop of its own place is written as a half letter or as a dot: हिन्दी, हिंदी.
_HALF_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")


def _marks() -> str:
    """Every vowel sign and accent as ranges of a character class: Python's ``\\w`` lacks them, and words hold them."""
    blocks = (range(0x300, 0x1B00), range(0xA800, 0xAC00), range(0x11000, 0x11A00))
    codes = [code for block in blocks for code in block if unicodedata.category(chr(code)) in {"Mn", "Mc"}]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# The plus and the hash belong to the names of C++, C# and F#.
_WORD = re.compile(rf"(?:[^\W_]|[{_marks()}])+(?:\+\+|#(?!\w))?")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")

SCRIPTS = {
    "devanagari": (0x0900, 0x097F),
    "tamil": (0x0B80, 0x0BFF),
    "arabic": (0x0600, 0x06FF),
    "greek": (0x0370, 0x03FF),
    "cyrillic": (0x0400, 0x04FF),
}

_SAYING_NOTHING = """
    a an and are as at be by for from has have how in into is it its of on or that the their these this to was what when
    which who why will with you your can
    का के की को में से है हैं और पर एक यह वह ने हो था थी थे या भी तो कि जो इस उस लिए
"""
_EMPTY = frozenset(_SAYING_NOTHING.split())
"""Words that do not say what a course is about. They stay in the index, but a wish goes by the others."""


def written_alike(text: str) -> str:
    """The text in one way of writing: no capitals, no accents on Latin letters, no optional signs."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_CANDRABINDU)
    if text.isascii():
        return text
    plain: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        is_accent = "\u0300" <= character <= "\u036f"
        if not is_accent and character not in _NUKTA and character not in "\u200c\u200d\u00ad":
            plain.append(_digit(character))
    return _HALF_NASAL.sub("ं", unicodedata.normalize("NFC", "".join(plain)))


def words_of(text: str) -> list[str]:
    """The words of a text in order. Scripts that write no spaces are read two characters at a time."""
    return [part for word in _WORD.findall(written_alike(text)) for part in _parts(word[:MOST_WORD])]


def meaningful(words: list[str]) -> list[str]:
    """Those that say what is meant; all of them if none does."""
    return [word for word in words if word not in _EMPTY] or words


def script_of(word: str) -> str | None:
    """The script that a word is written in, where that decides how its endings are taken off."""
    code = ord(word[0])
    return next((name for name, (first, last) in SCRIPTS.items() if first <= code <= last), None)


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None) if character > "\x7f" else None
    return character if value is None else str(value)


def _parts(word: str) -> Iterator[str]:
    if word.isascii() or not _IDEOGRAPHS.search(word) or len(word) < 2:
        yield word
    else:
        yield from (sys.intern(word[at : at + 2]) for at in range(len(word) - 1))
