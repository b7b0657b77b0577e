"""Turning what a sentence says so that it is false: one word into its contrary, its two sides exchanged, a denial left
out, a number changed.

Each is sure only where the sentence is plain: one that hedges, or sets conditions, is left alone.
"""

import re
from collections.abc import Iterator

from functions.ai.domain.questions import grammar
from functions.ai.domain.questions.contraries import HEDGES, contrary, with_article
from functions.ai.domain.questions.material import Line, Material

MOST_OF_A_SIDE = 6
"""Words of what does something, or of what it is done to."""
_ONE_WAY = """
    cause causes caused  contain contains contained  control controls controlled  regulate regulates regulated
    determine determines determined  exceed exceeds exceeded  precede precedes preceded  surround surrounds surrounded
    produce produces produced  replace replaces replaced  create creates created  include includes included
    generate generates generated  trigger triggers triggered  shape shapes shaped  follow follows followed
    consume consumes consumed  form forms formed  enclose encloses enclosed  encode encodes encoded
    govern governs governed  outnumber outnumbers outnumbered  underlie underlies  comprise comprises comprised
    lead\\sto leads\\sto led\\sto  result\\sin results\\sin resulted\\sin  depend\\son depends\\son depended\\son
    consist\\sof consists\\sof consisted\\sof  result\\sfrom results\\sfrom resulted\\sfrom  stem\\sfrom stems\\sfrom
    contribute\\sto contributes\\sto contributed\\sto  belong\\sto belongs\\sto belonged\\sto
    arise\\sfrom arises\\sfrom  give\\srise\\sto gives\\srise\\sto gave\\srise\\sto
"""
_PASSIVE = """
    caused\\sby  determined\\sby  regulated\\sby  controlled\\sby  produced\\sby  surrounded\\sby  replaced\\sby
    created\\sby  made\\sof  made\\sup\\sof  composed\\sof  derived\\sfrom  part\\sof  followed\\sby  preceded\\sby
    influenced\\sby  driven\\sby  governed\\sby  measured\\sby  found\\sin  located\\sin  based\\son
"""
_SIDES = re.compile(
    r"(?P<one>(?:[^\s,;:()]+\s){1,6}?)"
    rf"(?P<verb>(?:can\s|will\s|directly\s|partly\s)?(?:{'|'.join(_ONE_WAY.split())})"
    rf"|(?:is|are|was|were)\s(?:{'|'.join(_PASSIVE.split())}|[a-z]+er\sthan|(?:more|less)\s[a-z]+\sthan))\s"
    r"(?P<other>(?:[^\s,;:()]+\s?){1,6})\."
)
"""A sentence of two sides that cannot both do it to each other."""
_NO_SIDE = re.compile(
    r"\b(?:that|which|who|whose|when|where|how|what|and|or|to|by|with|in|on|at|from|as|for|than|because|both|each|one"
    r"|it|they|this|these|those|its|their|there|other|another|many|most|all|such)\b|['’]s?\b",
    re.I,
)
_CONTRAST = re.compile(
    r",?\s(?:while|whereas|but|and not|rather than|instead of|than|precedes?"
    r"|(?:comes?|occurs?|happens?) (?:before|after))"
    r"\s(?P<article>(?:the|an?)\s)?$"
)
_UNPLAIN = re.compile(
    r"\b(?:either|both|if|unless|not|no|neither|nor|never|like|similarly|too|also)\b|n['’]t\b|[?“”\"]", re.I
)
_UNLIKE = re.compile(r",\s(?P<article>(?:the|an?)\s)?")
_OPENING = re.compile(r"(?P<unlike>Unlike\s)?(?P<article>(?:The|An?)\s)?", re.I)

_DENIES = re.compile(
    r"\b(?:(?P<do>do|does)\snot\s(?P<what>[a-z]+)|(?P<be>is|are|was|were|has|have|can|will)\s?not)\b(?=(?P<behind>\s\w+)?)"
)
_BARELY = re.compile(
    r"\s(?:only|just|merely|necessarily|always|all|every|simply|yet|enough|solely|entirely|exactly|directly|really|quite"
    r"|so|as|until|mean|much|many|very|an?|the same|completely|fully|usually|sure|clear|possible|likely|exclusively)\b"
)
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|should|sometimes|often|some|perhaps|possibl[ey]|probably|whether|either|unless|if|because"
    r"|but|although|though|any|anything|anyone|ever|yet|more|less|no|neither|nor|never|without|instead|rather|however"
    r"|until|since|so|only|even|at all|cannot help)\b|n['’]t\b|\?|[“”\"]",
    re.I,
)

_COUNTS = {
    "two": "three", "three": "four", "four": "three", "five": "four", "six": "five", "seven": "six", "eight": "seven",
    "nine": "eight", "ten": "nine",
}  # fmt: skip
_COUNT = re.compile(
    rf"\b(?P<lead>(?:has|have|are|into|the|of|with|includes?|contains?)\s)(?P<count>{'|'.join(_COUNTS)})"
    r"(?=\s(?:[a-z]+\s){0,2}(?P<what>[a-z]{3,}s)\b)",
    re.I,
)
_COUNTED = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b", re.I)
_NO_COUNT = re.compile(
    r"\b(?:both|either|between|first|last|next|other|these|those|least|most|or|each|another|than|all|hundred|thousand"
    r"|million|billion|years?|days?|hours?|times|decades?)\b",
    re.I,
)
_AMOUNT = re.compile(
    r"(?<![\w.,\-–/])(?P<lead>\$?)(?P<value>\d{1,3})"
    r"(?=\s?(?:%|percent\b|million\b|billion\b|trillion\b|years\b|days\b|hours\b|°[CF]|[kcmn]?m\b|kg\b))"
)
_YEARS = re.compile(r"\([^()]*\)|\b(?:1[5-9]|20)\d\ds?\b")


def turned(material: Material, line: Line) -> Iterator[str]:
    """What a sentence would say if it were not so, each time in another way, the surest first."""
    text = line.sentence.text
    other = exchanged(material, line)
    yield from dict.fromkeys((*((other,) if other else ()), *untrue(text)))


def untrue(text: str) -> Iterator[str]:
    """The same of a sentence by itself."""
    yield from filter(None, (contrary(text), affirmed(text), miscounted(text)))


def exchanged(material: Material, line: Line) -> str | None:
    """The sentence with its two sides, or the two terms that it contrasts, in each other's place."""
    text = line.sentence.text
    if _UNPLAIN.search(text):
        return None
    return _sides(material, text) or _contrasted(material, line)


def _sides(material: Material, text: str) -> str | None:
    found = _SIDES.fullmatch(text)
    if found is None:
        return None
    one, verb, other = found["one"].strip(), found["verb"], found["other"].strip()
    plain = re.sub(r"^(?:The|An?)\s|\sof\s", " ", one, flags=re.I), re.sub(r"\sof\s", " ", other)
    if any(_NO_SIDE.search(side) or len(side.split()) > MOST_OF_A_SIDE for side in plain):
        return None
    if any(grammar.is_verb(word) and not grammar.may_be_done([word]) for side in plain for word in side.split()):
        return None
    if _is_many(one) is not _is_many(other) or other.split()[0].endswith("ly"):
        return None
    first = one.split()[0]
    keeps = material.is_proper(first) or (first.isupper() and len(first) > 1)
    return f"{grammar.capitalized(other)} {verb} {one if keeps else one[0].lower() + one[1:]}."


def _is_many(side: str) -> bool:
    return grammar.is_plural(side.partition(" of ")[0].split())


def _contrasted(material: Material, line: Line) -> str | None:
    """The first term of a sentence exchanged for the one that it is set against."""
    text, spans = line.sentence.text, line.spans
    opening = _OPENING.fullmatch(text[: spans[line.mentions[0].start][0]]) if line.mentions else None
    if opening is None:
        return None
    first, *others = line.mentions
    begin, end = spans[first.start][0], spans[first.end - 1][1]
    for other in others:
        start, stop = spans[other.start][0], spans[other.end - 1][1]
        one, two = text[begin:end], text[start:stop]
        against = (_UNLIKE.fullmatch if opening["unlike"] else _CONTRAST.search)(text[end:start])
        alike = grammar.is_plural(one.split()) is grammar.is_plural(two.split())
        if not against or not alike or other.key == first.key or text.count(two) > 1:
            continue
        if bool(against["article"]) is bool(opening["article"]):
            one, two = material.name(first.key), material.name(other.key)
            opened = with_article(text[:begin], two if begin else grammar.capitalized(two), text[end:start])
            return with_article(opened, one, text[stop:])
    return None


def affirmed(text: str) -> str | None:
    """The sentence without its only denial."""
    found = _DENIES.search(text)
    if found is None or not found["behind"] or _BARELY.match(found["behind"]) or _BARELY.match(f" {found['what']}"):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if _UNSURE.search(rest) or grammar.negates(rest):
        return None
    what = found["what"]
    if what and not grammar.is_plain_verb(what):
        return None
    said = (grammar.third(what) if found["do"] == "does" else what) if what else found["be"]
    return f"{text[: found.start()]}{said}{text[found.end() :]}"


def miscounted(text: str) -> str | None:
    """The sentence with another number of what it counts; None where a second number could tell, or a list."""
    if HEDGES.search(text) or text.count(",") > 1 or "—" in text:
        return None
    counts, amounts = list(_COUNT.finditer(text)), list(_AMOUNT.finditer(text))
    if len(counts) == len(_COUNTED.findall(text)) == 1 and not _NO_COUNT.search(text):
        start, end = counts[0].span("count")
        return f"{text[:start]}{_COUNTS[text[start:end].casefold()]}{text[end:]}"
    if len(amounts) == 1 and len(re.findall(r"\d+", _YEARS.sub("", text))) == 1:
        start, end = amounts[0].span("value")
        value = int(text[start:end])
        other = value // 2 if value > 40 else value * 2
        return f"{text[:start]}{other}{text[end:]}" if value > 3 else None
    return None
