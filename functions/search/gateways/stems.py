"""Words without their endings, by the language that they are in: Snowball's stemmers, and ours for Hindi."""

from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from functions.search.domain import hindi, script_of

ENGLISH = "english"
_LATIN = {
    "da": "danish",
    "de": "german",
    "en": ENGLISH,
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
_OTHERS = {"arabic": "arabic", "cyrillic": "russian", "greek": "greek", "tamil": "tamil"}


def stemmer_of(language: str) -> str:
    """Which stemmer takes the endings off a course's words in Latin letters: in a Hindi course these are English."""
    return _LATIN.get(language.partition("-")[0].lower(), ENGLISH)


@lru_cache(maxsize=100_000)
def stem(word: str, latin: str) -> str:
    """The word without its ending; ``latin`` is the stemmer for Latin letters, other scripts have their own."""
    script = script_of(word)
    if script == "devanagari":
        return hindi.stem(word)
    if script is None and not word.isascii() and ord(word[0]) > 0x24F:
        return word
    found = _analyzer(_OTHERS[script] if script else latin).analyze(word)
    return found[0] if found else word


@cache
def _analyzer(stemmer: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(stemmer)).build()
