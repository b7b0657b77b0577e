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
    improve worsen  appreciate depreciate  accept reject  agree disagree  create destroy  push pull  include exclude
    evaporate condense  oxidize reduce  reduce increase  enhance diminish  stimulate suppress  promote hinder
    grow shrink  decline rise  ascend descend  succeed fail  remember forget
"""
_IRREGULAR = """
    rose fell  risen fallen  rising falling  shrank expanded  increasing decreasing  losing gaining  lowering raising
    encouraging discouraging  minimizing maximizing  grew shrank  grown shrunk  growing shrinking  reducing increasing
    declined rose  declining rising  began ended  begins ends  enters leaves  entered left  opens closes
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
    high low  large small  early late  high-income low-income  first last  most least  left right  top bottom
    likely unlikely  able unable  legal illegal  equal unequal  stable unstable  efficient inefficient
    capable incapable  conscious unconscious  reversible irreversible  renewable nonrenewable  organic inorganic
    living nonliving  verbal nonverbal  successful unsuccessful  aware unaware  difficult easy  rare common
    public private  primary secondary  active passive  actively passively  dependent independent  natural artificial
    modern traditional  ancient modern  subjective objective  absolute relative  conservative liberal
    democratic authoritarian  capitalist socialist  capitalism socialism  monogamy polygamy  matrilineal patrilineal
    matriarchal patriarchal  endogamy exogamy  ascribed achieved  macro-level micro-level
    macroeconomics microeconomics  macroeconomic microeconomic  explicit implicit  intrinsic extrinsic
    inductive deductive  nominal real  static dynamic  surplus deficit  shortage surplus  surpluses deficits
    shortages surpluses  profits losses  expansionary contractionary  expansion contraction
    appreciation depreciation  elastic inelastic  unemployment employment  consumers producers  employers employees
    creditors debtors  assets liabilities  fiscal monetary  skilled unskilled  demanded supplied  wholesale retail
    inputs outputs  input output  hardware software  finite infinite  linear nonlinear  convex concave
    northern southern  eastern western  hot cold  wet dry  deep shallow  thick thin  offensive defensive
    rightward leftward  haploid diploid  sexual asexual  sexually asexually  homozygous heterozygous
    unicellular multicellular  intracellular extracellular  anterior posterior  dorsal ventral  proximal distal
    afferent efferent  sympathetic parasympathetic  oxygenated deoxygenated  systolic diastolic  arteries veins
    ectothermic endothermic  mitosis meiosis  transcription translation  anions cations  anode cathode  acidic basic
    acids bases  monomers polymers  herbivores carnivores  gymnosperms angiosperms  monocots dicots  xylem phloem
    genotype phenotype  introns exons  hypertonic hypotonic  exergonic endergonic  diurnal nocturnal
    terrestrial aquatic  convergent divergent  symmetrical asymmetrical  innate adaptive  excitatory inhibitory
    males females  permanent temporary  synchronous asynchronous
"""
HEDGES = re.compile(
    r"\b(?:may|might|can|could|would|should|some|sometimes|often|many|perhaps|possibl[ey]|probably|whether|either|both"
    r"|only|if|unless|although|though|while|whereas|than ever|more and more|or more|or less|even|any|certain|various"
    r"|not|cannot|no|neither|nor|never|without|instead|rather|few|little|hardly|half)\b|n['’]t\b|\?|[“”\"]",
    re.I,
)
_EXAMPLES = re.compile(r"\b(?:like|such as|including)\b")
"""Behind such a word, the contrary may be an example as well."""
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
    if HEDGES.search(sentence):
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
        named = at and (
            sentence[start].isupper() or (sentence[end + 1 : end + 2].isupper() and word in {"before", "after"})
        )
        twice = sum(one == word for one, _ in words) > 1
        among = _EXAMPLES.search(sentence[:start])
        if other is None or named or among or twice or not _turns(word, before, behind, sentence[end : end + 1]):
            continue
        if word == "more":
            other = "fewer" if _counted(words, at) else "less"
        if word == "lower" and before not in _DOES and behind not in _OWNED:
            other = "higher"
        if word == "greater" and behind == "than":
            other = "less"
        if word in {"similar", "different"}:
            return f"{sentence[:start]}{other} {'from' if word == 'similar' else 'to'}{sentence[words[at + 1][1][1] :]}"
        return with_article(sentence[:start], _as(sentence[start:end], other), sentence[end:])
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
        "simple": before not in {"more", "less", "most"} and behind != "terms",
        "complex": before not in {"more", "less", "most", "a", "the"} and mark == " ",
        "gain": before not in _ARTICLES,
        "gains": before not in _ARTICLES,
        "raised": behind not in {"in", "by", "on"} | _RAISED,
        "raise": behind not in _RAISED,
        "raises": behind not in _RAISED,
        "raising": behind not in _RAISED,
        "acids": before not in {"amino", "fatty", "nucleic"},
        "begins": behind != "to",
        "began": behind != "to",
        "agree": behind != "to",
        "agreed": behind != "to",
        "encouraged": behind != "to",
        "improved": before in _BE,
        "relative": mark == " " and behind not in {"to", "of", "is", "was"},
        "thin": behind != "air",
        "hot": mark == " ",
        "cold": mark == " ",
        "efficient": before in _BE | _ARTICLES | {"more", "less", "most", "highly"},
        "import": before == "to" or before.endswith("s"),
        "export": before == "to" or before.endswith("s"),
        "high": mark == " " and before not in _DEGREES and behind not in {"school", "schools", "and", "or"},
        "low": mark == " " and before not in _DEGREES and behind not in {"and", "or"},
        "large": mark == " " and before not in _DEGREES,
        "small": mark == " " and before not in _DEGREES,
        "early": mark == " " and before not in _DEGREES,
        "late": mark == " " and before not in _DEGREES,
        "first": before == "the" and mark == " " and behind not in {"time", "two", "three", "few", "and"},
        "most": before == "the" and behind not in {"of", "part", "recent"},
        "least": before == "the",
        "left": before == "the" and (mark in ".;)" or behind in _BEHIND_SIDES),
        "right": before == "the" and (mark in ".;)" or behind in _BEHIND_SIDES),
        "top": before == "the" and behind == "of",
        "bottom": before == "the" and behind == "of",
        "likely": before in _BE,
        "able": before in _BE,
        "common": False,
        "rare": before in _BE | _ARTICLES,
        "difficult": before in _BE | _ARTICLES,
        "easy": before in _BE | _ARTICLES,
        "equal": before in _BE and behind != "to",
        "public": mark == " " and before != "the" and behind not in {"health", "policy", "opinion", "and", "or"},
        "private": mark == " " and behind not in {"and", "or"},
        "dependent": behind not in {"on", "upon"},
        "independent": behind not in {"of", "from"},
        "living": before in _ARTICLES and mark == " ",
        "real": behind in {"gdp", "wage", "wages", "interest", "income", "incomes", "value"},
        "achieved": behind in {"status", "statuses"},
        "objective": mark == " " and before not in _ARTICLES,
        "basic": False,
        "increase": before not in _ARTICLES,
        "reduced": before not in _ARTICLES,
        "last": False,
        "ends": False,
        "leaves": False,
        "supplied": before == "quantity",
        "demanded": before == "quantity",
        "employment": behind in {"rate", "rates"},
        "created": before in _BE,
        "include": False,
        "includes": False,
        "included": before in _BE,
        "adaptive": behind == "immune",
        "modern": mark == " ",
    }
    if word in _RISES or word.startswith(("expand", "shr")):
        return behind not in _ELSEWHERE and before not in _ARTICLES | {"gives", "give", "gave"}
    if word.startswith(("grow", "grew")):
        return mark in ",.;" or behind in _HOW_FAST
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
_RAISED = {"children", "kids", "cattle", "money", "funds", "awareness", "questions", "issues", "concerns"}
_HOW_FAST = {"at", "by", "when", "because", "faster", "slower", "rapidly", "quickly", "slowly", "steadily", "over"}
_DEGREES = {"too", "so", "as", "how", "very", "and", "or", "by", "at", "an", "another"}
_BEHIND_SIDES = {"side", "of", "half", "along", "in", "on", "as", "by", "from", "when", "because"}
_NO_TIME = {"all", "that", "this", "which", "being", "long"}


def _as(word: str, other: str) -> str:
    return grammar.capitalized(other) if word[0].isupper() else other


def with_article(head: str, other: str, tail: str) -> str:
    """A word between two pieces, with the article before it that it needs."""
    article = re.search(r"\b([Aa])n? $", head)
    if article:
        head = f"{head[: article.start()]}{article[1]}{grammar.article_for(other)[1:]} "
    return f"{head}{other}{tail}"
