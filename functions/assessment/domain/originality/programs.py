"""Reads programs: the tokens of a lexer, without layout, comments, and the names that authors choose."""

from pygments.lexers.c_cpp import CLexer, CppLexer
from pygments.lexers.javascript import JavascriptLexer
from pygments.lexers.jvm import JavaLexer
from pygments.lexers.python import PythonLexer
from pygments.lexers.sql import SqlLexer
from pygments.token import Comment, Keyword, Name, Number, String, Token

from functions.assessment.domain.kinds import Kind
from functions.assessment.domain.originality.unit import Unit

_LEXERS = {
    Kind.PYTHON: PythonLexer,
    Kind.JAVASCRIPT: JavascriptLexer,
    Kind.JAVA: JavaLexer,
    Kind.C: CLexer,
    Kind.CPP: CppLexer,
    Kind.SQL: SqlLexer,
}
_EVERYBODYS = frozenset(
    [
        "public",
        "static",
        "private",
        "protected",
        "final",
        "void",
        "class",
        "new",
        "return",
        "import",
        "package",
        "String",
        "def",
        "function",
        "const",
        "let",
        "var",
    ]
)
"""Words that a language asks for."""
_LAYOUT = frozenset("(){};,.[]:")
_ENDS = frozenset("{};")
# What a token says of its origin. A text or a number is copied with the thought behind it; a chosen name is changed
# first of all, so that all of them are the same here.
_TEXT, _NUMBER, _CALLED, _OPERATOR, _TYPE, _LIBRARY, _CHOSEN = 30, 20, 10, 10, 7, 5, 3


def read(text: str, kind: Kind) -> tuple[Unit, ...]:
    """The tokens that say something, in order."""
    raw = [
        (place, type_, value)
        for place, type_, value in _LEXERS[kind](ensurenl=False, stripnl=False).get_tokens_unprocessed(text)
        if value.strip() and type_ not in Comment and type_ not in String.Doc
    ]
    values = [value.strip() for _, _, value in raw] + [""]
    found: list[Unit] = []
    statement, skipping = 0, False
    for number, (place, type_, value) in enumerate(raw):
        word = value.strip()
        before, after = values[number - 1] if number else "", values[number + 1]
        if word in {"import", "package"} and kind is Kind.JAVA:
            skipping = True
        if word in _ENDS:
            statement, skipping = statement + 1, skipping and word != ";"
        if skipping or word in _LAYOUT or word in _EVERYBODYS:
            continue
        form, weight = _form(type_, word, before, after)
        start = place + value.index(word)
        found.append(Unit(form, start, start + len(word), weight, statement))
    return tuple(found)


def _form(type_: type[Token], word: str, before: str, after: str) -> tuple[str, int]:
    if type_ in String:
        return f"'{word.strip(chr(34) + chr(39))}", _TEXT
    if type_ in Number:
        return word, _NUMBER
    if type_ in Keyword.Type:
        return word, _TYPE
    if type_ in Name.Builtin:
        return word, _CALLED
    if type_ not in Name:
        return word, _OPERATOR
    if before == ".":
        return f".{word}", _CALLED
    if word[:1].isupper() and (after == "." or after[:1].isalpha()):
        return word, _LIBRARY
    return "_", _CHOSEN
