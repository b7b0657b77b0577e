"""As much English as questions need: where a subject ends and what it does begins, what leans on other sentences,
which names are alike in form.

A clause is only taken apart where its subject is a term of the text and a verb follows at once, so a list of common
verbs goes far; what it does not know makes no question.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_AUXILIARY = """
    is are was were has have had can could may might must will would should do does did cannot
"""
_AUXILIARIES = frozenset(_AUXILIARY.split())
_SINGULAR = {"is", "was", "has", "does"}
_PLURAL = {"are", "were", "have", "do"}
_VERBS = """
    absorb accelerate accept accompany account accumulate achieve acquire act activate adapt add address adjust affect
    aid align allow alter amplify analyze appear apply argue arise arrange assert assess assign assist associate
    assume attach attack attempt attract avoid balance base become begin behave believe belong bend benefit bind block
    borrow branch break bring build bypass calculate call capture carry catalyze cause challenge change characterize
    circulate claim classify cleave coat coin collect combine come communicate compare compete complete comprise
    concentrate conclude condense conduct connect conserve consider consist constitute constrain construct consume
    contain continue contract contribute control convert convey coordinate correspond cost cover create cross cut
    decline decompose decrease define degrade deliver demand demonstrate denote depend deposit derive describe destroy
    detect determine develop die differ differentiate diffuse digest direct disappear discourage discover display
    dissolve distinguish distribute diverge divide dominate draw drive duplicate eat eliminate embrace emerge emit
    emphasize employ enable encode encompass encourage end engulf enhance ensure enter equal escape establish estimate
    evolve examine exceed exchange exclude exert exhibit exist expand experience explain explore express extend
    extract face facilitate fail fall favor feed fertilize fill filter flow fluctuate focus fold follow force form
    free fuse gain generate give govern grow guarantee guide happen harm harvest hatch help hinder hold identify
    illustrate imply import impose improve include incorporate increase indicate induce infect influence inhabit
    inherit inhibit initiate insert inspire integrate interact interfere interpret introduce invade invent investigate
    involve isolate join keep know label lack last lay lead leave lie limit line link live locate lose lower maintain
    make manage manufacture mark match mature maximize mean measure mediate meet migrate minimize mix modify monitor
    move multiply need neutralize observe obtain occupy occur offer open operate oppose organize originate oscillate
    outline own oxidize parallel participate pass pay penetrate perceive perform permit persist pertain place play
    plot point pollinate portray possess precede predict prefer prepare present preserve prevent proceed produce
    project promote propel propose protect prove provide publish pump purchase push raise range reach react receive
    recognize recommend record recruit reduce refer reflect regulate reject relate relax release rely remain remove
    render repair replace replicate represent reproduce require resemble reside resist respond rest restore restrict
    result retain return reveal reverse ride rise rotate run say secrete seek select sell send sense separate serve
    settle shape share shield shift show shrink signal slow solve spend split spread stabilize stain stand start state
    stem stimulate stop store strengthen stress stretch study suffer suggest supply support surround survive sustain
    swim synthesize take target teach tell tend test thrive tie trace trade transcribe transfer transform translate
    transmit transport trap travel treat trigger turn undergo unite unwind use utilize vary view violate weaken wear
    weigh work write yield
"""
_IRREGULAR = """
    arose became began been bent bound broke brought built came chose drew drove fed fell felt found fought gave got
    grew held kept knew laid led left lost made meant met paid ran rose said sank saw sent showed sold sought spent
    split spread stood swam taught took told thought went won wore wrote went
"""


def third(base: str) -> str:
    """What one does, of a verb's plain form."""
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ies"
    return f"{base}es" if re.search(r"(s|x|z|ch|sh|o)$", base) else f"{base}s"


def past(base: str) -> str:
    """What was done, of a regular verb's plain form."""
    if re.search(r"[^aeiou]y$", base):
        return f"{base[:-1]}ied"
    return f"{base}d" if base.endswith("e") else f"{base}ed"


_BASES = frozenset(_VERBS.split())
_THIRDS = frozenset(third(base) for base in _BASES)
_PASTS = frozenset(past(base) for base in _BASES) | frozenset(_IRREGULAR.split())

_LEANING = re.compile(
    r"\b(this|these|those|it|they|them|such|above|below|following|figure|table|here|we|us|our|ours|you|your|i|my|he|she"
    r"|him|his|her|hers|others|former|latter|previous|previously|example|instance|recall|chapter|section|module|however"
    r"|then|therefore)\b",
    re.IGNORECASE,
)
"""Words that need another sentence to be understood."""
_NEGATIONS = re.compile(r"\b(not|no|never|none|nor|cannot|neither|except|hardly|rarely|n['’]t)\b|n['’]t\b", re.I)
_LACKING = re.compile(
    r"\b(?:in|see|of|by|from|with|to|and|at|on|shows?|shown)\s+[,.;:)]|\(\s*\)"
    r"|\b(?:in|from|by|of|at|with) (?:is|are|was|were|has|have|shows?|illustrates?|rises?|falls?|depicts?|presents?)\b"
    r"|^(?:[A-Z][a-z]+ )+(?:The|An|Many|Most|In|When|Compared)\b"
)
_CUT = re.compile(
    r"\s*(?:[;:—–]|,\s+(?:which|who|whose|where|but|whereas|while|although|though|because|so|resulting|making|allowing"
    r"|thus|yet|unlike|as opposed|in contrast|such as|including|especially|particularly|like|for example"
    r"|and (?:it|they|is|are|thus|then|therefore|can|has|have|(?:[a-z]+\s){1,3}(?:is|are|was|were|has|have|can|will)))"
    r"\b)"
)
"""Where the first thing that a sentence says ends."""


def is_verb(word: str) -> bool:
    """Whether a word can be the finite verb of a clause, so far as it is known."""
    plain = word.casefold()
    return (
        plain in _AUXILIARIES
        or plain in _BASES
        or plain in _THIRDS
        or plain in _PASTS
        or plain.endswith(("ize", "izes", "ized", "ifies", "ified"))
    )


def is_auxiliary(word: str) -> bool:
    """Whether a word only helps a verb: "is", "can", "will"."""
    return word.casefold() in _AUXILIARIES


def is_plain_verb(word: str) -> bool:
    """Whether a word is a verb's plain form."""
    return word.casefold() in _BASES


def verb_number(word: str) -> str:
    """``one`` or ``many`` for a verb that shows how many do it; else ``any``."""
    plain = word.casefold()
    if plain in _SINGULAR or (plain in _THIRDS and plain not in _BASES):
        return "one"
    if plain in _PLURAL or (plain in _BASES and plain not in _PASTS):
        return "many"
    return "any"


def agrees(name: str, verb: str) -> bool:
    """Whether a verb can be said of a name, by how many it is."""
    number = verb_number(verb)
    return number == "any" or (number == "many") is is_plural(name.split())


def is_finished(said: str) -> bool:
    """Whether what is said is whole: no participle before the verb proper, no "that" without what follows."""
    words = said.casefold().split()
    first, rest = words[0], words[1:]
    if "between" in words and "and" not in words[words.index("between") :]:
        return False
    if first in _THIRDS and rest and (rest[0] in _BASES or rest[0] in _AUXILIARIES):
        return False
    if first in _PASTS and first not in _AUXILIARIES:
        for before, word in pairwise(words):
            proper = word in _AUXILIARIES or (word in _THIRDS and word not in _BASES and before.endswith("s"))
            if proper and before not in _JOINS:
                return "that" in words or "which" in words or "who" in words
    if "that" in words:
        behind = words[words.index("that") + 1 :]
        return any(is_verb(word) for word in behind)
    return True


_JOINS = {"and", "or", "to", "that", "which", "who", "it", "they", "than"}


def leans(text: str) -> bool:
    """Whether a piece of text needs what stands elsewhere to be understood."""
    return bool(_LEANING.search(text))


def lacks(text: str) -> bool:
    """Whether a text is not whole: a link's words are left out, as in "shown in .", or a heading runs into it."""
    return bool(_LACKING.search(text)) or text.count("(") != text.count(")")


def negates(text: str) -> bool:
    """Whether it says that something is not so."""
    return bool(_NEGATIONS.search(text))


def first_clause(text: str, least: int) -> str:
    """A text up to where its first thought ends, if that is not too soon: at least so many words."""
    for cut in _CUT.finditer(text):
        head = text[: cut.start()]
        if len(head.split()) >= least:
            return head.rstrip(" ,;:.")
    return text.rstrip(" ,;:.")


def is_plural(words: Sequence[str]) -> bool:
    """Whether a name is of many, by its last word."""
    last = words[-1].casefold()
    if last.endswith(("mata", "ae")) or last in {
        "people",
        "children",
        "men",
        "women",
        "data",
        "bacteria",
        "fungi",
        "species",
        "criteria",
        "mitochondria",
    }:
        return True
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "ous"))


def may_be_done(words: Sequence[str]) -> bool:
    """Whether words that may be a name may also be what is done: "price controls", "supply"."""
    last = words[-1].casefold()
    if len(words) > 1:
        return last in _THIRDS and last[:-1] in _BASES and words[0].casefold() not in _PASTS | _AUXILIARIES
    return last in _BASES or (last in _THIRDS and last[:-1] in _BASES)


def may_be_name(words: Sequence[str]) -> bool:
    """Whether words can be the name of something: not what is done ("kinase phosphorylates"), not how something is."""
    last = words[-1].casefold()
    if len(words) > 1 and (last in _THIRDS or last in _PASTS or (is_plural(words[:-1]) and is_verb(last))):
        return False
    first = words[0].casefold()
    if len(words) > 1 and first.endswith(("ly", "ier")) and first not in _KEPT:
        return False
    if first in _PASTS or first in _AUXILIARIES:
        return False
    if len(words) == 1 and (is_verb(last) or (last.endswith(("al", "ic")) and last not in _KEPT)):
        return False
    return last in _KEPT or not last.endswith(("ed", "ive", "ous", "able", "ible", "ly", "ful", "less", "ier"))


_KEEPING = """
    seed feed weed breed bread speed need capital animal mammal hospital signal chemical material mineral metal
    crystal rival ritual journal canal topic music plastic clinic logic arsenic family assembly anomaly supply reply
    olive archive native table variable cable vegetable
"""
_KEPT = frozenset(_KEEPING.split())
"""Names that end like words for how something is."""


def is_common(name: str) -> bool:
    """Whether a name that only begins sentences looks like that of a thing, and not of a person or place."""
    last = name.split()[-1].casefold()
    return is_plural([last]) or last.endswith(_COMMON)


_COMMON_ENDINGS = """
    tion sion sis ment ity ism ness ance ence ing ics ogy ure age ase ine ide ate ite ose ship dom tude hood ery acy
    ium phy ology ion al ist
"""
_COMMON = tuple(_COMMON_ENDINGS.split())


def article_for(name: str) -> str:
    """``a`` or ``an``, by how a name is spelled."""
    if name.isupper():
        return "an" if name[0] in "AEFHILMNORSX" else "a"
    lowered = name.casefold()
    return "an" if lowered[0] in "aeiou" and not lowered.startswith(("uni", "eu", "use", "one")) else "a"


def shape(name: str) -> tuple[str, ...]:
    """The form of a name: names of another form stand out among options."""
    words = name.split()
    if name.isupper() and len(name) > 1:
        style = "acronym"
    elif all(word[0].isupper() for word in words):
        style = "name"
    else:
        style = "plain"
    return (style, "many" if style == "plain" and is_plural(words) else "one")


def capitalized(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]
