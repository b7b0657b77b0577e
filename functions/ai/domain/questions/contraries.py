"""Turning what a sentence says into its contrary, by one word: "rises" for "falls", "before" for "after".

Only words whose contrary makes a plain statement false; a sentence that hedges, denies, compares both sides or sets a
condition with both of a pair is left alone, for its contrary may be true as well.
"""

import re
from collections.abc import Iterator
from functools import cache

from functions.ai.domain.questions import grammar

_VERBS = """
    increase decrease  accelerate slow  activate inhibit  attract repel  encourage discourage  expand shrink
    maximize minimize  raise lower  rise fall  strengthen weaken  widen narrow  absorb release  gain lose  export import
    improve worsen
"""
_IRREGULAR = """
    rose fell  risen fallen  rising falling  shrank expanded  increasing decreasing  losing gaining  lowering raising
    encouraging discouraging  minimizing maximizing
"""
_OTHERS = """
    higher lower  highest lowest  larger smaller  largest smallest  smaller greater  smallest greatest
    bigger smaller  longer shorter  longest shortest  stronger weaker  strongest weakest  faster slower
    fastest slowest  older younger  oldest youngest  earlier later  earliest latest  richer poorer
    wider narrower  thicker thinner  heavier lighter  easier harder  warmer colder
    more less  fewer more  before after  inside outside  inner outer  internal external  internally externally
    upward downward  upwards downwards  upper lower  horizontal vertical  horizontally vertically
    positive negative  positively negatively  maximum minimum  majority minority  long-term short-term
    long-run short-run  direct indirect  directly indirectly  voluntary involuntary  qualitative quantitative
    formal informal  rapidly slowly  quickly slowly  rapid slow  domestic foreign  rural urban
    aerobic anaerobic  prokaryotic eukaryotic  hydrophilic hydrophobic  dominant recessive  soluble insoluble
    endothermic exothermic  buyers sellers  borrowers lenders  exporters importers  strong weak
    visible invisible  similar different  simple complex  manifest latent
    inflation deflation  expensive cheap  outward inward  biotic abiotic  saturated unsaturated
    vertebrates invertebrates  anabolic catabolic  autotrophs heterotrophs
"""
_HEDGES = re.compile(
    r"\b(?:may|might|can|could|would|should|some|sometimes|often|many|perhaps|possibl[ey]|probably|whether|either|both"
    r"|only|if|unless|although|though|while|whereas|than ever|more and more|or more|or less|even|any|certain|various"
    r"|not|no|neither|nor|never|without|instead|rather|few|little|hardly|half)\b|n['’]t\b|\?|[“”\"]",
    re.I,
)
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_ELSEWHERE = {"into", "under", "on", "within", "between", "short", "apart", "in", "through", "along", "upon", "from"}
"""Behind such a word, "falls" and "expands" mean something else."""
_DOES = {"will", "which", "who", "they"}
"""Behind such a word, "lower" is what is done."""
_BE = {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had"}
_STRONG = {"rise", "fall", "lose", "shrink", "gain"}
"""Verbs whose past is no "-ed", or is rather how something is."""
_RISES = {"rise", "rises", "rose", "risen", "rising", "fall", "falls", "fell", "fallen", "falling"}


def _two_by_two(text: str) -> Iterator[tuple[str, str]]:
    words = text.split()
    yield from zip(words[::2], words[1::2], strict=True)


@cache
def _pairs() -> dict[str, str]:
    """Each word with its contrary."""
    found: dict[str, str] = {}
    for one, other in (*_two_by_two(_VERBS), *((b, a) for a, b in _two_by_two(_VERBS))):
        found.setdefault(one, other)
        found.setdefault(grammar.third(one), grammar.third(other))
        if not _STRONG & {one, other}:
            found.setdefault(grammar.past(one), grammar.past(other))
    for one, other in (*_two_by_two(_IRREGULAR), *_two_by_two(_OTHERS)):
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def contrary(sentence: str) -> str | None:
    """The sentence with one word turned round, so that it says what is not so; None where that is not sure."""
    if _HEDGES.search(sentence):
        return None
    words = [(found[0].casefold(), found.span()) for found in _WORD.finditer(sentence)]
    pairs, present = _pairs(), {word for word, _ in words}
    if any(_also_there(word, present) for word in present):
        return None
    for at in range(len(words) - 1, -1, -1):
        word, (start, end) = words[at]
        before = words[at - 1][0] if at else ""
        behind = words[at + 1][0] if at + 1 < len(words) else ""
        other = pairs.get(word)
        named = sentence[end + 1 : end + 2].isupper() and word in {"before", "after"} and at
        twice = sum(one == word for one, _ in words) > 1
        if other is None or named or twice or not _turns(word, before, behind, sentence[end : end + 1]):
            continue
        if word == "more":
            other = "fewer" if _counted(words, at) else "less"
        if word == "lower" and before not in _DOES and behind not in _OWNED:
            other = "higher"
        if word == "greater" and behind == "than":
            other = "less"
        if word in {"similar", "different"}:
            return f"{sentence[:start]}{other} {'from' if word == 'similar' else 'to'}{sentence[words[at + 1][1][1] :]}"
        return _with_article(sentence[:start], _as(sentence[start:end], other), sentence[end:])
    return None


def _also_there(word: str, present: set[str]) -> bool:
    """Whether a word's contrary, in any form, stands in the sentence as well: then turning one says little."""
    other = _pairs().get(word)
    return other is not None and (
        other in present or (word in _RISES and any(one in _opposed(word) for one in present))
    )


def _opposed(word: str) -> frozenset[str]:
    return frozenset(one for one in _RISES if one[0] != word[0])


def _turns(word: str, before: str, behind: str, mark: str) -> bool:
    """Whether a word stands where its contrary makes the sentence false."""
    rules = {
        "more": mark == " " and before not in _NO_MEASURE and behind not in {"recent", "recently", "and", "of"},
        "less": mark == " " and before not in _NO_MEASURE,
        "before": behind not in _NO_TIME,
        "after": behind not in _NO_TIME and before not in {"named", "shortly", "called"},
        "inside": behind in _ARTICLES,
        "outside": behind in _ARTICLES,
        "release": before == "to" or before.endswith("s"),
        "absorb": before == "to" or before.endswith("s"),
        "released": before in _BE and behind in {"by", "when", "during", "into"},
        "absorbed": before in _BE and behind in {"by", "when", "during", "from"},
        "slow": mark == " " and before != "to",
        "lower": before not in {"to", "that"} or behind in _OWNED,
        "longer": before not in {"no", "takes", "take", "took"},
        "dominant": behind in _TRAITS,
        "recessive": behind in _TRAITS,
        "inner": behind not in {"city", "cities"},
        "similar": before in _BE and behind == "to",
        "different": before in _BE and behind == "from",
        "expensive": before not in {"more", "less", "most"},
        "cheap": before not in {"more", "less", "most"},
        "simple": before not in {"more", "less", "most"},
        "complex": before not in {"more", "less", "most", "a", "the"} and mark == " ",
        "gain": before not in _ARTICLES,
        "gains": before not in _ARTICLES,
        "raised": behind not in {"in", "by", "on"},
        "import": before == "to" or before.endswith("s"),
        "export": before == "to" or before.endswith("s"),
    }
    if word in _RISES or word.startswith(("expand", "shr")):
        return behind not in _ELSEWHERE and before not in _ARTICLES | {"gives", "give", "gave"}
    return rules.get(word, True)


def _counted(words: list[tuple[str, tuple[int, int]]], at: int) -> bool:
    """Whether "more" is said of things that are counted."""
    behind = [word for word, _ in words[at + 1 : at + 3]]
    plain = behind and not behind[0].endswith(_MANNERS)
    return bool(behind) and (
        grammar.is_plural(behind[:1]) or bool(plain and len(behind) > 1 and grammar.is_plural(behind))
    )


_MANNERS = ("al", "ic", "ive", "ous", "ed", "ing", "ent", "ant", "y", "ble", "ex", "than", "ate", "ar", "le")
_TRAITS = {"allele", "alleles", "trait", "traits", "gene", "genes", "phenotype"}
_ARTICLES = {"the", "a", "an"}
_OWNED = _ARTICLES | {"their", "its"}
_NO_MEASURE = {"or", "the", "and", "far", "once", "no", "even", "much", "little", "any", "what", "one"}
_NO_TIME = {"all", "that", "this", "which", "being", "long"}


def _as(word: str, other: str) -> str:
    return grammar.capitalized(other) if word[0].isupper() else other


def _with_article(head: str, other: str, tail: str) -> str:
    article = re.search(r"\b([Aa])n? $", head)
    if article:
        head = f"{head[: article.start()]}{article[1]}{grammar.article_for(other)[1:]} "
    return f"{head}{other}{tail}"
